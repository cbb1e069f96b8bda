/** .NET MAUI: a C# project with `UseMaui`. What the project file leaves out is taken from the files of the platforms. */

import { MsbuildProject, type MsbuildPlatform } from '../../formats/msbuild/msbuildProject.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidManifest } from '../android/androidManifest.ts';
import { plainFactsOf } from '../ios/infoPlist.ts';
import { type FactName, type PlatformFacts, type ProjectDetector, type ProjectFolderView, type UnknownFact } from '../projectFacts.ts';
import { joinFacts, openProjectFile, presentFacts, type ProjectFile, wholeNumber, withoutUnknown } from '../projectFile.ts';

export const mauiDetector: ProjectDetector = {
  engine: 'maui',
  detect: async (folder) => {
    const projects = (await folder.entries()).filter(({ name, kind }) => kind === 'file' && name.endsWith('.csproj'));
    for (const { name } of projects.slice(0, 16)) {
      const file = await openProjectFile(folder, name);
      const project = file && MsbuildProject.parse(file.text);
      if (!file || project?.written('UseMaui', 'android')?.value.trim().toLowerCase() !== 'true') continue;
      const targets = frameworksOf(project);
      const android = targets.has('android') ? await platformFacts(folder, file, project, 'android') : undefined;
      const ios = targets.has('ios') ? await platformFacts(folder, file, project, 'ios') : undefined;
      const title = android?.name ?? ios?.name;
      return {
        engine: 'maui',
        framework: '.NET MAUI',
        ...(title && { name: title }),
        ...(android && { android }),
        ...(ios && { ios }),
      };
    }
    return undefined;
  },
};

/** `net9.0-android;net9.0-ios`: the platforms it is built for, both where that cannot be seen. */
function frameworksOf(project: MsbuildProject): ReadonlySet<string> {
  const written = project
    .all()
    .filter(({ name }) => name === 'TargetFrameworks' || name === 'TargetFramework')
    .map(({ value }) => value)
    .join(';');
  const named = ['android', 'ios'].filter((platform) => new RegExp(`-${platform}\\b`).test(written));
  return new Set(named.length > 0 ? named : ['android', 'ios']);
}

async function platformFacts(
  folder: ProjectFolderView,
  file: ProjectFile,
  project: MsbuildProject,
  platform: MsbuildPlatform,
): Promise<PlatformFacts> {
  const unknown: UnknownFact[] = [];
  const text = (fact: FactName, name: string): Sourced<string> | undefined => {
    const written = project.written(name, platform);
    const value = written?.isCertain === true ? project.expand(written.value, platform) : undefined;
    if (written && value === undefined) unknown.push(file.unknownFact(fact, written));
    return written && value !== undefined
      ? file.textFact({ ...written, value }, value === written.value ? 'literal' : 'resolved')
      : undefined;
  };
  const code = text('versionCode', 'ApplicationVersion');
  const number = wholeNumber(code?.value);
  if (code && number === undefined && code.origin.kind === 'project')
    unknown.push({ fact: 'versionCode', written: code.value, origin: code.origin });
  const own = presentFacts({
    name: text('name', 'ApplicationTitle'),
    appIdentifier: text('appIdentifier', 'ApplicationId'),
    version: text('version', 'ApplicationDisplayVersion'),
    versionCode: code && number !== undefined ? { value: number, origin: code.origin } : undefined,
    minimumOs: minimumOf(file, project, platform),
    icon: file.textFact(project.included('MauiIcon', platform)),
  });
  const native = platform === 'android' ? await readAndroidManifest(folder, 'Platforms', 'Android') : await iosFile(folder);
  return { ...joinFacts<PlatformFacts>(own, native && withoutUnknown(native, unknown)), unknown };
}

async function iosFile(folder: ProjectFolderView): Promise<PlatformFacts | undefined> {
  const file = await openProjectFile(folder, 'Platforms', 'iOS', 'Info.plist');
  return file && plainFactsOf(file);
}

/** Android is asked for by its API level: `21.0` is 21. */
function minimumOf(file: ProjectFile, project: MsbuildProject, platform: MsbuildPlatform): Sourced<string> | undefined {
  const written = project.written('SupportedOSPlatformVersion', platform);
  if (written?.isCertain !== true || !/^\d{1,3}(?:\.\d{1,3}){0,3}$/.test(written.value.trim())) return undefined;
  return file.textFact(platform === 'android' ? { ...written, value: written.value.trim().replace(/\.0+$/, '') } : written);
}
