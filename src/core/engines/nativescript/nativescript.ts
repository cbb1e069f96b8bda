/**
 * NativeScript: `ns prepare` bundles the app and makes the native project, then Gradle. `ns build --release` is not used: it wants the passwords
 * of the keystore as arguments.
 */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { segmentsInside } from '../../projects/projectFile.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';
import { type Framework } from '../framework/framework.ts';
import { overNative } from '../framework/overNative.ts';
import { toolStep } from '../framework/toolStep.ts';

export const nativeScript: Framework = overNative({
  id: 'nativescript',
  platforms: ['android'],
  packageName: '@nativescript/core',
  tool: { packageName: 'nativescript', program: 'ns', isGlobal: true },
  generated: { android: { root: ['platforms', 'android'], folder: ['platforms', 'android', 'app'], path: ':app' } },
  before: async ({ project, spec, tool, environment }) => [
    toolStep(project, spec, {
      id: 'ns',
      name: 'Bundle the app and make the native project (ns prepare android)',
      weight: 6,
      command: tool.command,
      args: [...tool.args, 'prepare', 'android', ...(spec.buildType === 'debug' ? [] : ['--release'])],
      environment,
      keeps: [project.ports.paths.join(spec.appFolder, 'package.json')],
    }),
  ],
  // As the tool itself starts Gradle, but for the passwords.
  gradleArgs: async ({ ports, folder }, spec) => {
    const config = await readConfig(folder);
    const usual = (await folder.hasFolder('src')) ? 'src' : 'app';
    const place = (name: string, otherwise: string): string =>
      ports.paths.join(spec.appFolder, ...(segmentsInside([], config(name) ?? otherwise) ?? [otherwise]));
    return [
      `-PappPath=${place('appPath', usual)}`,
      `-PappResourcesPath=${place('appResourcesPath', 'App_Resources')}`,
      ...(spec.buildType === 'debug' ? [] : ['-Prelease']),
    ];
  },
});

/** The literals of the config; what is computed in it stays unknown. */
async function readConfig(folder: ProjectFolder): Promise<(key: string) => string | undefined> {
  for (const name of ['nativescript.config.ts', 'nativescript.config.js', 'nsconfig.json']) {
    const text = await folder.text(name);
    if (text === undefined) continue;
    const config = new LiteralObject(text);
    return (key) => {
      const value = config.at(key)?.value;
      return typeof value === 'string' ? value : undefined;
    };
  }
  return () => undefined;
}
