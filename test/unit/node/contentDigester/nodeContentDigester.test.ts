import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type DigestRequest, type DigestResult } from '../../../../src/core/ports/contentDigester.ts';
import { NodeContentDigester } from '../../../../src/node/contentDigester/nodeContentDigester.ts';
import { NodeOpenFile } from '../../../../src/node/nodeOpenFile.ts';

const workerUrl = new URL('../../../../src/node/contentDigester/digestWorker.ts', import.meta.url);
const size = 20 * 1024 * 1024 + 12_345;
const bytes = new Uint8Array(size).map((_, index) => (index * 7919) >> 3);
const asked: Omit<DigestRequest, 'source'> = {
  ranges: [
    { start: 0, end: size - 5000 },
    { start: size - 4000, end: size },
  ],
  chunked: [
    { algorithm: 'sha256', chunkSize: 1024 * 1024, prefixByte: 0xa5 },
    { algorithm: 'sha512', chunkSize: 1024 * 1024, prefixByte: 0xa5 },
    { algorithm: 'sha256', chunkSize: 4096, salt: new Uint8Array(8) },
    { algorithm: 'sha1', chunkSize: 4096 },
  ],
  whole: [],
};

function expected({ ranges, chunked, whole }: Omit<DigestRequest, 'source'>): DigestResult {
  return {
    chunked: chunked.map(({ algorithm, chunkSize, prefixByte, salt }) => {
      const digests: Buffer[] = [];
      for (const { start, end } of ranges)
        for (let at = start; at < end; at += chunkSize) {
          const chunk = bytes.subarray(at, Math.min(end, at + chunkSize));
          const hash = createHash(algorithm);
          if (salt) hash.update(salt);
          if (prefixByte !== undefined) {
            const prefix = Buffer.alloc(5, prefixByte);
            prefix.writeUInt32LE(chunk.length, 1);
            hash.update(prefix);
          }
          digests.push(hash.update(chunk).digest());
        }
      return Buffer.concat(digests);
    }),
    whole: whole.map((algorithm) => {
      const hash = createHash(algorithm);
      for (const { start, end } of ranges) hash.update(bytes.subarray(start, end));
      return hash.digest();
    }),
  };
}

const texts = ({ chunked, whole }: DigestResult): readonly string[] =>
  [...chunked, ...whole].map((digest) => createHash('sha1').update(toHex(digest)).digest('hex'));

describe('NodeContentDigester', () => {
  let folder = '';
  let path = '';
  const digesters: NodeContentDigester[] = [];
  const digester = (url = workerUrl): NodeContentDigester => {
    const made = new NodeContentDigester({ workerUrl: url, workerThresholdBytes: 1024, workerCount: 2 });
    digesters.push(made);
    return made;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-digest-'));
    path = join(folder, 'file');
    await writeFile(path, bytes);
  });
  after(async () => {
    await Promise.all(digesters.map((made) => made.dispose()));
    await rm(folder, { recursive: true, force: true });
  });

  it('gives the same digests in worker threads and in its own', async () => {
    const file = await NodeOpenFile.open(path);
    const wanted = texts(expected(asked));
    deepStrictEqual(texts(await digester().digest({ ...asked, source: file })), wanted);
    deepStrictEqual(texts(await digester().digest({ ...asked, source: bytesSource(bytes) })), wanted);
    await file.close();
  });

  it('gives the same digests when its own thread hashes along', async () => {
    const file = await NodeOpenFile.open(path);
    const fractions: number[] = [];
    const helping = new NodeContentDigester({ workerUrl, workerThresholdBytes: 1024, workerCount: 2, isHelping: true });
    digesters.push(helping);
    const result = await helping.digest({ ...asked, source: file, onProgress: (fraction) => fractions.push(fraction) });
    deepStrictEqual([texts(result), fractions.at(-1)], [texts(expected(asked)), 1]);
    await file.close();
  });

  it('digests everything as one stream', async () => {
    const file = await NodeOpenFile.open(path);
    const request = { ...asked, whole: ['sha256', 'sha384'] as const };
    deepStrictEqual(texts(await digester().digest({ ...request, source: file })), texts(expected(request)));
    await file.close();
  });

  it('digests nothing when there is nothing', async () => {
    const { chunked, whole } = await digester().digest({
      source: bytesSource(new Uint8Array()),
      ranges: [],
      chunked: asked.chunked,
      whole: ['sha1'],
    });
    deepStrictEqual([chunked.map(({ length }) => length), whole.map(toHex)], [[0, 0, 0, 0], ['da39a3ee5e6b4b0d3255bfef95601890afd80709']]);
  });

  it('reports progress up to the end', async () => {
    const file = await NodeOpenFile.open(path);
    const fractions: number[] = [];
    await digester().digest({ ...asked, source: file, onProgress: (fraction) => fractions.push(fraction) });
    deepStrictEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    strictEqual(fractions.at(-1), 1);
    await file.close();
  });

  it('says what its own thread hashes: what is small, and what is not worth a thread of a helping one', () => {
    const options = { workerUrl, workerThresholdBytes: 1000, workerCount: 1 };
    const large = 256 * 1024 * 1024;
    const serving = new NodeContentDigester(options);
    const helping = new NodeContentDigester({ ...options, isHelping: true });
    deepStrictEqual(
      [999, 1000].map((size) => serving.isHashedHere(size)),
      [true, false],
    );
    deepStrictEqual(
      [1000, large - 1, large].map((size) => helping.isHashedHere(size)),
      [true, true, false],
    );
  });

  it('works without its workers', async () => {
    const file = await NodeOpenFile.open(path);
    const broken = digester(new URL('absent.ts', workerUrl));
    deepStrictEqual(texts(await broken.digest({ ...asked, source: file })), texts(expected(asked)));
    const disposed = digester();
    await disposed.dispose();
    deepStrictEqual(texts(await disposed.digest({ ...asked, source: file })), texts(expected(asked)));
    await file.close();
  });

  it('stops when it is cancelled', async () => {
    const file = await NodeOpenFile.open(path);
    const controller = new AbortController();
    const digesting = digester().digest({ ...asked, source: file, signal: controller.signal, onProgress: () => controller.abort() });
    await rejects(digesting, (error) => isFailure(error, 'cancelled'));
    await file.close();
  });

  it('fails when the file became shorter', async () => {
    const short = join(folder, 'short');
    await writeFile(short, bytes);
    const file = await NodeOpenFile.open(short);
    await truncate(short, 1000);
    await rejects(digester().digest({ ...asked, source: file }), (error) => isFailure(error, 'file-changed'));
    await file.close();
  });

  it('serves several requests at the same time', async () => {
    const file = await NodeOpenFile.open(path);
    const one = digester();
    const results = await Promise.all([1, 2, 3].map(() => one.digest({ ...asked, source: file })));
    ok(results.every((result) => texts(result).join() === texts(expected(asked)).join()));
    await file.close();
  });

  it('gives the same digests with workers that were started before', async () => {
    const prepared = digester();
    const file = await NodeOpenFile.open(path);
    prepared.prepare(size);
    deepStrictEqual(texts(await prepared.digest({ ...asked, source: file })), texts(expected(asked)));
    await file.close();
  });

  it('does not keep a process alive for workers that got no work', () => {
    const module = new URL('../../../../src/node/contentDigester/nodeContentDigester.ts', import.meta.url).href;
    const program = `const { NodeContentDigester } = await import(${JSON.stringify(module)});
      new NodeContentDigester({ workerUrl: new URL(${JSON.stringify(workerUrl.href)}), workerCount: 2 }).prepare(2 ** 30);`;
    // Killed by its limit it has no exit code.
    strictEqual(spawnSync(process.execPath, ['--input-type=module', '--eval', program], { timeout: 50_000 }).status, 0);
  });
});
