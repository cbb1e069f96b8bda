/** Projects on machines of the three systems that have every tool, each where the usual installer puts it, and the plans of the engines for them. */

import { strictEqual } from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { planText } from '../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec, type Engine } from '../../src/core/engines/engine/engine.ts';
import { type UsualMachine, usualMachine } from '../../src/core/engines/toolchains/usualMachine.ts';
import { type Machine } from '../../src/core/ports/machine.ts';
import { type DetectedApp, detectApp } from '../../src/core/projects/detectApp.ts';
import { type Platform } from '../../src/core/settings/platform.ts';
import { createOtherWorld } from '../../src/node/other-system/otherWorld.ts';
import { type ProjectTexts } from './frameworkProjects.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { workflowWorld } from './workflowWorld.ts';

export type System = Machine['system'];

const systems = ['linux', 'macos', 'windows'] as const;

const usualApps: Readonly<Record<System, string>> = {
  linux: '/home/ada/shop',
  macos: '/Users/ada/my shop',
  windows: 'C:\\Users\\ada\\my shop',
};

const buildHost = 'builder@mac.acme.example';

export interface PlannedProject {
  readonly system?: System;
  /** Absolute path of its folder; one of the usual place when absent. */
  readonly app?: string;
  readonly texts: ProjectTexts;
  readonly engine: string;
  readonly spec?: Partial<BuildSpec>;
  /** Whether nothing is installed. */
  readonly isBare?: boolean;
  /** Absolute path of the folder of the user's own files of the product. */
  readonly userFolder?: string;
}

export interface OpenedProject {
  readonly engine: Engine;
  readonly spec: BuildSpec;
  readonly detected: DetectedApp | undefined;
}

/** The user's folder of the product is `mdist`, which is short, and Gradle has options of the user on a Mac. */
export function machineOfAda(system: System): UsualMachine {
  const machine = usualMachine(system, 'ada');
  const slash = system === 'windows' ? '\\' : '/';
  const options: Record<string, string> = system === 'macos' ? { GRADLE_OPTS: '-Xmx2g' } : {};
  return { ...machine, userFolder: `${machine.homeFolder}${slash}mdist`, variables: { ...machine.variables, ...options } };
}

/** On the machine that `package create --dry-run --system` shows. */
export async function openPlanned(project: PlannedProject): Promise<OpenedProject> {
  const { system = 'linux', texts, engine: id, spec = {}, isBare = false, userFolder } = project;
  const app = project.app ?? usualApps[system];
  const root = '/project';
  const files = new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${root}/${name}`, text])));
  const machine = machineOfAda(system);
  const world = await createOtherWorld({
    machine: { ...machine, ...(isBare && { files: {}, variables: {} }), ...(userFolder !== undefined && { userFolder }) },
    host: {
      ...workflowWorld(files),
      http: { request: async () => await Promise.reject(new Error('no network')) },
      productFiles: { read: async () => new Uint8Array(0) },
    },
    appFolder: root,
    place: app,
  });
  const engine = world.engines.find((each) => each.id === id);
  if (!engine) throw new Error(`no engine ${id}`);
  const detected = await detectApp(world.files, world.paths, app);
  const platform: Platform = spec.platform ?? 'android';
  const facts = detected?.project?.[platform];
  const whole: BuildSpec = {
    appFolder: app,
    settings: platform === 'ios' && system !== 'macos' ? { ios: { buildHost } } : {},
    platform,
    buildType: platform === 'ios' ? 'ad-hoc' : 'release',
    ...(facts && { facts }),
    name: 'Shop',
    appIdentifier: 'com.acme.shop',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: (await engine.projectVersion?.(app, facts)) ?? 'unknown',
    ...spec,
  };
  return { engine, spec: whole, detected };
}

/** Which builds a golden text has, by the system. */
const goldenTypes = { linux: ['release', 'debug'], macos: ['app-bundle'], windows: ['app-bundle'] } as const;

export interface GoldenProject {
  readonly texts: ProjectTexts;
  /** By the platforms that it is built for. */
  readonly engines: Readonly<Partial<Record<Platform, string>>>;
  readonly spec?: Partial<BuildSpec>;
  /** For Android, where its variants are others than the usual two. */
  readonly variantOf?: (buildType: BuildSpec['buildType']) => string;
  readonly appIdentifier?: string;
}

/** The plans for three systems. iOS is built on a Mac, and from the other systems on a Mac over SSH. */
export async function goldenPlans({ texts, engines, spec = {}, variantOf, appIdentifier }: GoldenProject): Promise<string> {
  const parts: string[] = [];
  const add = async (system: System, engine: string, own: Partial<BuildSpec> & Pick<BuildSpec, 'buildType'>): Promise<void> => {
    const whole = { ...spec, ...own, ...(appIdentifier !== undefined && { appIdentifier }) };
    // Where one computer has no rsync, git copies the project.
    const opened = await openPlanned({ system, texts: { '.git/HEAD': 'ref: refs/heads/main\n', ...texts }, engine, spec: whole });
    const title = own.platform === 'ios' ? `ios ${own.buildType}` : own.buildType;
    const plan = await opened.engine.plan(opened.spec, new AbortController().signal);
    parts.push(`# ${system}, ${title}`, ...planText(plan), '');
  };
  for (const system of systems) {
    const { android, ios } = engines;
    if (android !== undefined)
      for (const buildType of goldenTypes[system])
        await add(system, android, { platform: 'android', buildType, ...(variantOf && { variant: variantOf(buildType) }) });
    if (ios !== undefined) await add(system, ios, { platform: 'ios', buildType: 'ad-hoc' });
  }
  return parts.join('\n');
}

/** `UPDATE_PLANS=true` writes the text; read the difference before it is committed. */
export function checkGolden(path: string, text: string): void {
  if (process.env['UPDATE_PLANS'] === 'true') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  strictEqual(text, existsSync(path) ? readFileSync(path, 'utf8') : '');
}
