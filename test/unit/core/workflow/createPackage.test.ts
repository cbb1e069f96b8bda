import { deepStrictEqual, match, notStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/base/secret.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { type CreatedPackage, type CreatePackageRequest } from '../../../../src/core/workflow/createPackage.ts';
import { type PackageTools } from '../../../../src/core/workflow/packageTools.ts';
import { type WorkflowWorld } from '../../../../src/core/workflow/workflowWorld.ts';
import { type Bytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { type Confined, type WriteOptions } from '../../../../src/core/ports/fileSystem.ts';
import { unsignedApk } from '../../../support/signedPackages.ts';
import { countingRandom } from '../../../support/fixedWorld.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import {
  createHello as create,
  engineThat,
  fakeEngine,
  fakeTools,
  helloSettings,
  rightPassword,
  testKeystore,
} from '../../../support/workflowWorld.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

let store: Uint8Array;
before(async () => {
  store = await testKeystore();
});

function app(files: Record<string, string | Bytes> = {}): MemoryFiles {
  return new MemoryFiles({ '/app/mobile-distribution.json': helloSettings, '/app/www/index.html': '', '/app/upload.p12': store, ...files });
}

/** The issues that stop the work, and that nothing but the log is left of it. */
async function checkRefused(
  files: MemoryFiles,
  expected: readonly string[],
  request: Partial<CreatePackageRequest> = {},
  world: Partial<WorkflowWorld> = {},
) {
  await rejects(create(files, request, world), (error) => {
    ok(isFailure(error, 'issues-found'), String(error));
    deepStrictEqual(
      withWholeTexts(error.issues)
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code),
      expected,
    );
    return true;
  });
  deepStrictEqual(leftovers(files), []);
}

/** Keeps what each path was confined to when it was written. */
class RecordingFiles extends MemoryFiles {
  readonly confined = new Map<string, string | undefined>();

  override async writeFile(path: string, bytes: Bytes, options: WriteOptions = {}): Promise<void> {
    this.confined.set(path, options.within);
    await super.writeFile(path, bytes, options);
  }

  override async createFile(path: string, options: WriteOptions = {}) {
    this.confined.set(path, options.within);
    return await super.createFile(path, options);
  }

  override async appendFile(path: string, bytes: Bytes, options: Confined = {}): Promise<void> {
    // The temporary file of a new one is written by appending to it.
    if (!path.endsWith('.tmp')) this.confined.set(path, options.within);
    await super.appendFile(path, bytes);
  }

  override async remove(path: string, options: Confined = {}): Promise<void> {
    this.confined.set(path, options.within);
    await super.remove(path);
  }
}

const leftovers = (files: MemoryFiles) => files.paths().filter((path) => /\.(apk|aab|tmp|lock|jsonl)$/.test(path));

describe('createPackage', () => {
  it('makes, verifies and records a package, and proposes the next code', async () => {
    const files = app();
    const first = await create(files);
    deepStrictEqual(leftovers(files), [
      '/app/.mobile-distribution/packages.jsonl',
      '/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk',
    ]);
    const { sha256: _, signerSha256: __, ...record } = first.record;
    deepStrictEqual(record, {
      id: '0000000000000002',
      schema: 1,
      format: 'apk',
      durationMs: 0,
      partsMs: { checking: 0, building: 0, signing: 0, verifying: 0, 'building.write': 0 },
      platform: 'android',
      buildType: 'release',
      name: 'Hello Web',
      appIdentifier: 'com.acme.hello',
      version: '1.4.0',
      versionCode: 1,
      engine: 'web',
      engineVersion: '2',
      createdAt: '2026-11-21T10:00:00.000Z',
      createdBy: 'Ada <ada@acme.com>',
      commit: 'c0ffee',
      hasUncommittedChanges: false,
      sizeBytes: files.content.get(first.path)?.bytes.length,
      path: '.mobile-distribution/packages/hello-web-1.4.0-1-release.apk',
    });
    strictEqual((await create(files)).record.versionCode, 2);
  });

  it('writes into another folder when asked, and takes what is given for this package', async () => {
    const files = app();
    const made = await create(files, { outputFolder: '/out', overrides: { version: '2.0', versionCode: 40, buildType: 'app-bundle' } });
    strictEqual(made.path, '/out/hello-web-2.0-40-app-bundle.aab');
    strictEqual(made.record.path, '/out/hello-web-2.0-40-app-bundle.aab');
    strictEqual(made.format, 'aab');
    // Who clones the repository gets the line, and may have another file there.
    const pathFor = async (userFolder: string) => (await openApp({ files, paths: posixPaths, userFolder }, '/app')).ledger.records[0]?.path;
    strictEqual(await pathFor('/home/user'), '/out/hello-web-2.0-40-app-bundle.aab');
    strictEqual(await pathFor('/home/other'), '.mobile-distribution/packages/hello-web-2.0-40-app-bundle.aab');
  });

  it('reports progress that never falls', async () => {
    const fractions: number[] = [];
    await create(app(), { report: ({ fraction }) => fractions.push(fraction) });
    deepStrictEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    strictEqual(fractions.at(-1), 1);
  });

  it('signs debug packages with the user’s own key, made on first use', async () => {
    const files = app();
    const asked: string[] = [];
    await create(files, { overrides: { buildType: 'debug' }, passwords: { ask: async ({ purpose }) => void asked.push(purpose) } });
    strictEqual(files.content.get('/home/user/debug.p12')?.mode, 0o600);
    deepStrictEqual(asked, []);
    // Phones take an update only from the same key, so it is never made again.
    const first = await files.readFile('/home/user/debug.p12');
    const { record } = await create(files, { overrides: { buildType: 'debug' } });
    deepStrictEqual(await files.readFile('/home/user/debug.p12'), first);
    // A keystore that is given for this very package signs it, debug or not.
    const given = { buildType: 'debug', keystore: 'upload.p12', keyAlias: 'upload' } as const;
    const other = app();
    const signed = await create(other, { overrides: given });
    notStrictEqual(signed.record.signerSha256, record.signerSha256);
    strictEqual(other.content.has('/home/user/debug.p12'), false);
  });

  it('ignores what is not committed, and keeps both sides of the ledger in merges', async () => {
    const files = app();
    await create(files);
    match(files.text('/app/.mobile-distribution/.gitignore') ?? '', /^\/packages\/$/m);
    match(files.text('/app/.mobile-distribution/.gitattributes') ?? '', /merge=union/);
  });

  it('refuses before anything is built', async () => {
    await checkRefused(app({ '/app/mobile-distribution.json': '{ "android": { "appIdentifier": "com.acme.new" } }' }), [
      'identifier-java-keyword',
    ]);
    await checkRefused(app({ '/app/mobile-distribution.json': '{' }), ['settings-syntax']);
    await checkRefused(app(), ['signing-keystore-missing'], { overrides: { keystore: '/nowhere.p12' } });
    await checkRefused(app(), ['keystore-alias-missing'], { overrides: { keyAlias: 'nobody' } });
    await checkRefused(app(), ['keystore-password-wrong'], { passwords: { ask: async () => new Secret('wrong') } });
    await checkRefused(app(), ['version-code-too-large'], { overrides: { versionCode: 2_100_000_001 } });
    await checkRefused(app(), ['engine-unknown'], { overrides: { engine: 'make' } });
    await checkRefused(app(), ['engine-not-available'], { overrides: { engine: 'flutter' } });
    await checkRefused(app(), ['engine-version-unavailable'], { overrides: { engineVersion: '9' } });
  });

  it('refuses a version code that was used, with the lowest allowed one', async () => {
    const files = app();
    await create(files, { overrides: { versionCode: 7 } });
    await rejects(create(files, { overrides: { versionCode: 7 } }), (error) => {
      const issue = isFailure(error) ? error.issues.find(({ code }) => code === 'version-code-not-higher') : undefined;
      strictEqual(issue?.remedy, 'Set the version code to 8 or higher');
      return true;
    });
  });

  it('is not kept from its work by what is only odd in the settings', async () => {
    const odd = helloSettings.replace('"name"', '"$unknown": 1, "name"');
    const { record, issues } = await create(app({ '/app/mobile-distribution.json': odd }));
    deepStrictEqual([record.versionCode, issues.map(({ code }) => code)], [1, ['settings-unknown-key', 'signing-keystore-readable']]);
  });

  it('writes nothing into a folder without an app', async () => {
    const files = new MemoryFiles({ '/app/README.md': '' });
    await rejects(create(files), (error) => isFailure(error, 'issues-found'));
    deepStrictEqual(files.paths(), ['/app/README.md']);
  });

  it('says that the engine does not build for iOS', async () => {
    const files = app({ '/app/mobile-distribution.json': '{ "ios": { "appIdentifier": "com.acme.hello" } }' });
    await checkRefused(files, ['engine-platform'], { platform: 'ios' });
  });

  it('takes nothing for a package that is not the one that was asked for', async () => {
    const wrong = (fields: object, more: object = {}) => ({
      tools: {
        ...fakeTools,
        describe: async (...args: Parameters<PackageTools['describe']>) => {
          const described = await fakeTools.describe(...args);
          return { ...described, facts: { ...described.facts, ...fields }, ...more };
        },
      },
    });
    await checkRefused(app(), ['package-differs'], {}, wrong({ appIdentifier: 'com.acme.other' }));
    await checkRefused(app(), ['package-differs'], {}, wrong({ versionCode: undefined }));
    await checkRefused(app(), ['package-debuggable'], {}, wrong({ debuggable: true }));
    await checkRefused(app(), ['package-differs'], {}, wrong({ debuggable: undefined }));
    await checkRefused(app(), ['zip-not-an-archive'], {}, wrong({}, { issues: [createIssue('zip-not-an-archive', {})] }));
    await checkRefused(app(), ['package-not-verified'], {}, wrong({}, { signature: { verified: false, signers: [] } }));
  });

  it('takes an engine that wrote nothing for a failure, even where an old package lies', async () => {
    const old = await unsignedApk();
    const path = '/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk';
    const files = app({ [path]: old });
    const lazy: Engine = { ...fakeEngine, plan: async (...args) => ({ ...(await fakeEngine.plan(...args)), steps: [] }) };
    await rejects(create(files, {}, { engines: [lazy] }), (error) => isFailure(error, 'package-not-built'));
    deepStrictEqual(await files.readFile(path), old);
    strictEqual(leftovers(files).length, 1);
  });

  it('makes nothing by a clock beyond the year 9999', async () => {
    for (const time of ['+010000-01-01T00:00:00Z', '1960-01-01T00:00:00Z'])
      await checkRefused(app(), ['clock-unusable'], {}, { clock: { now: () => new Date(time) } });
  });

  it('never replaces what is not a package, and has no way to be told to', async () => {
    const path = '/app/.mobile-distribution/packages/hello-web-1.4.0-1-release.apk';
    const files = app({ [path]: 'a keystore, or anything else' });
    await rejects(create(files), (error) => isFailure(error, 'output-other-kind'));
    strictEqual(files.text(path), 'a keystore, or anything else');
  });

  it('confines every write below the app to the app', async () => {
    const files = new RecordingFiles({
      '/app/mobile-distribution.json': helloSettings,
      '/app/www/index.html': '',
      '/app/upload.p12': store,
      '/app/.mobile-distribution/packages/.old.apk.0123456789ab.tmp': '',
    });
    await create(files);
    await create(files, { outputFolder: '/out' });
    await rejects(create(files, { overrides: { versionCode: 1 } }));
    const kinds = ['.gitignore', '.gitattributes', 'packages.jsonl', '.lock', '.log', '.apk', '.tmp'];
    const seen = [...files.confined.keys()];
    deepStrictEqual(
      kinds.filter((kind) => !seen.some((path) => path.startsWith('/app/') && path.endsWith(kind))),
      [],
    );
    for (const [path, within] of files.confined) strictEqual(within, path.startsWith('/app/') ? '/app' : undefined, path);
  });

  it('keeps no package that the ledger does not have', async () => {
    const files = app();
    const append = files.appendFile.bind(files);
    files.appendFile = async (path, bytes) => {
      if (path.endsWith('packages.jsonl')) throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
      await append(path, bytes);
    };
    for (const outputFolder of [undefined, '/out']) {
      await rejects(create(files, outputFolder === undefined ? {} : { outputFolder }), (error) => isFailure(error, 'file-unwritable'));
      deepStrictEqual(leftovers(files), []);
    }
  });

  it('builds nothing when validation has an error, whichever step finds it', async () => {
    let builds = 0;
    const counting = engineThat(() => void builds++);
    const objecting = { ...counting, check: async () => [createIssue('engine-missing', {})] };
    await checkRefused(app(), ['engine-missing'], {}, { engines: [objecting] });
    await checkRefused(app(), ['signing-keystore-missing'], { overrides: { keystore: 'none.p12' } }, { engines: [counting] });
    await checkRefused(app(), ['version-form'], { overrides: { version: 'a\tb' } }, { engines: [counting] });
    strictEqual(builds, 0);
  });

  it('locks the build type that it builds when the settings change before the lock is there', async () => {
    const locks: string[] = [];
    class ChangingFiles extends MemoryFiles {
      override async writeFile(path: string, bytes: Bytes, options: WriteOptions = {}): Promise<void> {
        await super.writeFile(path, bytes, options);
        if (!path.endsWith('.lock')) return;
        locks.push(path.split('/').at(-1)?.split('.')[0] ?? '');
        await super.writeFile('/app/mobile-distribution.json', utf8(helloSettings.replace('"release"', '"debug"')));
      }
    }
    const files = new ChangingFiles(Object.fromEntries(Array.from(app().content, ([path, { bytes }]) => [path, bytes])));
    const { record } = await create(files);
    deepStrictEqual([record.buildType, [...new Set(locks)]], ['debug', ['android-release', 'android-debug']]);
    deepStrictEqual(
      leftovers(files).filter((path) => path.endsWith('.lock')),
      [],
    );
  });

  it('stops when it is cancelled, at every step, and leaves neither file nor lock', async () => {
    const steps = new Set<string>();
    await create(app(), { report: ({ step }) => steps.add(step) });
    for (const wanted of steps) {
      if (wanted === 'done' || wanted === 'recording') continue;
      const files = app();
      const controller = new AbortController();
      const report = ({ step }: { step: string }) => step === wanted && controller.abort();
      await rejects(create(files, { signal: controller.signal, report }), (error) => isFailure(error, 'cancelled'), wanted);
      deepStrictEqual(leftovers(files), [], wanted);
    }
  });

  it('lets one target of an app run once at a time', async () => {
    const files = app();
    let second: Promise<unknown> | undefined;
    const slow = engineThat(async () => {
      second ??= create(files, {}, { random: { bytes: (count: number) => new Uint8Array(count).fill(9) } }).catch(
        (error: unknown) => error,
      );
      await second;
    });
    await create(files, {}, { engines: [slow] });
    ok(isFailure(await second, 'target-busy'));
  });

  it('makes several build types of one app at once, each with its own version code', async () => {
    const files = app();
    let others: Promise<CreatedPackage[]> | undefined;
    const seeds = ['debug', 'app-bundle'] as const;
    const slow = engineThat(async () => {
      others ??= Promise.all(
        seeds.map(async (buildType, index) => create(files, { overrides: { buildType } }, { random: countingRandom(100 + 50 * index) })),
      );
      await others;
    });
    const first = await create(files, {}, { engines: [slow] });
    const made = [first, ...((await others) ?? [])];
    deepStrictEqual(new Set(made.map(({ record }) => record.versionCode)), new Set([1, 2, 3]));
    deepStrictEqual(
      files.paths().filter((path) => /locks|tmp/.test(path)),
      [],
    );
  });

  it('keeps a log of what was made and of what failed, without the password', async () => {
    const files = app();
    const chatty = engineThat(({ log }) => log(`opened with ${rightPassword}`));
    const { logPath } = await create(files, {}, { engines: [chatty] });
    const log = files.text(logPath) ?? '';
    match(log, /opened with •••/);
    match(log, /verified and recorded/);
    for (const path of files.paths()) ok(!(files.text(path) ?? '').includes(rightPassword), path);
    await rejects(create(files, { overrides: { versionCode: 1 } }), (error: Failure) => error.code === 'issues-found');
    ok(files.paths().some((path) => path.includes('/logs/') && (files.text(path) ?? '').includes('version-code-not-higher')));
  });

  it('shows no one the password: not in lines as they come, nor in issues, nor in a failure', async () => {
    const shown: string[] = [];
    const said = createIssue('web-file-secret', { file: `${rightPassword}.txt`, what: 'a key' }, undefined, 'warning');
    const chatty: Engine = { ...engineThat(({ log }) => log(`opened with ${rightPassword}`)), check: async () => [said] };
    const made = await create(app(), { onLogLine: (line) => shown.push(line) }, { engines: [chatty] });
    const failing = engineThat(() => {
      throw Failure.of('issues-found', { summary: `it is ${rightPassword}` }, { issues: [said] });
    });
    const broken = engineThat(() => {
      throw new Error(`it is ${rightPassword}`);
    });
    const failures: unknown[] = [];
    for (const engine of [failing, broken])
      await create(app(), { onLogLine: (line) => shown.push(line) }, { engines: [engine] }).catch((error: unknown) => failures.push(error));
    ok(shown.includes('opened with •••'));
    ok(made.issues.some(({ message }) => message.includes('•••')));
    strictEqual(failures.length, 2);
    const all = [...shown, JSON.stringify(made), ...failures.map((error) => inspect(error, { depth: 9 }))].join('\n');
    ok(!all.includes(rightPassword), all);
  });

  it('warns when another key signs than signed the last package', async () => {
    const files = app();
    await create(files);
    const { issues } = await create(files, { overrides: { keyAlias: 'other' } });
    ok(issues.some(({ code }) => code === 'signing-signer-changed'));
  });
});
