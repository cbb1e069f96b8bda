import { deepStrictEqual, rejects } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type Bytes, utf8 } from '../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type OutputWish, requireOutput } from '../../../../src/core/workflow/output.ts';
import { NodeFileSystem } from '../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../src/node/nodePathTools.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { unsignedApk } from '../../../support/signedPackages.ts';
import { useTemporaryFolder } from '../../node/support/temporaryFolder.ts';

const onPosix = process.platform === 'win32' ? describe.skip : describe;

describe('the name of an output', () => {
  const refused = (path: string, system: 'windows' | undefined) => {
    const paths = { ...posixPaths, ...(system && { system }) };
    return requireOutput({ files: new MemoryFiles(), paths }, { path, inputs: [] });
  };

  it('is one that Windows can keep, on Windows, and any elsewhere', async () => {
    for (const name of ['nul.apk', 'aux .apk', 'app.apk:hidden', 'app.apk.', 'a?.apk']) {
      await refused(`/out/${name}`, undefined);
      await rejects(refused(`/out/${name}`, 'windows'), (error) => isFailure(error, 'output-name-refused') && error.message.includes(name));
    }
    await refused('/out/nullable.apk', 'windows');
  });
});

onPosix('requireOutput', () => {
  const at = useTemporaryFolder();
  const world = { files: new NodeFileSystem(), paths: nodePathTools };
  let apk: Bytes;
  before(async () => {
    apk = await unsignedApk();
  });
  beforeEach(() => {
    writeFileSync(at('upload.p12'), 'key');
    writeFileSync(at('in.apk'), apk);
  });

  async function check(name: string, expected: string, wish: Partial<OutputWish> = {}): Promise<void> {
    const found = await codeOf(() => requireOutput(world, { path: at(name), inputs: [at('upload.p12')], replaces: 'apk', ...wish }));
    deepStrictEqual(found, expected, name);
  }

  async function codeOf(work: () => Promise<void>): Promise<string> {
    try {
      await work();
      return 'fine';
    } catch (error) {
      if (isFailure(error)) return error.code;
      throw error;
    }
  }

  it('refuses an input by every path that leads to it, forced or not', async () => {
    symlinkSync(at('upload.p12'), at('symbolic'));
    linkSync(at('upload.p12'), at('hard'));
    mkdirSync(at('folder'));
    symlinkSync(at('folder', '..'), at('around'));
    for (const mayReplace of [false, true])
      for (const name of ['upload.p12', 'symbolic', 'hard', 'folder/../upload.p12', 'around/upload.p12'])
        await check(name, 'output-is-input', { mayReplace });
  });

  it('refuses another spelling of a path that is not there yet', async () => {
    await check('New.apk', 'output-is-input', { inputs: [at('new.APK')] });
    await check('caf\u00E9.apk', 'output-is-input', { inputs: [at('cafe\u0301.apk')] });
    await check('new.apk', 'fine', { inputs: [at('newer.apk'), undefined] });
  });

  it('refuses what is not a regular file, forced or not', async () => {
    mkdirSync(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    symlinkSync('/dev/null', at('device'));
    for (const mayReplace of [false, true])
      for (const name of ['folder', 'pipe', 'device']) await check(name, 'output-not-a-file', { mayReplace });
  });

  it('says what is there instead of a file', async () => {
    mkdirSync(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    const write = async (name: string): Promise<void> => await requireOutput(world, { path: at(name), inputs: [] });
    await rejects(write('folder'), /folder is not a regular file but a folder$/);
    await rejects(write('pipe'), /pipe is not a regular file but a device or a pipe$/);
  });

  it('replaces a package of the same kind or an empty file, and another kind only when forced', async () => {
    writeFileSync(at('old.apk'), apk);
    writeFileSync(at('empty'), '');
    writeFileSync(at('notes.txt'), 'do not lose me');
    writeFileSync(at('cut.apk'), apk.subarray(0, 200));
    await check('old.apk', 'fine');
    await check('empty', 'fine');
    await check('notes.txt', 'output-other-kind');
    await check('cut.apk', 'output-other-kind');
    await check('old.apk', 'output-other-kind', { replaces: 'aab' });
    await check('notes.txt', 'fine', { mayReplace: true });
    writeFileSync(at('old.idsig'), Uint8Array.of(2, 0, 0, 0, 31, 0, 0, 0));
    await check('old.idsig', 'fine', { replaces: 'v4-signature' });
    await check('notes.txt', 'output-other-kind', { replaces: 'v4-signature' });
  });

  it('replaces nothing where nothing is named that may be replaced', async () => {
    writeFileSync(at('old.p12'), 'x');
    const wish = { path: at('old.p12'), inputs: [] };
    deepStrictEqual(await codeOf(() => requireOutput(world, wish)), 'file-exists');
    deepStrictEqual(await codeOf(() => requireOutput(world, { ...wish, mayReplace: true })), 'fine');
  });

  it('knows the names of Windows there', async () => {
    const windows = { files: new MemoryFiles({ x: utf8('') }), paths: { ...posixPaths, system: 'windows' as const } };
    for (const path of ['C:\\out\\NUL', 'C:\\aux\\x.apk', 'C:\\out\\x.apk:y', 'a:b.apk'])
      deepStrictEqual(await codeOf(() => requireOutput(windows, { path, inputs: [] })), 'output-name-refused', path);
  });
});
