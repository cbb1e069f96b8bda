/**
 * Capacitor: the build of the web app when it is allowed, `cap sync`, which copies the web files and the list of plugins into the native project,
 * then Gradle or Xcode. `cap build` is not used: it takes passwords as arguments.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { segmentsInside } from '../../projects/projectFile.ts';
import { type BuildStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { evaluateConfig } from '../evaluate/evaluateConfig.ts';
import { type Framework, type FrameworkProject } from '../framework/framework.ts';
import { overNative } from '../framework/overNative.ts';
import { toolStep } from '../framework/toolStep.ts';
import { hasHooks } from '../engine/buildHooks.ts';
import { commandText, notAllowed } from '../engine/projectCommand.ts';
import { buildStep, checkBuildSetting, readWebBuild } from '../web/webBuild.ts';

const configName = 'capacitor.config.json';

export const capacitor: Framework = overNative({
  id: 'capacitor',
  platforms: ['android', 'ios'],
  packageName: '@capacitor/core',
  tool: { packageName: '@capacitor/cli', program: 'cap' },
  evaluate: async (project, signal) => await evaluateConfig('capacitor', project, signal),
  check: async (project, spec) => [...(await brokenConfig(project)), ...(await missingWebFiles(project, spec))],
  before: async ({ project, spec, tool, environment }) => {
    const web = (await readWebBuild(project.ports, spec)).command;
    const steps: BuildStep[] = [];
    if (web) {
      const build = { ...buildStep(spec, web), environment: { NO_COLOR: '1', ...environment } };
      steps.push(spec.runsProjectBuild === true ? build : { ...build, skipped: notAllowed });
    }
    const sync = {
      id: 'cap',
      name: `Copy the web app and its plugins into the native project (cap sync ${spec.platform})`,
      weight: 2,
      command: tool.command,
      args: [...tool.args, 'sync', spec.platform],
      environment,
    };
    return [...steps, toolStep(project, spec, sync)];
  },
});

/** `cap sync` takes a file that it cannot read for an empty one, and ends as if all was well. */
async function brokenConfig({ ports, app, folder }: FrameworkProject): Promise<readonly Issue[]> {
  const text = await folder.text(configName);
  if (text === undefined) return [];
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return [];
  } catch {
    const file = ports.paths.join(app.appFolder, configName);
    return [createIssue('framework-config-broken', { file: configName, tool: 'Capacitor' }, { file })];
  }
}

/** Of a project with a folder of web files that nothing has built yet. */
async function missingWebFiles({ ports, folder }: FrameworkProject, spec: BuildSpec): Promise<readonly Issue[]> {
  const { command } = await readWebBuild(ports, spec);
  if (spec.runsProjectBuild === true)
    return [...checkBuildSetting(spec.settings.web), ...(command || hasHooks(spec) ? [] : [createIssue('web-build-unknown', {})])];
  const segments = segmentsInside([], spec.settings.web?.webDir ?? 'www');
  if (!segments || (await folder.hasFile(...segments, 'index.html'))) return [];
  const path = ports.paths.join(spec.appFolder, ...segments);
  return [
    createIssue('web-not-built', { folder: segments.join('/'), command: command ? commandText(command) : 'npm run build' }, { file: path }),
  ];
}
