/**
 * What a project that is made of packages of npm needs of this machine: the Node that it asks for, and its tools, which are packages of its
 * own. A tool is started by that Node and by the path of its script, so that neither a shell nor a link in `.bin` takes part.
 */

import { fromUtf8 } from '../../base/bytes.ts';
import { isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { segmentsInside } from '../../projects/projectFile.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { repositoryOf } from '../web/packageBounds.ts';
import { chooseNode, type NodeInstallation } from '../toolchains/nodeInstallations.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';

const largestFile = 1024 * 1024;
const mostLevels = 12;

/** What is asked of a project here. */
export interface NodeProject {
  readonly ports: Pick<GradleEnginePorts, 'files' | 'paths' | 'toolchains'>;
  readonly app: { readonly appFolder: string };
}

type ProjectFiles = Pick<GradleEnginePorts, 'files' | 'paths'>;

export interface NodeTools {
  readonly node: NodeInstallation | undefined;
  /** For every program of the build: tools and scripts of the project look for `node` on PATH. */
  readonly environment: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
}

export async function findNodeTools(project: NodeProject): Promise<NodeTools> {
  const { toolchains, paths } = project.ports;
  const wanted = await wantedNode(project.ports, project.app.appFolder);
  const choice = chooseNode(await toolchains.nodes(), wanted);
  if (!choice) return { node: undefined, environment: {}, issues: [createIssue('toolchain-node-missing', {})] };
  const { node, isSuitable } = choice;
  const before = toolchains.system === 'windows' ? ';' : ':';
  const path = [paths.dirname(node.program), toolchains.variable('PATH') ?? ''].filter((part) => part !== '').join(before);
  return {
    node,
    // What is found on PATH anyway needs no other PATH.
    environment: node.source === 'path' ? {} : { PATH: path },
    issues: isSuitable ? [] : [createIssue('toolchain-node-unsuitable', { wanted: wanted ?? '', version: node.version ?? '?' })],
  };
}

/** As it is recorded with a package. */
export function nodeVersion({ node }: NodeTools): Readonly<Record<string, string>> {
  return node?.version === undefined ? {} : { Node: node.version };
}

/** Of the app, else of the folders around it in the same repository. */
export async function wantedNode(ports: ProjectFiles, appFolder: string): Promise<string | undefined> {
  const { paths } = ports;
  for (const folder of await foldersAround(ports, appFolder)) {
    for (const name of ['.nvmrc', '.node-version']) {
      const line = (await readText(ports, paths.join(folder, name)))?.split('\n', 1)[0]?.trim();
      if (line !== undefined && line !== '' && line.length < 100) return line;
    }
    const volta = valueAt(readJson(await readText(ports, paths.join(folder, 'package.json'))), 'volta', 'node');
    if (typeof volta === 'string' && volta.length < 100) return volta;
  }
  return undefined;
}

/** A package of the project, wherever its package manager put it: next to the app, or in a folder around it. */
export interface InstalledPackage {
  readonly version: string | undefined;
  /** The script of a program that it has. */
  script(name: string): string | undefined;
}

export async function findPackage({ ports, app }: NodeProject, name: string): Promise<InstalledPackage | undefined> {
  const { paths } = ports;
  for (const folder of await foldersAround(ports, app.appFolder)) {
    const place = paths.join(folder, 'node_modules', ...name.split('/'));
    const text = await readText(ports, paths.join(place, 'package.json'));
    if (text === undefined) continue;
    const json = readJson(text);
    const version = valueAt(json, 'version');
    return {
      version: typeof version === 'string' && version.length < 100 ? version : undefined,
      script: (program) => {
        const bin = valueAt(json, 'bin');
        const path = typeof bin === 'string' ? bin : valueAt(bin, program);
        const segments = typeof path === 'string' ? segmentsInside([], path) : undefined;
        return segments && segments.length > 0 ? paths.join(place, ...segments) : undefined;
      },
    };
  }
  return undefined;
}

/** How a tool of the project is started. */
export interface NodeTool {
  readonly command: string;
  /** Before the arguments of the tool itself. */
  readonly args: readonly string[];
}

export interface FoundTool {
  readonly tool: NodeTool | undefined;
  readonly issues: readonly Issue[];
}

/** A tool that is not among the packages of the project may be installed for the whole machine. */
export async function findNodeTool(
  project: NodeProject,
  node: NodeInstallation | undefined,
  { packageName, program, isGlobal }: { readonly packageName: string; readonly program: string; readonly isGlobal?: boolean },
): Promise<FoundTool> {
  const script = (await findPackage(project, packageName))?.script(program);
  if (script !== undefined) return { tool: node && { command: node.program, args: [script] }, issues: [] };
  const installed = isGlobal === true ? await project.ports.toolchains.program(program) : undefined;
  if (installed !== undefined) return { tool: { command: installed, args: [] }, issues: [] };
  return { tool: undefined, issues: [createIssue('framework-tool-missing', { tool: packageName })] };
}

/** The folder of the app and those around it, up to the repository: a monorepo keeps packages and settings at its root. */
async function foldersAround({ files, paths }: ProjectFiles, appFolder: string): Promise<readonly string[]> {
  const root = await repositoryOf(files, paths, appFolder);
  if (root === undefined) return [appFolder];
  const folders: string[] = [];
  for (let folder = appFolder; folders.length < mostLevels; folder = paths.dirname(folder)) {
    folders.push(folder);
    if (folder === root || paths.dirname(folder) === folder) break;
  }
  return folders;
}

async function readText({ files }: ProjectFiles, path: string): Promise<string | undefined> {
  try {
    return fromUtf8(await files.readFile(path, { maxBytes: largestFile }));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
