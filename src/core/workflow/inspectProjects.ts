/**
 * The apps of a folder as their projects describe them: what each platform is called and numbered, from which file and line, in which
 * variants it is built, and what is missing to build it on this machine. Settings of the product change nothing here.
 */

import { createIssue, type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { withOtherModules } from '../projects/android/otherModules.ts';
import { type DetectedApp } from '../projects/detectApp.ts';
import { findApps } from '../projects/findApps.ts';
import { engineOn, type PlatformFacts, type ProjectFacts } from '../projects/projectFacts.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { type Sourced } from '../settings/origin.ts';
import { type Platform, platformNames, platforms } from '../settings/platform.ts';
import { evaluateProject } from './evaluateProject.ts';
import { requireAppFolder } from './openApp.ts';
import { type CheckWorld } from './workflowWorld.ts';

export interface InspectedApp {
  /** Absolute path of the app's folder. */
  readonly folder: string;
  readonly project: ProjectFacts;
  readonly name: Sourced<string> | undefined;
  readonly platforms: readonly InspectedPlatform[];
  /** What tools of the project did not say; empty where none was asked. */
  readonly issues: readonly Issue[];
}

export interface InspectedPlatform {
  readonly platform: Platform;
  readonly facts: PlatformFacts;
  readonly name: Sourced<string> | undefined;
  readonly version: Sourced<string> | undefined;
  /** What keeps a package from being built here; empty when one can be built. */
  readonly missing: readonly Issue[];
}

export interface InspectedProjects {
  readonly apps: readonly InspectedApp[];
  /** Whether the search ended before it had seen every folder. */
  readonly isPartial: boolean;
}

/** `evaluates`: whether tools of the projects may be asked for what is computed, which runs their code. */
export async function inspectProjects(
  world: CheckWorld,
  folder: string,
  signal: AbortSignal,
  { evaluates = false }: { readonly evaluates?: boolean } = {},
): Promise<InspectedProjects> {
  await requireAppFolder(world.files, folder);
  const { apps, isPartial } = await findApps(world.files, world.paths, folder, present('signal', signal));
  const inspected: (InspectedApp | undefined)[] = [];
  if (evaluates) for (const app of apps) inspected.push(await inspectApp(world, app, signal));
  else inspected.push(...(await Promise.all(apps.map(async (app) => inspectApp(world, app)))));
  return { apps: inspected.flatMap((app) => app ?? []), isPartial };
}

/** With a `signal`, tools of the project are asked, one after the other. */
async function inspectApp(
  world: CheckWorld,
  { folder, project: detected }: DetectedApp,
  signal?: AbortSignal,
): Promise<InspectedApp | undefined> {
  if (!detected) return undefined;
  const stated = await withOtherModules(new ProjectFolder(world.files, world.paths, folder), detected);
  const { project, issues } = signal ? await evaluateProject(world, { folder, project: stated }, signal) : { project: stated, issues: [] };
  const found: InspectedPlatform[] = [];
  for (const platform of platforms) {
    const facts = project[platform];
    if (!facts) continue;
    const missing = await missingFor(world, folder, project, platform);
    found.push({ platform, facts, name: facts.name ?? project.name, version: facts.version ?? project.version, missing });
  }
  return { folder, project, name: project.name ?? found.find(({ name }) => name)?.name, platforms: found, issues };
}

async function missingFor(world: CheckWorld, appFolder: string, project: ProjectFacts, platform: Platform): Promise<readonly Issue[]> {
  const id = engineOn(project, platform);
  const engine = world.engines.find((each) => each.id === id);
  if (!engine) return [createIssue('engine-not-available', { engine: id, platform: platformNames[platform] })];
  if (engine.platforms.includes(platform)) {
    const facts = project[platform];
    const issues = (await engine.missingTools?.({ appFolder, platform, ...present('facts', facts) })) ?? [];
    return issues.filter(({ severity }) => severity === 'error');
  }
  const built = engine.platforms.map((name) => platformNames[name]).join(', ');
  return [createIssue('engine-platform', { engine: id, platform: platformNames[platform], platforms: built })];
}
