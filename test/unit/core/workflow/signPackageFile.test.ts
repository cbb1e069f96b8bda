import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { type NewFile, type WriteOptions } from '../../../../src/core/ports/fileSystem.ts';
import { signPackageFile, type SignFileRequest } from '../../../../src/core/workflow/signPackageFile.ts';
import { verifyPackage } from '../../../../src/core/packages/verifyPackage.ts';
import { NodeFileSystem } from '../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../src/node/nodePathTools.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { signBytes, unsignedApk, withSigningBlock } from '../../../support/signedPackages.ts';
import { passwords, testKeystore } from '../../../support/workflowWorld.ts';

/** Large enough that its entries are copied by the system and not through the process. */
const largeAsset = { name: 'assets/large.bin', bytes: new Uint8Array(3 * 1024 * 1024).map((_, index) => index * 31) };

describe('signPackageFile', () => {
  const files = new NodeFileSystem();
  let folder = '';
  let unsigned: Bytes;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-sign-'));
    await writeFile(join(folder, 'key.p12'), await testKeystore(), { mode: 0o600 });
    unsigned = await unsignedApk({}, [largeAsset]);
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function check(input: Bytes, out: string, options: { readonly v1?: boolean } = {}): Promise<number> {
    const path = join(folder, 'in.apk');
    await writeFile(path, input);
    const request = { path, out: join(folder, out), keystore: join(folder, 'key.p12'), alias: 'upload', passwords, ...options };
    const signed = await signPackageFile(
      { files, paths: nodePathTools, digester: hereDigester, clock: fixedClock() },
      { ...request, signal: new AbortController().signal },
    );
    deepStrictEqual([signed.verified, signed.schemes.v3], [true, true]);
    strictEqual((await stat(request.out)).size, signed.sizeBytes);
    const source = await files.openFile(request.out);
    const again = await verifyPackage(source, 'apk', { digester: hereDigester });
    await source.close();
    strictEqual(again.verified, true);
    deepStrictEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.tmp')),
      [],
    );
    await rm(request.out);
    return signed.sizeBytes;
  }

  for (const out of ['out.apk', 'in.apk'])
    describe(out === 'in.apk' ? 'in place' : 'into another file', () => {
      it('signs a large package that becomes longer', async () => ok((await check(unsigned, out)) > unsigned.length));
      it('signs a large package again that becomes shorter, by a large signing block or by an earlier v1 signature', async () => {
        const signed = await signBytes(unsigned);
        const large = await withSigningBlock(signed, [{ id: 0x12345678, value: new Uint8Array(1_000_000) }]);
        ok((await check(large, out)) < large.length - 900_000);
        const withV1 = await signBytes(await unsignedApk({}, [largeAsset, ...manyEntries()]), { schemes: { v1: true } });
        ok((await check(withV1, out)) < withV1.length);
        await check(withV1, out, { v1: true });
      });
    });

  describe('with a v4 signature', () => {
    const request = (): SignFileRequest => ({
      path: join(folder, 'in.apk'),
      out: join(folder, 'v4.apk'),
      keystore: join(folder, 'key.p12'),
      alias: 'upload',
      passwords,
      v4: true,
      signal: new AbortController().signal,
    });
    const world = { paths: nodePathTools, digester: hereDigester, clock: fixedClock() };
    const names = async (): Promise<readonly string[]> => (await readdir(folder)).filter((name) => name.includes('v4.apk')).toSorted();
    beforeEach(() => writeFile(join(folder, 'in.apk'), unsigned));

    it('writes the package and the signature', async () => {
      const { idsigPath } = await signPackageFile({ ...world, files }, request());
      deepStrictEqual([idsigPath, await names()], [join(folder, 'v4.apk.idsig'), ['v4.apk', 'v4.apk.idsig']]);
      await Promise.all((await names()).map((name) => rm(join(folder, name))));
    });

    for (const stage of ['before it is written', 'before it takes its place'])
      it(`writes none of them when the signature is refused ${stage}`, async () => {
        class RefusingFiles extends NodeFileSystem {
          override async createFile(path: string, options: WriteOptions = {}): Promise<NewFile> {
            const isRefused = path.endsWith('.idsig');
            if (isRefused && stage === 'before it is written') throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
            const file = await super.createFile(path, options);
            // Something that no file can replace comes to its place meanwhile.
            if (isRefused) await mkdir(path);
            return file;
          }
        }
        await rejects(signPackageFile({ ...world, files: new RefusingFiles() }, request()), (error) => isFailure(error, 'file-unwritable'));
        deepStrictEqual(await names(), stage === 'before it is written' ? [] : ['v4.apk.idsig']);
        await rm(join(folder, 'v4.apk.idsig'), { recursive: true, force: true });
      });
  });
});

/** So many that a v1 signature of them takes whole pages. */
function manyEntries(): { readonly name: string; readonly bytes: Bytes }[] {
  return Array.from({ length: 200 }, (_, index) => ({ name: `assets/many/${index}.txt`, bytes: new Uint8Array(4) }));
}
