import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signApk } from '../../../../../src/core/signing/android/signApk.ts';
import { nextTurn } from '../../../../../src/core/base/nextTurn.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import { NodeNewFile } from '../../../../../src/node/nodeNewFile.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { signBytes, unsignedApk, verifyBytes } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';

const digest = hereDigester.digest.bind(hereDigester);
/** Of three whole chunks and a half. */
const largeApk = (): Promise<Uint8Array> =>
  unsignedApk({ minSdk: 24 }, [{ name: 'assets/large.bin', bytes: new Uint8Array(3_500_000).fill(7) }]);
/** As one whose threads hash while the system copies. */
const elsewhere = { digest, isHashedHere: () => false };

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
      await signApk({ source, output, identities, digester: elsewhere });
      await output.commit();
      await source.close();
      const signed = await readFile(join(folder, 'out.apk'));
      ok(signed.equals(await signBytes(apk, { identities })));
      ok((await verifyBytes(signed)).verified);
    });

  it('copies while the key is opened, and gives the same package', async () => {
    const identity = throwAwayIdentity();
    const apk = await largeApk();
    const { output, events, source, files } = await begun(apk, 'early');
    const opening = Promise.withResolvers<readonly [SigningIdentity]>();
    const signing = signApk({ source, output, identities: opening.promise, digester: elsewhere });
    while (!events.includes('copying')) await nextTurn();
    opening.resolve([identity]);
    await signing;
    await output.commit();
    await source.close();
    ok(Buffer.from(await files.readFile(output.path)).equals(await signBytes(apk, { identities: [identity] })));
  });

  it('waits for the copy when the key does not open, so that nothing is removed under it', async () => {
    const apk = await largeApk();
    const { output, events, source } = await begun(apk, 'wrong');
    const opening = Promise.withResolvers<readonly [SigningIdentity]>();
    const signing = signApk({ source, output, identities: opening.promise, digester: elsewhere });
    while (!events.includes('copying')) await nextTurn();
    opening.reject(new Error('wrong password'));
    await rejects(signing, /wrong password/);
    deepStrictEqual(events, ['copying', 'copied']);
    await output.discard();
    await source.close();
  });

  it('says how far it is while it copies, and lets the one who hashes stop', async () => {
    const apk = await largeApk();
    const { output, source } = await begun(apk, 'telling');
    const fractions: number[] = [];
    const { signal } = new AbortController();
    const asked: unknown[] = [];
    const watched = {
      ...elsewhere,
      digest: async (request: Parameters<typeof digest>[0]) => {
        asked.push(request.signal);
        request.onProgress?.(0.5);
        return await digest(request);
      },
    };
    const report = ({ step, fraction = 0 }: { readonly step: string; readonly fraction?: number }): void => {
      strictEqual(step, 'signing');
      fractions.push(fraction);
    };
    await signApk({ source, output, identities: [throwAwayIdentity()], digester: watched, signal, report });
    deepStrictEqual(asked, [signal]);
    const [half = 0] = fractions;
    // Half of the three whole chunks of a package of 3.5 MB, of the part that copying is of signing.
    ok(Math.abs(half - (0.5 * 3 * 1024 * 1024 * 0.95) / 3_506_176) < 0.01, String(half));
    strictEqual(fractions.at(-1), 1);
    await output.discard();
    await source.close();
  });

  for (const part of ['hash', 'copy'] as const)
    it(`fails when the ${part} does`, async () => {
      const apk = await largeApk();
      const { output, source } = await begun(apk, part);
      const fail = async (): Promise<never> => {
        throw new RangeError(`no ${part}`);
      };
      if (part === 'copy') output.copyFrom = fail;
      const digester = part === 'hash' ? { ...elsewhere, digest: fail } : elsewhere;
      await rejects(signApk({ source, output, identities: [throwAwayIdentity()], digester }), new RegExp(`no ${part}`));
      await output.discard();
      await source.close();
    });

  it('writes what it hashes itself, without a copy, and says how far it is', async () => {
    const apk = await largeApk();
    const { files, output, events, source } = await begun(apk, 'here');
    const asked: number[] = [];
    const isHashedHere = (sizeBytes: number): boolean => asked.push(sizeBytes) > 0;
    const fractions: number[] = [];
    const digester = { digest, isHashedHere };
    const report = ({ fraction = 0 }: { readonly fraction?: number }): void => void fractions.push(fraction);
    await signApk({ source, output, identities: Promise.resolve([throwAwayIdentity()] as const), digester, report });
    deepStrictEqual(events, []);
    ok(asked.every((size) => size >= 3_500_000));
    ok(fractions.length > 3 && fractions.every((fraction, index) => fraction >= (fractions[index - 1] ?? 0)), String(fractions));
    await output.commit();
    await source.close();
    ok((await verifyBytes(await files.readFile(output.path))).verified);
  });

  async function begun(apk: Uint8Array, name: string) {
    const path = join(folder, `${name}-in.apk`);
    await writeFile(path, apk);
    const files = new NodeFileSystem();
    const source = await files.openFile(path);
    const output = await NodeNewFile.create(join(folder, `${name}.apk`));
    const events: string[] = [];
    const copyFrom = output.copyFrom.bind(output);
    output.copyFrom = async (from, length) => {
      events.push('copying');
      await copyFrom(from, length);
      events.push('copied');
    };
    return { files, source, output, events };
  }
});
