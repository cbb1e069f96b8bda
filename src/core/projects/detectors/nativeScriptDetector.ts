/**
 * NativeScript: a `nativescript.config` file, or the dependency `@nativescript/core`. The identifier is the config's, which is put into the
 * native files at every build; versions are those of the native files in its folder of resources.
 */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { parseXcconfig } from '../../formats/xcode-project/xcconfig.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidManifest, readAndroidString } from '../android/androidManifest.ts';
import { readAndroidScript } from '../android/androidModule.ts';
import { GradleBuild, openScript } from '../android/gradleBuild.ts';
import { plainFactsOf } from '../ios/infoPlist.ts';
import { readPackageJson } from '../packageJson.ts';
import { type PlatformFacts, type ProjectDetector, type ProjectFolderView, type UnknownFact } from '../projectFacts.ts';
import { openProjectFile, presentFacts, segmentsInside, withoutUnknown } from '../projectFile.ts';
import { literalFact } from './capacitorDetector.ts';

const names = ['nativescript.config.ts', 'nativescript.config.js', 'nsconfig.json'] as const;

export const nativeScriptDetector: ProjectDetector = {
  engine: 'nativescript',
  detect: async (folder) => {
    const packageJson = await readPackageJson(folder);
    const name = await firstFile(folder);
    if ((name === undefined || name === 'nsconfig.json') && !packageJson.dependsOn('@nativescript/core')) return undefined;
    const file = name === undefined ? undefined : await openProjectFile(folder, name);
    const config = file && new LiteralObject(file.text);
    const of = (...path: readonly string[]): Sourced<string> | undefined => file && config && literalFact(file, config.at(...path));
    const computed = (...path: readonly string[]): UnknownFact | undefined => {
      const place = config?.computedAt(...path);
      return place && file?.unknownFact('appIdentifier', { ...place, value: path.join('.') });
    };
    const idOf = (platform: 'android' | 'ios') => {
      const own = of(platform, 'id');
      // What the config computes is not what it or package.json says elsewhere.
      const unknown = own ? undefined : (computed(platform, 'id') ?? (of('id') ? undefined : computed('id')));
      if (unknown) return { unknown: [unknown] };
      return presentFacts({ appIdentifier: own ?? of('id') ?? packageJson.nativeScriptId });
    };
    const resources = segmentsInside([], of('appResourcesPath')?.value ?? 'App_Resources') ?? ['App_Resources'];
    const places = [resources, ['app', 'App_Resources']];
    const android = await androidFacts(folder, places);
    const ios = await iosFacts(folder, places);
    const none = !android && !ios;
    return {
      engine: 'nativescript',
      framework: 'NativeScript',
      ...(packageJson.name && { name: packageJson.name }),
      ...((android || none) && { android: withIdentifier(android, idOf('android')) }),
      ...((ios || none) && { ios: withIdentifier(ios, idOf('ios')) }),
    };
  },
};

/** The identifier is the config's: an unknown one is not taken from elsewhere. */
function withIdentifier({ unknown = [], ...facts }: PlatformFacts = {}, identifier: PlatformFacts): PlatformFacts {
  const all = [...unknown.filter(({ fact }) => fact !== 'appIdentifier'), ...(identifier.unknown ?? [])];
  const known = identifier.unknown ? withoutUnknown(facts, identifier.unknown) : facts;
  return { ...known, ...identifier, ...(all.length > 0 && { unknown: all }) };
}

async function firstFile(folder: ProjectFolderView): Promise<string | undefined> {
  for (const name of names) if (await folder.hasFile(name)) return name;
  return undefined;
}

async function androidFacts(folder: ProjectFolderView, places: readonly (readonly string[])[]): Promise<PlatformFacts | undefined> {
  for (const place of places) {
    const sources = [...place, 'Android', 'src', 'main'];
    if (!(await folder.hasFolder(...place, 'Android'))) continue;
    const script = await openScript(folder, ...place, 'Android', 'app.gradle');
    const build = script && (await GradleBuild.open(folder, [...place, 'Android'], script));
    const facts = build && readAndroidScript(build);
    const manifest = await readAndroidManifest(folder, ...sources);
    const name = await readAndroidString(folder, 'app_name', ...sources, 'res', 'values');
    return { ...manifest, ...facts, ...(name && { name }) };
  }
  return undefined;
}

async function iosFacts(folder: ProjectFolderView, places: readonly (readonly string[])[]): Promise<PlatformFacts | undefined> {
  for (const place of places) {
    if (!(await folder.hasFolder(...place, 'iOS'))) continue;
    const file = await openProjectFile(folder, ...place, 'iOS', 'Info.plist');
    // The identifier is the config's.
    const { appIdentifier: _, ...facts } = (file && plainFactsOf(file)) ?? {};
    return { ...facts, ...(await settingFacts(folder, place)) };
  }
  return undefined;
}

/** Of the settings that are laid over those of the native project. */
async function settingFacts(folder: ProjectFolderView, place: readonly string[]): Promise<PlatformFacts> {
  const file = await openProjectFile(folder, ...place, 'iOS', 'build.xcconfig');
  const settings = file ? parseXcconfig(file.text).flatMap((line) => (line.kind === 'setting' ? [line.setting] : [])) : [];
  const read = (name: string): Sourced<string> | undefined => file?.textFact(settings.findLast((setting) => setting.name === name));
  return presentFacts({ minimumOs: read('IPHONEOS_DEPLOYMENT_TARGET'), icon: read('ASSETCATALOG_COMPILER_APPICON_NAME') });
}
