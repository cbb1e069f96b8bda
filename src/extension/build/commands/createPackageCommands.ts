/**
 * Create Package…, Select Package Target…, Create Android Package, Create iOS Package, Create Package from Last Build, Rebuild Clean,
 * Run Build and Create Package…, Cancel Package Creation, Show Package Log.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { present } from '../../../core/base/present.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { platformNames, type Platform } from '../../../core/settings/platform.ts';
import { type EngineId } from '../../../core/settings/settingsModel.ts';
import { type AppEntry, nameOf, platformsOf } from '../../app/appEntry.ts';
import { type AppChecker } from '../../app/checks/appChecker.ts';
import { type FixRunner } from '../../app/fixes/fixRunner.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { buildTypeFor } from '../../app/variantLevel.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type ErrorPresenter } from '../../shared/errors/errorPresenter.ts';
import { type Log } from '../../shared/log.ts';
import { type AllowedBuilds } from '../runs/allowedBuilds.ts';
import { type PackageRun } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { progressText } from '../runs/runText.ts';
import { readSetting } from '../../shared/settings.ts';
import { type ChosenVariants } from '../targets/chosenVariants.ts';
import { type ChosenTarget, type PackageTarget } from '../targets/chosenTarget.ts';
import { type PackageTaskProvider } from '../tasks/packageTaskProvider.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { type CommandId } from '../../shared/manifest.ts';

export interface CreatePackageParts {
  readonly asker: AppAsker;
  readonly index: AppIndex;
  readonly target: ChosenTarget;
  readonly runs: PackageRuns;
  readonly tasks: PackageTaskProvider;
  readonly allowedBuilds: AllowedBuilds;
  readonly loadVariants: () => Promise<ChosenVariants>;
  readonly checker: AppChecker;
  readonly loadFixRunner: () => Promise<FixRunner>;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly errors: ErrorPresenter;
  readonly log: Log;
}

export function registerCreatePackageCommands(registry: CommandRegistry, parts: CreatePackageParts): void {
  const { asker, runs, index, target } = parts;
  registry.register('mobileDistribution.createPackage', async (argument, selection) => {
    const several = selectedTargets(selection);
    if (several.length > 1) {
      // One after the other, as each may ask for its variant.
      for (const each of several) await create(parts, each);
      return;
    }
    const chosen = argument === undefined ? await target.chosen() : undefined;
    if (chosen) {
      await create(parts, chosen);
      return;
    }
    const choice = await asker.app(argument, (app) => app.opened.hasSettings);
    const platform = await asker.platform(choice);
    if (choice.variant !== undefined) return await create(parts, ofVariant(choice.app, platform, choice.variant));
    const { askForBuildType } = await import('../targets/askForTarget.ts');
    const buildType = await askForBuildType(choice.app, platform);
    await create(parts, { app: choice.app, platform, ...(buildType && { buildType }) });
  });
  registry.register('mobileDistribution.selectTarget', async () => {
    const apps = (await index.apps()).filter(({ opened }) => opened.hasSettings);
    if (apps.length === 0) throw Failure.of('no-app-here', {});
    const { askForTarget } = await import('../targets/askForTarget.ts');
    const chosen = await askForTarget(apps, await target.current());
    await target.choose(chosen);
    await (await parts.loadVariants()).choose(chosen.app, chosen.platform);
  });
  for (const [id, platform] of [
    ['mobileDistribution.createAndroidPackage', 'android'],
    ['mobileDistribution.createIosPackage', 'ios'],
  ] as const) {
    registry.register(id, async (argument) => {
      const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
      await create(parts, { app, platform });
    });
  }
  /** The target that is chosen, or the one that someone names. */
  const register = (id: CommandId, how: HowToCreate, hasIt: (app: AppEntry) => boolean): void =>
    registry.register(id, async (argument) => {
      const chosen = argument === undefined ? await target.chosen() : undefined;
      if (chosen) return await create(parts, chosen, how);
      const choice = await asker.app(argument, hasIt);
      const platform = await asker.platform(choice);
      const { app, variant } = choice;
      await create(parts, variant === undefined ? { app, platform } : ofVariant(app, platform, variant), how);
    });
  register('mobileDistribution.createPackageFromLastBuild', { engine: 'reuse' }, ({ opened }) => opened.ledger.records.length > 0);
  register('mobileDistribution.rebuildClean', { clean: true }, ({ opened }) => opened.hasSettings);
  registry.register('mobileDistribution.buildAndCreatePackage', async (argument) => {
    const choice = await asker.app(argument, ({ opened }) => opened.hasSettings);
    const { buildAndCreate } = await import('./buildAndCreate.ts');
    await buildAndCreate(parts, { app: choice.app, platform: await asker.platform(choice) });
  });
  registry.register('mobileDistribution.cancelPackage', async (argument, selection) => {
    const active = runs.active();
    if (isAppsNode(argument) && argument.kind === 'run') {
      const rows = [argument, ...(Array.isArray(selection) ? selection.filter((node) => isAppsNode(node)) : [])];
      const ids = new Set(rows.flatMap((node) => (node.kind === 'run' ? node.runId : [])));
      await Promise.all(active.filter(({ id }) => ids.has(id)).map(async (run) => await runs.cancel(run)));
      return;
    }
    const several = selectedTargets(selection);
    if (several.length > 1) {
      const { isRunOf } = await import('./runOfChoice.ts');
      const runsOf = several.flatMap((each) => active.filter((run) => isRunOf(run, each)));
      await Promise.all(runsOf.map((run) => runs.cancel(run)));
      return;
    }
    const choice = argument === undefined ? undefined : await asker.app(argument);
    const { isRunOf } = await import('./runOfChoice.ts');
    const named = choice && active.find((run) => isRunOf(run, choice));
    const run = named ?? (await pickRun(active));
    if (run) await runs.cancel(run);
  });
  registry.register('mobileDistribution.showPackageLog', async (argument) => {
    const choice = argument === undefined ? undefined : await asker.app(argument);
    const { showLog } = await import('./showPackageLog.ts');
    await showLog(parts, choice?.app, choice?.platform, choice?.record);
  });
}

export interface HowToCreate {
  readonly engine?: EngineId;
  /** Whether what earlier builds left is removed first. */
  readonly clean?: boolean;
}

/** Starts the task of the target, and tells the result with a notification. */
export async function create(
  { runs, tasks, loadVariants }: CreatePackageParts,
  { app, platform, buildType, variant }: PackageTarget,
  how: HowToCreate = {},
): Promise<void> {
  const variants = variant === undefined ? await (await loadVariants()).variantsOf(app, platform) : [variant];
  const target = { platform, ...(buildType && { buildType }) };
  const targets = variants.length === 0 ? [target] : variants.map((variant) => ({ ...target, variant }));
  if (targets.some((each) => runs.activeOf({ appFolder: app.folder, ...each })))
    throw Failure.of('platform-running', { app: nameOf(app), platform: platformNames[platform] });
  const [only, ...others] = variants;
  await vscode.tasks.executeTask(tasks.task(app, { ...target, ...present('variant', others.length === 0 ? only : variants), ...how }));
}

/** Notifies of every run that ends, however it was started. */
export function notifyOfResults(parts: CreatePackageParts): vscode.Disposable {
  return parts.runs.onDidChange((run) => {
    const { state } = run;
    // What failed after the package was made is reported like a failure.
    const isHeard =
      state.kind === 'made' &&
      (readSetting('showPackageNotification') || state.made.issues.some(({ code }) => code === 'build-after-failed'));
    if (state.kind === 'failed' || isHeard) void tellResult(run, parts);
  });
}

async function tellResult(run: PackageRun, parts: CreatePackageParts): Promise<void> {
  const { tellFailure, tellMade } = await import('./packageResult.ts');
  await (run.state.kind === 'failed' ? tellFailure(run, parts) : tellMade(run, parts));
}

/** Platforms that are selected in the tree; an app stands for its own. */
function selectedTargets(selection: unknown): readonly PackageTarget[] {
  if (!Array.isArray(selection) || selection.length < 2) return [];
  const nodes = selection.filter((node) => isAppsNode(node));
  const targets = nodes.flatMap((node) => {
    if (node.kind === 'platform') return [{ app: node.app, platform: node.platform }];
    if (node.kind === 'variant') return [ofVariant(node.app, node.platform, node.variant)];
    return node.kind === 'app' && node.app.opened.hasSettings ? platformsOf(node.app).map((platform) => ({ app: node.app, platform })) : [];
  });
  return [
    ...new Map(
      targets.map((target: PackageTarget) => [`${target.platform} ${target.variant ?? ''} ${target.app.folder}`, target]),
    ).values(),
  ];
}

/** With the build type that the variant has. */
function ofVariant(app: AppEntry, platform: Platform, variant: string): PackageTarget {
  return { app, platform, ...present('buildType', buildTypeFor(app, platform, variant)), variant };
}

async function pickRun(active: readonly PackageRun[]): Promise<PackageRun | undefined> {
  if (active.length <= 1) return active[0];
  const items = active.map((run) => ({
    label: `${run.request.appName} · ${platformNames[run.request.platform]}`,
    description: progressText(run),
    run,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Cancel which package?'), ignoreFocusOut: true }))?.run;
}
