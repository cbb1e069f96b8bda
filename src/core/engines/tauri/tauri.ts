/**
 * Tauri: `tauri android build`, which runs the build of the web files, Cargo, and Gradle. Version and version code are laid over the configuration
 * as an argument. The identifier is part of the paths of the native project, so it is always the project's.
 */

import { createIssue } from '../../base/issue.ts';
import { type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type Framework } from '../framework/framework.ts';
import { removeOutputs } from '../framework/cleanStep.ts';
import { findNodeTool, findNodeTools, findPackage, nodeVersion } from '../framework/nodeProject.ts';
import { toolStep } from '../framework/toolStep.ts';
import { gradleTimeLimitMs, gradleToolVersions } from '../gradle/gradleBuild.ts';
import { GradleRun } from '../gradle/gradleRun.ts';
import { findAndroidTools } from '../gradle/gradleTools.ts';

const buildFolders = [
  ['src-tauri', 'target'],
  ['src-tauri', 'gen', 'android', 'build'],
  ['src-tauri', 'gen', 'android', 'app', 'build'],
] as const;

const packageName = '@tauri-apps/cli';

export const tauri: Framework = {
  id: 'tauri',
  platforms: ['android'],
  tools: ['JDK', 'Android SDK'],
  fixedIdentifierOn: ['android'],
  version: async (project) => (await findPackage(project, packageName))?.version,
  open: async (project) => {
    const { ports } = project;
    const node = await findNodeTools(project);
    const found = await findNodeTool(project, node.node, { packageName, program: 'tauri' });
    // A project without packages of npm has the same tool as a part of Cargo.
    const [cargo, ownCargoTool] = await Promise.all([ports.toolchains.program('cargo'), ports.toolchains.program('cargo-tauri')]);
    const tool = found.tool ?? (ownCargoTool === undefined ? undefined : { command: ownCargoTool, args: ['tauri'] });
    const android = await findAndroidTools(ports);
    return {
      issues: [
        ...(tool ? [] : [...node.issues, ...found.issues]),
        ...(cargo === undefined ? [createIssue('toolchain-rust-missing', {})] : []),
        ...android.issues,
      ],
      plan: async (spec) => {
        const run = new GradleRun(ports, { spec, tools: android });
        const root = ports.paths.join(spec.appFolder, 'src-tauri', 'gen', 'android');
        const build: CommandStep = toolStep(project, spec, {
          id: 'tauri',
          name: `Build with Tauri (tauri android build ${run.format === 'aab' ? '--aab' : '--apk'})`,
          weight: 20,
          command: tool?.command ?? 'tauri',
          args: [
            ...(tool?.args ?? []),
            'android',
            'build',
            ...(spec.buildType === 'debug' ? ['--debug'] : []),
            run.format === 'aab' ? '--aab' : '--apk',
            '--ci',
            '--config',
            overlay(spec),
          ],
          environment: { ...run.environment, ...run.gradleOpts, ...node.environment },
          timeLimitMs: gradleTimeLimitMs,
          leftBehind: run.leftBehind,
        });
        return {
          tools: { ...nodeVersion(node), ...gradleToolVersions(android) },
          steps: [...removeOutputs(ports, spec, buildFolders), run.watch(), build],
          artifact: { kind: 'found', format: run.format, folders: [{ path: ports.paths.join(root, 'app', 'build', 'outputs'), depth: 5 }] },
        };
      },
    };
  },
};

function overlay({ version, versionCode }: BuildSpec): string {
  return JSON.stringify({ version, bundle: { android: { versionCode } } });
}
