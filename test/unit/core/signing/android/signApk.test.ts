import { deepStrictEqual, notDeepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { entryDataOffset } from '../../../../../src/core/formats/zip/localHeader.ts';
import { readEntry } from '../../../../../src/core/formats/zip/readEntry.ts';
import { type ZipEntry } from '../../../../../src/core/formats/zip/zipEntry.ts';
import { signApk } from '../../../../../src/core/signing/android/signApk.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import { rawZip } from '../../formats/zip/support/rawZip.ts';
import { errorCodes, manifestBytes, signBytes, unsignedApk, verifyBytes } from '../../../../support/signedPackages.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';

async function entriesOf(apk: Bytes): Promise<readonly ZipEntry[]> {
  const { archive, issues } = await inspectZip(bytesSource(apk));
  deepStrictEqual(
    issues.map(({ code }) => code).filter((code) => code !== 'zip-directory-gap'),
    [],
  );
  return archive.entries;
}

describe('signApk', () => {
  const algorithms: readonly ThrowAwayAlgorithm[] = [
    'rsa-2048',
    'rsa-3072',
    'rsa-4096',
    'ec-p256',
    'ec-p384',
    'ec-p521',
    'dsa-1024',
    'dsa-2048',
  ];
  for (const algorithm of algorithms) {
    it(`signs with ${algorithm} so that every platform verifies`, async () => {
      const identity = throwAwayIdentity({ algorithm });
      const signed = await signBytes(await unsignedApk({ minSdk: 21 }), { identities: [identity] });
      const result = await verifyBytes(signed);
      deepStrictEqual(
        { codes: errorCodes(result), schemes: result.schemes, subjects: result.signers.map(({ scheme }) => scheme) },
        { codes: [], schemes: { v1: true, v2: true, v3: true, v31: false, v32: false, v4: false }, subjects: ['v3'] },
      );
    });
  }

  it('fails with what keeps a key closed, however long the archive takes to read', async () => {
    const whole = bytesSource(await unsignedApk());
    const read = async (offset: number, length: number): Promise<Bytes> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return await whole.read(offset, length);
    };
    const opening = async (): Promise<readonly [SigningIdentity]> => {
      throw Failure.of('file-not-found', { path: 'upload.p12' });
    };
    const request = { source: { ...whole, read }, output: new MemorySink(), identities: opening(), digester: hereDigester };
    // A failure that no one has taken when a turn of the loop ends is the end of a process.
    const untaken: unknown[] = [];
    const note = (reason: unknown): void => void untaken.push(reason);
    process.on('unhandledRejection', note);
    try {
      await rejects(signApk(request), (error) => isFailure(error, 'file-not-found'));
    } finally {
      process.off('unhandledRejection', note);
    }
    deepStrictEqual(untaken, []);
  });

  it('makes a v1 signature only for platforms that need it, or when asked', async () => {
    const schemesFor = async (minSdk: number, v1?: boolean): Promise<boolean> => {
      const signed = await signBytes(await unsignedApk({ minSdk }), v1 === undefined ? {} : { schemes: { v1 } });
      return (await verifyBytes(signed, { minSdk: 21, maxSdk: 23 })).schemes.v1;
    };
    deepStrictEqual([await schemesFor(23), await schemesFor(24), await schemesFor(24, true)], [true, false, true]);
  });

  it('signs with SHA-1 for platforms before API level 18', async () => {
    const signed = await signBytes(await unsignedApk({ minSdk: 9 }), { identities: [throwAwayIdentity()] });
    const result = await verifyBytes(signed);
    deepStrictEqual([result.minSdk, result.verified, result.schemes.v1], [9, true, true]);
  });

  it('signs with DSA by the digests that each platform knows', async () => {
    // SHA-256 with DSA is known from API level 21 on.
    for (const minSdk of [9, 20, 21, 24]) {
      const signed = await signBytes(await unsignedApk({ minSdk }), {
        identities: [throwAwayIdentity({ algorithm: 'dsa-1024' })],
        schemes: { v1: true },
      });
      const result = await verifyBytes(signed);
      deepStrictEqual([minSdk, errorCodes(result), result.schemes.v1], [minSdk, [], minSdk < 24]);
    }
  });

  it('gives the same bytes for the same input, and for its own output', async () => {
    const identities = [throwAwayIdentity()] as const;
    const apk = await unsignedApk({ minSdk: 21 }, [{ name: 'lib/x86/liba.so', bytes: new Uint8Array(50) }]);
    const first = await signBytes(apk, { identities });
    const again = await signBytes(apk, { identities });
    const resigned = await signBytes(first, { identities });
    ok(Buffer.from(first).equals(again));
    ok(Buffer.from(first).equals(resigned));
  });

  it('takes out every trace of the signature before', async () => {
    const first = await signBytes(await unsignedApk({ minSdk: 21 }), { identities: [throwAwayIdentity()] });
    const second = await signBytes(first, { minSdk: 24 });
    deepStrictEqual(
      (await entriesOf(second)).map(({ name }) => name),
      ['AndroidManifest.xml', 'classes.dex', 'assets/a.bin'],
    );
    const { signers } = await verifyBytes(second, { minSdk: 24 });
    strictEqual(signers.length, 1);
    notDeepStrictEqual(signers[0]?.sha256, (await verifyBytes(first)).signers[0]?.sha256);
  });

  it('aligns stored data, stores the resource table, and keeps contents and order', async () => {
    const contents = [
      { name: 'AndroidManifest.xml', bytes: manifestBytes(), method: 'deflated' as const },
      { name: 'odd', bytes: utf8('x') },
      { name: 'lib/arm64-v8a/liba.so', bytes: new Uint8Array(200).fill(7) },
      { name: 'resources.arsc', bytes: new Uint8Array(5000).fill(1), method: 'deflated' as const },
      { name: 'assets/b.bin', bytes: new Uint8Array(30) },
    ];
    const signed = await signBytes(await smallArchive(contents, () => 1));
    const source = bytesSource(signed);
    const entries = await entriesOf(signed);
    deepStrictEqual(
      entries.map(({ name }) => name),
      contents.map(({ name }) => name),
    );
    for (const [index, entry] of entries.entries()) {
      const { bytes } = await readEntry(source, entry, { maxBytes: 10_000 });
      deepStrictEqual(bytes && [...bytes], [...(contents[index]?.bytes ?? [])]);
      if (entry.method !== 0) continue;
      strictEqual((await entryDataOffset(source, entry)) % (entry.name.endsWith('.so') ? 16_384 : 4), 0, entry.name);
    }
    strictEqual(entries.find(({ name }) => name === 'resources.arsc')?.method, 0);
    strictEqual((await verifyBytes(signed)).verified, true);
  });

  it('keeps data descriptors, comments and directories', async () => {
    const manifest = manifestBytes();
    const descriptor = new Uint8Array(16);
    const view = new DataView(descriptor.buffer);
    view.setUint32(0, 0x08074b50, true);
    const apk = rawZip({
      entries: [
        { name: 'res/' },
        {
          name: 'AndroidManifest.xml',
          data: manifest,
          header: { flags: 8 },
          local: { crc32: 0, compressedSize: 0, uncompressedSize: 0 },
          after: descriptor,
        },
        { name: 'b', data: utf8('bb') },
      ],
      end: { comment: utf8('kept') },
    });
    const signed = await signBytes(apk, { identities: [throwAwayIdentity()], schemes: { v1: true } });
    strictEqual(Buffer.from(signed.subarray(-4)).toString(), 'kept');
    const result = await verifyBytes(signed, { minSdk: 21 });
    deepStrictEqual([errorCodes(result), result.schemes.v1], [[], true]);
  });

  const refusals: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ['what is no archive', () => signBytes(utf8('not a zip at all, whatever its name')), 'issues-found'],
    ['an archive without manifest', async () => signBytes(await smallArchive([{ name: 'a', bytes: utf8('a') }])), 'signing-impossible'],
    ['an entry that is there twice', () => signBytes(rawZip({ entries: [{ name: 'a' }, { name: 'a' }] })), 'issues-found'],
    [
      'no scheme at all',
      async () => signBytes(await unsignedApk(), { schemes: { v1: false, v2: false, v3: false } }),
      'signing-impossible',
    ],
    [
      'an old platform without v1',
      async () => signBytes(await unsignedApk({ minSdk: 21 }), { schemes: { v1: false } }),
      'signing-impossible',
    ],
    ['an EC key for a platform before API level 18', async () => signBytes(await unsignedApk({ minSdk: 16 })), 'signing-impossible'],
    [
      'v3 with two keys',
      async () =>
        signBytes(await unsignedApk(), { identities: [throwAwayIdentity(), throwAwayIdentity({ label: 'b' })], schemes: { v3: true } }),
      'signing-impossible',
    ],
    [
      'a key that cannot sign',
      async () => signBytes(await unsignedApk(), { identities: [throwAwayIdentity({ algorithm: 'ed25519' })] }),
      'signing-key-unsupported',
    ],
    [
      'a key of another certificate',
      async () =>
        signBytes(await unsignedApk(), {
          identities: [{ ...throwAwayIdentity(), privateKey: throwAwayIdentity({ label: 'other' }).privateKey }],
        }),
      'signing-key-mismatch',
    ],
    ['a cancelled request', async () => signBytes(await unsignedApk(), { signal: AbortSignal.abort() }), 'cancelled'],
  ];
  for (const [what, sign, code] of refusals) {
    it(`refuses ${what}`, () => rejects(sign, (error) => isFailure(error) && error.code === code));
  }

  it('signs with several keys in v1 and v2', async () => {
    const identities = [throwAwayIdentity(), throwAwayIdentity({ algorithm: 'ec-p256' })] as const;
    const result = await verifyBytes(await signBytes(await unsignedApk({ minSdk: 21 }), { identities }));
    deepStrictEqual(
      { ...result.schemes, signers: result.signers.map(({ scheme }) => scheme), errors: errorCodes(result) },
      { v1: true, v2: true, v3: false, v31: false, v32: false, v4: false, signers: ['v2', 'v2'], errors: [] },
    );
  });

  it('reports progress that never falls and ends at one', async () => {
    const fractions: number[] = [];
    await signBytes(await unsignedApk({ minSdk: 21 }), { report: ({ fraction }) => fractions.push(fraction) });
    deepStrictEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    strictEqual(fractions.at(-1), 1);
  });

  const reasons: readonly (readonly [reason: RegExp, sign: () => Promise<unknown>])[] = [
    [/no signature scheme was chosen/, async () => signBytes(await unsignedApk(), { schemes: { v1: false, v2: false, v3: false } })],
    [/the v3 scheme knows one key only/, async () => signBytes(await unsignedApk(), { identities: keys(2), schemes: { v3: true } })],
    [/Android accepts at most 10 keys/, async () => signBytes(await unsignedApk(), { identities: keys(11) })],
    [/API level 21 on, which needs a v1 signature/, async () => signBytes(await unsignedApk({ minSdk: 21 }), { schemes: { v1: false } })],
    [
      /Android before API level 18 verifies no EC signature, and the package runs from 17 on/,
      async () => signBytes(await unsignedApk({ minSdk: 17 })),
    ],
    [/no AndroidManifest\.xml/, async () => signBytes(await smallArchive([{ name: 'a', bytes: utf8('a') }]))],
  ];
  for (const [reason, sign] of reasons)
    it(`says why it is refused: ${reason.source}`, async () => {
      await rejects(sign(), (error) => isFailure(error, 'signing-impossible') && reason.test(error.message));
    });

  it('names the newer schemes in the files of v1, and only where there are any', async () => {
    const named = async (schemes: Readonly<Record<'v1' | 'v2' | 'v3', boolean>>): Promise<string | undefined> => {
      const apk = await signBytes(await unsignedApk({ minSdk: 21 }), { schemes });
      const entry = (await entriesOf(apk)).find(({ name }) => name.endsWith('.SF'));
      ok(entry);
      const { bytes } = await readEntry(bytesSource(apk), entry, { maxBytes: 10_000 });
      return /^X-Android-APK-Signed: (.*?)\r?$/m.exec(Buffer.from(bytes ?? []).toString())?.[1];
    };
    strictEqual(await named({ v1: true, v2: true, v3: true }), '2, 3');
    strictEqual(await named({ v1: true, v2: true, v3: false }), '2');
    strictEqual(await named({ v1: true, v2: false, v3: false }), undefined);
  });

  it('says which entry of a damaged package it cannot read', async () => {
    const apk = await unsignedApk({ minSdk: 21 });
    const at = Buffer.from(apk).indexOf('classes.dex') + 'classes.dex'.length;
    const damaged = apk.map((byte, index) => (index >= at && index < at + 4 ? 0xff : byte));
    await rejects(signBytes(damaged), (error) => {
      ok(isFailure(error, 'issues-found'));
      deepStrictEqual(
        error.issues.map(({ code, place }) => `${code} ${place?.entry}`),
        ['package-entry-malformed classes.dex'],
      );
      return error.cause instanceof Error;
    });
  });

  it('verifies by the schemes that the platforms know, from one level to the next', async () => {
    const v1Only = await signBytes(await unsignedApk({ minSdk: 21, targetSdk: 29 }), { schemes: { v1: true, v2: false, v3: false } });
    const all = await signBytes(await unsignedApk({ minSdk: 21 }), {});
    const schemes = async (apk: Bytes, maxSdk: number): Promise<string> => {
      const result = await verifyBytes(apk, { minSdk: 21, maxSdk });
      return `${result.verified} ${Object.entries(result.schemes)
        .flatMap(([name, isThere]) => (isThere ? [name] : []))
        .join()}`;
    };
    deepStrictEqual(await Promise.all([23, 24, 27, 28].map((maxSdk) => schemes(all, maxSdk))), [
      'true v1',
      'true v1,v2',
      'true v1,v2',
      'true v1,v2,v3',
    ]);
    deepStrictEqual(await Promise.all([23, 24, 28].map((maxSdk) => schemes(v1Only, maxSdk))), ['true v1', 'true v1', 'true v1']);
  });

  it('takes as many keys as Android does', async () => {
    const { verified, signers } = await verifyBytes(await signBytes(await unsignedApk(), { identities: keys(10) }));
    deepStrictEqual([verified, signers.length], [true, 10]);
  });

  it('decides by itself about v1 when that is asked for', async () => {
    for (const minSdk of [23, 24]) {
      const signed = await signBytes(await unsignedApk({ minSdk }), { schemes: { v1: 'auto' } });
      strictEqual((await verifyBytes(signed, { minSdk: 21, maxSdk: 23 })).schemes.v1, minSdk < 24);
    }
  });
});

function keys(count: number): readonly [SigningIdentity, ...SigningIdentity[]] {
  const others = Array.from({ length: count - 1 }, (_, index) => throwAwayIdentity({ algorithm: 'ec-p256', label: `key ${index}` }));
  return [throwAwayIdentity({ algorithm: 'ec-p256' }), ...others];
}
