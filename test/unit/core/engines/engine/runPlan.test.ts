import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { type BuildPlan, type BuildStep, type CommandStep, type OutputFact } from '../../../../../src/core/engines/engine/buildPlan.ts';
import { planDocument } from '../../../../../src/core/engines/engine/describePlan.ts';
import { runPlan } from '../../../../../src/core/engines/engine/runPlan.ts';
import { type ProcessRequest, type ProcessResult } from '../../../../../src/core/ports/processRunner.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

type Program = (request: ProcessRequest, files: MemoryFiles) => Promise<Partial<ProcessResult>>;

const outputs = { kind: 'found', format: 'apk', folders: [{ path: '/app/build', depth: 3 }] } as const;

function command(id: string, more: Partial<CommandStep> = {}): CommandStep {
  return {
    id,
    kind: 'command',
    name: `Run ${id}`,
    weight: 1,
    command: id,
    args: [],
    folder: '/app',
    environment: {},
    timeLimitMs: 1000,
    notFrom: ['/app'],
    ...more,
  };
}

function planOf(steps: readonly BuildStep[], artifact: BuildPlan['artifact'] = outputs): BuildPlan {
  return { engine: 'gradle', engineVersion: '8.14', steps, artifact, tools: { JDK: '17.0.15' } };
}

/** Writes one APK. */
const building: Program = async (_request, files) => {
  await files.writeFile('/app/build/outputs/app.apk', utf8('new'));
  return {};
};

interface Given {
  readonly plan: BuildPlan;
  readonly program?: Program;
  readonly files?: Readonly<Record<string, string>>;
}

async function run({ plan, program = building, files = {} }: Given) {
  const memory = new MemoryFiles({ '/app/x': '', ...files });
  const requests: ProcessRequest[] = [];
  const updates: string[] = [];
  const lines: string[] = [];
  const output = await memory.createFile('/app/out.apk');
  const programs = {
    run: async (request: ProcessRequest): Promise<ProcessResult> => {
      requests.push(request);
      return { exitCode: 0, stdout: '', stderr: '', ...(await program(request, memory)) };
    },
  };
  const built = await runPlan({ files: memory, paths: posixPaths, clock: fixedClock('1970-01-01T00:00:00Z'), programs }, plan, {
    output,
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
    report: ({ fraction, detail = '', skipped = '' }) => updates.push(`${fraction.toFixed(2)} ${detail} ${skipped}`.trim()),
  });
  return { built, requests, updates, lines };
}

describe('runPlan', () => {
  it('runs the commands of the plan as they are, and finds what they made', async () => {
    const step = command('gradle', { args: ['assembleRelease', '-Pa=b c'], environment: { JAVA_HOME: '/jdk' } });
    const { built, requests, lines } = await run({ plan: planOf([step]) });
    strictEqual(built.path, '/app/build/outputs/app.apk');
    const [request] = requests;
    deepStrictEqual(
      [request?.command, request?.args, request?.cwd, request?.env, request?.timeoutMs],
      ['gradle', ['assembleRelease', '-Pa=b c'], '/app', { JAVA_HOME: '/jdk' }, 1000],
    );
    deepStrictEqual(lines, [
      'engine gradle 8.14 (JDK 17.0.15)',
      '1. Run gradle',
      '   in /app',
      '   JAVA_HOME=/jdk',
      "   gradle assembleRelease '-Pa=b c'",
      'result: apk below /app/build',
    ]);
  });

  it('can show a plan before it runs', () => {
    const step = command('gradle', { args: ['bundleRelease'], environment: { JAVA_HOME: '/jdk' } });
    deepStrictEqual(planDocument(planOf([step])), {
      engine: 'gradle',
      engineVersion: '8.14',
      tools: { JDK: '17.0.15' },
      steps: [
        {
          id: 'gradle',
          name: 'Run gradle',
          weight: 1,
          command: ['gradle', 'bundleRelease'],
          folder: '/app',
          environment: { JAVA_HOME: '/jdk' },
        },
      ],
      artifact: { kind: 'found', format: 'apk', folders: ['/app/build'] },
    });
  });

  it('lets a step of the product write the package', async () => {
    const work: BuildStep = {
      id: 'pack',
      kind: 'work',
      name: 'Pack',
      weight: 1,
      run: async ({ output, report }) => {
        report(0.5);
        await output.write(utf8('package'));
        return [createIssue('ledger-unfinished-line', {})];
      },
    };
    const { built, updates } = await run({ plan: planOf([work], { kind: 'written', format: 'apk' }) });
    match(built.path, /out\.apk/);
    deepStrictEqual(
      built.issues.map(({ code }) => code),
      ['ledger-unfinished-line'],
    );
    deepStrictEqual(updates, ['0.00', '0.50', '1.00']);
  });

  it('reports progress by weights', async () => {
    const steps = [command('npm', { weight: 1 }), command('gradle', { weight: 3 })];
    deepStrictEqual((await run({ plan: planOf(steps) })).updates, ['0.00 Run npm', '0.25 Run npm', '0.25 Run gradle', '1.00 Run gradle']);
  });

  it('takes what a reader makes of the output', async () => {
    const reader = () => ({
      read: (line: string) =>
        line === 'half'
          ? [{ kind: 'progress', fraction: 0.5, detail: ':app:compile' } as const]
          : [{ kind: 'artifact', path: line } as const],
      end: () => [{ kind: 'issue', issue: createIssue('ledger-unfinished-line', {}) } as const],
    });
    const program: Program = async ({ onLine }, files) => {
      onLine?.('half', 'stdout');
      for (const name of ['free', 'paid']) await files.writeFile(`/app/build/${name}.apk`, utf8('new'));
      onLine?.('/app/build/paid.apk', 'stdout');
      return {};
    };
    const { built, updates } = await run({ plan: planOf([command('gradle', { reader })]), program });
    strictEqual(built.path, '/app/build/paid.apk');
    strictEqual(built.issues.length, 1);
    deepStrictEqual(updates, ['0.00 Run gradle', '0.50 :app:compile', '1.00 Run gradle']);
  });

  it('shows what was skipped, counts what the tools did, and takes no time for it', async () => {
    const reader = () => ({
      read: (line: string): readonly OutputFact[] => {
        const [name = '', skipped] = line.split(' ');
        if (name === 'nothing') return [{ kind: 'skipped', reason: 'up-to-date' }];
        return [{ kind: 'task', name, fraction: 0.5, ...(skipped === 'cached' && { skipped: 'from-cache' as const }) }];
      },
      end: () => [],
    });
    const program: Program = async (request, files) => {
      const lines = request.command === 'npm' ? ['nothing'] : [':a cached', ':b', ':c cached', ':b'];
      for (const line of lines) request.onLine?.(line, 'stdout');
      return await building(request, files);
    };
    const steps = [
      command('pod', { weight: 50, skipped: { reason: 'up-to-date', because: 'the pods are there' } }),
      command('npm', { reader }),
      command('gradle', { reader }),
    ];
    const { built, updates, lines, requests } = await run({ plan: planOf(steps), program });
    deepStrictEqual(
      requests.map(({ command: name }) => name),
      ['npm', 'gradle'],
    );
    deepStrictEqual(updates, [
      '0.00 Run pod up-to-date',
      '0.00 Run npm',
      '0.50 Run npm up-to-date',
      '0.50 Run gradle',
      '0.75 :a from-cache',
      '0.75 :b',
      '0.75 :c from-cache',
      '0.75 :b',
      '1.00 Run gradle',
    ]);
    deepStrictEqual(built.saved, {
      skippedSteps: { pod: 'up-to-date', npm: 'up-to-date' },
      tasks: { 'from-cache': 2, executed: 1 },
    });
    // What had nothing to do is not expected to take as little the next time.
    deepStrictEqual(Object.keys(built.stepsMs), ['gradle']);
    ok(lines.includes('1. Run pod: skipped, as the pods are there'));
    ok(lines.includes('skipped: Run pod, as the pods are there'));
    deepStrictEqual(planDocument(planOf(steps)).steps[0], {
      id: 'pod',
      name: 'Run pod',
      weight: 50,
      skipped: { reason: 'up-to-date', because: 'the pods are there' },
    });
  });

  it('explains a step that fails by what its program printed, and says nothing of one that does not', async () => {
    const printed = '> SDK location not found. Define a valid SDK location.';
    const printing: Program = async (request, files) => {
      request.onLine?.(printed, 'stdout');
      return await building(request, files);
    };
    const failing: Program = async (request, files) => ({ ...(await printing(request, files)), exitCode: 1 });
    await rejects(run({ plan: planOf([command('node')]), program: failing }), (error: unknown) => {
      ok(isFailure(error, 'build-step-failed'));
      deepStrictEqual(
        error.issues.map(({ code }) => code),
        ['log-android-sdk-missing'],
      );
      return true;
    });
    deepStrictEqual((await run({ plan: planOf([command('node')]), program: printing })).built.issues, []);
  });

  it('stops at a step that fails, with the issues that it named', async () => {
    const reader = () => ({ read: () => [], end: () => [{ kind: 'issue', issue: createIssue('ledger-unfinished-line', {}) } as const] });
    const steps = [command('npm', { reader }), command('gradle')];
    const seen: string[] = [];
    const program: Program = async ({ command: name }) => {
      seen.push(name);
      return { exitCode: 3 };
    };
    await rejects(run({ plan: planOf(steps), program }), (error: unknown) => {
      ok(isFailure(error, 'build-step-failed'));
      strictEqual(error.message, 'The step “Run npm” failed: npm ended with exit code 3');
      strictEqual(error.issues.length, 1);
      return true;
    });
    deepStrictEqual(seen, ['npm']);
    const lenient = await run({
      plan: planOf([command('cap', { goodExitCodes: [0, 3] })]),
      program: async (request, files) => ({ ...(await building(request, files)), exitCode: 3 }),
    });
    strictEqual(lenient.built.path, '/app/build/outputs/app.apk');
  });

  it('says that a program is not there', async () => {
    const program: Program = async () => ({ exitCode: undefined, stderr: 'not found on PATH' });
    await rejects(run({ plan: planOf([command('flutter')]), program }), {
      code: 'program-not-started',
      message: /flutter .*not found on PATH/,
    });
  });

  async function refuses(code: string, program: Program, files: Readonly<Record<string, string>> = {}): Promise<void> {
    await rejects(run({ plan: planOf([command('gradle')]), program, files }), { code });
  }
  const nothing: Program = async () => ({});

  it('ends what a stopped program leaves behind, and nothing after one that ended', async () => {
    const ended: number[][] = [];
    const memory = new MemoryFiles({ '/app/x': '' });
    const step = command('gradle', { leftBehind: async (startedAt) => [startedAt.getTime() + 7] });
    const go = async (program: () => Promise<ProcessResult>): Promise<unknown> =>
      await runPlan(
        {
          files: memory,
          paths: posixPaths,
          clock: fixedClock('1970-01-01T00:00:00Z'),
          programs: { run: program, endGroups: async (leaders) => void ended.push([...leaders]) },
        },
        planOf([step]),
        {
          output: await memory.createFile('/app/out.apk'),
          signal: new AbortController().signal,
          log: () => undefined,
          report: () => undefined,
        },
      );
    await rejects(
      go(async () => await Promise.reject(Failure.of('cancelled', {}))),
      { code: 'cancelled' },
    );
    deepStrictEqual(ended, [[7]]);
    await rejects(
      go(async () => ({ exitCode: 1, stdout: '', stderr: '' })),
      { code: 'build-step-failed' },
    );
    strictEqual(ended.length, 1);
  });

  it('keeps lines of the product out of the log, and takes the tools that the build names', async () => {
    const reader = () => ({
      isOwn: (line: string) => line === 'own',
      read: (line: string) => (line === 'own' ? [{ kind: 'tool', name: 'Kotlin', version: '2.4.0' } as const] : []),
      end: () => [],
    });
    const program: Program = async (request, files) => {
      for (const line of ['own', 'other']) request.onLine?.(line, 'stdout');
      return await building(request, files);
    };
    const { built, lines } = await run({ plan: planOf([command('gradle', { reader })]), program });
    deepStrictEqual(built.tools, { JDK: '17.0.15', Kotlin: '2.4.0' });
    deepStrictEqual(
      lines.filter((line) => line === 'own' || line === 'other'),
      ['other'],
    );
  });

  it('takes no file of an earlier run for a result', async () => {
    await refuses('artifact-stale', nothing, { '/app/build/outputs/old.apk': 'old' });
    const both: Program = async (request, files) => building(request, files);
    const { built } = await run({ plan: planOf([command('gradle')]), program: both, files: { '/app/build/outputs/old.apk': 'old' } });
    strictEqual(built.path, '/app/build/outputs/app.apk');
  });

  it('does not choose between several results, and says when there is none', async () => {
    await refuses('package-not-built', nothing);
    await refuses('package-not-built', nothing, { '/app/build/a/b/c/d/too-deep.apk': 'x', '/app/build/app.aab': 'x' });
    await refuses('artifact-several', async (request, files) => {
      await building(request, files);
      await files.writeFile('/app/build/other.apk', utf8('new'));
      return {};
    });
  });
});
