/**
 * Tauri 2 with a mobile project: `src-tauri/tauri.conf.json`, and `gen/android` or `gen/apple` next to it. The configuration counts, as the
 * native projects take identifier and versions from it at every build. Desktop apps are not apps here.
 */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidModule } from '../android/androidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { readPackageJson } from '../packageJson.ts';
import { type PlatformFacts, type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile, wholeNumber } from '../projectFile.ts';
import { literalFact } from './capacitorDetector.ts';

const sources = 'src-tauri';
const names = ['tauri.conf.json', 'tauri.conf.json5'] as const;

export const tauriDetector: ProjectDetector = {
  engine: 'tauri',
  detect: async (folder) => {
    const hasAndroid = await folder.hasFolder(sources, 'gen', 'android');
    const hasIos = await folder.hasFolder(sources, 'gen', 'apple');
    if (!hasAndroid && !hasIos) return undefined;
    const base = await openConfig(folder, names);
    if (!base) return undefined;
    const name = base.text('productName');
    const android = hasAndroid ? await platformFacts(folder, base, 'android') : undefined;
    const ios = hasIos ? await platformFacts(folder, base, 'ios') : undefined;
    return { engine: 'tauri', framework: 'Tauri', ...(name && { name }), ...(android && { android }), ...(ios && { ios }) };
  },
};

interface Config {
  readonly file: ProjectFile;
  readonly object: LiteralObject;
  text(...path: readonly string[]): Sourced<string> | undefined;
}

async function openConfig(folder: ProjectFolderView, among: readonly string[]): Promise<Config | undefined> {
  for (const name of among) {
    const file = await openProjectFile(folder, sources, name);
    if (!file) continue;
    const object = new LiteralObject(file.text);
    return { file, object, text: (...path) => literalFact(file, object.at(...path)) };
  }
  return undefined;
}

/** `tauri.android.conf.json` and `tauri.ios.conf.json` are laid over the shared one. */
async function platformFacts(folder: ProjectFolderView, base: Config, platform: 'android' | 'ios'): Promise<PlatformFacts> {
  const own = await openConfig(folder, [`tauri.${platform}.conf.json`, `tauri.${platform}.conf.json5`]);
  const text = (...path: readonly string[]): Sourced<string> | undefined => own?.text(...path) ?? base.text(...path);
  const version = await versionOf(folder, text('version'));
  const written = platform === 'android' ? codeOf(own ?? base, base) : undefined;
  // Those that the generated project has, since the configuration may leave them to the defaults of Tauri.
  const { minimumOs, targetSdk, icon } = (await generatedFacts(folder, platform)) ?? {};
  return presentFacts({
    appIdentifier: text('identifier'),
    name: text('productName'),
    version,
    versionCode: written ?? (platform === 'android' ? derivedCode(version) : undefined),
    minimumOs: (platform === 'ios' ? text('bundle', 'iOS', 'minimumSystemVersion') : undefined) ?? minimumOs,
    targetSdk,
    icon,
  });
}

async function generatedFacts(folder: ProjectFolderView, platform: 'android' | 'ios'): Promise<PlatformFacts | undefined> {
  const place = [sources, 'gen', platform === 'ios' ? 'apple' : 'android'];
  if (platform === 'android') return await readAndroidModule(folder, { root: place, module: [...place, 'app'] });
  const found = await readIosProject(folder, { directory: place });
  return found && found.facts !== 'none' ? found.facts : undefined;
}

/** The version itself, a `package.json` that has it, or that of the Rust crate. */
async function versionOf(folder: ProjectFolderView, written: Sourced<string> | undefined): Promise<Sourced<string> | undefined> {
  if (written && !written.value.endsWith('.json')) return written;
  if (written) return written.value.replace(/^(?:\.\.?\/)+/, '') === 'package.json' ? (await readPackageJson(folder)).version : undefined;
  const crate = await openProjectFile(folder, sources, 'Cargo.toml');
  const table = crate && /^\[package\]\s*$/m.exec(crate.text);
  if (!crate || !table) return undefined;
  const rest = crate.text.slice(table.index + table[0].length);
  const end = rest.search(/^\[/m);
  const line = /^(version\s{0,20}=\s{0,20}")([^"\n]{1,100})"/m.exec(end < 0 ? rest : rest.slice(0, end));
  const [, before = '', value = ''] = line ?? [];
  if (!line) return undefined;
  return crate.textFact({ value, offset: table.index + table[0].length + line.index + before.length, length: value.length });
}

function codeOf(config: Config, base: Config): Sourced<number> | undefined {
  for (const { file, object } of [config, base]) {
    const literal = object.at('bundle', 'android', 'versionCode');
    const value = wholeNumber(literal?.value);
    if (literal && value !== undefined) return file.numberFact({ ...literal, value });
  }
  return undefined;
}

/** As Tauri makes it of the version: 1.2.3 is 1002003. */
function derivedCode(version: Sourced<string> | undefined): Sourced<number> | undefined {
  const [, major, minor, patch] = /^(\d{1,4})\.(\d{1,3})\.(\d{1,3})/.exec(version?.value ?? '') ?? [];
  const value = wholeNumber(Number(major) * 1_000_000 + Number(minor) * 1000 + Number(patch));
  if (!version || value === undefined) return undefined;
  const { origin } = version;
  return { value, origin: origin.kind === 'project' ? { ...origin, certainty: 'resolved' } : origin };
}
