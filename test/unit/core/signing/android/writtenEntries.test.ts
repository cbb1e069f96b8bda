import { deepStrictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type ContentDigester, type DigestRequest } from '../../../../../src/core/ports/contentDigester.ts';
import { signApk } from '../../../../../src/core/signing/android/signApk.ts';
import { verifyApk } from '../../../../../src/core/signing/android/verifyApk.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { unsignedApk } from '../../../../support/signedPackages.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { MemorySink } from '../../../../support/memorySink.ts';

/** Counts the bytes that were asked for. */
function countingDigester(): ContentDigester & { bytes: number } {
  return {
    bytes: 0,
    digest(request: DigestRequest) {
      for (const { start, end } of request.ranges) this.bytes += end - start;
      return hereDigester.digest(request);
    },
  };
}

async function sign(label: string) {
  const output = new MemorySink();
  const apk = await unsignedApk({ minSdk: 24 }, [{ name: 'assets/data.bin', bytes: Buffer.alloc(300_000, label) }]);
  const { writtenEntries } = await signApk({
    source: bytesSource(apk),
    output,
    identities: [throwAwayIdentity()],
    digester: hereDigester,
  });
  return { signed: output.bytes(), writtenEntries };
}

describe('verifying a file that was just signed', () => {
  it('spares the entries a second reading, and comes to the same result', async () => {
    const { signed, writtenEntries } = await sign('a');
    const sparing = countingDigester();
    const full = countingDigester();
    const spared = await verifyApk(bytesSource(signed), { digester: sparing, writtenEntries });
    deepStrictEqual(spared, await verifyApk(bytesSource(signed), { digester: full }));
    deepStrictEqual([spared.verified, sparing.bytes < 10_000, full.bytes > 300_000], [true, true, true]);
  });

  it('does not take the digests of other entries for these', async () => {
    const { signed } = await sign('a');
    const { writtenEntries } = await sign('b');
    const { verified, issues } = await verifyApk(bytesSource(signed), { digester: hereDigester, writtenEntries });
    deepStrictEqual([verified, issues.map(({ code }) => code)], [false, ['apk-v3-content-changed', 'apk-v2-content-changed']]);
  });

  it('reads the entries when the digests are of another length', async () => {
    const { signed, writtenEntries } = await sign('a');
    const digester = countingDigester();
    const other = { ...writtenEntries, length: writtenEntries.length + 4096 };
    const { verified } = await verifyApk(bytesSource(signed), { digester, writtenEntries: other });
    deepStrictEqual([verified, digester.bytes > 300_000], [true, true]);
  });
});
