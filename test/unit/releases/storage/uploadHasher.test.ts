import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DiskBlobs } from '../../../../src/releases/storage/blobs-disk/diskBlobs.ts';
import { describeBlobs } from '../../../support/blobsSuite.ts';

const hashWorker = new URL('../../../../src/releases/storage/blobs-disk/uploadHashWorker.ts', import.meta.url);
const megabyte = 1024 * 1024;
const partBytes = 4 * megabyte;
const parts = Array.from({ length: 6 }, () => randomBytes(partBytes));
const whole = hashesOf(Buffer.concat(parts));

/** Answers with what it was asked to read. */
const telling = workerOf(`
  const asked = new Map();
  parentPort.on('message', ({ id, kind, start, end }) => {
    if (kind === 'bytes') asked.set(id, [...(asked.get(id) ?? []), start / ${megabyte} + '-' + end / ${megabyte}]);
    else if (kind === 'end') parentPort.postMessage({ id, hashes: { sha256: asked.get(id).join(' '), md5: '' } });
  });
`);

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'releases-'))));
afterEach(async () => await rm(folder, { recursive: true, force: true }));

describeBlobs('a folder, hashed in a thread', async () => await DiskBlobs.open(folder, hashWorker));

describe('the hashes of an upload', () => {
  it('are right whatever order its parts come in', async () => {
    const blobs = await open(hashWorker);
    await Promise.all([3, 0, 5, 1, 4, 2].map(async (number) => await write(blobs, number, parts[number])));
    deepStrictEqual(await hashes(blobs), whole);
  });

  it('are made of what has no gap before it, and of the rest when it is complete', async () => {
    const blobs = await open(telling);
    for (const number of [0, 1, 2, 4, 5, 3]) await write(blobs, number, parts[number]);
    deepStrictEqual(await hashes(blobs), { sha256: '0-4 4-8 8-12 12-16 16-20 20-24', md5: '' });
  });

  it('are those of the file when a part is sent again, also while it is being written', async () => {
    const blobs = await open(hashWorker);
    for (const number of [5, 0, 1, 2, 3, 4]) await write(blobs, number, parts[number]);
    const other = randomBytes(partBytes);
    await write(blobs, 1, other);
    deepStrictEqual(await hashes(blobs), hashesOf(Buffer.concat(parts.with(1, other))));
    const again = await open(hashWorker);
    await Promise.all([0, 1, 2, 3, 4, 5, 2, 2].map(async (number) => await write(again, number, parts[number])));
    deepStrictEqual(await hashes(again), whole);
  });

  it('begin again with an upload that is discarded', async () => {
    const blobs = await open(hashWorker);
    for (let number = 0; number < 6; number++) await write(blobs, number, randomBytes(partBytes));
    await blobs.discardUpload('a');
    await blobs.beginUpload('a');
    for (const [number, part] of parts.entries()) await write(blobs, number, part);
    deepStrictEqual(await hashes(blobs), whole);
  });

  it('are those of the file after a restart in the middle', async () => {
    const before = await open(hashWorker);
    for (const number of [0, 1, 2, 3, 4]) await write(before, number, parts[number]);
    const after = await DiskBlobs.open(folder, hashWorker);
    await write(after, 5, parts[5]);
    deepStrictEqual(await hashes(after), whole);
  });

  it('are made without a thread where it does not start, ends too early or cannot read', async () => {
    const workers = [
      new URL('file:///none/worker.mjs'),
      workerOf('process.exit()'),
      workerOf(`parentPort.on('message', ({ kind }) => { if (kind === 'end') throw new Error('broken'); });`),
      workerOf(`parentPort.on('message', ({ id, kind }) => { if (kind === 'end') parentPort.postMessage({ id, hashes: null }); });`),
    ];
    for (const worker of workers) {
      const blobs = await open(worker);
      for (const [number, part] of parts.entries()) await write(blobs, number, part);
      deepStrictEqual(await hashes(blobs), whole, worker.href.slice(0, 100));
      await blobs.discardUpload('a');
    }
  });

  it('are made without a thread where an upload is small', async () => {
    const blobs = await open(telling);
    await write(blobs, 0, parts[0]);
    deepStrictEqual(await hashes(blobs), hashesOf(parts[0] ?? Buffer.alloc(0)));
  });

  it('are none where the thread was not asked for every byte, in order', async () => {
    const path = join(folder, 'file');
    await writeFile(path, parts[0] ?? '');
    const worker = new Worker(hashWorker);
    const ask = async (ranges: readonly (readonly [number, number])[], sizeBytes: number): Promise<unknown> => {
      for (const [start, end] of ranges) worker.postMessage({ id: 1, kind: 'bytes', path, start, end });
      worker.postMessage({ id: 1, kind: 'end', sizeBytes });
      const [{ hashes: made }] = await once(worker, 'message');
      return made;
    };
    try {
      const all = [
        [0, 100],
        [100, partBytes],
      ] as const;
      deepStrictEqual(await ask(all, partBytes), hashesOf(parts[0] ?? Buffer.alloc(0)));
      deepStrictEqual(
        [
          await ask([[100, partBytes]], partBytes),
          await ask(
            [
              [0, 100],
              [200, partBytes],
            ],
            partBytes,
          ),
          await ask(
            [
              [0, 100],
              [50, partBytes],
            ],
            partBytes,
          ),
          await ask([[0, partBytes + 1]], partBytes + 1),
          await ask(all, partBytes + 1),
          await ask([], partBytes),
        ],
        [null, null, null, null, null, null],
      );
    } finally {
      await worker.terminate();
    }
  });

  it('are right for more uploads than are hashed while they arrive', async () => {
    const blobs = await open(hashWorker);
    for (let index = 0; index < 70; index++) {
      await blobs.beginUpload(`left-${index}`);
      await blobs.writeUpload(`left-${index}`, 0, pieces(Buffer.from('left')), 4);
    }
    for (const [number, part] of parts.entries()) await write(blobs, number, part);
    deepStrictEqual(await hashes(blobs), whole);
    strictEqual((await blobs.digestUpload('left-3'))?.sizeBytes, 4);
  });
});

async function open(worker: URL): Promise<DiskBlobs> {
  const blobs = await DiskBlobs.open(folder, worker);
  await blobs.discardUpload('a');
  await blobs.beginUpload('a');
  return blobs;
}

async function write(blobs: DiskBlobs, number: number, part = Buffer.alloc(0)): Promise<void> {
  await blobs.writeUpload('a', number * partBytes, pieces(part), partBytes);
}

async function hashes(blobs: DiskBlobs): Promise<{ readonly sha256: string; readonly md5: string } | undefined> {
  const digest = await blobs.holdUpload('a', async () => await blobs.digestUpload('a'));
  return digest && { sha256: digest.sha256, md5: digest.md5 };
}

function hashesOf(content: Buffer): { readonly sha256: string; readonly md5: string } {
  const of = (algorithm: string): string => createHash(algorithm).update(content).digest('hex');
  return { sha256: of('sha256'), md5: of('md5') };
}

function workerOf(code: string): URL {
  const whole = `import { parentPort } from 'node:worker_threads'; ${code}`;
  return new URL(`data:text/javascript,${encodeURIComponent(whole)}`);
}

/** As a network brings them. */
async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield await Promise.resolve(content.subarray(at, at + 65_536));
}
