/**
 * Expo: `expo prebuild` where the project keeps no native project, then Gradle or Xcode. Prebuild makes a folder and rewrites `package.json` and the
 * app config, so it is shown in the plan and asked for; the two files are as before when it has ended.
 */

import { createIssue } from '../../base/issue.ts';
import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Platform } from '../../settings/platform.ts';
import { evaluateConfig } from '../evaluate/evaluateConfig.ts';
import { type Framework, type FrameworkProject } from '../framework/framework.ts';
import { overNative } from '../framework/overNative.ts';
import { toolStep } from '../framework/toolStep.ts';
import { type XcodeBuildProject } from '../xcode/xcodeProject.ts';

export function prebuildCommand(platform: Platform): string {
  return `expo prebuild --platform ${platform} --no-install`;
}

export const expo: Framework = overNative({
  id: 'expo',
  platforms: ['android', 'ios'],
  packageName: 'expo',
  tool: { packageName: 'expo', program: 'expo' },
  generated: { android: { root: ['android'], folder: ['android', 'app'], path: ':app' }, ios: generatedIos },
  evaluate: async (project, signal) => await evaluateConfig('expo', project, signal),
  check: async (project, spec) => {
    if (spec.runsProjectBuild === true || (await hasNative(project))) return [];
    const file = project.ports.paths.join(spec.appFolder, spec.platform);
    return [createIssue('framework-native-missing', { command: prebuildCommand(spec.platform) }, { file })];
  },
  before: async ({ project, spec, tool, environment }) => {
    const hasOwn = await hasNative(project);
    return [
      toolStep(project, spec, {
        id: 'expo',
        name: `Make the native project (expo prebuild --platform ${spec.platform})`,
        weight: 3,
        command: tool.command,
        args: [...tool.args, 'prebuild', '--platform', spec.platform, '--no-install'],
        environment: { EXPO_NO_TELEMETRY: '1', ...environment },
        keeps: ['package.json', 'app.json', 'app.config.json'].map((name) => project.ports.paths.join(spec.appFolder, name)),
        ...(hasOwn && { skipped: { reason: 'skipped', because: 'the project keeps its native project' } as const }),
      }),
    ];
  },
});

/** A folder that git ignores is made again from the config, so it does not count. */
async function hasNative({ platform, app, folder }: FrameworkProject): Promise<boolean> {
  if (platform === 'android') return app.facts?.gradle !== undefined;
  const isIgnored = ((await folder.text('.gitignore')) ?? '').split('\n', 2000).some((line) => /^\/?ios\/?$/.test(line.trim()));
  return !isIgnored && (await folder.hasFolder('ios'));
}

/** As prebuild names it: after the app, without signs and blanks. */
async function generatedIos({ folder }: FrameworkProject): Promise<XcodeBuildProject> {
  const config = new LiteralObject((await folder.text('app.json')) ?? '{}');
  const named = config.at('expo', 'name')?.value ?? config.at('name')?.value;
  const name = (typeof named === 'string' ? named.normalize('NFD') : '').replaceAll(/[\W_]+/g, '') || 'app';
  const container = { kind: 'workspace', name: `${name}.xcworkspace` } as const;
  return { folder: ['ios'], container, scheme: name, hasPodfile: true, hasCurrentPods: false };
}
