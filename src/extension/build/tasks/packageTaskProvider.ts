/** Offers a task for every app, platform and build type, and completes the ones that are written in tasks.json. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { present } from '../../../core/base/present.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { buildTypesOf } from '../../../core/settings/platform.ts';
import { nameOf, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type AllowedBuilds } from '../runs/allowedBuilds.ts';
import { type RunRequest } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { type ChosenVariants } from '../targets/chosenVariants.ts';
import { isPackageTask, requireBuildType, taskName, taskType, variantsIn, type PackageTaskDefinition } from './packageTask.ts';

export interface TaskProviderParts {
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  readonly paths: PathTools;
  readonly allowedBuilds: AllowedBuilds;
  readonly loadVariants: () => Promise<ChosenVariants>;
}

type RunTarget = Pick<RunRequest, 'platform' | 'buildType' | 'variant' | 'overrides' | 'isClean'>;

const source = 'Mobile Distribution';

export class PackageTaskProvider implements vscode.TaskProvider, vscode.Disposable {
  readonly #parts: TaskProviderParts;
  #registration: vscode.Disposable | undefined;

  constructor(parts: TaskProviderParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#registration = vscode.tasks.registerTaskProvider(taskType, this);
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const apps = await this.#parts.index.apps();
    return apps
      .filter(({ opened }) => opened.hasSettings)
      .flatMap((app) =>
        platformsOf(app).flatMap((platform) => buildTypesOf[platform].map((buildType) => this.task(app, { platform, buildType }))),
      );
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const { definition } = task;
    if (!isPackageTask(definition)) return undefined;
    return this.#create(definition, task.scope ?? vscode.TaskScope.Workspace);
  }

  /** The task of one app: what commands and the tree run too, so that every package has its terminal. */
  task(app: AppEntry, { platform, buildType, variant, engine, clean }: Omit<PackageTaskDefinition, 'type' | 'app'>): vscode.Task {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === app.workspaceFolder);
    const definition: PackageTaskDefinition = {
      type: taskType,
      app: this.#appOf(app, folder),
      platform,
      ...(buildType && { buildType }),
      ...present('variant', variant),
      ...present('engine', engine),
      ...(clean === true && { clean }),
    };
    return this.#create(definition, folder ?? vscode.TaskScope.Workspace);
  }

  /** The task that makes what was asked for, once more. */
  taskOf(app: AppEntry, { platform, buildType, variant, overrides, isClean }: RunTarget): vscode.Task {
    return this.task(app, {
      platform,
      ...present('buildType', buildType),
      ...present('variant', variant),
      ...present('engine', overrides?.engine),
      ...(isClean === true && { clean: true }),
    });
  }

  /** VS Code takes tasks of equal definitions for one task, in whatever folder they are. So the app names its folder when there are several. */
  #appOf(app: AppEntry, folder: vscode.WorkspaceFolder | undefined): string {
    const { paths } = this.#parts;
    const all = vscode.workspace.workspaceFolders ?? [];
    const relative = paths.relative(app.workspaceFolder, app.folder);
    if (all.length < 2) return relative === '' ? '.' : relative;
    if (!folder || all.filter(({ name }) => name === folder.name).length > 1) return app.folder;
    return [`\${workspaceFolder:${folder.name}}`, ...(relative === '' ? [] : [relative])].join('/');
  }

  #create(definition: PackageTaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope): vscode.Task {
    const execution = new vscode.CustomExecution(async (resolved) => {
      const asked = isPackageTask(resolved) ? resolved : definition;
      // The name comes from the definition as written, before its variables are filled in.
      const terminalNames = terminalNamesOf(definition, scope);
      const { PackageTerminal } = await import('./packageTerminal.ts');
      return new PackageTerminal(this.#parts.runs, async () => {
        const requests = await this.#requests(asked, scope);
        return requests.map((request) => ({ ...request, terminalNames }));
      });
    });
    const task = new vscode.Task(definition, scope, taskName(definition), source, execution, []);
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Silent,
      panel: vscode.TaskPanelKind.Dedicated,
      showReuseMessage: false,
      clear: true,
    };
    return task;
  }

  /** One for each variant. */
  async #requests(definition: PackageTaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope): Promise<readonly RunRequest[]> {
    const roots = typeof scope === 'object' ? [scope] : (vscode.workspace.workspaceFolders ?? []);
    for (const { uri } of roots) {
      const app = await this.#parts.index.app(this.#parts.paths.resolve(uri.fsPath, definition.app));
      if (app) {
        const { platform, engine } = definition;
        const written = variantsIn(definition.variant).map(String);
        const variants = written.length > 0 ? written : (await this.#parts.loadVariants()).kept(app, platform);
        const buildType = requireBuildType(definition);
        const runsProjectBuild = this.#parts.allowedBuilds.take(app.folder, platform);
        const request: RunRequest = {
          appFolder: app.folder,
          appName: nameOf(app),
          platform,
          ...(buildType && { buildType }),
          ...(engine !== undefined && { overrides: { engine } }),
          ...(runsProjectBuild && { runsProjectBuild }),
          ...(definition.clean === true && { isClean: true }),
        };
        return variants.length === 0 ? [request] : [...new Set(variants)].map((variant) => ({ ...request, variant }));
      }
    }
    throw Failure.of('app-folder-unknown', { folder: definition.app });
  }

  dispose(): void {
    this.#registration?.dispose();
  }
}

/** VS Code adds the folder of the task where the workspace has several. A task of tasks.json may have any name, and is not found by it. */
function terminalNamesOf(definition: PackageTaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope): readonly string[] {
  const name = `${source}: ${taskName(definition)}`;
  return typeof scope === 'object' ? [name, `${name} (${scope.name})`] : [name];
}
