import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectAndroidPackage } from '../../../../../src/core/packages/inspectAndroidPackage.ts';
import { type ProcessRunner } from '../../../../../src/core/ports/processRunner.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { createWithReuse, packedEntries, refusalOf } from '../../../../support/reuseWorkflow.ts';
import { testKeystore } from '../../../../support/workflowWorld.ts';
import { plainPng } from '../../../../support/webWorld.ts';

const settings = (changes: object = {}) =>
  JSON.stringify({
    name: 'Hello Web',
    version: '1.4.0',
    web: { webDir: 'www', icon: 'icon.png' },
    android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload', ...changes },
  });

async function app(changes: object = {}): Promise<MemoryFiles> {
  return new MemoryFiles({
    '/app/mobile-distribution.json': settings(changes),
    '/app/upload.p12': await testKeystore(),
    '/app/icon.png': await plainPng(512),
    '/app/www/index.html': '<!doctype html><title>Hello</title><script src="app.js"></script>',
    '/app/www/app.js': 'console.log(1);'.repeat(100),
    '/app/www/old.css': 'body { color: red }'.repeat(20),
    '/app/www/picture.png': await plainPng(64),
    '/app/www/ordner/größe.txt': 'same '.repeat(200),
  });
}

async function change(files: MemoryFiles): Promise<void> {
  await files.writeFile('/app/www/app.js', utf8('console.log(2);'.repeat(200)));
  await files.writeFile('/app/www/neu/new.js', utf8('console.log("new");'.repeat(50)));
  await files.remove('/app/www/old.css');
}

const reuse = { overrides: { engine: 'reuse' } } as const;

describe('engine reuse, packages of the web engine', () => {
  for (const buildType of ['release', 'app-bundle', 'debug'] as const) {
    it(`makes the ${buildType} package that a full build makes`, async () => {
      const files = await app({ buildType });
      const first = await createWithReuse(files);
      await change(files);
      const made = await createWithReuse(files, { overrides: { engine: 'reuse', version: '1.5.0' } });
      const copy = new MemoryFiles(
        Object.fromEntries(await Promise.all(files.paths().map(async (path) => [path, await files.readFile(path)] as const))),
      );
      // What a full build makes of the same: the child is as if it had never been.
      await copy.remove('/app/.mobile-distribution');
      const ordinary = await createWithReuse(copy, { overrides: { version: '1.5.0', versionCode: 2 } });
      const [mine, theirs] = [
        await packedEntries(await files.readFile(made.path)),
        await packedEntries(await copy.readFile(ordinary.path)),
      ];
      deepStrictEqual([...mine.keys()], [...theirs.keys()]);
      for (const [name, entry] of theirs) deepStrictEqual(mine.get(name), entry, name);
      strictEqual(made.record.engine, 'reuse');
      strictEqual(made.record.parent, first.record.id);
      strictEqual(made.record.versionCode, 2);
      strictEqual(made.record.nativeFingerprint, first.record.nativeFingerprint);
      ok(first.record.nativeFingerprint);
    });
  }

  it('changes the name in the manifest, and makes a child of a child', async () => {
    const files = await app();
    await createWithReuse(files);
    await createWithReuse(files, reuse);
    const made = await createWithReuse(files, { overrides: { engine: 'reuse', name: 'Hello Again' } });
    const { inspection } = await inspectAndroidPackage(bytesSource(await files.readFile(made.path)));
    deepStrictEqual([inspection?.label, inspection?.versionCode, inspection?.version], ['Hello Again', 3, '1.4.0']);
  });

  it('names what changed on the native side', async () => {
    const files = await app();
    await createWithReuse(files);
    await files.writeFile('/app/icon.png', await plainPng(512, 0xffff0000));
    await files.writeFile('/app/mobile-distribution.json', utf8(settings().replace('"icon"', '"permissions": ["camera"], "icon"')));
    const [issue] = await refusalOf(createWithReuse(files, reuse));
    strictEqual(issue?.code, 'reuse-native-changed');
    deepStrictEqual(issue?.params, { base: '1.4.0 (1)', changes: 'icons (changed), permissions (changed)' });
  });

  it('refuses without a base, with a file that is gone, and with one that was changed', async () => {
    const files = await app();
    const codes = async () => (await refusalOf(createWithReuse(files, reuse))).map(({ code }) => code);
    deepStrictEqual(await codes(), ['reuse-no-base']);
    const { path } = await createWithReuse(files);
    const bytes = await files.readFile(path);
    // The time of the first entry, which no one reads.
    await files.writeFile(path, bytes.with(10, 1));
    deepStrictEqual(await codes(), ['reuse-base-changed']);
    await files.remove(path);
    deepStrictEqual(await codes(), ['reuse-base-missing']);
  });

  it('takes a foreign package only when it is asked to', async () => {
    const files = await app();
    const { path } = await createWithReuse(files);
    await files.writeFile('/elsewhere/base.apk', await files.readFile(path));
    await files.remove('/app/.mobile-distribution');
    const from = { overrides: { engine: 'reuse', versionCode: 7 }, reuse: { from: '/elsewhere/base.apk' } } as const;
    deepStrictEqual(
      (await refusalOf(createWithReuse(files, from))).map(({ code }) => code),
      ['reuse-native-unknown'],
    );
    const made = await createWithReuse(files, { ...from, reuse: { ...from.reuse, acceptsUnknownBase: true } });
    strictEqual(made.record.parent, undefined);
    strictEqual(made.record.nativeFingerprint, undefined);
    deepStrictEqual(
      made.issues.map(({ code }) => code).filter((code) => code.startsWith('reuse')),
      ['reuse-native-unknown', 'reuse-signer-differs'],
    );
  });

  it('packs what the build of the project writes, when the user allows it to run', async () => {
    const files = await app();
    const built = settings().replace('"icon"', '"build": ["npm", "run", "build"], "icon"');
    await files.writeFile('/app/mobile-distribution.json', utf8(built));
    await createWithReuse(files);
    const ran: string[] = [];
    const programs: ProcessRunner = {
      run: async ({ command, args }) => {
        ran.push([command, ...args].join(' '));
        await files.writeFile('/app/www/app.js', utf8('built();'.repeat(50)));
        return { exitCode: 0, stdout: '', stderr: '' };
      },
    };
    const made = await createWithReuse(files, { ...reuse, runsProjectBuild: true }, { programs });
    deepStrictEqual(ran, ['npm run build']);
    const entries = await packedEntries(await files.readFile(made.path));
    deepStrictEqual(entries.get('assets/www/app.js')?.bytes, utf8('built();'.repeat(50)));
  });

  it('runs the commands around the build, also where nothing builds the web files', async () => {
    const files = await app();
    const hooks = settings().replace('{', '{ "build": { "before": ["make", "site"], "after": ["copy"] },');
    await files.writeFile('/app/mobile-distribution.json', utf8(hooks));
    await createWithReuse(files);
    const ran: string[] = [];
    const programs: ProcessRunner = {
      run: async ({ command }) => {
        ran.push(command);
        if (command === 'make') await files.writeFile('/app/www/app.js', utf8('built();'.repeat(50)));
        return { exitCode: 0, stdout: '', stderr: '' };
      },
    };
    const made = await createWithReuse(files, { ...reuse, runsProjectBuild: true }, { programs });
    deepStrictEqual(ran, ['make', 'copy']);
    const entries = await packedEntries(await files.readFile(made.path));
    deepStrictEqual(entries.get('assets/www/app.js')?.bytes, utf8('built();'.repeat(50)));
  });

  it('packs a small file that grew as files of its kind are packed', async () => {
    const files = await app();
    await files.writeFile('/app/www/tiny.js', utf8('a()'));
    await createWithReuse(files);
    await files.writeFile('/app/www/tiny.js', utf8('grown();'.repeat(100)));
    const made = await createWithReuse(files, reuse);
    strictEqual((await packedEntries(await files.readFile(made.path))).get('assets/www/tiny.js')?.method, 8);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const files = await app();
    await createWithReuse(files);
    const before = files.paths();
    const controller = new AbortController();
    const report = ({ step }: { readonly step: string }): void => {
      if (step === 'packing web files') controller.abort();
    };
    await rejects(createWithReuse(files, { ...reuse, signal: controller.signal, report }), /cancel/i);
    deepStrictEqual(
      files.paths().filter((path) => !path.endsWith('.log')),
      before.filter((path) => !path.endsWith('.log')),
    );
  });

  it('is not an engine of the settings', async () => {
    const files = await app({ engine: 'reuse' });
    deepStrictEqual(
      (await refusalOf(createWithReuse(files))).map(({ code }) => code),
      ['settings-wrong-choice'],
    );
  });
});
