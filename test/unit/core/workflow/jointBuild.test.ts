import { deepStrictEqual, match, rejects, strictEqual, ok } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { type JointPlan } from '../../../../src/core/engines/engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { type ProcessRequest, type ProcessResult } from '../../../../src/core/ports/processRunner.ts';
import { buildGroups } from '../../../../src/core/workflow/buildGroups.ts';
import { createPackages, type PackageOutcome } from '../../../../src/core/workflow/createPackages.ts';
import { jointMembers } from '../../../../src/core/workflow/jointBuild.ts';
import { planPackages } from '../../../../src/core/workflow/planPackage.ts';
import { type ProgressUpdate } from '../../../../src/core/base/progress.ts';
import { readPackageRecord } from '../../../../src/core/versions/readPackageRecord.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, passwords, testKeystore, workflowWorld } from '../../../support/workflowWorld.ts';

interface Run {
  readonly variants: readonly string[];
}

const outputs = '/app/app/build/outputs';

/** An engine that writes the spec of each variant as its package, all in one run of a program. */
function togetherEngine(runs: Run[], broken: ReadonlySet<string>, written: (spec: BuildSpec) => string) {
  let specs: readonly BuildSpec[] = [];
  const plan = async (asked: readonly BuildSpec[]): Promise<JointPlan> => {
    specs = asked;
    return {
      engine: 'gradle',
      engineVersion: '8.14.3',
      tools: {},
      steps: [
        {
          id: 'gradle',
          kind: 'command',
          name: 'Build',
          weight: 1,
          command: 'gradle',
          args: [],
          folder: '/app',
          environment: {},
          timeLimitMs: 1000,
          notFrom: [],
          reader: () => ({
            read: (line) => {
              const [variant = '', path] = line.split(' ');
              return path === undefined ? [] : [{ kind: 'artifact', path, variant }];
            },
            end: () => [],
          }),
        },
      ],
      artifacts: asked.map(({ variant = '' }) => ({
        variant,
        rule: { kind: 'found', format: 'apk', folders: [{ path: outputs, depth: 1 }] },
      })),
    };
  };
  const engine: Engine = { ...fakeEngine, id: 'gradle', projectVersion: async () => '8.14.3', planTogether: plan };
  const program = async ({ onLine }: ProcessRequest, files: MemoryFiles): Promise<ProcessResult> => {
    runs.push({ variants: specs.map(({ variant = '' }) => variant) });
    for (const spec of specs) {
      const { variant = '' } = spec;
      if (broken.has(variant)) {
        onLine?.(`${variant} does not compile`, 'stdout');
        continue;
      }
      const path = `${outputs}/${variant}.apk`;
      await files.writeFile(path, utf8(written(spec)));
      onLine?.(`${variant} ${path}`, 'stdout');
    }
    return { exitCode: broken.size > 0 ? 1 : 0, stdout: '', stderr: '' };
  };
  return { engine, program };
}

interface Given {
  readonly variants: readonly string[];
  readonly broken?: readonly string[];
  /** What the tool writes as the package of a variant. */
  readonly written?: (spec: BuildSpec) => string;
  readonly signal?: AbortSignal;
}

async function setUp({ variants, broken = [], written = (spec) => JSON.stringify(spec), signal = new AbortController().signal }: Given) {
  const runs: Run[] = [];
  const { engine, program } = togetherEngine(runs, new Set(broken), written);
  const files = new MemoryFiles({
    '/app/settings.gradle': "include ':app'",
    '/app/app/build.gradle': `apply plugin: 'com.android.application'
android { defaultConfig { applicationId 'com.acme.shop'; versionCode 5; versionName '2.0' }
productFlavors { free { applicationIdSuffix '.free' } paid {} pro { applicationIdSuffix '.pro' } } }`,
    '/app/mobile-distribution.json': JSON.stringify({
      name: 'Shop',
      android: { buildType: 'release', keystore: 'k.p12', keyAlias: 'upload' },
    }),
  });
  await files.writeFile('/app/k.p12', await testKeystore());
  // Files in memory have no times, so a new one is known by its size.
  for (const name of ['freeRelease', 'paidRelease', 'proRelease'])
    await files.writeFile(`${outputs}/${name}.apk`, utf8('of an earlier build'));
  const world = workflowWorld(files, { engines: [engine], programs: { run: async (request) => await program(request, files) } });
  const requests = variants.map((variant) => ({
    appFolder: '/app',
    platform: 'android' as const,
    overrides: { variant },
    passwords,
    signal,
  }));
  return { runs, files, world, requests };
}

function outcomeText(outcome: PackageOutcome): string {
  if (outcome.kind === 'failed') return outcome.failure.code;
  const { variant, appIdentifier, versionCode } = outcome.made.record;
  return [variant, appIdentifier, versionCode].join(' ');
}

describe('several variants of one app', () => {
  it('are built by one run of the tool, each with its own record, version code and log', async () => {
    const { runs, files, world, requests } = await setUp({ variants: ['free', 'paid', 'pro'] });
    const outcomes = await createPackages(world, requests);
    deepStrictEqual(outcomes.map(outcomeText), [
      'freeRelease com.acme.shop.free 5',
      'paidRelease com.acme.shop 5',
      'proRelease com.acme.shop.pro 5',
    ]);
    strictEqual(runs.length, 1);
    deepStrictEqual(runs[0]?.variants.toSorted(), ['freeRelease', 'paidRelease', 'proRelease']);
    const ledger = new TextDecoder().decode(await files.readFile('/app/.mobile-distribution/packages.jsonl', { maxBytes: 1e6 }));
    strictEqual(ledger.trim().split('\n').length, 3);
    const logs = new Set(outcomes.map((outcome) => (outcome.kind === 'made' ? outcome.made.logPath : '')));
    strictEqual(logs.size, 3);
    for (const path of logs) match(new TextDecoder().decode(await files.readFile(path, { maxBytes: 1e6 })), /freeRelease [^]*proRelease /);
  });

  it('expect the time that the same variants took together, and not that of one alone', async () => {
    const { world, requests, files } = await setUp({ variants: ['free', 'paid'] });
    let at = 0;
    const clock = { now: () => new Date((at += 1000)) };
    const timed = { ...world, clock };
    const ledger = '/app/.mobile-distribution/packages.jsonl';
    const [free] = requests;
    ok(free);
    /** The variants of each record, and whether their packages said how long the rest would take. */
    const create = async (asked: typeof requests) => {
      const times = new Set<boolean>();
      const report = ({ step, remainingMs }: ProgressUpdate): void => void (step === 'signing' && times.add(remainingMs !== undefined));
      const outcomes = await createPackages(
        timed,
        asked.map((request, index) => ({ ...request, overrides: { ...request.overrides, versionCode: at + index + 10 }, report })),
      );
      deepStrictEqual(
        outcomes.filter(({ kind }) => kind === 'failed'),
        [],
      );
      return { times: [...times], builtWith: outcomes.map((outcome) => outcome.kind === 'made' && outcome.made.record.builtWith) };
    };
    const both = ['freeRelease', 'paidRelease'];
    deepStrictEqual(await create(requests), { times: [false], builtWith: [both, both] });
    deepStrictEqual(await create([free]), { times: [false], builtWith: [undefined] });
    deepStrictEqual(await create(requests.toReversed()), { times: [true], builtWith: [both.toReversed(), both.toReversed()] });
    deepStrictEqual(await create([free]), { times: [true], builtWith: [undefined] });
    const lines = new TextDecoder()
      .decode(await files.readFile(ledger, { maxBytes: 1e6 }))
      .trim()
      .split('\n');
    strictEqual(lines.length, 6);
    for (const line of lines) strictEqual(typeof readPackageRecord(line), 'object');
  });

  it('keep their packages where one of them fails', async () => {
    const { world, requests, runs } = await setUp({ variants: ['free', 'paid'], broken: ['freeRelease'] });
    deepStrictEqual((await createPackages(world, requests)).map(outcomeText), ['build-step-failed', 'paidRelease com.acme.shop 5']);
    strictEqual(runs.length, 1);
  });

  it('keep their packages where that of one is empty, or another than was asked for', async () => {
    for (const [ofPaid, expected] of [
      [() => '', 'package-not-built'],
      [(spec: BuildSpec) => JSON.stringify({ ...spec, versionCode: 4 }), 'issues-found'],
    ] as const) {
      const written = (spec: BuildSpec): string => (spec.variant === 'paidRelease' ? ofPaid(spec) : JSON.stringify(spec));
      const { world, requests, runs } = await setUp({ variants: ['free', 'paid', 'pro'], written });
      const outcomes = await createPackages(world, requests);
      deepStrictEqual(outcomes.map(outcomeText), ['freeRelease com.acme.shop.free 5', expected, 'proRelease com.acme.shop.pro 5']);
      strictEqual(runs.length, 1);
    }
  });

  it('do not wait for one that cannot be built at all', async () => {
    const { world, requests, runs } = await setUp({ variants: ['free', 'paid', 'gold'] });
    const outcomes = await createPackages(world, requests);
    deepStrictEqual(outcomes.map(outcomeText), ['freeRelease com.acme.shop.free 5', 'paidRelease com.acme.shop 5', 'issues-found']);
    strictEqual(runs.length, 1);
  });

  it('stop together', async () => {
    const stopping = new AbortController();
    const { world, requests } = await setUp({ variants: ['free', 'paid'], signal: stopping.signal });
    stopping.abort();
    const outcomes = await createPackages(world, requests);
    deepStrictEqual(outcomes.map(outcomeText), ['cancelled', 'cancelled']);
  });

  it('are shown as one plan', async () => {
    const { world, requests } = await setUp({ variants: ['free', 'paid', 'gold'] });
    const planned = await planPackages(world, requests);
    deepStrictEqual(
      planned.map(({ plan, issues }) => [plan?.kind, issues.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))]),
      [
        ['joint', []],
        [undefined, ['variant-unknown']],
      ],
    );
  });

  it('are planned together as far as each can be built', async () => {
    const { world, requests } = await setUp({ variants: ['free', 'paid', 'pro'] });
    const outline = async (broken: readonly number[], of = requests) => {
      const changed = of.map((request, index) => ({
        ...request,
        overrides: { ...request.overrides, ...(broken.includes(index) && { versionCode: 0 }) },
      }));
      const planned = await planPackages(world, changed);
      return planned.map(({ plan, issues }) => `${plan?.kind} ${issues.filter(({ severity }) => severity === 'error').length > 0}`);
    };
    deepStrictEqual(await outline([]), ['joint false']);
    deepStrictEqual(await outline([1]), ['joint true', 'undefined false']);
    deepStrictEqual(await outline([0, 2]), ['undefined true', 'single false', 'undefined true']);
    deepStrictEqual(await outline([], requests.slice(0, 1)), ['single false']);
  });

  it('are one run where each is another variant of the same build', async () => {
    const { world, requests } = await setUp({ variants: ['free', 'paid', 'free', 'gold'] });
    const [free, paid, again, unknown] = requests;
    ok(free && paid && again && unknown);
    const clean = { ...paid, isClean: true };
    const rows: readonly (readonly [requests: Parameters<typeof buildGroups>[1], expected: readonly (readonly number[])[]])[] = [
      [[free], [[0]]],
      [[free, paid], [[0, 1]]],
      [
        [free, again],
        [[0], [1]],
      ],
      [
        [free, paid, again],
        [[0, 1], [2]],
      ],
      [
        [free, clean],
        [[0], [1]],
      ],
      [[{ ...free, isClean: true }, clean], [[0, 1]]],
      [[free, { ...paid, isClean: false }], [[0, 1]]],
      [
        [free, unknown, paid],
        [[0, 2], [1]],
      ],
      [
        [unknown, free],
        [[0], [1]],
      ],
      [
        [free, { ...paid, appFolder: '/none' }],
        [[0], [1]],
      ],
    ];
    for (const [asked, expected] of rows) {
      deepStrictEqual(
        (await buildGroups(world, asked)).map(({ indexes }) => indexes),
        expected,
      );
    }
    deepStrictEqual(
      (await buildGroups(world, [free, unknown, paid])).map(({ variants }) => variants),
      [['freeRelease', 'paidRelease'], []],
    );
  });

  it('report a defect of ours as one', async () => {
    const { world, requests } = await setUp({ variants: ['free', 'paid'] });
    const broken = { ...world, programs: { run: () => Promise.reject(new TypeError('x')) } };
    await rejects(createPackages(broken, requests), (error) => error instanceof TypeError && !isFailure(error));
  });

  it('are planned in the order of the call, whichever is ready first', async () => {
    const planned: (string | undefined)[] = [];
    const planTogether = async (specs: readonly BuildSpec[]): Promise<JointPlan> => {
      planned.push(...specs.map(({ variant }) => variant));
      throw Failure.of('package-not-built', { engine: 'gradle' });
    };
    const engine: Engine = { ...fakeEngine, planTogether };
    const world = workflowWorld(new MemoryFiles());
    const output = await new MemoryFiles().createFile('/out');
    const context = { report: () => {}, log: () => {}, signal: new AbortController().signal, output };
    const [free, paid] = jointMembers(['free', 'paid']);
    const builds = [paid, free].map(async (member, index) =>
      member?.build(world, engine, { variant: ['paid', 'free'][index] } as BuildSpec, context),
    );
    const ends = await Promise.allSettled(builds);
    deepStrictEqual(planned, ['free', 'paid']);
    deepStrictEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });
});
