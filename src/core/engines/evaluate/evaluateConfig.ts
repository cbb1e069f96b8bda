/** Configurations that are code, evaluated by the tool of the framework: of Expo, Capacitor and NativeScript. */

import { present } from '../../base/present.ts';
import { valueAt } from '../../projects/projectText.ts';
import { type FrameworkProject } from '../framework/framework.ts';
import { findNodeTool, findNodeTools, type NodeTool } from '../framework/nodeProject.ts';
import { askTool, type EvaluatedValues, type Evaluation, jsonObjectIn, numberOf, textOf, withoutColors } from './evaluation.ts';

/** Reading a configuration takes seconds; one that takes longer waits for something. */
const timeLimitMs = 60_000;

interface ConfigTool {
  /** Files that are code, in the order in which the tool takes them. */
  readonly files: readonly string[];
  readonly tool: { readonly packageName: string; readonly program: string; readonly isGlobal?: boolean };
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read: (output: string, platform: FrameworkProject['platform'], shown: string) => EvaluatedValues;
}

const expo: ConfigTool = {
  files: ['app.config.ts', 'app.config.js', 'app.config.mjs', 'app.config.cjs', 'app.config.mts', 'app.config.cts'],
  tool: { packageName: 'expo', program: 'expo' },
  args: ['config', '--json', '--type', 'public'],
  environment: { EXPO_NO_TELEMETRY: '1' },
  read: (output, platform, shown) => {
    const config = jsonObjectIn(output, shown);
    const own = (...path: readonly string[]): unknown => valueAt(config, platform, ...path);
    return {
      ...present('appIdentifier', textOf(platform === 'android' ? own('package') : own('bundleIdentifier'))),
      ...present('versionCode', numberOf(platform === 'android' ? own('versionCode') : own('buildNumber'))),
      ...present('name', textOf(valueAt(config, 'name'))),
      ...present('version', textOf(own('version')) ?? textOf(valueAt(config, 'version'))),
    };
  },
};

const capacitor: ConfigTool = {
  files: ['capacitor.config.ts', 'capacitor.config.js', 'capacitor.config.mjs', 'capacitor.config.cjs'],
  tool: { packageName: '@capacitor/cli', program: 'capacitor' },
  args: ['config', '--json'],
  read: (output, _platform, shown) => {
    const config = jsonObjectIn(output, shown);
    return {
      ...present('appIdentifier', textOf(valueAt(config, 'app', 'appId'))),
      ...present('name', textOf(valueAt(config, 'app', 'appName'))),
    };
  },
};

const nativeScript: ConfigTool = {
  files: ['nativescript.config.ts', 'nativescript.config.js'],
  tool: { packageName: 'nativescript', program: 'ns', isGlobal: true },
  args: ['config', 'list'],
  environment: { NS_DISABLE_TELEMETRY: '1' },
  read: (output, platform) => {
    const config = nestedLines(output);
    return present('appIdentifier', textOf(config.get(`${platform}.id`)) ?? textOf(config.get('id')));
  },
};

const tools = { expo, capacitor, nativescript: nativeScript } as const;

/** `undefined` where the configuration is not code, or the tool of the project is not installed. */
export async function evaluateConfig(
  id: keyof typeof tools,
  project: FrameworkProject,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const { files, tool, args, environment, read } = tools[id];
  const { folder, app, ports, platform } = project;
  let file: string | undefined;
  for (const name of files) file ??= (await folder.hasFile(name)) ? name : undefined;
  if (file === undefined) return undefined;
  const node = await findNodeTools(project);
  const found: NodeTool | undefined = (await findNodeTool(project, node.node, tool)).tool;
  if (!found) return undefined;
  const shown = [tool.program, ...args].join(' ');
  const output = await askTool(
    ports,
    {
      command: found.command,
      args: [...found.args, ...args],
      folder: app.appFolder,
      environment: { ...environment, ...node.environment },
      timeLimitMs,
      shown,
      appFolder: app.appFolder,
    },
    signal,
  );
  return { command: shown, file, values: read(output, platform, shown) };
}

/** `id: com.acme.shop`, and below `android:` with two blanks more `  id: com.acme.shop.android`; colors are taken away. */
function nestedLines(output: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let group = '';
  for (const line of withoutColors(output).split('\n', 2000)) {
    const [, indent = '', key, value = ''] = /^( {0,2})([\w$-]{1,100}): ?(.{0,1000})$/.exec(line.trimEnd()) ?? [];
    if (key === undefined) continue;
    if (indent === '' && value === '') group = key;
    else found.set(indent === '' ? key : `${group}.${key}`, value);
  }
  return found;
}
