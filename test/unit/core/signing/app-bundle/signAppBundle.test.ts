import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { hasErrors } from '../../../../../src/core/base/issue.ts';
import { signAppBundle } from '../../../../../src/core/signing/app-bundle/signAppBundle.ts';
import { verifyAppBundle } from '../../../../../src/core/signing/app-bundle/verifyAppBundle.ts';
import { smallArchive, smallBundleEntries } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';
import { MemorySink } from '../../../../support/memorySink.ts';

async function sign(bundle: Bytes, algorithm: ThrowAwayAlgorithm): Promise<Bytes> {
  const output = new MemorySink();
  await signAppBundle({ source: bytesSource(bundle), output, identities: [throwAwayIdentity({ algorithm })] });
  return output.bytes();
}

describe('signAppBundle', () => {
  for (const algorithm of ['rsa-2048', 'ec-p256', 'ec-p521', 'dsa-2048'] as const)
    it(`signs with ${algorithm}, and again`, async () => {
      const first = await sign(await smallArchive(smallBundleEntries()), algorithm);
      const second = await sign(first, algorithm);
      for (const signed of [first, second]) {
        const { verified, signers, issues } = await verifyAppBundle(bytesSource(signed));
        deepStrictEqual([verified, signers.length, issues], [true, 1, []]);
      }
      if (algorithm === 'rsa-2048') ok(Buffer.from(first).equals(second));
    });

  it('is not verified without a signer', async () => {
    for (const bundle of [await smallArchive(smallBundleEntries()), utf8('no archive')]) {
      const { verified, signers } = await verifyAppBundle(bytesSource(bundle));
      deepStrictEqual([verified, signers], [false, []]);
    }
  });

  it('says how far it is, and stops when it is cancelled', async () => {
    const bundle = await smallArchive(smallBundleEntries());
    const identities = [throwAwayIdentity({ algorithm: 'ec-p256' })] as const;
    const fractions: number[] = [];
    const request = { source: bytesSource(bundle), output: new MemorySink(), identities };
    await signAppBundle({ ...request, report: ({ fraction }) => void fractions.push(fraction) });
    ok(fractions.length > 1 && fractions.every((fraction, index) => fraction >= (fractions[index - 1] ?? 0)), String(fractions));
    strictEqual(fractions.at(-1), 1);
    const output = new MemorySink();
    await rejects(signAppBundle({ ...request, output, signal: AbortSignal.abort() }), (error) => isFailure(error, 'cancelled'));
    strictEqual(output.bytes().length, 0);
  });

  it('notices a change', async () => {
    const signed = await sign(await smallArchive(smallBundleEntries()), 'ec-p256');
    const at = Buffer.from(signed).indexOf('dex\n039') + 20;
    const changed = signed.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const { verified, issues } = await verifyAppBundle(bytesSource(changed));
    deepStrictEqual([verified, hasErrors(issues)], [false, true]);
  });
});
