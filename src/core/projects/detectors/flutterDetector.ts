/**
 * Flutter: a `pubspec.yaml` that depends on the Flutter SDK. Version and build number are those of the pubspec where the native projects ask
 * for them, which they do unless someone wrote others there.
 */

import { YamlDocument } from '../../formats/yaml/readYaml.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidModule } from '../android/androidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { type PlatformFacts, type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, presentFacts, wholeNumber } from '../projectFile.ts';

export const flutterDetector: ProjectDetector = {
  engine: 'flutter',
  detect: async (folder) => {
    const file = await openProjectFile(folder, 'pubspec.yaml');
    const pubspec = file && new YamlDocument(file.text);
    if (!file || pubspec?.at('dependencies', 'flutter', 'sdk')?.value !== 'flutter') return undefined;
    const name = file.textFact(pubspec.at('name'));
    const written = pubspec.at('version');
    const [plain = '', build = ''] = (written?.value ?? '').split('+');
    const version = written && file.textFact({ ...written, value: plain });
    const number = written && wholeNumber(build) !== undefined ? file.numberFact({ ...written, value: Number(build) }) : undefined;
    const android = await androidFacts(folder, version, number);
    const ios = await iosFacts(folder, version, number);
    // A package of code has neither; a project that was cloned without its native folders can get both.
    const isApp = android !== undefined || ios !== undefined;
    return {
      engine: 'flutter',
      framework: 'Flutter',
      ...(name && { name }),
      ...(version && { version }),
      ...((android || !isApp) && { android: android ?? presentFacts({ version, versionCode: number }) }),
      ...((ios || !isApp) && { ios: ios ?? presentFacts({ version, versionCode: number }) }),
    };
  },
};

async function androidFacts(
  folder: ProjectFolderView,
  version: Sourced<string> | undefined,
  number: Sourced<number> | undefined,
): Promise<PlatformFacts | undefined> {
  if (!(await folder.hasFolder('android'))) return undefined;
  // Old templates copy what the tool wrote to local.properties into variables of these names.
  const names = new Map<string, string | number>();
  for (const name of ['flutter.versionName', 'flutterVersionName']) if (version) names.set(name, version.value);
  for (const name of ['flutter.versionCode', 'flutterVersionCode']) if (number) names.set(name, number.value);
  const facts = await readAndroidModule(folder, { root: ['android'], module: ['android', 'app'], given: names });
  return withPubspec(facts ?? {}, version, number);
}

/** A value that is the pubspec's has its place there. */
function withPubspec(facts: PlatformFacts, version: Sourced<string> | undefined, number: Sourced<number> | undefined): PlatformFacts {
  const asks = (fact: Sourced<unknown> | undefined): boolean => fact?.origin.kind === 'project' && fact.origin.certainty === 'resolved';
  const unclear = new Set(
    (facts.unknown ?? []).filter(({ written }) => !/\bflutter(?:\.v|V)ersion(?:Code|Name)\b/.test(written)).map(({ fact }) => fact),
  );
  const own = facts.version;
  const code = facts.versionCode;
  return {
    ...facts,
    ...(version && !unclear.has('version') && (!own || (asks(own) && own.value === version.value)) && { version }),
    ...(number && !unclear.has('versionCode') && (!code || (asks(code) && code.value === number.value)) && { versionCode: number }),
    unknown: (facts.unknown ?? []).filter(({ fact }) => unclear.has(fact) || (fact !== 'version' && fact !== 'versionCode')),
  };
}

async function iosFacts(
  folder: ProjectFolderView,
  version: Sourced<string> | undefined,
  number: Sourced<number> | undefined,
): Promise<PlatformFacts | undefined> {
  if (!(await folder.hasFolder('ios'))) return undefined;
  const given = new Map<string, Sourced<string>>();
  if (version) given.set('FLUTTER_BUILD_NAME', version);
  if (number) given.set('FLUTTER_BUILD_NUMBER', { value: String(number.value), origin: number.origin });
  const found = await readIosProject(folder, { directory: ['ios'], given });
  if (!found || found.facts === 'none') return presentFacts({ version, versionCode: number });
  const { facts } = found;
  const unclear = new Set((facts.unknown ?? []).map(({ fact }) => fact));
  return {
    ...facts,
    ...(version && !facts.version && !unclear.has('version') && { version }),
    ...(number && !facts.versionCode && !unclear.has('versionCode') && { versionCode: number }),
  };
}
