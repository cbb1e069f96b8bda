/** Build settings that an Xcode project computes, as `xcodebuild -showBuildSettings` says them. On a Mac alone; nothing is built. */

import { present } from '../../base/present.ts';
import { valueAt } from '../../projects/projectText.ts';
import { type FrameworkProject } from '../framework/framework.ts';
import { openXcode } from '../xcode/xcodeBuild.ts';
import { askTool, type EvaluatedValues, type Evaluation, numberOf, textOf, unevaluated } from './evaluation.ts';
import { phrase } from '../../base/phrase.ts';

/** Packages of Swift are resolved first. */
const timeLimitMs = 3 * 60_000;

/** `undefined` where there is no Xcode project or no Xcode. */
export async function evaluateXcode({ ports, app, folder }: FrameworkProject, signal: AbortSignal): Promise<Evaluation | undefined> {
  const { project, xcode } = await openXcode(ports, folder);
  if (!project || !xcode || ports.toolchains.system !== 'macos') return undefined;
  const { kind, name } = project.container;
  const { paths } = ports;
  const shown = `xcodebuild -showBuildSettings -scheme ${project.scheme}`;
  const output = await askTool(
    ports,
    {
      command: paths.join(xcode.developerFolder, 'usr', 'bin', 'xcodebuild'),
      args: ['-showBuildSettings', '-json', `-${kind}`, name, '-scheme', project.scheme, '-configuration', 'Release', '-sdk', 'iphoneos'],
      folder: paths.join(app.appFolder, ...project.folder),
      environment: { DEVELOPER_DIR: xcode.developerFolder },
      timeLimitMs,
      shown,
      appFolder: app.appFolder,
    },
    signal,
  );
  return { command: shown, file: [...project.folder, name].join('/'), values: settingsIn(output, shown) };
}

/** A list with an entry for each target of the scheme; the app has the ending of one. */
function settingsIn(output: string, shown: string): EvaluatedValues {
  const all = listIn(output);
  const app = all.find((each) => valueAt(each, 'buildSettings', 'WRAPPER_EXTENSION') === 'app');
  if (app === undefined) throw unevaluated(shown, phrase('it names no app'));
  const read = (name: string): unknown => valueAt(app, 'buildSettings', name);
  return {
    ...present('appIdentifier', textOf(read('PRODUCT_BUNDLE_IDENTIFIER'))),
    ...present('name', textOf(read('PRODUCT_NAME'))),
    ...present('version', textOf(read('MARKETING_VERSION'))),
    ...present('versionCode', numberOf(read('CURRENT_PROJECT_VERSION'))),
    ...present('minimumOs', textOf(read('IPHONEOS_DEPLOYMENT_TARGET'))),
  };
}

/** Before the list there may be lines about packages. */
function listIn(output: string): readonly unknown[] {
  const begin = /^\[/m.exec(output)?.index ?? -1;
  if (begin < 0) return [];
  try {
    const value: unknown = JSON.parse(output.slice(begin));
    return Array.isArray(value) ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
