/**
 * Engines on this machine's disk: how long it takes to find the apps of a large workspace, to make a plan, and what our runner adds to a program
 * that prints as much as a warm build does.
 */

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CommandStep } from '../../src/core/engines/engine/buildPlan.ts';
import { runPlan } from '../../src/core/engines/engine/runPlan.ts';
import { BuildLogReader } from '../../src/core/engines/log/buildLogReader.ts';
import { SessionCache } from '../../src/core/assets/sessionCache.ts';
import { findApps } from '../../src/core/projects/findApps.ts';
import { planPackage } from '../../src/core/workflow/planPackage.ts';
import { ratioDemand, timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { benchWorld } from './support/benchWorld.ts';
import { benchmark, compare } from './support/measure.ts';

/** 500 folders of 200 files, as a monorepo of many packages has them. */
const folders = 500;
const filesInEach = 200;

/** As long as a warm build of Gradle, with its lines. */
const program = `let n = 0; const timer = setInterval(() => {
  console.log('> Task :app:compile' + n++ + 'Kotlin UP-TO-DATE');
  if (n >= 300) clearInterval(timer); }, 10);`;

export const bench: BenchCase = {
  title: 'Engines: find apps, make a plan, run a program',
  run: async () => {
    const folder = mkdtempSync(join(benchFolder, 'engines-'));
    try {
      const world = benchWorld(folder, new SessionCache());
      const workspace = makeWorkspace(folder);
      const search = await benchmark('find the apps of 100,000 files, warm', async () => findApps(world.files, world.paths, workspace), {
        warmups: 2,
      });
      const app = join(folder, 'shop');
      cpSync('samples/gradle-app', app, { recursive: true });
      const signal = new AbortController().signal;
      const overrides = { buildType: 'debug', variant: 'free' } as const;
      const plan = await benchmark(
        'plan a build of Gradle',
        async () => planPackage(world, { appFolder: app, platform: 'android', overrides, signal }),
        {
          warmups: 2,
        },
      );
      const [bare, ours] = await compare(
        [
          { name: 'a program of 3 s and 300 lines', run: async () => promisify(execFile)(process.execPath, ['-e', program]) },
          { name: 'the same by our runner, which reads each line', run: async () => runProgram(folder, signal) },
        ],
        { runs: 5 },
      );
      if (!bare || !ours) throw new Error('nothing was measured');
      return {
        measurements: [search, plan, bare, ours],
        demands: [
          timeDemand('Finding the apps of 100,000 files, warm', search, 1000),
          timeDemand('A plan with all its checks', plan, 50),
          ratioDemand('Our runner over the program alone', ours, bare, 1.03),
        ],
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function makeWorkspace(folder: string): string {
  const workspace = join(folder, 'workspace');
  for (let index = 0; index < folders; index++) {
    const place = join(workspace, `group${index % 20}`, `package${index}`);
    mkdirSync(place, { recursive: true });
    for (let file = 0; file < filesInEach; file++) writeFileSync(join(place, `file${file}.ts`), '');
  }
  mkdirSync(join(workspace, 'apps', 'hello', 'www'), { recursive: true });
  writeFileSync(join(workspace, 'apps', 'hello', 'mobile-distribution.json'), '{ "web": { "webDir": "www" } }');
  return workspace;
}

async function runProgram(folder: string, signal: AbortSignal): Promise<void> {
  const world = benchWorld(folder, new SessionCache());
  const step: CommandStep = {
    id: 'node',
    kind: 'command',
    name: 'Print',
    weight: 1,
    command: process.execPath,
    args: ['-e', program],
    folder,
    environment: {},
    timeLimitMs: 60_000,
    reader: () => new BuildLogReader({ program: 'node', resolve: String }),
  };
  const output = await world.files.createFile(join(folder, 'out.apk'));
  try {
    const artifact = { kind: 'written', format: 'apk' } as const;
    await runPlan(
      world,
      { engine: 'gradle', engineVersion: '1', steps: [step], artifact, tools: {} },
      {
        output,
        signal,
        log: () => undefined,
        report: () => undefined,
      },
    );
  } finally {
    await output.discard();
  }
}
