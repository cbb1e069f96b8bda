/**
 * An Xcode project of an app's folder: the target that makes the app, and its build settings in the configuration that archives use, with
 * the `.xcconfig` files they are based on. Nothing outside of the app is read, so settings from there stay unknown.
 */

import { BuildSettings, type SettingLevel } from '../../formats/xcode-project/expandSettings.ts';
import { type BuildSetting, parseXcconfig } from '../../formats/xcode-project/xcconfig.ts';
import {
  parseXcodeProject,
  type XcodeConfiguration,
  type XcodeConfigurations,
  type XcodeProject,
  type XcodeTarget,
} from '../../formats/xcode-project/xcodeProject.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, type ProjectFile, segmentsInside } from '../projectFile.ts';

/** The folder name of the project in a folder; `Pods` belongs to CocoaPods. */
export async function findXcodeProject(folder: ProjectFolderView, ...relative: readonly string[]): Promise<string | undefined> {
  const entries = await folder.entries(...relative);
  const project = entries.find(({ name, kind }) => kind === 'directory' && name.endsWith('.xcodeproj') && name !== 'Pods.xcodeproj');
  return project?.name;
}

export interface OpenXcodeProject {
  readonly file: ProjectFile;
  /** Of the project, which paths in it are relative to. */
  readonly directory: readonly string[];
  readonly name: string;
  readonly project: XcodeProject;
}

export interface XcodeApp {
  readonly target: XcodeTarget;
  readonly configuration: string;
  readonly settings: BuildSettings;
  /** The files that settings can be from, by their path. */
  readonly files: ReadonlyMap<string, ProjectFile>;
  readonly directory: readonly string[];
}

export async function openXcodeProject(
  folder: ProjectFolderView,
  directory: readonly string[],
  projectName: string,
): Promise<OpenXcodeProject | undefined> {
  const file = await openProjectFile(folder, ...directory, projectName, 'project.pbxproj');
  const project = file && parseXcodeProject(file.text);
  return file && project && { file, project, directory, name: projectName.replace(/\.xcodeproj$/, '') };
}

const applicationTypes: ReadonlySet<string> = new Set([
  'com.apple.product-type.application',
  'com.apple.product-type.application.messages',
]);

/** A target in the configuration that a scheme archives it in. */
export async function openXcodeTarget(
  folder: ProjectFolderView,
  open: OpenXcodeProject,
  name: string,
  { configuration, given }: { readonly configuration: string | undefined; readonly given: ReadonlyMap<string, string> },
): Promise<XcodeApp | undefined> {
  const target = open.project.targets.find((each) => each.name === name);
  return target && (await openTarget(folder, open, target, given, configuration));
}

/** Every target that makes an app for iPhones, the intended one first: it is called as the project, or listed first. */
export async function openXcodeApps(
  folder: ProjectFolderView,
  open: OpenXcodeProject,
  given: ReadonlyMap<string, string> = new Map(),
): Promise<readonly XcodeApp[]> {
  const apps: XcodeApp[] = [];
  for (const target of open.project.targets) {
    if (target.productType === undefined || !applicationTypes.has(target.productType) || apps.length >= mostApps) continue;
    const app = await openTarget(folder, open, target, given);
    if (isForPhones(app.settings)) apps.push(app);
  }
  return apps.toSorted((a, b) => Number(b.target.name === open.name) - Number(a.target.name === open.name));
}

const mostApps = 16;

const extensionTypes: ReadonlySet<string> = new Set([
  'com.apple.product-type.app-extension',
  'com.apple.product-type.app-extension.messages',
  'com.apple.product-type.app-extension.messages-sticker-pack',
  'com.apple.product-type.app-extension.intents-service',
  'com.apple.product-type.extensionkit-extension',
  'com.apple.product-type.application.on-demand-install-capable',
  'com.apple.product-type.application.watchapp2',
  'com.apple.product-type.watchkit2-extension',
]);

/** What is embedded into the app and signed with its own profile. */
export async function openXcodeExtensions(
  folder: ProjectFolderView,
  open: OpenXcodeProject,
  given: ReadonlyMap<string, string> = new Map(),
): Promise<readonly XcodeApp[]> {
  const targets = open.project.targets.filter(({ productType }) => productType !== undefined && extensionTypes.has(productType));
  return await Promise.all(targets.slice(0, mostApps).map(async (target) => openTarget(folder, open, target, given)));
}

function isForPhones(settings: BuildSettings): boolean {
  const read = (name: string): string | undefined => {
    const found = settings.read(name);
    return found?.kind === 'known' ? found.setting.value : undefined;
  };
  const platforms = read('SUPPORTED_PLATFORMS');
  if (platforms !== undefined && platforms.trim() !== '') return /\biphoneos\b/.test(platforms);
  const sdk = read('SDKROOT');
  return sdk === undefined || sdk === '' || sdk === 'auto' || sdk.includes('iphoneos');
}

async function openTarget(
  folder: ProjectFolderView,
  { file, directory, name, project }: OpenXcodeProject,
  target: XcodeTarget,
  given: ReadonlyMap<string, string>,
  wanted?: string,
): Promise<XcodeApp> {
  const named = wanted === undefined ? undefined : target.configurations.all.find((each) => each.name === wanted);
  const own = named ?? archiveConfiguration(target.configurations);
  const configuration = own?.name ?? 'Release';
  const shared = project.configurations.all.find((each) => each.name === configuration) ?? archiveConfiguration(project.configurations);
  const files = new Map([[file.path, file]]);
  const levels: SettingLevel[] = [];
  for (const each of [shared, own]) {
    if (!each) continue;
    levels.push(...(await baseLevels(folder, directory, each, files)), { file: file.path, settings: each.settings });
  }
  const defined = new Map([
    ['TARGET_NAME', target.name],
    ['TARGETNAME', target.name],
    ['PRODUCT_NAME', target.name],
    ['PROJECT_NAME', name],
    ['CONFIGURATION', configuration],
    ['PLATFORM_NAME', 'iphoneos'],
    ['SRCROOT', '.'],
    ['SOURCE_ROOT', '.'],
    ['PROJECT_DIR', '.'],
  ]);
  return { target, configuration, settings: new BuildSettings(levels, configuration, defined, given), files, directory };
}

/** The one that makes what is given to others: never the one for developers where there is another. */
function archiveConfiguration({ all, defaultName }: XcodeConfigurations): XcodeConfiguration | undefined {
  const isDebug = ({ name }: XcodeConfiguration): boolean => /debug|develop/i.test(name);
  return (
    all.find(({ name }) => name === 'Release') ??
    all.find(({ name }) => /^release/i.test(name)) ??
    all.find((each) => each.name === defaultName && !isDebug(each)) ??
    all.find((each) => /release|prod|store/i.test(each.name)) ??
    all.find((each) => !isDebug(each)) ??
    all[0]
  );
}

const mostIncludes = 32;
const deepestInclude = 8;

/** The file a configuration is based on, with what it includes before it, as its own lines come later. */
async function baseLevels(
  folder: ProjectFolderView,
  directory: readonly string[],
  { base }: XcodeConfiguration,
  files: Map<string, ProjectFile>,
): Promise<readonly SettingLevel[]> {
  if (base === undefined) return [];
  const path = segmentsInside(directory, base);
  return path ? await followIncludes(folder, directory, path, files, []) : [];
}

async function followIncludes(
  folder: ProjectFolderView,
  directory: readonly string[],
  path: readonly string[],
  files: Map<string, ProjectFile>,
  around: readonly string[],
): Promise<readonly SettingLevel[]> {
  const key = path.join('/');
  if (around.includes(key) || around.length >= deepestInclude || files.size >= mostIncludes) return [];
  const file = await openProjectFile(folder, ...path);
  if (!file) return [];
  files.set(key, file);
  const levels: SettingLevel[] = [];
  let settings: BuildSetting[] = [];
  for (const line of parseXcconfig(file.text)) {
    if (line.kind === 'setting') {
      settings.push(line.setting);
      continue;
    }
    if (files.size >= mostIncludes) continue;
    if (settings.length > 0) levels.push({ file: key, settings });
    settings = [];
    // Next to the file that includes it, or in the folder of the project.
    for (const place of [path.slice(0, -1), directory]) {
      const included = segmentsInside(place, line.path);
      const inner = included ? await followIncludes(folder, directory, included, files, [...around, key]) : [];
      levels.push(...inner);
      if (inner.length > 0) break;
    }
  }
  return [...levels, { file: key, settings }];
}
