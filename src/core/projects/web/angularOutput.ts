/**
 * Where Angular and Nx write: `angular.json` or `project.json`, by the builder. The application builder puts the pages into a folder
 * `browser` below its output path, and the output path can be an object.
 */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Certainty } from '../../settings/origin.ts';
import { openProjectFile, type ProjectFile } from '../projectFile.ts';
import { relativeFolder, segmentsOf } from './configuredFolder.ts';
import { optionIn, scriptWords } from './scriptOptions.ts';
import { type WebOutput, type WebToolView } from './webProject.ts';

export async function angularOutput(view: WebToolView): Promise<WebOutput | undefined> {
  for (const name of ['angular.json', '.angular.json', 'workspace.json']) {
    const file = (await view.folder.hasFile(name)) ? await openProjectFile(view.folder, name) : undefined;
    if (!file) continue;
    const config = new LiteralObject(file.text);
    const chosen = await chooseProject(view, file, config);
    if (chosen) return chosen;
  }
  return undefined;
}

const mostProjects = 100;

/** One project of the workspace, by how its output is found. */
interface AngularProject {
  readonly name: string;
  readonly path: readonly string[];
}

async function chooseProject(view: WebToolView, file: ProjectFile, config: LiteralObject): Promise<WebOutput | undefined> {
  const apps = config
    .keysAt('projects')
    .slice(0, mostProjects)
    .flatMap((name): readonly AngularProject[] => {
      const path = ['architect', 'targets']
        .map((key) => ['projects', name, key, 'build'])
        .find((each) => config.at(...each, 'builder') !== undefined);
      const isLibrary = config.at('projects', name, 'projectType')?.value === 'library';
      return path === undefined || isLibrary || name.endsWith('-e2e') ? [] : [{ name, path }];
    });
  const named = config.at('defaultProject')?.value;
  const atRoot = apps.filter(({ name }) => config.at('projects', name, 'root')?.value === '');
  const [first] = [...apps.filter(({ name }) => name === named), ...atRoot, ...apps];
  if (!first) return undefined;
  const certainty: Certainty = apps.length === 1 || first.name === named || atRoot.length === 1 ? 'literal' : 'guessed';
  const outputs = apps.map((app) => outputOf(view, file, config, app, certainty));
  if (certainty === 'guessed')
    for (const output of outputs)
      if (output.kind === 'folder' && (await view.folder.hasFile(...segmentsOf(output.folder.value), 'index.html'))) return output;
  return outputs[apps.indexOf(first)];
}

function outputOf(
  { packageJson }: WebToolView,
  file: ProjectFile,
  config: LiteralObject,
  { name, path }: AngularProject,
  certainty: Certainty,
): WebOutput {
  const options = [...path, 'options'];
  if (config.at(...options, 'outputMode')?.value === 'server')
    return { kind: 'server', setting: '"outputMode": "static"', file: file.path };
  const used = config.at(...path, 'defaultConfiguration')?.value;
  const configured = [...path, 'configurations', typeof used === 'string' ? used : 'production'];
  const builder = String(config.at(...path, 'builder')?.value ?? '');
  const isApplication = builder.endsWith(':application');
  const given = optionIn(scriptWords(packageJson, /^ng$/), '--output-path', '--outputPath');
  const at = [configured, options].find((each) => config.at(...each, 'outputPath') ?? config.objectAt(...each, 'outputPath'));
  const base = at && (config.at(...at, 'outputPath', 'base') ?? config.at(...at, 'outputPath'));
  const browser = at && config.at(...at, 'outputPath', 'browser')?.value;
  const below = isApplication ? (typeof browser === 'string' ? browser : 'browser') : '';
  const written = given ?? (typeof base?.value === 'string' ? base.value : `dist/${name}`);
  const folder = relativeFolder([], `${written}/${below}`);
  if (folder === undefined) return { kind: 'computed' };
  const origin = base && given === undefined ? file.origin(base, certainty) : { kind: 'project' as const, file: file.path, certainty };
  return { kind: 'folder', folder: { value: folder, origin } };
}

/** Nx: paths are written from the root of the workspace, whose depth `sourceRoot` shows. */
export async function nxOutput({ folder }: WebToolView): Promise<WebOutput | undefined> {
  const file = (await folder.hasFile('project.json')) ? await openProjectFile(folder, 'project.json') : undefined;
  if (!file) return undefined;
  const config = new LiteralObject(file.text);
  const path = ['targets', 'build'];
  const output = config.at(...path, 'options', 'outputPath') ?? config.at(...path, 'options', 'outputPath', 'base');
  const executor = String(config.at(...path, 'executor')?.value ?? '');
  const sourceRoot = config.at('sourceRoot')?.value ?? config.at('root')?.value;
  if (typeof output?.value !== 'string' || typeof sourceRoot !== 'string' || !isWebExecutor(executor)) return undefined;
  const root = segmentsOf(sourceRoot.replace(/\/src$/, ''));
  const browser = config.at(...path, 'options', 'outputPath', 'browser')?.value;
  const below = executor.endsWith(':application') ? (typeof browser === 'string' ? browser : 'browser') : '';
  const written = output.value
    .replaceAll('{workspaceRoot}', '.')
    .replaceAll('{projectRoot}', root.join('/'))
    .replaceAll('{projectName}', '');
  const up = root.map(() => '..').join('/') || '.';
  const value = relativeFolder([], `${up}/${written}/${below}`);
  if (value === undefined) return { kind: 'computed' };
  return { kind: 'folder', folder: { value: withoutDetour(value, root), origin: file.origin(output, 'resolved') } };
}

function isWebExecutor(executor: string): boolean {
  return (
    /(?:vite|webpack|rspack|angular|build-angular|@angular\/build|web)[:/]/.test(executor) && !/:(?:package|library|tsc|swc)/.test(executor)
  );
}

/** `../../apps/x/dist` of `apps/x` is `dist`. */
function withoutDetour(path: string, root: readonly string[]): string {
  const detour = [...root.map(() => '..'), ...root].join('/');
  if (path === detour) return '.';
  return root.length > 0 && path.startsWith(`${detour}/`) ? path.slice(detour.length + 1) : path;
}
