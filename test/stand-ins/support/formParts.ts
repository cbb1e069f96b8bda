/** Forms with files (RFC 7578), read as they come: files go to the shelf, fields stay in memory. */

import { type FileShelf, type StoredFile } from './storedFile.ts';

export interface ReadForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly { readonly name: string; readonly fileName: string; readonly file: StoredFile }[];
}

const largestField = 100_000;

/** Throws a SyntaxError for what is no such form. */
export async function readFormParts(contentType: string, body: AsyncIterable<Buffer>, shelf: FileShelf): Promise<ReadForm> {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^\s;]+))/u.exec(contentType);
  if (boundary === null) throw new SyntaxError(`${contentType} is no form with files`);
  const reader = new PartReader(body, Buffer.from(`\r\n--${boundary[1] ?? boundary[2] ?? ''}`));
  const fields = new Map<string, string>();
  const files: { name: string; fileName: string; file: StoredFile }[] = [];
  await reader.skipPreamble();
  while (await reader.hasPart()) {
    const head = await reader.readHead();
    const name = /^content-disposition:\s*form-data;.*\bname="([^"]*)"/imu.exec(head)?.[1];
    if (name === undefined) throw new SyntaxError('A part of the form has no name');
    const fileName = /^content-disposition:.*\bfilename="([^"]*)"/imu.exec(head)?.[1];
    if (fileName === undefined) {
      fields.set(name, await reader.readText());
    } else {
      const file = shelf.create();
      await file.append(reader.content());
      files.push({ name, fileName, file: await file.finish() });
    }
  }
  return { fields, files };
}

class PartReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #mark: Buffer;
  // The first boundary has no line end before it.
  #pending: Buffer = Buffer.from('\r\n');

  constructor(body: AsyncIterable<Buffer>, mark: Buffer) {
    this.#source = body[Symbol.asyncIterator]();
    this.#mark = mark;
  }

  async skipPreamble(): Promise<void> {
    for await (const _ of this.content());
  }

  /** After a boundary: whether another part follows. */
  async hasPart(): Promise<boolean> {
    await this.#fill(2);
    const end = this.#pending.subarray(0, 2).toString('latin1');
    this.#pending = this.#pending.subarray(2);
    if (end === '\r\n') return true;
    if (end === '--') return false;
    throw new SyntaxError('A boundary of the form is followed by neither a part nor the end');
  }

  async readHead(): Promise<string> {
    let end = this.#pending.indexOf('\r\n\r\n');
    while (end === -1) {
      if (this.#pending.length > largestField) throw new SyntaxError('The head of a part is too long');
      await this.#fill(this.#pending.length + 1);
      end = this.#pending.indexOf('\r\n\r\n');
    }
    const head = this.#pending.subarray(0, end).toString('utf8');
    this.#pending = this.#pending.subarray(end + 4);
    return head;
  }

  async readText(): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of this.content()) pieces.push(piece);
    const text = Buffer.concat(pieces);
    if (text.length > largestField) throw new SyntaxError('A field of the form is too long');
    return text.toString('utf8');
  }

  /** The bytes up to the next boundary, which is taken too. */
  async *content(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#pending.indexOf(this.#mark);
      if (end !== -1) {
        if (end > 0) yield this.#pending.subarray(0, end);
        this.#pending = this.#pending.subarray(end + this.#mark.length);
        return;
      }
      const safe = this.#pending.length - this.#mark.length + 1;
      if (safe > 0) {
        yield this.#pending.subarray(0, safe);
        this.#pending = this.#pending.subarray(safe);
      }
      await this.#fill(this.#pending.length + 1);
    }
  }

  async #fill(length: number): Promise<void> {
    while (this.#pending.length < length) {
      const next = await this.#source.next();
      if (next.done === true) throw new SyntaxError('The form ends before its last boundary');
      this.#pending = Buffer.concat([this.#pending, next.value]);
    }
  }
}
