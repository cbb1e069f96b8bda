/**
 * Google's protocols for files: the whole file in one request (`media`, or `multipart` with a part of JSON before it), and the resumable protocol
 * with its sessions, 308 and ranges. What comes of a whole file is for the service to say.
 */

import { randomBytes } from 'node:crypto';
import { type FileShelf, type GrowingFile, type StoredFile } from './storedFile.ts';
import { googleError } from './googleTokens.ts';
import { type Operation } from './operations.ts';
import { type StandInClock } from './standInClock.ts';
import { readWhole, type StandInAnswer, type StandInRequest } from './standInServer.ts';

/** What the service does with a whole file. */
export type TakeFile = (file: StoredFile, contentType: string) => Promise<StandInAnswer> | StandInAnswer;

interface UploadSession {
  readonly file: GrowingFile;
  readonly contentType: string;
  /** Declared with `X-Upload-Content-Length`, or by the first range that names it. */
  total: number | undefined;
  readonly expires: number;
  readonly take: TakeFile;
  /** Once all bytes are there. */
  answer: StandInAnswer | undefined;
  cancelled: boolean;
  /** A piece is being written: another one waits for its end. */
  busy: Promise<void>;
}

const pieceMultiple = 262_144;
const largestMultipart = 64_000_000;

export class GoogleUploads {
  readonly #shelf: FileShelf;
  readonly #clock: StandInClock;
  readonly #sessions = new Map<string, UploadSession>();
  readonly #note: (message: string) => void;
  /** Seconds; Google says a week. */
  sessionLifetime = 604_800;

  constructor(shelf: FileShelf, clock: StandInClock, note: (message: string) => void) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#note = note;
  }

  /** The sessions that are open and have not all of their bytes. */
  get unfinished(): number {
    return [...this.#sessions.values()].filter(({ answer, cancelled }) => answer === undefined && !cancelled).length;
  }

  /** Every session is forgotten, as Google may do. */
  dropSessions(): void {
    this.#sessions.clear();
  }

  /** A request to the address of a session; undefined for one without. */
  async continueSession(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const id = request.seen.query.get('upload_id');
    if (id === null) return undefined;
    const session = this.#sessions.get(id);
    if (session === undefined || session.expires <= this.#clock.now()) return failed(404, 'Requested entity was not found.');
    if (session.cancelled) return { status: 499 };
    if (request.seen.method === 'DELETE') {
      session.cancelled = true;
      return { status: 499 };
    }
    if (request.seen.method !== 'PUT' && request.seen.method !== 'POST') return failed(405, 'Method not allowed.');
    const before = session.busy;
    let done: () => void = () => {};
    session.busy = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await this.#takePiece(request, session);
    } finally {
      done();
    }
  }

  /** The first request for a file. */
  async begin(request: StandInRequest, operation: Operation, take: TakeFile): Promise<StandInAnswer> {
    const { query, headers } = request.seen;
    const type = query.get('uploadType') ?? query.get('upload_protocol') ?? headers['x-goog-upload-protocol'];
    const { accept = [], maxBytes = 0, isResumable = false } = operation.media ?? {};
    if (type === 'resumable' && isResumable) return this.#openSession(request, accept, maxBytes, take);
    const contentType = headers['content-type'] ?? '';
    if (type === 'multipart') return this.#takeMultipart(request, accept, take);
    if (type !== 'media' && type !== 'raw') {
      this.#note(`uploadType ${type ?? 'is missing'}`);
      return failed(400, `Invalid upload type: ${type ?? ''}`);
    }
    if (!accepts(accept, contentType)) return this.#wrongType(contentType);
    const file = this.#shelf.create();
    await file.append(request.body);
    if (file.size > maxBytes) return failed(413, 'Request Entity Too Large');
    return take(await file.finish(), contentType);
  }

  async #openSession(request: StandInRequest, accept: readonly string[], maxBytes: number, take: TakeFile): Promise<StandInAnswer> {
    const { headers, path, query } = request.seen;
    const text = (await readWhole(request.body, 100_000)).toString('utf8').trim();
    if (text !== '' && text !== '{}') {
      this.#note('a session is opened with metadata that the operation does not take');
      return failed(400, 'Invalid JSON payload received.');
    }
    const contentType = headers['x-upload-content-type'] ?? '';
    if (contentType !== '' && !accepts(accept, contentType)) return this.#wrongType(contentType);
    const declared = headers['x-upload-content-length'];
    const total = declared === undefined ? undefined : Number(declared);
    if (total !== undefined && !(Number.isSafeInteger(total) && total >= 0)) {
      this.#note(`X-Upload-Content-Length ${declared}`);
      return failed(400, 'Invalid value for header X-Upload-Content-Length.');
    }
    if (total !== undefined && total > maxBytes) return failed(413, 'Request Entity Too Large');
    const id = randomBytes(32).toString('base64url');
    this.#sessions.set(id, {
      file: this.#shelf.create(),
      contentType,
      total,
      expires: this.#clock.now() + this.sessionLifetime * 1000,
      take,
      answer: undefined,
      cancelled: false,
      busy: Promise.resolve(),
    });
    const parameters = new URLSearchParams(query);
    parameters.set('upload_id', id);
    return {
      status: 200,
      headers: { location: `${request.origin}${path}?${parameters}`, 'x-guploader-uploadid': id, 'content-type': 'text/plain' },
      bytes: new Uint8Array(),
    };
  }

  async #takePiece({ seen, body }: StandInRequest, session: UploadSession): Promise<StandInAnswer> {
    const range = seen.headers['content-range'];
    const length = seen.headers['content-length'];
    const asked = /^bytes \*\/(\*|\d+)$/u.exec(range ?? '');
    if (asked !== null) {
      if (Number(length ?? 0) > 0) return this.#badPiece('a status request has a body');
      if (session.answer !== undefined) return session.answer;
      if (asked[1] !== '*' && session.total === undefined) session.total = Number(asked[1]);
      return session.total === session.file.size ? this.#finish(session) : unfinished(session);
    }
    if (session.answer !== undefined) return session.answer;
    const [first, last, total] = pieceOf(range, length, session);
    if (first === undefined) return this.#badPiece(`Content-Range ${range ?? ''} with a length of ${length ?? 'nothing'}`);
    if (total !== undefined) {
      if (session.total !== undefined && session.total !== total)
        return this.#badPiece(`the total changes from ${session.total} to ${total}`);
      session.total = total;
    }
    if (first !== session.file.size) return this.#badPiece(`the piece begins at ${first}, but ${session.file.size} bytes are stored`);
    const isLast = last === undefined || (session.total !== undefined && last + 1 === session.total);
    if (!isLast && (last + 1 - first) % pieceMultiple !== 0) {
      const message = `The number of bytes uploaded is required to be a multiple of ${pieceMultiple}, except for the final request. The received request contained ${last + 1 - first} bytes, which does not meet this requirement.`;
      return this.#badPiece(message);
    }
    if (last !== undefined && session.total !== undefined && last >= session.total)
      return this.#badPiece(`the piece ends at ${last} of ${session.total}`);
    await session.file.append(body);
    if (session.total !== undefined && session.file.size < session.total) return unfinished(session);
    if (session.total === undefined && !isLast) return unfinished(session);
    return this.#finish(session);
  }

  async #finish(session: UploadSession): Promise<StandInAnswer> {
    session.answer ??= await session.take(await session.file.finish(), session.contentType);
    return session.answer;
  }

  async #takeMultipart({ seen, body }: StandInRequest, accept: readonly string[], take: TakeFile): Promise<StandInAnswer> {
    const boundary = /^multipart\/related;.*boundary="?([^";]+)"?/u.exec(seen.headers['content-type'] ?? '')?.[1];
    if (boundary === undefined) return failed(400, 'Missing multipart boundary.');
    const bytes = await readWhole(body, largestMultipart);
    const parts = splitParts(bytes, boundary);
    const [first, media] = parts;
    if (first === undefined || media === undefined || parts.length !== 2 || !first.type.startsWith('application/json')) {
      this.#note('multipart/related needs a part of JSON and one of the file');
      return failed(400, 'Media type multipart/related must have exactly two parts.');
    }
    if (!accepts(accept, media.type)) return this.#wrongType(media.type);
    const file = this.#shelf.create();
    await file.append(once(media.bytes));
    return take(await file.finish(), media.type);
  }

  #wrongType(contentType: string): StandInAnswer {
    this.#note(`content type ${contentType} is not accepted`);
    return failed(400, `Media type '${contentType}' is not supported. Valid media types: see the description.`, 'badContent');
  }

  #badPiece(message: string): StandInAnswer {
    this.#note(message);
    return failed(400, `Invalid request. ${message}`);
  }
}

/** First and last byte and the total of a piece; no last one if it goes on to its end. */
function pieceOf(
  range: string | undefined,
  length: string | undefined,
  { file }: UploadSession,
): [number | undefined, number | undefined, number | undefined] {
  if (range === undefined) return [0, undefined, length === undefined ? undefined : Number(length)];
  const found = /^bytes (\d+)-(\d+)\/(\*|\d+)$/u.exec(range);
  if (found === null) {
    const open = /^bytes (\d+)-\*\/\*$/u.exec(range);
    return open === null ? [undefined, undefined, undefined] : [Number(open[1]), undefined, undefined];
  }
  const [first, last] = [Number(found[1]), Number(found[2])];
  if (last < first || (length !== undefined && Number(length) !== last + 1 - first)) return [undefined, undefined, undefined];
  if (first > file.size) return [first, last, undefined];
  return [first, last, found[3] === '*' ? undefined : Number(found[3])];
}

function unfinished({ file }: UploadSession): StandInAnswer {
  return { status: 308, headers: { ...(file.size > 0 && { range: `bytes=0-${file.size - 1}` }), 'content-length': '0' } };
}

function accepts(accept: readonly string[], contentType: string): boolean {
  const type = contentType.split(';')[0]?.trim() ?? '';
  return accept.some((row) => row === '*/*' || row === type || (row.endsWith('/*') && type.startsWith(row.slice(0, -1))));
}

function failed(status: number, message: string, reason?: string): StandInAnswer {
  return { status, json: googleError(status, message, reason === undefined ? {} : { reason }) };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function splitParts(bytes: Buffer, boundary: string): { type: string; bytes: Buffer }[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: { type: string; bytes: Buffer }[] = [];
  let start = bytes.indexOf(mark);
  while (start !== -1) {
    const end = bytes.indexOf(mark, start + mark.length);
    if (end === -1) return parts;
    const part = bytes.subarray(start + mark.length, end);
    const gap = part.indexOf('\r\n\r\n');
    if (gap === -1) return [];
    const head = part.subarray(0, gap).toString('latin1');
    const type = /^content-type:\s*(.+?)\s*$/imu.exec(head)?.[1] ?? '';
    parts.push({ type, bytes: part.subarray(gap + 4, part.length - 2) });
    start = end;
  }
  return parts;
}
