import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Bytes, concatBytes, emptyBytes, toHex } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type ContentDigester, type DigestRequest } from '../../../../../src/core/ports/contentDigester.ts';
import { ChunkHasher } from '../../../../../src/core/signing/android/chunkHasher.ts';
import {
  chunkPrefixBytes,
  chunkRequest,
  computeContentDigests,
  digestChunks,
  joinChunkDigests,
  type WrittenEntries,
} from '../../../../../src/core/signing/android/contentDigests.ts';
import { type ContentDigestAlgorithm } from '../../../../../src/core/signing/android/signatureAlgorithms.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';

const chunk = 1024 * 1024;

/** As the specification says it, in the plainest way. */
function chunked(hash: 'sha256' | 'sha512', sections: readonly Bytes[]): string {
  const digests: Buffer[] = [];
  for (const section of sections)
    for (let at = 0; at < section.length; at += chunk) {
      const piece = section.subarray(at, at + chunk);
      const head = Buffer.alloc(5);
      head.writeUInt8(0xa5);
      head.writeUInt32LE(piece.length, 1);
      digests.push(createHash(hash).update(head).update(piece).digest());
    }
  const head = Buffer.alloc(5);
  head.writeUInt8(0x5a);
  head.writeUInt32LE(digests.length, 1);
  return createHash(hash)
    .update(Buffer.concat([head, ...digests]))
    .digest('hex');
}

function verity(sections: readonly Bytes[]): string {
  const bytes = Buffer.concat(sections);
  const hashes = (level: Buffer): Buffer => {
    const pages: Buffer[] = [];
    for (let at = 0; at < level.length; at += 4096) {
      const page = Buffer.alloc(4096);
      level.copy(page, 0, at, at + 4096);
      pages.push(createHash('sha256').update(Buffer.alloc(8)).update(page).digest());
    }
    return Buffer.concat(pages);
  };
  let level = hashes(bytes);
  while (level.length > 4096) level = hashes(level);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([hashes(level), length]).toString('hex');
}

function patterned(length: number, seed: number): Bytes {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + seed + (index >>> 8)) & 0xff);
}

interface Apk {
  readonly bytes: Bytes;
  readonly sections: Parameters<typeof computeContentDigests>[0]['sections'];
  readonly signingBlockOffset: number;
  /** As the digest sees them. */
  readonly content: readonly [entries: Bytes, directory: Bytes, end: Bytes];
}

function apkOf(entriesLength: number, directoryLength: number, blockLength = 4096): Apk {
  const [entries, block, directory] = [patterned(entriesLength, 1), patterned(blockLength, 2), patterned(directoryLength, 3)];
  const endAt = (offset: number): Bytes => {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt32LE(directoryLength, 12);
    end.writeUInt32LE(offset, 16);
    return new Uint8Array(end);
  };
  const centralDirectoryOffset = entriesLength + blockLength;
  const endRecord = endAt(centralDirectoryOffset);
  const endRecordOffset = centralDirectoryOffset + directoryLength;
  return {
    bytes: concatBytes(entries, block, directory, endRecord),
    sections: {
      centralDirectoryOffset,
      centralDirectorySize: directoryLength,
      endRecordOffset,
      endRecord,
    } as Apk['sections'],
    signingBlockOffset: entriesLength,
    content: [entries, directory, endAt(entriesLength)],
  };
}

const every: readonly ContentDigestAlgorithm[] = ['chunked-sha256', 'verity-chunked-sha256', 'chunked-sha512'];

interface Extra {
  readonly hasFileSha256?: boolean;
  readonly writtenEntries?: WrittenEntries;
  readonly digester?: ContentDigester;
  readonly algorithms?: readonly ContentDigestAlgorithm[];
}

async function digestsOf({ bytes, sections, signingBlockOffset }: Apk, extra: Extra = {}) {
  const request = { source: bytesSource(bytes), sections, signingBlockOffset, algorithms: every, digester: hereDigester, ...extra };
  const { digests, fileSha256 } = await computeContentDigests(request);
  return { digests: Object.fromEntries(Array.from(digests, ([name, value]) => [name, toHex(value)])), fileSha256 };
}

function expectedOf({ content, signingBlockOffset }: Apk): Readonly<Record<string, string>> {
  const both = { 'chunked-sha256': chunked('sha256', content), 'chunked-sha512': chunked('sha512', content) };
  return { ...both, ...(signingBlockOffset % 4096 === 0 && { 'verity-chunked-sha256': verity(content) }) };
}

/** Notes the ranges that are read. */
function watchedDigester(): ContentDigester & { readonly requests: DigestRequest[] } {
  const requests: DigestRequest[] = [];
  return {
    requests,
    digest: async (request) => {
      requests.push(request);
      return await hereDigester.digest(request);
    },
  };
}

describe('the content digests of an APK', () => {
  const sizes: readonly (readonly [entries: number, directory: number, block?: number])[] = [
    [4096, 100],
    [0, 1],
    [8192, 4074],
    [8192, 4075],
    [chunk, 22],
    [chunk - 4096, chunk],
    [chunk + 4096, chunk + 1],
    [2 * chunk, 5000, chunk + 4096],
    [5000, 60],
    [4096 * 129, 10],
  ];
  for (const [entries, directory, block] of sizes) {
    const apk = apkOf(entries, directory, block);
    it(`are those of the specification for ${entries} + ${directory} bytes`, async () => {
      deepStrictEqual(await digestsOf(apk), { digests: expectedOf(apk), fileSha256: undefined });
    });
    it(`come with the hash of the file for ${entries} + ${directory} bytes`, async () => {
      deepStrictEqual(await digestsOf(apk, { hasFileSha256: true }), {
        digests: expectedOf(apk),
        fileSha256: createHash('sha256').update(apk.bytes).digest('hex'),
      });
    });
  }

  it('are computed in one pass over what is asked for', async () => {
    const apk = apkOf(8192, 100);
    const digester = watchedDigester();
    const progress: number[] = [];
    const signal = new AbortController().signal;
    await computeContentDigests({
      source: bytesSource(apk.bytes),
      sections: apk.sections,
      signingBlockOffset: 8192,
      algorithms: ['chunked-sha512'],
      digester,
      signal,
      onProgress: (fraction) => progress.push(fraction),
    });
    strictEqual(digester.requests.length, 1);
    const [request] = digester.requests;
    deepStrictEqual(request?.ranges, [
      { start: 0, end: 8192 },
      { start: 12_288, end: 12_388 },
    ]);
    deepStrictEqual([request?.chunked.length, request?.whole, request?.signal === signal, progress.at(-1)], [1, [], true, 1]);
  });

  it('read the whole file in one pass when its hash is wanted', async () => {
    const digester = watchedDigester();
    await digestsOf(apkOf(8192, 100), { digester, hasFileSha256: true });
    deepStrictEqual(
      digester.requests.map(({ ranges, whole }) => ({ ranges, whole })),
      [
        {
          ranges: [
            { start: 0, end: 8192 },
            { start: 8192, end: 12_288 },
            { start: 12_288, end: 12_388 },
            { start: 12_388, end: 12_410 },
          ],
          whole: ['sha256'],
        },
      ],
    );
  });

  describe('with what is known of the entries', () => {
    const apk = apkOf(8192, 100);
    const [entries] = apk.content;
    const written: WrittenEntries = { length: 8192, chunkDigests: new Map([['chunked-sha256', digestChunks('sha256', entries)]]) };
    const algorithms = ['chunked-sha256'] as const;

    async function check(extra: Extra, readBytes: number, expected = expectedOf(apk)): Promise<void> {
      const digester = watchedDigester();
      const { digests } = await digestsOf(apk, { algorithms, digester, ...extra });
      const asked = extra.algorithms ?? algorithms;
      deepStrictEqual(digests, Object.fromEntries(asked.map((name) => [name, expected[name]])));
      const read = digester.requests.flatMap(({ ranges }) => ranges).reduce((sum, { start, end }) => sum + end - start, 0);
      strictEqual(read, readBytes);
    }

    it('do not read them again', () => check({ writtenEntries: written }, 100));
    it('read them when they are of another length', () => check({ writtenEntries: { ...written, length: 4096 } }, 8292));
    it('read them for an algorithm that is not known', () =>
      check({ writtenEntries: written, algorithms: ['chunked-sha256', 'chunked-sha512'] }, 8292));
    it('read them when the hash of the file is wanted', () => check({ writtenEntries: written, hasFileSha256: true }, apk.bytes.length));
    it('take what is said of them', async () => {
      const wrong: WrittenEntries = { length: 8192, chunkDigests: new Map([['chunked-sha256', new Uint8Array(32)]]) };
      const { digests } = await digestsOf(apk, { algorithms, writtenEntries: wrong });
      const [, directory, end] = apk.content;
      const parts = [new Uint8Array(32), digestChunks('sha256', directory), digestChunks('sha256', end)];
      strictEqual(digests['chunked-sha256'], toHex(joinChunkDigests('sha256', parts)));
      ok(digests['chunked-sha256'] !== expectedOf(apk)['chunked-sha256']);
    });
  });

  it('are asked of a digester as each algorithm cuts and salts', () => {
    deepStrictEqual(every.map(chunkRequest), [
      { algorithm: 'sha256', chunkSize: chunk, prefixByte: 0xa5 },
      { algorithm: 'sha256', chunkSize: 4096, salt: new Uint8Array(8) },
      { algorithm: 'sha512', chunkSize: chunk, prefixByte: 0xa5 },
    ]);
  });
});

describe('chunk digests of bytes that come in pieces', () => {
  function check(length: number, pieces: readonly number[], hashes: readonly ('sha256' | 'sha512')[]): void {
    const bytes = patterned(length, 9);
    const hasher = new ChunkHasher(hashes, length);
    let at = 0;
    for (const piece of pieces) hasher.update(bytes.subarray(at, (at += piece)));
    hasher.update(bytes.subarray(at));
    deepStrictEqual(
      hasher.finish().map(toHex),
      hashes.map((hash) => toHex(digestChunks(hash, bytes))),
    );
  }

  it('are those of the whole', () => {
    check(100, [], ['sha256']);
    check(100, [1, 0, 98], ['sha256', 'sha512']);
    check(chunk, [chunk - 1], ['sha512']);
    check(chunk + 1, [chunk], ['sha256', 'sha512']);
    check(3 * chunk, [5, 2 * chunk], ['sha256']);
    check(2 * chunk + 7, [chunk + 3, chunk - 3], ['sha512', 'sha256']);
    check(0, [], ['sha256']);
  });

  it('are refused for more or fewer bytes than the section has', () => {
    const tooMany = new ChunkHasher(['sha256'], 3);
    throws(() => tooMany.update(new Uint8Array(4)), /more bytes came than the section has/);
    const tooFew = new ChunkHasher(['sha256'], 3);
    tooFew.update(new Uint8Array(1));
    throws(() => tooFew.finish(), /2 bytes of the section are missing/);
    throws(() => new ChunkHasher(['sha256'], chunk + 1).finish(), /1048577 bytes of the section are missing/);
    const empty = new ChunkHasher(['sha256', 'sha512'], 0);
    throws(() => empty.update(Uint8Array.of(1)), /more bytes/);
    deepStrictEqual(empty.finish(), [emptyBytes, emptyBytes]);
  });

  it('have the length of their chunk before them', () => {
    deepStrictEqual([...chunkPrefixBytes(0x0001_0203)], [0xa5, 3, 2, 1, 0]);
  });
});
