/**
 * The build of a web project itself: its command, from the settings or from the build script of `package.json`, and the step that runs it.
 * The author of the project chooses the command, so nothing here is run unless the user allowed it for this one package.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { readPackageJson } from '../../projects/packageJson.ts';
import { ProjectFolder } from '../../projects/projectFolder.ts';
import { readWebProject } from '../../projects/web/readWebProject.ts';
import { buildScripts } from '../../projects/web/scriptOptions.ts';
import { type WebProject } from '../../projects/web/webProject.ts';
import { type WebSettings } from '../../settings/appSettings.ts';
import { type CommandStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { commandText, projectCommand, type ProjectCommand, projectCommandLimitMs } from '../engine/projectCommand.ts';
import { repositoryOf } from './packageBounds.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';

export interface WebBuild {
  /** The tool that builds the project, when it is known. */
  readonly project?: WebProject;
  readonly command?: BuildCommand;
}

export interface BuildCommand extends ProjectCommand {
  readonly isFromSettings: boolean;
}

type App = Pick<BuildSpec, 'appFolder' | 'settings' | 'projectFolder'>;

export async function readWebBuild(
  ports: Pick<WebEnginePorts, 'files' | 'paths'>,
  { appFolder, settings, projectFolder }: App,
): Promise<WebBuild> {
  const folder = projectFolder ?? new ProjectFolder(ports.files, ports.paths, appFolder);
  const [project, packageJson] = await Promise.all([readWebProject(folder), readPackageJson(folder)]);
  const own = settings.web?.build;
  if (own !== undefined) {
    const command = projectCommand(own);
    return { ...present('project', project), ...(command && { command: { ...command, isFromSettings: true } }) };
  }
  const script = project?.script ?? buildScripts.find((name) => packageJson.script(name) !== undefined);
  if (script === undefined) return { ...present('project', project) };
  const program = await packageManagerOf(ports, appFolder, packageJson.packageManager?.value);
  return { ...present('project', project), command: { program, args: ['run', script], isFromSettings: false } };
}

/** A program in the project's own folders is never started: only what is on PATH. */
export function checkBuildSetting(web: WebSettings | undefined): readonly Issue[] {
  const build = web?.build;
  const [program = ''] = build ?? [];
  if (build === undefined || projectCommand(build)) return [];
  return [createIssue('web-build-wrong', { program: program.slice(0, 100) || '[]' }, { pointer: '/web/build' })];
}

export function buildStep({ appFolder }: Pick<BuildSpec, 'appFolder'>, command: BuildCommand): CommandStep {
  return {
    id: 'web-build',
    kind: 'command',
    name: `Build the web app (${commandText(command)})`,
    weight: 30,
    command: command.program,
    args: command.args,
    folder: appFolder,
    environment: { NO_COLOR: '1' },
    timeLimitMs: projectCommandLimitMs,
    notFrom: [appFolder],
  };
}

/** By the file in which each of them keeps exact versions. */
const lockFiles = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const;
const mostLevels = 20;

/** That of the app, else that of the folders around it in the same repository: the packages of a monorepo share one lock file. */
async function packageManagerOf(
  { files, paths }: Pick<WebEnginePorts, 'files' | 'paths'>,
  appFolder: string,
  named: string | undefined,
): Promise<string> {
  const wanted = /^(npm|yarn|pnpm|bun)@/.exec(named ?? '')?.[1];
  if (wanted !== undefined) return wanted;
  const root = await repositoryOf(files, paths, appFolder);
  let folder = appFolder;
  for (let level = 0; level < mostLevels; level++) {
    const names = new Set((await files.readDirectory(folder).catch(() => [])).map(({ name }) => name));
    const found = lockFiles.find(([name]) => names.has(name));
    if (found) return found[1];
    if (root === undefined || folder === root || paths.dirname(folder) === folder) break;
    folder = paths.dirname(folder);
  }
  return 'npm';
}
