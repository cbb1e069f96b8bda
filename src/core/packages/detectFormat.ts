/** Says what kind of package an archive is by the names of its entries, never by the file's name, and what it is when it is none. */

import { createIssue, type Issue } from '../base/issue.ts';
import { phrases } from '../base/phrase.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { appFolders } from './ipa/ipaEntries.ts';
import { misplacedAppIssue } from './ipa/misplacedApp.ts';
import { type AndroidFormat } from './packageEntries.ts';

export type PackageFormat = AndroidFormat | 'ipa';

export const apkManifest = 'AndroidManifest.xml';
export const apkResourceTable = 'resources.arsc';
export const bundleManifest = 'base/manifest/AndroidManifest.xml';
export const bundleConfig = 'BundleConfig.pb';

/** The format, or the issue that says what it is instead. */
export function detectFormat(entries: readonly ZipEntry[]): PackageFormat | Issue {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has(apkManifest)) return isLibrary(names) ? otherArchive('aar') : 'apk';
  if (names.has(bundleManifest) || names.has(bundleConfig)) return 'aab';
  if (appFolders(entries).length > 0) return 'ipa';
  return misplacedAppIssue(entries) ?? setOfApks(entries, names) ?? packageInside(entries) ?? otherKind(entries, names);
}

/** An Android library has a manifest too, as text, and its code is a jar that no device runs. */
function isLibrary(names: ReadonlySet<string>): boolean {
  return !names.has('classes.dex') && !names.has('resources.arsc') && (names.has('classes.jar') || names.has('R.txt'));
}

const isApk = (name: string): boolean => /\.apk$/i.test(name);
/** The main part of an app that is delivered in several APKs. */
const baseApk = /(^|\/)(?:base|base-master|universal)\.apk$/i;
const mostShown = 200;

/** XAPK, APKS and APKM: one app in several APKs, told by the file that describes them or by the names of the parts. */
function setOfApks(entries: readonly ZipEntry[], names: ReadonlySet<string>): Issue | undefined {
  const apks = entries.map(({ name }) => name).filter(isApk);
  const [first] = apks;
  if (first === undefined) return undefined;
  const set = names.has('toc.pb')
    ? 'APKS (bundletool)'
    : names.has('manifest.json')
      ? 'XAPK'
      : names.has('info.json')
        ? 'APKM'
        : apks.some((name) => /(^|\/)(?:split_)?config\.[\w-]+\.apk$|(^|\/)(?:splits|standalones)\//i.test(name)) ||
            apks.some((name) => /(^|\/)base(?:-master)?\.apk$/i.test(name))
          ? 'APKS'
          : undefined;
  if (set === undefined) return undefined;
  const base = apks.find((name) => /universal\.apk$/i.test(name)) ?? apks.find((name) => baseApk.test(name)) ?? mainApk(apks) ?? first;
  return createIssue('package-set-of-apks', { set, count: apks.length, base: base.slice(0, mostShown) });
}

/** XAPK names its base APK after the app. */
function mainApk(apks: readonly string[]): string | undefined {
  return apks.find((name) => !/(^|\/)(?:split_)?config\./i.test(name));
}

/** Build services wrap what they built into one more archive. */
function packageInside(entries: readonly ZipEntry[]): Issue | undefined {
  const inside = entries.map(({ name }) => name).filter((name) => /\.(?:apk|aab|ipa)$/i.test(name) && !name.startsWith('__MACOSX/'));
  const [first] = inside;
  return first === undefined
    ? undefined
    : createIssue('package-inside-archive', { package: first.slice(0, mostShown), count: inside.length });
}

const archiveKinds = phrases({
  aar: 'an Android library (.aar)',
  jar: 'a Java library (.jar)',
  appx: 'a Windows package (.appx, .msix)',
  xcframework: 'a framework for Apple systems (.xcframework)',
  dsym: 'debug symbols (.dSYM)',
  web: 'the files of a web app',
  source: 'the source of a project',
  office: 'an office document',
});

function otherArchive(kind: keyof typeof archiveKinds): Issue {
  return createIssue('package-is-other-archive', { kind: archiveKinds[kind] });
}

/** Each by names that nothing else has, at the root of the archive or in the one folder that it contains. */
const marks: readonly (readonly [pattern: RegExp, kind: keyof typeof archiveKinds])[] = [
  [/^(?:[^/]+\/)?AppxManifest\.xml$|^AppxMetadata\//, 'appx'],
  [/\.dSYM\//, 'dsym'],
  [/\.xcframework\//, 'xcframework'],
  [/^(?:word|xl|ppt)\//, 'office'],
  [
    /^(?:[^/]+\/)?(?:package\.json|pubspec\.yaml|(?:app\/)?build\.gradle(?:\.kts)?|Podfile|[^/]+\.(?:xcodeproj|xcworkspace)\/.*)$/,
    'source',
  ],
  [/^(?:[^/]+\/)?index\.html?$/i, 'web'],
];

function otherKind(entries: readonly ZipEntry[], names: ReadonlySet<string>): Issue {
  if (names.has('META-INF/MANIFEST.MF') || entries.some(({ name }) => name.endsWith('.class'))) return otherArchive('jar');
  const found = marks.find(([pattern]) => entries.some(({ name }) => pattern.test(name)));
  return found ? otherArchive(found[1]) : createIssue('package-format-unknown', { missing: apkManifest });
}
