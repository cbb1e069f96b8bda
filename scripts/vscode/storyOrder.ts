/** Which files of window tests take longest. A long one that begins last would leave the other lane without work. */

/** The slowest first, by what they took when one ran after the other. */
export const slowStories: readonly string[] = [
  'accessibility',
  'releasePages',
  'changingReleases',
  'otherStores',
  'iosPackage',
  'fewClicks',
  'severalFolders',
  'jointBuilds',
  'signPackage',
  'passwords',
  'firstPackage',
].map((name) => `test/ui/${name}.ui.ts`);

export function longestFirst(stories: readonly string[]): readonly string[] {
  const slow = slowStories.filter((story) => stories.includes(story));
  return [...slow, ...stories.filter((story) => !slow.includes(story))];
}
