/** What the build of a web project says about the folder that is to be packaged: not built, outdated, or not its output at all. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type WebProject } from '../../projects/web/webProject.ts';
import { commandText } from '../engine/projectCommand.ts';
import { type BuiltOutput, type SourceMemory } from './staleOutput.ts';
import { type WebBuild } from './webBuild.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';

/** A folder of web files: its absolute path, and how the settings write it. */
export interface NamedFolder {
  readonly folder: string;
  readonly name: string;
}

/** Of a folder that is absent or empty, when something would build it. */
export function notBuilt({ folder, name }: NamedFolder, { project, command }: WebBuild): Issue | undefined {
  const server = serverIssue(project);
  if (server || !command) return server;
  return createIssue('web-not-built', { folder: name, command: commandText(command) }, { file: folder });
}

export function serverIssue(project: WebProject | undefined): Issue | undefined {
  if (project?.output.kind !== 'server') return undefined;
  const { setting, file } = project.output;
  return createIssue('web-build-for-server', { tool: project.tool, setting, file });
}

/** Of a folder with the sources of a project and what they depend on. */
export async function sourceIssue(
  { files, paths }: WebEnginePorts,
  appFolder: string,
  { folder, name }: NamedFolder,
  { project }: WebBuild,
): Promise<Issue | undefined> {
  const [app = appFolder, real = folder] = [await files.realPath(appFolder), await files.realPath(folder)];
  const has = async (name: string): Promise<boolean> => (await files.stat(paths.join(folder, name)).catch(() => undefined)) !== undefined;
  // Output may contain a folder `node_modules` of its own, but no project.
  const hasModules = (await has('node_modules')) && (real === app || (await has('package.json')));
  const isProject = real === app && project !== undefined && !isOutput(appFolder, folder, project, paths);
  if (!hasModules && !isProject) return undefined;
  return createIssue(
    'web-folder-is-source',
    { folder: name, found: hasModules ? 'node_modules' : (project?.tool ?? '') },
    { file: folder },
  );
}

/** Of built files that are older than a source: only where it is known that this folder is what the build writes. */
export async function staleIssue(
  ports: WebEnginePorts,
  output: BuiltOutput & NamedFolder,
  { project, command }: WebBuild,
  { sources, signal }: { readonly sources: SourceMemory; readonly signal?: AbortSignal | undefined },
): Promise<Issue | undefined> {
  const { appFolder, folder } = output;
  if (!command || ports.paths.resolve(appFolder, '.') === ports.paths.resolve(folder, '.')) return undefined;
  if (!command.isFromSettings && !(project && isOutput(appFolder, folder, project, ports.paths))) return undefined;
  const file = await sources.newerSource(ports, output, signal);
  return file === undefined
    ? undefined
    : createIssue('web-output-stale', { folder: output.name, file, command: commandText(command) }, { file: folder });
}

function isOutput(appFolder: string, folder: string, { output }: WebProject, tools: WebEnginePorts['paths']): boolean {
  return output.kind === 'folder' && tools.resolve(appFolder, output.folder.value) === tools.resolve(folder, '.');
}
