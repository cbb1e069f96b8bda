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
import { ownRatioDemand, timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { benchWorld } from './support/benchWorld.ts';
import { benchmark, compare, measuredBy } from './support/measure.ts';

/** 500 folders of 200 files, as a monorepo of many packages has them. */
const folders = 500;
const filesInEach = 200;

/**
 * Works all the time, as a compiler does, and prints a line after each piece of work: time that the reader of its output takes from it, by the
 * processor or by a full pipe, is seen in how long it takes.
 */
const lines = 500;
const program = `const { createHash } = require('node:crypto');
const piece = Buffer.alloc(8 * 1024 * 1024, 7);
for (let n = 0; n < ${lines}; n++) {
  createHash('sha256').update(piece).digest();
  console.log(n % 3 ? '> Task :app:compile' + n + 'Kotlin UP-TO-DATE' : 'warning: [options] source value 8 is obsolete in /app/src/main/A' + n + '.java');
}`;

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
      const ownTimes: number[] = [];
      const [bare, ours] = await compare(
        [
          {
            name: `a program that works and prints ${lines} lines`,
            run: async () => promisify(execFile)(process.execPath, ['-e', program]),
          },
          { name: 'the same by our runner, which reads each line', run: async () => ownTimes.push(await runProgram(folder, signal)) },
        ],
        { runs: 5 },
      );
      const own = measuredBy('processor time of our runner', ownTimes);
      if (!bare || !ours) throw new Error('nothing was measured');
      return {
        measurements: [search, plan, bare, ours, own],
        demands: [
          timeDemand('Finding the apps of 100,000 files, warm', search, 1000),
          timeDemand('A plan with all its checks', plan, 50),
          ownRatioDemand('Our runner over the program alone', ours, bare, 1.03),
          ownRatioDemand('The processor time of our runner, of the time of the program', own, bare, 0.03),
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
  // As the ignore files of such a monorepo are: many rules at the top, some in each package.
  writeFileSync(
    join(workspace, '.gitignore'),
    Array.from({ length: 100 }, (_, index) => `*.tmp${index}\n/generated${index}/\nlogs${index}\n`).join(''),
  );
  for (let index = 0; index < folders; index++)
    writeFileSync(join(workspace, `group${index % 20}`, `package${index}`, '.gitignore'), 'dist\n*.log\n/.cache/\n');
  mkdirSync(join(workspace, 'apps', 'hello', 'www'), { recursive: true });
  writeFileSync(join(workspace, 'apps', 'hello', 'mobile-distribution.json'), '{ "web": { "webDir": "www" } }');
  return workspace;
}

/** The processor time of this process for it, in milliseconds. */
async function runProgram(folder: string, signal: AbortSignal): Promise<number> {
  const world = benchWorld(folder, new SessionCache());
  const step: CommandStep = {
    id: 'node',
    kind: 'command',
    name: 'Print',
    weight: 1,
    command: process.execPath,
    notFrom: [],
    args: ['-e', program],
    folder,
    environment: {},
    timeLimitMs: 60_000,
    reader: () => new BuildLogReader({ program: 'node', resolve: String }),
  };
  const output = await world.files.createFile(join(folder, 'out.apk'));
  const before = process.cpuUsage();
  let read = 0;
  try {
    const artifact = { kind: 'written', format: 'apk' } as const;
    await runPlan(
      world,
      { engine: 'gradle', engineVersion: '1', steps: [step], artifact, tools: {} },
      {
        output,
        signal,
        log: () => void (read += 1),
        report: () => undefined,
      },
    );
    if (read < lines) throw new Error(`only ${read} lines were read`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  } finally {
    await output.discard();
  }
}
