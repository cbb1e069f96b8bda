import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { bundleOfParts } from '../../support/bundleParts.ts';
import { commandLine } from '../../support/commandLine.ts';
import { hereDigester } from '../../support/hereDigester.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

async function folder(): Promise<MemoryFiles> {
  const files = new MemoryFiles({});
  await files.writeFile('/app/app.aab', await bundleOfParts());
  await files.writeFile('/app/upload.p12', await testKeystore());
  return files;
}

const world = { digester: hereDigester };

describe('package convert', () => {
  it('makes an APK with the debug key of this user, and leaves nothing else', async () => {
    const files = await folder();
    const { exitCode, out } = await commandLine(files, ['package', 'convert', 'app.aab', '--out', 'app.apk', '--json'], { world });
    const document: unknown = JSON.parse(out);
    strictEqual(exitCode, 0, out);
    match(out, /"verified":\s*true/);
    match(out, /CN=Android Debug/);
    deepStrictEqual((await files.readDirectory('/app')).map(({ name }) => name).sort(), ['app.aab', 'app.apk', 'upload.p12']);
    match(JSON.stringify(document), /"modules":\["base"\],"leftOut":\[\]/);
  });

  it('makes one with a keystore, which updates the one before', async () => {
    const files = await folder();
    const args = [
      'package',
      'convert',
      'app.aab',
      '--keystore',
      'upload.p12',
      '--alias',
      'upload',
      '--keystore-password',
      'env:P',
      '--out',
      'app.apk',
    ];
    for (let round = 0; round < 2; round += 1) {
      const { exitCode, out, err } = await commandLine(files, args, { environment: { P: rightPassword }, world });
      strictEqual(exitCode, 0, err);
      match(out, /The APK is created/);
    }
  });

  it('refuses an APK, a missing place, and the bundle as its own output', async () => {
    const files = await folder();
    await files.writeFile('/app/small.apk', await smallArchive(smallApkEntries()));
    const refused = async (...args: readonly string[]): Promise<readonly [number, string]> => {
      const { exitCode, err } = await commandLine(files, ['package', 'convert', ...args]);
      return [exitCode, err.split('\n')[0] ?? ''];
    };
    const [code, text] = await refused('small.apk', '--out', 'app.apk');
    strictEqual(code, 1);
    match(text, /it is not an app bundle/);
    strictEqual((await refused('app.aab'))[0], 2);
    match((await refused('app.aab', '--out', 'app.aab'))[1], /app\.aab/);
    strictEqual(await files.stat('/app/app.apk'), undefined);
  });

  it('replaces nothing but an older APK, unless it is told to', async () => {
    const files = await folder();
    await files.writeFile('/app/notes.txt', new TextEncoder().encode('mine'));
    const convert = async (out: string, ...more: readonly string[]): Promise<readonly [number, string]> => {
      const key = ['--keystore', 'upload.p12', '--alias', 'upload', '--keystore-password', 'env:P'];
      const args = ['package', 'convert', 'app.aab', ...key, '--out', out, ...more];
      const { exitCode, err } = await commandLine(files, args, { environment: { P: rightPassword }, world });
      return [exitCode, err];
    };
    const keystore = await files.readFile('/app/upload.p12', { maxBytes: 1e6 });
    match((await convert('upload.p12', '--force'))[1], /upload\.p12/);
    deepStrictEqual(await files.readFile('/app/upload.p12', { maxBytes: 1e6 }), keystore);
    const [code, text] = await convert('notes.txt');
    strictEqual(code, 1, text);
    match(text, /an APK/);
    strictEqual(files.text('/app/notes.txt'), 'mine');
    // Before the bundle is read: work for nothing would take long.
    await files.writeFile('/app/app.aab', await smallArchive(smallApkEntries()));
    match((await convert('notes.txt'))[1], /notes\.txt is not an APK/);
    match((await convert('upload.p12', '--force'))[1], /upload\.p12/);
    await files.writeFile('/app/app.aab', await bundleOfParts());
    strictEqual((await convert('notes.txt', '--force'))[0], 0);
    strictEqual(files.text('/app/notes.txt')?.startsWith('PK'), true);
    deepStrictEqual((await files.readDirectory('/app')).map(({ name }) => name).sort(), ['app.aab', 'notes.txt', 'upload.p12']);
  });
});
