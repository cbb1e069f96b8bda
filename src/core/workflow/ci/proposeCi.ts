/** What a CI workflow for an app does: its engine, its platforms with the build types of the settings, its package manager. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { isInsideFolder } from '../../ports/isInsideFolder.ts';
import { type EngineId, engineIds } from '../../settings/settingsModel.ts';
import { type Platform, platforms } from '../../settings/platform.ts';
import { hasHooks } from '../../engines/engine/buildHooks.ts';
import { repositoryOf } from '../../engines/web/packageBounds.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { checkVariant, checkVariantUse } from '../checkVariant.ts';
import { chooseEngine } from '../chooseEngine.ts';
import { appOnPlatform, type OpenedApp, platformFacts } from '../openApp.ts';
import { type CheckWorld } from '../workflowWorld.ts';
import { type CiApp } from './ciWorkflow.ts';

export interface CiRequest {
  readonly productVersion: string;
  /** Those of the settings, or of the project, when empty. */
  readonly platforms: readonly Platform[];
  /** That of the settings, or the only one, when empty. */
  readonly variants?: readonly string[];
  readonly server?: CiApp['server'];
}

export interface ProposedCi {
  /** Absolute path of the repository, where services look for the file; the app's folder where there is none. */
  readonly root: string;
  /** Absent where the issues say why. */
  readonly app: CiApp | undefined;
  readonly issues: readonly Issue[];
}

const lockFiles = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
] as const;

export async function proposeCi(
  world: CheckWorld,
  opened: OpenedApp,
  { productVersion, platforms: asked, variants = [], server }: CiRequest,
): Promise<ProposedCi> {
  const { files, paths } = world;
  const root = (await repositoryOf(files, paths, opened.folder)) ?? opened.folder;
  const wanted = asked.length > 0 ? asked : platforms.filter((platform) => isOfApp(opened, platform));
  const issues: Issue[] = [];
  const targets: CiApp['targets'][number][] = [];
  let engine: CiApp['engine'] | undefined;
  const choices = variants.length === 0 ? [undefined] : variants;
  for (const { platform, variant } of wanted.flatMap((each) => choices.map((choice) => ({ platform: each, variant: choice })))) {
    const target = appOnPlatform(opened, platform, present('variant', variant));
    const choice = await chooseEngine(world, target);
    const id = engineIds.find((known) => known === target.effective.engine?.value);
    // An engine whose tools are missing here may have them there.
    if (!id || !choice.engine) issues.push(...choice.issues);
    else {
      engine ??= id;
      // A build on a CI service cannot ask.
      issues.push(...checkVariant(target), ...checkVariantUse(target, choice.engine));
      targets.push({ platform, buildType: target.effective.buildType.value, ...present('variant', variant) });
    }
  }
  const [first] = targets;
  if (!engine || !first) return { root, app: undefined, issues };
  const names = new Set((await files.readDirectory(opened.folder)).map(({ name }) => name));
  const lock = await packageManagerOf(world, opened.folder, root);
  const folder = isInsideFolder(paths, root, opened.folder) ? paths.relative(root, opened.folder) : '';
  const name = appOnPlatform(opened, first.platform).effective.name?.value ?? paths.basename(opened.folder);
  if (lock === undefined && !withoutPackages.has(engine)) issues.push(...missingLock(opened, names));
  return {
    root,
    app: {
      folder,
      name,
      engine,
      targets,
      productVersion,
      ...present('packageManager', lock),
      ...(engine === 'flutter' && present('flutter', await flutterOf(opened))),
      ...(hasHooks(opened.inspected) && { hasHooks: true }),
      ...present('server', server),
    },
    issues,
  };
}

/** As the settings or fvm name it. It becomes part of a command, so nothing but a whole version is taken. */
async function flutterOf({ inspected, projectFolder }: OpenedApp): Promise<string | undefined> {
  const wish = inspected.settings.tools?.flutter ?? valueAt(readJson(await projectFolder.text('.fvmrc')), 'flutter');
  return typeof wish === 'string' && /^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[\w.]{1,20})?$/.test(wish) ? wish : undefined;
}

/** Their tools are not among packages of npm. */
const withoutPackages: ReadonlySet<EngineId> = new Set(['gradle', 'xcode', 'flutter', 'maui', 'archive']);

const mostLevels = 12;

/** Of the app, else of the folders around it in the same repository: a monorepo has one lock file, and its package manager finds the root by itself. */
async function packageManagerOf({ files, paths }: CheckWorld, app: string, root: string): Promise<CiApp['packageManager']> {
  let folder = app;
  for (let level = 0; level < mostLevels; level++) {
    const names = new Set((await files.readDirectory(folder)).map(({ name }) => name));
    const found = lockFiles.find(([name]) => names.has(name))?.[1];
    if (found !== undefined || folder === root) return found;
    folder = paths.dirname(folder);
  }
  return undefined;
}

/** Without a lock file a service installs other packages than this machine. */
function missingLock(opened: OpenedApp, names: ReadonlySet<string>): readonly Issue[] {
  return names.has('package.json') ? [createIssue('ci-lock-file-missing', {}, { file: opened.folder })] : [];
}

function isOfApp({ inspected, project }: OpenedApp, platform: Platform): boolean {
  return inspected.settings[platform] !== undefined || platformFacts(project, platform) !== undefined;
}
