/** What the bundler makes of files that are not modules: style sheets go into the page's own, pictures become text. */

declare module '*.css';

declare module '*.svg' {
  const text: string;
  export default text;
}
