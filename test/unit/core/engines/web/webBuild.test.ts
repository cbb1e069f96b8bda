/** The build of a web project itself: what is said before it, how it runs when the user allowed it, and that nothing runs otherwise. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { runPlan } from '../../../../../src/core/engines/engine/runPlan.ts';
import { SourceMemory } from '../../../../../src/core/engines/web/staleOutput.ts';
import { WebEngine } from '../../../../../src/core/engines/web/webEngine.ts';
import { type WebEnginePorts } from '../../../../../src/core/engines/web/webEnginePorts.ts';
import { type ProcessRequest, type ProcessRunner } from '../../../../../src/core/ports/processRunner.ts';
import { type WebSettings } from '../../../../../src/core/settings/appSettings.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../../src/node/nodePathTools.ts';
import { noPrograms } from '../../../../support/buildWithEngine.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { webSpec, webWorld } from '../../../../support/webWorld.ts';
import { useTemporaryFolder } from '../../../node/support/temporaryFolder.ts';

const onPosix = process.platform === 'win32' ? it.skip : it;
const vitePackage = JSON.stringify({ scripts: { build: 'vite build' }, devDependencies: { vite: '^7.0.0' } });
const page = '<script type="module" src="/src/main.ts"></script>';
const usual: ReadonlySet<string> = new Set(['web-icon-missing', 'web-manifest-not-found']);

describe('the build of a web project', () => {
  const at = useTemporaryFolder();
  const files = new NodeFileSystem();
  const ports: WebEnginePorts = { ...webWorld({}), files, paths: nodePathTools };
  const engine = new WebEngine(ports);
  const { signal } = new AbortController();

  const write = async (texts: Readonly<Record<string, string>>, time?: string): Promise<void> => {
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(at('app', path)), { recursive: true });
      await writeFile(at('app', path), text);
      if (time !== undefined) await utimes(at('app', path), new Date(time), new Date(time));
    }
  };
  const spec = (web: WebSettings, changes: Partial<BuildSpec> = {}): BuildSpec => webSpec(web, { appFolder: at('app'), ...changes });
  const found = async (web: WebSettings, changes: Partial<BuildSpec> = {}): Promise<readonly string[]> =>
    (await engine.check(spec(web, changes), signal))
      .filter(({ code }) => !usual.has(code))
      .map(({ severity, code, params }) =>
        [severity, code, params['command'] ?? params['found'] ?? params['tool'] ?? params['program'] ?? ''].join(' ').trim(),
      );

  /** Runs the plan; programs are recorded, and `during` stands for what they do. */
  const build = async (web: WebSettings, during: (request: ProcessRequest) => Promise<void> = async () => undefined, exitCode = 0) => {
    const started: ProcessRequest[] = [];
    const programs: ProcessRunner = {
      run: async (request) => {
        started.push(request);
        await during(request);
        request.onLine?.('built in 1.2 s', 'stdout');
        return { exitCode, stdout: '', stderr: '' };
      },
    };
    const plan = await engine.plan(spec(web, { runsProjectBuild: true }), signal);
    const output = await files.createFile(at('out.apk'));
    const log: string[] = [];
    try {
      const world = { files, paths: nodePathTools, clock: fixedClock(), programs };
      const { issues } = await runPlan(world, plan, { report: () => undefined, log: (line) => log.push(line), signal, output });
      return { started, log, plan, issues: issues.map(({ code }) => code).filter((code) => !usual.has(code)) };
    } finally {
      await output.discard();
    }
  };

  beforeEach(async () => write({ 'package.json': vitePackage, 'index.html': page, 'src/main.ts': '' }, '2026-01-01'));

  describe('is asked for', () => {
    it('when its folder is absent or empty', async () => {
      deepStrictEqual(await found({ webDir: 'dist' }), ['error web-not-built npm run build']);
      await mkdir(at('app', 'dist'));
      deepStrictEqual(await found({ webDir: 'dist' }), ['error web-not-built npm run build']);
      deepStrictEqual(await found({ webDir: 'dist', build: ['hugo', '--minify'] }), ['error web-not-built hugo --minify']);
    });

    it('with the package manager of the lock file, also of the repository around the app', async () => {
      for (const [lock, manager] of [
        ['package-lock.json', 'npm'],
        ['bun.lock', 'bun'],
        ['yarn.lock', 'yarn'],
        ['pnpm-lock.yaml', 'pnpm'],
      ] as const) {
        await write({ [lock]: '' });
        deepStrictEqual(await found({ webDir: 'dist' }), [`error web-not-built ${manager} run build`]);
      }
      await write({ 'apps/shop/package.json': vitePackage, 'apps/shop/index.html': page });
      const inside = { appFolder: at('app', 'apps', 'shop') };
      deepStrictEqual(await found({ webDir: 'dist' }, inside), ['error web-not-built npm run build']);
      await mkdir(at('app', '.git'));
      deepStrictEqual(await found({ webDir: 'dist' }, inside), ['error web-not-built pnpm run build']);
    });

    it('with the package manager that package.json names', async () => {
      await write({ 'yarn.lock': '', 'package.json': vitePackage.replace('{', '{"packageManager":"pnpm@10.1.0",') });
      deepStrictEqual(await found({ webDir: 'dist' }), ['error web-not-built pnpm run build']);
    });

    it('not where no build is known', async () => {
      await write({ 'package.json': '{}' });
      deepStrictEqual(await found({ webDir: 'dist' }), ['error web-folder-missing']);
    });

    it('not where the build is for a server', async () => {
      await write({ 'package.json': '{"scripts":{"build":"next build"},"dependencies":{"next":"16"}}' });
      deepStrictEqual(await found({ webDir: 'out' }), ['error web-build-for-server Next.js']);
      deepStrictEqual(await found({}), ['error web-build-for-server Next.js']);
    });
  });

  describe('is outdated', () => {
    beforeEach(async () => write({ 'dist/index.html': 'x', 'dist/assets/a.js': '' }, '2026-02-01'));

    it('when a source is newer than everything that was built', async () => {
      deepStrictEqual(await found({ webDir: 'dist' }), []);
      await write({ 'src/deep/part.ts': '' }, '2026-02-02');
      deepStrictEqual(await found({ webDir: 'dist' }), ['warning web-output-stale npm run build']);
      await write({ 'dist/assets/b.js': '' }, '2026-02-03');
      deepStrictEqual(await found({ webDir: 'dist' }), []);
    });

    it('which is looked for again when what it took is past twenty times, or the output changed', async () => {
      const steps = { nowMs: 0, stepMs: 10, walks: 0 };
      const watched = Object.assign(Object.create(files) as NodeFileSystem, {
        readDirectory: async (path: string) => {
          if (path === at('app', 'src')) steps.walks++;
          return await files.readDirectory(path);
        },
      });
      const clock = { now: () => new Date((steps.nowMs += steps.stepMs)) };
      const sources = new SourceMemory();
      const look = async (newest: string): Promise<string | undefined> =>
        await sources.newerSource(
          { files: watched, paths: nodePathTools, clock },
          { appFolder: at('app'), folder: 'dist', newestMs: Date.parse(newest) },
        );
      await write({ 'src/main.ts': '' }, '2026-01-15');
      strictEqual(await look('2026-02-01'), undefined);
      strictEqual(await look('2026-02-01'), undefined);
      strictEqual(steps.walks, 1);
      strictEqual(await look('2026-02-02'), undefined);
      strictEqual(steps.walks, 2);
      steps.nowMs += 200;
      await write({ 'src/later.ts': '' }, '2026-03-01');
      strictEqual(await look('2026-02-02'), 'src/later.ts');
      strictEqual(steps.walks, 3);
      steps.nowMs += 10_000;
      strictEqual(await look('2026-02-03'), 'src/later.ts');
      strictEqual(steps.walks, 3);
      // A clock that was set back says nothing of the age of an answer.
      strictEqual(await look('2026-04-01'), undefined);
      steps.nowMs = -5000;
      strictEqual(await look('2026-04-01'), undefined);
      strictEqual(steps.walks, 5);
    });

    it('not by what no build reads', async () => {
      await write(
        {
          'node_modules/x/index.js': '',
          'src/a.test.ts': '',
          'README.md': '',
          'package-lock.json': '',
          '.git/index': '',
          '.env.local': '',
          'android/app/build.gradle': '',
          'mobile-distribution.json': '',
          'upload.p12': '',
        },
        '2026-03-01',
      );
      deepStrictEqual(await found({ webDir: 'dist' }), []);
    });

    it('not when sources and output were checked out together', async () => {
      await write({ 'src/main.ts': '' }, '2026-02-01T00:00:00.800Z');
      deepStrictEqual(await found({ webDir: 'dist' }), []);
    });

    it('not for a folder that the build does not write', async () => {
      await write({ 'site/index.html': '' }, '2025-01-01');
      deepStrictEqual(await found({ webDir: 'site' }), []);
      deepStrictEqual(await found({ webDir: 'site', build: ['make'] }), ['warning web-output-stale make']);
    });
  });

  describe('is not replaced by the sources', () => {
    it('with what they depend on, or before anything is installed', async () => {
      deepStrictEqual(await found({ webDir: '.' }), ['error web-folder-is-source Vite']);
      await write({ 'node_modules/vite/index.js': '' });
      deepStrictEqual(await found({ webDir: '.' }), ['error web-folder-is-source node_modules']);
      await write({ 'package.json': '{}' });
      deepStrictEqual(await found({ webDir: './' }), ['error web-folder-is-source node_modules']);
    });

    it('of another project', async () => {
      await write({ 'client/index.html': page, 'client/src/main.ts': '' });
      deepStrictEqual(await found({ webDir: 'client' }), ['error web-reference-source']);
      await write({ 'client/package.json': '{}', 'client/node_modules/x/index.js': '' });
      deepStrictEqual(await found({ webDir: 'client' }), ['error web-folder-is-source node_modules']);
    });

    it('while output may contain a folder of that name', async () => {
      await write({ 'dist/index.html': '', 'dist/node_modules/lit/index.js': '' });
      deepStrictEqual(await found({ webDir: 'dist' }), ['warning web-folder-holds-sources node_modules']);
    });
  });

  describe('runs when the user allowed it', () => {
    it('first, from PATH and never from the project, and its result is packaged', async () => {
      await write({ 'yarn.lock': '' });
      const { started, log, plan, issues } = await build({ webDir: 'dist' }, async () => write({ 'dist/index.html': 'built' }));
      deepStrictEqual(
        started.map(({ command, args, cwd, notFrom }) => ({ command, args, cwd, notFrom })),
        [{ command: 'yarn', args: ['run', 'build'], cwd: at('app'), notFrom: [at('app')] }],
      );
      deepStrictEqual(
        plan.steps.map(({ id }) => id),
        ['web-build', 'icons', 'pack'],
      );
      // The plan is written before anything runs, and the output after it.
      ok(log.indexOf('   yarn run build') !== -1 && log.indexOf('   yarn run build') < log.indexOf('built in 1.2 s'));
      deepStrictEqual(planText(plan)[1], '1. Build the web app (yarn run build)');
      deepStrictEqual(issues, []);
    });

    it('whatever is in its folder before', async () => {
      await write({ 'dist/old.html': '' }, '2020-01-01');
      deepStrictEqual(await found({ webDir: 'dist' }, { runsProjectBuild: true }), []);
      const { issues } = await build({ webDir: 'dist', build: ['make', 'web site'] }, async () => write({ 'dist/index.html': '' }));
      deepStrictEqual(issues, []);
    });

    it('and stops with its log when it fails', async () => {
      await rejects(build({ webDir: 'dist' }, undefined, 2), (error) => isFailure(error, 'build-step-failed'));
    });

    it('and stops when it wrote nothing, or somewhere else', async () => {
      for (const path of ['other/index.html', 'dist/readme.txt'])
        await rejects(
          build({ webDir: 'dist' }, async () => write({ [path]: '' })),
          (error) => isFailure(error, 'issues-found'),
        );
    });

    onPosix('and stops when it made its folder a link that leaves the app', async () => {
      await mkdir(at('secret'));
      await writeFile(at('secret', 'index.html'), 'x');
      await rejects(
        build({ webDir: 'dist' }, async () => symlink(at('secret'), at('app', 'dist'))),
        (error) => isFailure(error, 'issues-found') && error.issues.some(({ code }) => code === 'web-path-outside'),
      );
    });

    it('and not when there is nothing to run, or no folder that it writes', async () => {
      const allowed = { runsProjectBuild: true };
      for (const program of ['./build.sh', '/bin/sh', 'node_modules/.bin/vite', '..\\x.cmd', 'C:x', '-c', '', 'a b'])
        deepStrictEqual(await found({ webDir: 'dist', build: [program] }, allowed), [
          `error web-build-wrong ${program === '' ? '[]' : program}`,
        ]);
      deepStrictEqual(await found({ webDir: 'dist', build: [] }, allowed), ['error web-build-wrong []']);
      deepStrictEqual(await found({}, allowed), ['error web-source-missing']);
      deepStrictEqual(await found({ address: 'https://example.com/' }, allowed), ['error web-build-unknown']);
      await write({ 'package.json': '{}' });
      deepStrictEqual(await found({ webDir: 'dist' }, allowed), ['error web-build-unknown']);
      await rejects(engine.plan(spec({ webDir: 'dist' }, allowed), signal), (error) => isFailure(error, 'issues-found'));
    });
  });

  it('need not be known where commands of the settings around it are what was allowed', async () => {
    await write({ 'package.json': '{}' });
    const hooks = { before: [['make', 'site']] };
    const allowed = (web: WebSettings): Partial<BuildSpec> => ({ runsProjectBuild: true, settings: { web, build: hooks } });
    for (const web of [{ webDir: 'dist' }, { address: 'https://example.com/' }]) deepStrictEqual(await found(web, allowed(web)), []);
    const wrong = { webDir: 'dist', build: ['./build.sh'] };
    ok((await found(wrong, allowed(wrong))).includes('error web-build-wrong ./build.sh'));
    // What the command is going to write is not looked for before it ran.
    const { steps } = await engine.plan(spec({}, allowed({ webDir: 'dist' })), signal);
    deepStrictEqual(
      steps.map(({ id }) => id),
      ['icons', 'pack'],
    );
  });

  it('is refused with words that could not be shown as they are', async () => {
    for (const word of ['a\nb', 'a\0b', 'a\u202Eb'])
      deepStrictEqual(await found({ webDir: 'dist', build: ['make', word] }, { runsProjectBuild: true }), ['error web-build-wrong make']);
  });

  it('is a skipped step of a plan that was not allowed it', async () => {
    await write({ 'dist/index.html': 'x' });
    const plan = await engine.plan(spec({ webDir: 'dist', build: ['evil'] }), signal);
    deepStrictEqual(
      plan.steps.flatMap(({ id, kind, skipped }) => (kind === 'command' ? [[id, skipped?.reason]] : [])),
      [['web-build', 'skipped']],
    );
    const output = await files.createFile(at('out.apk'));
    const world = { files, paths: nodePathTools, clock: fixedClock(), programs: noPrograms };
    const { saved } = await runPlan(world, plan, { report: () => undefined, log: () => undefined, signal, output });
    deepStrictEqual(saved.skippedSteps, { 'web-build': 'skipped' });
    await output.discard();
  });
});
