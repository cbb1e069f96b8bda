/**
 * What this machine lacks to build the apps of a folder, for each platform that an app has. The settings of an app choose its engine, the versions
 * of its tools and its build host; an app without settings is taken as its project describes it. Nothing of a project is run.
 */

import { isFailure } from '../base/failure.ts';
import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type DetectedApp } from '../projects/detectApp.ts';
import { findApps } from '../projects/findApps.ts';
import { type Platform, platforms } from '../settings/platform.ts';
import { chooseEngine } from './chooseEngine.ts';
import { appOnPlatform, openApp, type OpenedApp, platformFacts } from './openApp.ts';
import { type CheckWorld } from './workflowWorld.ts';

/** An app on one platform. */
export interface ExaminedApp {
  /** Absolute path. */
  readonly folder: string;
  readonly name: string | undefined;
  readonly platform: Platform;
  /** Absent where none can be chosen. */
  readonly engine: string | undefined;
  /** What keeps a package from being built here; empty where one can be built. */
  readonly missing: readonly MissingPart[];
  /** False where nothing that could be installed would help: only a Mac builds with Xcode, and an engine may not build for a platform. */
  readonly isNeeded: boolean;
}

export interface MissingPart {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface ExaminedApps {
  readonly apps: readonly ExaminedApp[];
  /** Whether not every app was found or examined. */
  readonly isPartial: boolean;
}

const mostApps = 100;

export async function examineApps(world: CheckWorld, folder: string, signal: AbortSignal): Promise<ExaminedApps> {
  const { apps, isPartial } = await findApps(world.files, world.paths, folder, { signal });
  const examined: ExaminedApp[] = [];
  for (const app of apps.slice(0, mostApps)) examined.push(...(await examineApp(world, app)));
  return { apps: examined, isPartial: isPartial || apps.length > mostApps };
}

async function examineApp(world: CheckWorld, { folder, project }: DetectedApp): Promise<readonly ExaminedApp[]> {
  try {
    const app = await openApp(world, folder);
    return await Promise.all(platformsOf(app).map(async (platform) => await examineOn(world, app, platform)));
  } catch (error) {
    if (!isFailure(error)) throw error;
    // A file that cannot be read, or a folder that is gone by now.
    const missing = [{ code: error.code, message: error.message, remedy: error.hint }];
    const found = platforms.filter((platform) => platformFacts(project, platform) !== undefined);
    const name = project?.name?.value;
    return found.map((platform) => ({ folder, name, platform, engine: project?.engine, missing, isNeeded: true }));
  }
}

/** Those that the settings name, else those of the project. */
function platformsOf({ inspected: { settings }, project }: OpenedApp): readonly Platform[] {
  const named = platforms.filter((platform) => settings[platform] !== undefined);
  return named.length > 0 ? named : platforms.filter((platform) => platformFacts(project, platform) !== undefined);
}

async function examineOn(world: CheckWorld, app: OpenedApp, platform: Platform): Promise<ExaminedApp> {
  const target = appOnPlatform(app, platform);
  const { engine, issues } = await chooseEngine(world, target);
  const { settings } = app.inspected;
  const facts = platformFacts(app.project, platform);
  const lacks = (await engine?.missingTools?.({ appFolder: app.folder, platform, settings, ...present('facts', facts) })) ?? [];
  const missing: readonly Issue[] = [...issues, ...lacks].filter(({ severity }) => severity === 'error');
  return {
    folder: app.folder,
    name: target.effective.name?.value,
    platform,
    engine: target.effective.engine?.value,
    missing,
    isNeeded: !missing.some(
      ({ code }) => code === 'toolchain-mac-needed' || (code === 'engine-platform' && settings[platform] === undefined),
    ),
  };
}
