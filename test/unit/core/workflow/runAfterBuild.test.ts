/** Packages with commands around their build, with stand-ins and with real programs: order, failures, cancel, and what the commands get to see. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { writeFile, readFile } from 'node:fs/promises';
import { delimiter, dirname } from 'node:path';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { fromUtf8 } from '../../../../src/core/base/bytes.ts';
import { type ProcessRequest } from '../../../../src/core/ports/processRunner.ts';
import { type CreatePackageRequest } from '../../../../src/core/workflow/createPackage.ts';
import { planPackage } from '../../../../src/core/workflow/planPackage.ts';
import { runAfterBuild } from '../../../../src/core/workflow/runAfterBuild.ts';
import { validateApp } from '../../../../src/core/workflow/validateApp.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { NodeFileSystem } from '../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../src/node/nodePathTools.ts';
import { NodeProcessRunner } from '../../../../src/node/nodeProcessRunner.ts';
import { noPrograms } from '../../../support/buildWithEngine.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { webSpec } from '../../../support/webWorld.ts';
import {
  createHello,
  engineThat,
  helloSettings,
  passwords,
  rightPassword,
  testKeystore,
  workflowWorld,
} from '../../../support/workflowWorld.ts';
import { useTemporaryFolder } from '../../node/support/temporaryFolder.ts';

const hooks = { before: ['first', 'one'], after: [['second'], ['third']] };
const packagePath = '/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk';

async function app(build: unknown = hooks): Promise<MemoryFiles> {
  const settings = JSON.stringify({ ...(JSON.parse(helloSettings) as object), build });
  return new MemoryFiles({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '', '/app/upload.p12': await testKeystore() });
}

/** Creates the package; `during` stands for each program and gives its exit code. */
async function create(
  files: MemoryFiles,
  during: (request: ProcessRequest) => Promise<number> | number = () => 0,
  request: Partial<CreatePackageRequest> = { runsProjectBuild: true },
) {
  const order: string[] = [];
  const started: ProcessRequest[] = [];
  const lines: string[] = [];
  const programs = {
    run: async (asked: ProcessRequest) => {
      order.push(asked.command);
      started.push(asked);
      return { exitCode: await during(asked), stdout: '', stderr: '' };
    },
  };
  const engine = engineThat(() => void order.push('engine'));
  const making = createHello(files, { onLogLine: (line) => lines.push(line), ...request }, { programs, engines: [engine] });
  return { made: await making.catch((error: unknown) => error), order, started, lines };
}

type Made = Awaited<ReturnType<typeof createHello>>;
function isMade(result: unknown): asserts result is Made {
  ok(!(result instanceof Error), String(result));
}
const ledger = (files: MemoryFiles): string =>
  fromUtf8(files.content.get('/app/.mobile-distribution/packages.jsonl')?.bytes ?? new Uint8Array());

describe('a package with commands around its build', () => {
  it('runs them before the engine, and when the package is recorded', async () => {
    const files = await app();
    const { made, order, started } = await create(files, ({ command }) => {
      if (command === 'second') ok(files.content.has(packagePath) && ledger(files).includes('"platform":"android"'));
      else if (command === 'first') ok(!files.content.has(packagePath));
      return 0;
    });
    isMade(made);
    deepStrictEqual(order, ['first', 'engine', 'second', 'third']);
    deepStrictEqual(started[0]?.args, ['one']);
    const { cwd, env, notFrom, timeoutMs } = started[2] ?? {};
    deepStrictEqual([cwd, notFrom, timeoutMs], ['/app', ['/app'], 1_800_000]);
    deepStrictEqual(env, {
      NO_COLOR: '1',
      MDIST_PLATFORM: 'android',
      MDIST_BUILD_TYPE: 'release',
      MDIST_APP_IDENTIFIER: 'com.acme.hello',
      MDIST_VERSION: '1.4.0',
      MDIST_VERSION_CODE: '1',
      MDIST_PACKAGE: packagePath,
      MDIST_RECORDS: '/app/.mobile-distribution/packages.jsonl',
      MDIST_RECORD_ID: made.record.id,
      MDIST_SHA256: made.record.sha256,
    });
    ok(ledger(files).includes(made.record.id));
    ok(!JSON.stringify(started).includes(rightPassword));
    deepStrictEqual(
      made.issues.filter(({ code }) => code.startsWith('build-')),
      [],
    );
  });

  it('reports progress that never falls, with the command that runs', async () => {
    const seen: { readonly fraction: number; readonly detail?: string }[] = [];
    await create(await app(), () => 0, { runsProjectBuild: true, report: (update) => seen.push(update) });
    const fractions = seen.map(({ fraction }) => fraction);
    deepStrictEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    const details = [...new Set(seen.flatMap(({ detail = '' }) => (detail.startsWith('build.') ? [detail] : [])))];
    deepStrictEqual(details, ['build.before: first one', 'build.after: second', 'build.after: third']);
  });

  it('runs none without permission, and warns at their places', async () => {
    const { made, order } = await create(await app(), () => 0, {});
    isMade(made);
    deepStrictEqual(order, ['engine']);
    deepStrictEqual(made.record.skippedSteps, { 'build-before-1': 'skipped', 'build-after-1': 'skipped', 'build-after-2': 'skipped' });
    deepStrictEqual(
      made.issues
        .filter(({ code }) => code === 'build-commands-skipped')
        .map(({ severity, place }) => [severity, place?.file, place?.pointer]),
      [
        ['warning', '/app/mobile-distribution.json', '/build/before'],
        ['warning', '/app/mobile-distribution.json', '/build/after'],
      ],
    );
  });

  it('stops at a command that fails before the build, with what its log says', async () => {
    const files = await app();
    const { made, order, lines } = await create(files, ({ onLine }) => {
      onLine?.("src/app.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.", 'stdout');
      return 2;
    });
    ok(isFailure(made, 'build-step-failed'), String(made));
    strictEqual(made.message, 'The step “build.before: first one” failed: first ended with exit code 2');
    deepStrictEqual(
      made.issues.map(({ place }) => [place?.file, place?.range?.line]),
      [['/app/src/app.ts', 2]],
    );
    deepStrictEqual(order, ['first']);
    ok(lines.some((line) => line.includes('TS2322')));
    ok(!files.content.has(packagePath));
    strictEqual(ledger(files), '');
  });

  it('keeps the package when a command fails after the build, says so, and runs no other', async () => {
    const files = await app();
    const { made, order, lines } = await create(files, ({ command }) => (command === 'second' ? 3 : 0));
    isMade(made);
    deepStrictEqual(order, ['first', 'engine', 'second']);
    const [failed, ...others] = made.issues.filter(({ code }) => code === 'build-after-failed');
    deepStrictEqual([failed?.severity, others.length], ['error', 0]);
    match(
      failed?.message ?? '',
      /^The package .*release\.apk is complete and was kept, but a command after it failed: .*second ended with exit code 3$/,
    );
    ok(files.content.has(packagePath) && ledger(files).includes(made.record.sha256));
    ok(lines.some((line) => line.startsWith('error build-after-failed')));
  });

  it('ends at once when it is cancelled before the build, and keeps the package when it is cancelled after it', async () => {
    for (const at of ['first', 'second']) {
      const files = await app();
      const controller = new AbortController();
      const during = ({ command }: ProcessRequest): number => {
        if (command !== at) return 0;
        controller.abort();
        throw Failure.of('cancelled', {});
      };
      const { made, order } = await create(files, during, { runsProjectBuild: true, signal: controller.signal });
      if (at === 'first') {
        ok(isFailure(made, 'cancelled'), String(made));
        deepStrictEqual([order, files.content.has(packagePath)], [['first'], false]);
      } else {
        isMade(made);
        deepStrictEqual([order.at(-1), files.content.has(packagePath)], ['second', true]);
        ok(made.issues.some(({ code }) => code === 'build-after-failed'));
      }
    }
  });

  it('is not built at all with a command that cannot be run', async () => {
    for (const words of [['./evil.sh'], ['npm', 'a\nb'], ['npm', 'a\0b']]) {
      const { made, order } = await create(await app({ before: words }));
      ok(isFailure(made, 'issues-found'), String(made));
      deepStrictEqual(
        made.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code),
        ['build-command-wrong'],
      );
      deepStrictEqual(order, []);
    }
  });

  it('is checked and planned without running anything, also where running is allowed', async () => {
    const world = workflowWorld(await app(), { programs: noPrograms });
    const { signal } = new AbortController();
    const asked = { platform: 'android', runsProjectBuild: true, signal } as const;
    const { issues } = await validateApp(world, await openApp(world, '/app'), { ...asked, passwords });
    deepStrictEqual(
      issues.filter(({ code }) => code.startsWith('build-')),
      [],
    );
    const { plan } = await planPackage(world, { appFolder: '/app', ...asked });
    deepStrictEqual(
      [...(plan?.steps ?? []), ...(plan?.after ?? [])].map(({ name }) => name),
      ['build.before: first one', 'Write the spec', 'build.after: second', 'build.after: third'],
    );
  });
});

describe('a real command after the build', () => {
  const at = useTemporaryFolder();
  const secret = 'MDIST_TEST_HOOK_SECRET';
  const marker = 'marker-hook-secret';
  const foldersBefore = process.env['PATH'];
  beforeEach(() => {
    process.env[secret] = marker;
    // The Node that runs, which no folder of PATH has under Wine.
    process.env['PATH'] = `${dirname(process.execPath)}${delimiter}${foldersBefore ?? ''}`;
  });
  afterEach(() => {
    delete process.env[secret];
    process.env['PATH'] = foldersBefore;
  });

  const run = async (words: readonly string[], signal = new AbortController().signal) => {
    const files = new NodeFileSystem();
    const world = { files, paths: nodePathTools, clock: fixedClock(), programs: new NodeProcessRunner([secret]) };
    const spec = { ...webSpec({}), appFolder: at(), settings: { build: { after: [words] } }, runsProjectBuild: true };
    const record = { id: '0000000000000001', sha256: 'ab' } as PackageRecord;
    const lines: string[] = [];
    const output = await files.createFile(at('unsigned.apk'));
    try {
      const context = { report: () => undefined, log: (line: string) => void lines.push(line), signal, output };
      const made = { spec, path: at('made.apk'), record, ledger: at('packages.jsonl') };
      return { issues: await runAfterBuild(world, made, context), lines };
    } finally {
      await output.discard();
    }
  };

  it('gets the path of the package, and no variable with a secret', async () => {
    await writeFile(
      at('hook.mjs'),
      `import { writeFileSync } from 'node:fs'; writeFileSync('seen.json', JSON.stringify(process.env)); console.log('copied');`,
    );
    const { issues, lines } = await run(['node', 'hook.mjs']);
    deepStrictEqual(issues, []);
    deepStrictEqual(lines, ['build.after: node hook.mjs', 'copied']);
    const seen = await readFile(at('seen.json'), 'utf8');
    strictEqual((JSON.parse(seen) as Record<string, string>)['MDIST_PACKAGE'], at('made.apk'));
    ok(!seen.includes(marker) && !seen.includes(secret));
  });

  it('is reported when it does not exist, or fails', async () => {
    for (const [words, reason] of [
      [['mdist-no-such-program'], /mdist-no-such-program could not be started/],
      [['node', '-e', 'process.exit(4)'], /node ended with exit code 4/],
    ] as const) {
      const { issues } = await run(words);
      strictEqual(issues[0]?.code, 'build-after-failed');
      match(issues[0].message, reason);
    }
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const { issues } = await run(['node', '-e', 'setInterval(() => {}, 1000)'], controller.signal);
    deepStrictEqual(
      issues.map(({ code }) => code),
      ['build-after-failed'],
    );
  });
});
