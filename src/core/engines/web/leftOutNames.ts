/** Names in a folder of web files that are not packed, and why. Content is `scanWebFiles.ts`. */

const leftBehind: ReadonlySet<string> = new Set([
  '.git',
  '.svn',
  '.hg',
  '.ds_store',
  'thumbs.db',
  'desktop.ini',
  '.mobile-distribution',
  '__macosx',
  // Caches of our CI workflows, which services keep inside of the repository.
  '.npm-ci',
  '.yarn-ci',
  '.pnpm-ci',
  '.gradle-ci',
  '.pods-ci',
]);

/** What version control, desktops and this product keep for themselves. */
export function isLeftOutName(name: string): boolean {
  return leftBehind.has(name.toLowerCase());
}

/** Packages, what belongs to them, what is being written, and the settings: the output of one run must not be the input of the next. */
export function isOwnName(name: string): boolean {
  return /\.(?:apk|aab|ipa|mobileprovision)(?:\.idsig)?$|^\..{1,100}\.[0-9a-f]{12}\.tmp$|^mobile-distribution\.json$/i.test(name);
}

export function isSecretName(name: string): boolean {
  return /^\.env(?:\..*)?$|\.(?:jks|keystore|p12|pfx|bks)$/i.test(name);
}

const sources: ReadonlySet<string> = new Set(['node_modules', 'package.json', 'mobile-distribution.json', 'tsconfig.json', '.git']);

/** Files of a project that a build never writes into its output. */
export function isSourceName(name: string): boolean {
  return sources.has(name);
}
