/**
 * The one file of a `multipart/form-data` body (RFC 7578), as old clients of App Center send a package: its name, then its bytes while they
 * arrive. Other fields before it are skipped; what follows it is read to its end and ignored. Nothing but a few kilobytes is held.
 */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';

export interface MultipartFile {
  readonly fileName: string;
  readonly pieces: AsyncIterable<Bytes>;
}

const largestHead = 16 * 1024;
const largestField = 64 * 1024;
const mostParts = 20;

/** `undefined` when the body is not of this kind, or has no file. Fails with `release-refused` when it ends in the middle of the file. */
export async function openMultipartFile(contentType: string | undefined, body: AsyncIterable<Bytes>): Promise<MultipartFile | undefined> {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return undefined;
  const source = new PieceReader(body);
  // As if a line end stood in front: then every delimiter looks the same.
  source.push(Buffer.from('\r\n'));
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  for (let part = 0; part < mostParts; part++) {
    if (!(await source.skipPast(delimiter, largestField))) return undefined;
    const head = await source.takeUntil(Buffer.from('\r\n\r\n'), largestHead);
    if (head === undefined) return undefined;
    const fileName = fileNameOf(head.toString('utf8'));
    if (fileName !== undefined) return { fileName, pieces: source.piecesUntil(delimiter) };
  }
  return undefined;
}

export function boundaryOf(contentType: string | undefined): string | undefined {
  const [, quoted, plain] = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
}

function fileNameOf(head: string): string | undefined {
  const disposition = /^content-disposition:([^\r\n]*)/im.exec(head)?.[1] ?? '';
  const [, encoded] = /\bfilename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted] = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(disposition) ?? [];
  if (encoded !== undefined) return decoded(encoded);
  // Some browsers send the whole path.
  return quoted?.replace(/\\(["\\])/g, '$1').replace(/^.*[/\\]/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class PieceReader {
  readonly #iterator: AsyncIterator<Bytes>;
  #held: Buffer = Buffer.alloc(0);
  #isAtEnd = false;

  constructor(body: AsyncIterable<Bytes>) {
    this.#iterator = body[Symbol.asyncIterator]();
  }

  push(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
  }

  async #more(): Promise<boolean> {
    if (this.#isAtEnd) return false;
    const { value, done } = await this.#iterator.next();
    if (done === true) {
      this.#isAtEnd = true;
      return false;
    }
    const piece = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    return true;
  }

  async skipPast(mark: Buffer, limit: number): Promise<boolean> {
    return (await this.takeUntil(mark, limit)) !== undefined;
  }

  /** What is before the mark, which is taken as well. */
  async takeUntil(mark: Buffer, limit: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const taken = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return taken;
      }
      if (this.#held.length > limit || !(await this.#more())) return undefined;
    }
  }

  /** Each piece is handed over before the next is read; the end of one that may be the beginning of the mark waits for the next. */
  async *piecesUntil(mark: Buffer): AsyncGenerator<Bytes> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.#held.subarray(0, at);
        break;
      }
      const safe = this.#held.length - mark.length + 1;
      if (safe > 0) {
        yield this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
      }
      if (!(await this.#more())) throw Failure.of('release-refused', { reason: phrase('the body ended in the middle of the file') });
    }
    while (!this.#isAtEnd) {
      this.#held = Buffer.alloc(0);
      await this.#more();
    }
  }
}
