/** What a web project calls itself, and the identifier that its own domain gives it. */

import { utf8 } from '../../base/bytes.ts';
import { readPageHead } from '../../formats/web-manifest/pageHead.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type PackageJson } from '../packageJson.ts';
import { type ProjectFolderView } from '../projectFacts.ts';

/** Titles that starter templates and editors write. */
const templateTitles =
  /^(?:vite\b.*|react app|vue app|my app|myapp|svelte app|angular|ionic app|document|untitled.*|index|home|app|title|welcome|(?:create )?next app|nuxt app|solid app|astro(?: basics)?|preact(?: app)?|webpack app|parcel.*|quasar app|ember.*|html5.*|hello,? world!?|test|demo|.{61,})$/i;
const placeholder = /%|<|\{\{|\$\{|__/;

/** The title of a page, where someone wrote one. */
export async function titleOf(folder: ProjectFolderView, ...page: readonly string[]): Promise<Sourced<string> | undefined> {
  const text = await folder.text(...page);
  const title = text === undefined ? undefined : readPageHead(utf8(text)).title?.replaceAll(/\s+/g, ' ').trim();
  if (title === undefined || title === '' || templateTitles.test(title) || placeholder.test(title)) return undefined;
  return { value: title, origin: { kind: 'project', file: page.join('/'), certainty: 'guessed' } };
}

/** `@acme/field-notes` as people read it: Field Notes. */
export function nameFromPackage({ name }: PackageJson): Sourced<string> | undefined {
  const words = (name?.value ?? '')
    .replace(/^@[^/]*\//, '')
    .split(/[-_.\s]+/)
    .filter((word) => word !== '');
  if (!name || words.length === 0) return undefined;
  const value = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ');
  return value.length > 50 ? undefined : { value, origin: name.origin };
}

/** Hosts that many people share: an address there says nothing about who owns a domain. */
const sharedHosts =
  /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|npmjs\.com|npmjs\.org|vercel\.app|now\.sh|netlify\.app|netlify\.com|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|herokuapp\.com|surge\.sh|onrender\.com|fly\.dev|azurewebsites\.net|azurestaticapps\.net|amplifyapp\.com|cloudfront\.net|amazonaws\.com|glitch\.me|repl\.co|replit\.app|stackblitz\.io|codesandbox\.io|csb\.app|ngrok\.io|example|example\.(?:com|org|net)|localhost|local|test|invalid)$/;

/** Of a project at its own domain; `undefined` where it is not certain whose domain it is. */
export function identifierFromHomepage({ homepage, name }: PackageJson): Sourced<string> | undefined {
  const url = homepage === undefined ? null : URL.parse(homepage.value);
  if (!homepage || url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const host = url.hostname.toLowerCase().replace(/^www\./, '');
  const labels = host.split('.').toReversed();
  const last = identifierWord(name?.value);
  if (last === undefined || labels.length < 2 || labels.length > 5 || sharedHosts.test(host)) return undefined;
  if (!labels.every((label) => /^[a-z][a-z0-9]*$/.test(label))) return undefined;
  const parts = labels.at(-1) === last ? labels : [...labels, last];
  return { value: parts.join('.'), origin: homepage.origin };
}

/** The last part of an identifier: of a package name without its scope, as iOS and Android both accept it. */
export function identifierWord(name: string | undefined): string | undefined {
  const word = (name ?? '')
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '');
  return word === '' ? undefined : word;
}
