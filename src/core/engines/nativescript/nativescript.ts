/**
 * NativeScript: `ns prepare` bundles the app and makes the native project, then Gradle or Xcode. `ns build --release` is not used: for Android it
 * wants the passwords of the keystore as arguments, and for iOS it signs with the profiles of the machine.
 */

import { parseXcconfig } from '../../formats/xcode-project/xcconfig.ts';
import { segmentsInside } from '../../projects/projectFile.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { evaluateConfig } from '../evaluate/evaluateConfig.ts';
import { type Framework, type FrameworkProject } from '../framework/framework.ts';
import { overNative } from '../framework/overNative.ts';
import { toolStep } from '../framework/toolStep.ts';
import { type XcodeBuildProject } from '../xcode/xcodeProject.ts';
import { bundleErrors, openNativeScriptConfig } from './nativeScriptConfig.ts';

const iosFolder = ['platforms', 'ios'] as const;

export const nativeScript: Framework = overNative({
  id: 'nativescript',
  platforms: ['android', 'ios'],
  packageName: '@nativescript/core',
  tool: { packageName: 'nativescript', program: 'ns', isGlobal: true },
  generated: { android: { root: ['platforms', 'android'], folder: ['platforms', 'android', 'app'], path: ':app' }, ios: generatedIos },
  evaluate: async (project, signal) => await evaluateConfig('nativescript', project, signal),
  before: async ({ project, spec, tool, environment }) => [
    toolStep(project, spec, {
      id: 'ns',
      name: `Bundle the app and make the native project (ns prepare ${spec.platform})`,
      weight: 6,
      command: tool.command,
      args: [...tool.args, 'prepare', spec.platform, ...(spec.platform === 'android' && spec.buildType === 'debug' ? [] : ['--release'])],
      environment,
      failsWith: bundleErrors,
      keeps: [project.ports.paths.join(spec.appFolder, 'package.json')],
    }),
  ],
  // As the tool itself starts Gradle, but for the passwords.
  gradleArgs: async ({ ports, folder }, spec) => {
    const { sources, resources } = await openNativeScriptConfig(folder);
    return [
      `-PappPath=${ports.paths.join(spec.appFolder, ...sources)}`,
      `-PappResourcesPath=${ports.paths.join(spec.appFolder, ...resources)}`,
      ...(spec.buildType === 'debug' ? [] : ['-Prelease']),
    ];
  },
  xcodeSettings: async ({ folder }) => await xcodeSettings(folder),
});

/** Those that the tool hands to Xcode, from the settings file of the resources. */
const handedSettings = ['IPHONEOS_DEPLOYMENT_TARGET', 'NS_SWIFTUI_BOOT', 'SWIFT_ENABLE_EXPLICIT_MODULES'] as const;

async function xcodeSettings(folder: ProjectFolder): Promise<readonly string[]> {
  const { resources } = await openNativeScriptConfig(folder);
  const lines = parseXcconfig((await folder.text(...resources, 'iOS', 'build.xcconfig')) ?? '');
  // Modules that are declared one by one are not found in the frameworks of NativeScript.
  const values = new Map<string, string>([['SWIFT_ENABLE_EXPLICIT_MODULES', 'NO']]);
  for (const line of lines)
    if (line.kind === 'setting' && handedSettings.some((name) => name === line.setting.name))
      values.set(line.setting.name, line.setting.value);
  return [...values].toSorted(([a], [b]) => a.localeCompare(b)).map(([name, value]) => `${name}=${value}`);
}

/** The tool makes a workspace where pods are asked for. */
async function generatedIos({ app, folder, ports }: FrameworkProject): Promise<XcodeBuildProject> {
  const name = (await openNativeScriptConfig(folder)).iosName(ports.paths.basename(app.appFolder));
  const container = (await hasPods(folder))
    ? ({ kind: 'workspace', name: `${name}.xcworkspace` } as const)
    : ({ kind: 'project', name: `${name}.xcodeproj` } as const);
  // The tool has installed the pods by then.
  return { folder: iosFolder, container, scheme: name, hasPodfile: false, hasCurrentPods: true };
}

/** Of the app, or of a plugin. */
async function hasPods(folder: ProjectFolder): Promise<boolean> {
  const { resources } = await openNativeScriptConfig(folder);
  if (await folder.hasFile(...resources, 'iOS', 'Podfile')) return true;
  const dependencies = valueAt(readJson(await folder.text('package.json')), 'dependencies');
  const names = typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
  for (const name of names.slice(0, mostPlugins)) {
    const segments = segmentsInside(['node_modules'], name);
    if (segments && (await folder.hasFile(...segments, 'platforms', 'ios', 'Podfile'))) return true;
  }
  return false;
}

const mostPlugins = 500;
