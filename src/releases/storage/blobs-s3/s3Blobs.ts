/**
 * Packages in a bucket: `blobs/3f/3f…`, each under its SHA-256. Parts of an upload are objects of their own, named by their place, so that any
 * server can take any part. The end of an upload reads them once, hashes what it reads, and writes exactly that as one object, which then gets
 * its name by a copy within the service: so what is placed is what was digested, although parts may still be written.
 */

import { createHash } from 'node:crypto';
import { concatBytes, toHex, type Bytes } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type Random } from '../../../core/ports/random.ts';
import { type BlobDigest, type BlobStore, type OpenBlob } from '../../ports/blobs.ts';
import { Turns } from '../turns.ts';
import { type S3Bucket, type StoredObject } from './s3Bucket.ts';

/** A service takes parts from 5 MB on, and at most 10,000 of them. */
const partBytes = 8 * 1024 * 1024;
const partsAtOnce = 3;
const idleUploadMs = 60 * 60 * 1000;
/** A slow phone may begin late; one that fetches goes on after the end. */
const addressSeconds = 15 * 60;

const blobName = /^[0-9a-f]{64}$/;
const uploadName = /^[\w-]{1,100}$/;

interface Whole {
  readonly key: string;
  readonly sha256: string;
}

export class S3Blobs implements BlobStore {
  readonly #bucket: S3Bucket;
  readonly #random: Random;
  readonly #prefix: string;
  readonly #turns = new Turns();
  /** Of uploads that were digested by this server and wait for their place. */
  readonly #wholes = new Map<string, Whole>();

  /** Everything is below `prefix`, which is empty or ends with a slash. */
  constructor(bucket: S3Bucket, random: Random, prefix: string) {
    this.#bucket = bucket;
    this.#random = random;
    this.#prefix = prefix;
  }

  /** Parts that others write meanwhile are not in what the work digests and places. */
  async holdUpload<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result> {
    return await this.#turns.take(uploadId, work);
  }

  /** The mark of an upload that has no part yet. */
  async beginUpload(uploadId: string): Promise<void> {
    await this.#bucket.put(`${this.#uploadFolder(uploadId)}begun`, new Uint8Array());
  }

  async writeUpload(uploadId: string, offset: number, pieces: AsyncIterable<Bytes>, limitBytes: number): Promise<number> {
    const folder = this.#uploadFolder(uploadId);
    let gathered: Bytes[] = [];
    let waiting = 0;
    let done = 0;
    const flush = async (): Promise<void> => {
      if (waiting === 0) return;
      await this.#bucket.put(`${folder}parts/${String(offset + done).padStart(13, '0')}`, concatBytes(...gathered));
      done += waiting;
      gathered = [];
      waiting = 0;
    };
    for await (const piece of pieces) {
      if (done + waiting + piece.length > limitBytes) throw Failure.of('upload-part-too-large', { limitBytes });
      for (let from = 0; from < piece.length;) {
        const taken = piece.subarray(from, from + partBytes - waiting);
        gathered.push(taken);
        waiting += taken.length;
        from += taken.length;
        if (waiting === partBytes) await flush();
      }
    }
    await flush();
    return done;
  }

  async digestUpload(uploadId: string): Promise<BlobDigest | undefined> {
    const folder = this.#uploadFolder(uploadId);
    const objects = await this.#list(folder);
    if (objects.length === 0) return undefined;
    const parts = objects.filter(({ key }) => key.startsWith(`${folder}parts/`));
    const sha256 = createHash('sha256');
    const md5 = createHash('md5');
    let sizeBytes = 0;
    const key = `${folder}whole-${toHex(this.#random.bytes(8))}`;
    await this.#writeWhole(key, this.#piecesOf(parts), (piece) => {
      sha256.update(piece);
      md5.update(piece);
      sizeBytes += piece.length;
    });
    const digest = { sha256: sha256.digest('hex'), md5: md5.digest('hex'), sizeBytes };
    this.#wholes.set(uploadId, { key, sha256: digest.sha256 });
    return digest;
  }

  /** In order, each byte once. Where one is missing, it ends. */
  async *#piecesOf(parts: readonly StoredObject[]): AsyncGenerator<Bytes> {
    const placed = parts.map(({ key, sizeBytes }) => ({ key, sizeBytes, start: Number(key.slice(key.lastIndexOf('/') + 1)) }));
    let at = 0;
    for (const { key, start, sizeBytes } of placed.toSorted((a, b) => a.start - b.start)) {
      if (start > at) return;
      if (start + sizeBytes <= at) continue;
      yield* this.#bucket.stream(key, at - start, sizeBytes);
      at = start + sizeBytes;
    }
  }

  async #writeWhole(key: string, pieces: AsyncIterable<Bytes>, onPiece: (piece: Bytes) => void): Promise<void> {
    const blocks = inBlocks(pieces, onPiece);
    const first = await blocks.next();
    const second = await blocks.next();
    if (second.done === true) return await this.#bucket.put(key, first.done === true ? new Uint8Array() : first.value);
    const uploadId = await this.#bucket.beginParts(key);
    try {
      const tags: Promise<string>[] = [];
      const send = async (block: Bytes): Promise<void> => {
        const tag = this.#bucket.putPart(key, uploadId, tags.length + 1, block);
        // Its error is that of the whole, which is awaited below.
        tag.catch(() => undefined);
        tags.push(tag);
        await tags.at(-partsAtOnce);
      };
      if (first.done !== true) await send(first.value);
      await send(second.value);
      for await (const block of blocks) await send(block);
      await this.#bucket.finishParts(key, uploadId, await Promise.all(tags));
    } catch (error) {
      await this.#bucket.endParts(key, uploadId).catch(() => undefined);
      throw error;
    }
  }

  async placeUpload(uploadId: string, sha256: string): Promise<void> {
    const place = this.#blobKey(sha256);
    if ((await this.#bucket.sizeOf(place)) === undefined) {
      if (this.#wholes.get(uploadId)?.sha256 !== sha256) await this.digestUpload(uploadId);
      const whole = this.#wholes.get(uploadId);
      if (whole?.sha256 !== sha256) throw new TypeError('the upload has other content than was digested');
      await this.#bucket.copy(whole.key, place);
    }
    await this.#removeUpload(uploadId);
  }

  async discardUpload(uploadId: string): Promise<void> {
    await this.#turns.take(uploadId, async () => await this.#removeUpload(uploadId));
  }

  async #removeUpload(uploadId: string): Promise<void> {
    this.#wholes.delete(uploadId);
    for (const { key } of await this.#list(this.#uploadFolder(uploadId))) await this.#bucket.remove(key);
  }

  async open(sha256: string): Promise<OpenBlob | undefined> {
    const key = this.#blobKey(sha256);
    const size = await this.#bucket.sizeOf(key);
    if (size === undefined) return undefined;
    return {
      size,
      read: async (offset, length) => await gathered(this.#bucket.stream(key, offset, offset + length)),
      stream: (start, end) => this.#bucket.stream(key, start, end),
      close: async () => {},
    };
  }

  address(sha256: string, { disposition, mediaType }: { readonly disposition: string; readonly mediaType: string }): string | undefined {
    const headers = { 'response-content-disposition': disposition, 'response-content-type': mediaType };
    return this.#bucket.address(this.#blobKey(sha256), addressSeconds, headers);
  }

  async remove(sha256: string): Promise<void> {
    await this.#bucket.remove(this.#blobKey(sha256));
  }

  async listUploads(): Promise<readonly string[]> {
    const folder = `${this.#prefix}uploads/`;
    const newest = new Map<string, number>();
    let now = 0;
    for (let after: string | undefined; ;) {
      const page = await this.#bucket.list(folder, after);
      ({ now } = page);
      for (const { key, changedAt } of page.objects) {
        const [id = ''] = key.slice(folder.length).split('/', 1);
        if (uploadName.test(id)) newest.set(id, Math.max(newest.get(id) ?? 0, changedAt));
      }
      if (page.next === undefined) break;
      after = page.next;
    }
    return [...newest].filter(([, changedAt]) => now - changedAt > idleUploadMs).map(([id]) => id);
  }

  async *listBlobs(): AsyncIterable<string> {
    for (let after: string | undefined; ;) {
      const page = await this.#bucket.list(`${this.#prefix}blobs/`, after);
      yield* page.objects.map(({ key }) => key.slice(key.lastIndexOf('/') + 1)).filter((name) => blobName.test(name));
      if (page.next === undefined) return;
      after = page.next;
    }
  }

  async #list(prefix: string): Promise<readonly StoredObject[]> {
    const found: StoredObject[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.#bucket.list(prefix, after);
      found.push(...page.objects);
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  #blobKey(sha256: string): string {
    if (!blobName.test(sha256)) throw new TypeError('a blob is named by its SHA-256');
    return `${this.#prefix}blobs/${sha256.slice(0, 2)}/${sha256}`;
  }

  #uploadFolder(uploadId: string): string {
    if (!uploadName.test(uploadId)) throw new TypeError('an upload is named by its identifier');
    return `${this.#prefix}uploads/${uploadId}/`;
  }
}

/** All of the same size but the last. */
async function* inBlocks(pieces: AsyncIterable<Bytes>, onPiece: (piece: Bytes) => void): AsyncGenerator<Bytes, void, undefined> {
  let gathered: Bytes[] = [];
  let waiting = 0;
  for await (const piece of pieces) {
    onPiece(piece);
    for (let from = 0; from < piece.length;) {
      const taken = piece.subarray(from, from + partBytes - waiting);
      gathered.push(taken);
      waiting += taken.length;
      from += taken.length;
      if (waiting < partBytes) continue;
      yield concatBytes(...gathered);
      gathered = [];
      waiting = 0;
    }
  }
  if (waiting > 0) yield concatBytes(...gathered);
}

async function gathered(pieces: AsyncIterable<Bytes>): Promise<Bytes> {
  const found: Bytes[] = [];
  for await (const piece of pieces) found.push(piece);
  return concatBytes(...found);
}
