import { ok } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signApk } from '../../../../../src/core/signing/android/signApk.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { signBytes, unsignedApk, verifyBytes } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

describe('writing signed entries', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-entries-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  // Around whole chunks, where the part that the digester hashes ends.
  for (const [what, size, minSdk] of [
    ['some chunks', 3_500_000, 24],
    ['a little more than whole chunks', 3 * 1024 * 1024 + 100, 24],
    ['entries that v1 adds', 3_000_000, 21],
    ['less than is worth a copy', 100_000, 24],
  ] as const)
    it(`gives the same package by copying as by streaming: ${what}`, async () => {
      const identities = [throwAwayIdentity()] as const;
      const large = { name: 'assets/large.bin', bytes: new Uint8Array(size).map((_, index) => index >> 5) };
      const apk = await unsignedApk({ minSdk }, [large]);
      const path = join(folder, 'in.apk');
      await writeFile(path, apk);
      const files = new NodeFileSystem();
      const source = await files.openFile(path);
      const output = await files.createFile(join(folder, 'out.apk'));
      await signApk({ source, output, identities, digester: hereDigester });
      await output.commit();
      await source.close();
      const signed = await readFile(join(folder, 'out.apk'));
      ok(signed.equals(await signBytes(apk, { identities })));
      ok((await verifyBytes(signed)).verified);
    });
});
