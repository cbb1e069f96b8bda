/** What createPackage leaves when a step fails: no package that the ledger does not know, no temporary file, no lock, and a log that says why. */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { type CreatePackageRequest } from '../../../../src/core/workflow/createPackage.ts';
import { type PackageTools } from '../../../../src/core/workflow/packageTools.ts';
import { type WorkflowWorld } from '../../../../src/core/workflow/workflowWorld.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import {
  createHello as create,
  engineThat,
  fakeEngine,
  fakeTools,
  helloSettings,
  testKeystore,
  workflowWorld,
} from '../../../support/workflowWorld.ts';

let store: Uint8Array;
before(async () => {
  store = await testKeystore();
});

class WatchedFiles extends MemoryFiles {
  /** Files that were opened and not closed. */
  open = 0;
  appendError: Error | undefined;

  override async openFile(...args: Parameters<MemoryFiles['openFile']>): ReturnType<MemoryFiles['openFile']> {
    const file = await super.openFile(...args);
    this.open += 1;
    const close = file.close.bind(file);
    return Object.assign(file, {
      close: async () => {
        this.open -= 1;
        await close();
      },
    });
  }

  override async appendFile(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.appendError && path.endsWith('.jsonl')) throw this.appendError;
    await super.appendFile(path, bytes);
  }
}

function app(): WatchedFiles {
  return new WatchedFiles({ '/app/mobile-distribution.json': helloSettings, '/app/www/index.html': '', '/app/upload.p12': store });
}

/** Fails with the code; the log says so, and nothing else is left. Gives the log. */
async function checkFailure(
  code: string,
  files: WatchedFiles,
  request: Partial<CreatePackageRequest> = {},
  world: Partial<WorkflowWorld> = {},
): Promise<string> {
  await rejects(create(files, request, world), (error) => {
    ok(error instanceof Failure, String(error));
    strictEqual(error.code, code);
    return true;
  });
  deepStrictEqual(
    files.paths().filter((path) => /\.(apk|aab|tmp|lock|jsonl)$/.test(path)),
    [],
  );
  strictEqual(files.open, 0);
  const logs = files.paths().filter((path) => path.endsWith('.log'));
  strictEqual(logs.length, 1);
  return files.text(logs[0] ?? '') ?? '';
}

const tools = (changed: Partial<PackageTools>): Partial<WorkflowWorld> => ({ tools: { ...fakeTools, ...changed } });

describe('a package that fails', () => {
  it('is not built when the check found an error, although all that a build needs is there', async () => {
    let builds = 0;
    const engine = {
      ...engineThat(() => void builds++),
      check: async () => [createIssue('zip-not-an-archive', {})],
    };
    const log = await checkFailure('issues-found', app(), {}, { engines: [engine] });
    strictEqual(builds, 0);
    match(log, /error zip-not-an-archive: /);
  });

  it('is removed when the ledger cannot be written', async () => {
    const files = app();
    files.appendError = Failure.of('file-unwritable', { path: 'packages.jsonl', reason: 'the disk is full' });
    const log = await checkFailure('file-unwritable', files);
    match(log, /failed: .*packages\.jsonl/);
  });

  it('is removed when Git cannot say what it was made of', async () => {
    const describe = async (): Promise<never> => {
      throw Failure.of('process-timeout', { command: 'git', seconds: 15 });
    };
    const world = workflowWorld(app());
    await checkFailure('process-timeout', app(), {}, { sourceControl: { ...world.sourceControl, describe } });
  });

  it('is removed when it cannot be signed', async () => {
    const sign = async (): Promise<never> => {
      throw Failure.of('file-unreadable', { path: '/app/www', reason: 'the disk reported an error' });
    };
    await checkFailure('file-unreadable', app(), {}, tools({ sign }));
  });

  it('is removed when it is cancelled while a step runs that does not look', async () => {
    for (const name of ['build', 'sign', 'describe'] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      const cancelAfter = async <Result>(work: Promise<Result>): Promise<Result> => {
        const result = await work;
        controller.abort();
        return result;
      };
      const changed: Partial<WorkflowWorld> = {
        engines: [engineThat(() => (name === 'build' ? controller.abort() : undefined))],
        tools: {
          ...fakeTools,
          ...(name === 'sign' && { sign: async (...args) => cancelAfter(fakeTools.sign(...args)) }),
          ...(name === 'describe' && { describe: async (...args) => cancelAfter(fakeTools.describe(...args)) }),
        },
      };
      const log = await checkFailure('cancelled', app(), { signal }, changed);
      match(log, /cancelled$/m, name);
      ok(!log.includes('failed:'), name);
      // What was not reached was not done.
      strictEqual(/signed$/m.test(log), name !== 'build', name);
    }
  });

  it('says in its log what its own error was', async () => {
    const files = app();
    const broken = engineThat(() => {
      throw new TypeError('x is not a function');
    });
    await rejects(create(files, {}, { engines: [broken] }), (error) => !isFailure(error));
    const log = files.paths().find((path) => path.endsWith('.log')) ?? '';
    match(files.text(log) ?? '', /failed: x is not a function/);
  });

  it('lists in its log what the finished file would be refused for', async () => {
    const describe: PackageTools['describe'] = async (...args) => ({
      ...(await fakeTools.describe(...args)),
      issues: [createIssue('zip-not-an-archive', {})],
    });
    match(await checkFailure('issues-found', app(), {}, tools({ describe })), /error zip-not-an-archive: .*\n/);
  });
});

describe('a package that is created', () => {
  it('has a log with what was asked for, what was doubtful, and what was made', async () => {
    const files = app();
    const lines: string[] = [];
    const warning = createIssue('web-icon-missing', {});
    const engine = { ...fakeEngine, check: async () => [warning] };
    const { logPath, record, issues } = await create(files, { onLogLine: (line) => lines.push(line) }, { engines: [engine] });
    strictEqual(files.open, 0);
    ok(issues.some(({ code }) => code === 'web-icon-missing'));
    const log = files.text(logPath) ?? '';
    match(logPath, /\/logs\/hello-web-1\.4\.0-1-release-20261121T100000Z\.log$/);
    for (const line of [
      `warning web-icon-missing: ${warning.message}`,
      'Hello Web 1.4.0 (1) com.acme.hello for android, release, engine web 2',
      'signed',
      `verified and recorded: /app/${record.path}, ${record.sizeBytes} bytes, SHA-256 ${record.sha256}`,
    ]) {
      ok(log.includes(line), line);
      ok(lines.includes(line), line);
    }
  });

  it('goes through its steps in this order', async () => {
    const steps: string[] = [];
    await create(app(), { report: ({ step }) => void (steps.at(-1) === step || steps.push(step)) });
    deepStrictEqual(steps, ['checking', 'building', 'signing', 'verifying', 'recording', 'done']);
  });

  it('is not built when it could not be recorded', async () => {
    let builds = 0;
    const files = app();
    const createFile = files.createFile.bind(files);
    files.createFile = async (path, options) => {
      if (path.endsWith('packages.jsonl')) throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
      return await createFile(path, options);
    };
    await rejects(create(files, {}, { engines: [engineThat(() => void builds++)] }), (error) => isFailure(error, 'file-unwritable'));
    strictEqual(builds, 0);
  });

  it('says in its log what was found, whatever the face shows', async () => {
    const warned = createIssue('store-app-bundle-wanted', {});
    const objecting = { ...fakeEngine, check: async () => [createIssue('engine-missing', {})] };
    match(await checkFailure('issues-found', app(), {}, { engines: [objecting] }), /^\S+ error engine-missing: .+$/m);
    const describe: PackageTools['describe'] = async (...args) => ({ ...(await fakeTools.describe(...args)), issues: [warned] });
    const files = app();
    const { logPath, issues } = await create(files, {}, tools({ describe }));
    ok(issues.some(({ code }) => code === warned.code));
    match(
      files.text(logPath) ?? '',
      new RegExp(`${warned.severity} ${warned.code}: ${warned.message}`.replaceAll(/[().]/g, String.raw`\$&`)),
    );
  });

  it('says in its log and in the failure what no failure was', async () => {
    const sign: PackageTools['sign'] = async () => {
      throw new RangeError('out of reach');
    };
    const files = app();
    await rejects(create(files, {}, tools({ sign })), /out of reach/);
    match(
      files
        .paths()
        .filter((path) => path.endsWith('.log'))
        .map((path) => files.text(path))
        .join(''),
      /failed: out of reach/,
    );
  });

  it('is given up when another run has the version code that was chosen', async () => {
    const files = app();
    const taken = { platform: 'android', appIdentifier: 'com.acme.hello', versionCode: 7 };
    const lock = { pid: 1, host: 'here', startedAt: 'then', lockedAt: '2026-11-21T10:00:00.000Z', code: taken, isTaken: true };
    await files.writeFile('/app/.mobile-distribution/locks/android-debug.0123456789abcdef.lock', utf8(`${JSON.stringify(lock)}\n`));
    await rejects(create(files, { overrides: { versionCode: 7 } }), (error) => {
      ok(isFailure(error, 'issues-found'), String(error));
      ok(error.issues.some(({ code }) => code === 'version-code-not-higher'));
      return true;
    });
    // What lies about may be of the other run.
    const leftover = '/app/.mobile-distribution/packages/.old.apk.0123456789ab.tmp';
    await files.writeFile(leftover, utf8(''));
    const { record } = await create(files);
    deepStrictEqual([record.versionCode, files.text(leftover)], [8, '']);
    await files.remove('/app/.mobile-distribution/locks/android-debug.0123456789abcdef.lock');
    await create(files);
    strictEqual(files.text(leftover), undefined);
  });

  it('has a log named after what is known of it', async () => {
    const named = async (settingsText: string): Promise<string> => {
      const files = new WatchedFiles({ '/app/mobile-distribution.json': settingsText, '/app/www/index.html': '' });
      await rejects(create(files));
      return (
        files
          .paths()
          .find((path) => path.endsWith('.log'))
          ?.split('/')
          .at(-1) ?? ''
      );
    };
    strictEqual(await named('{ "version": "1.0.0", "web": { "webDir": "www" } }'), 'app-1.0.0-1-debug-20261121T100000Z.log');
    const long = `1.${'0'.repeat(90)}`;
    strictEqual(await named(`{ "version": "${long}" }`), `app-${long.slice(0, 24)}-1-debug-20261121T100000Z.log`);
  });

  it('names the password that no one gave, and the option for it', async () => {
    const silent = { passwords: { ask: async () => undefined } };
    await rejects(create(app(), silent), (error) => {
      ok(isFailure(error, 'secret-missing'), String(error));
      match(error.message, /keystore password/);
      match(error.hint, /--keystore-password/);
      return true;
    });
  });
});
