/**
 * The part of Azure Blob Storage to which Intune lets files be uploaded, written from Microsoft's pages about Put Block, Put Block List and Put Blob:
 * an address with a signature of its own (SAS) that is good for a time, blocks in any order, and a list that makes a blob of them.
 */

import { createHash, randomBytes } from 'node:crypto';
import { type StandInClock } from '../support/standInClock.ts';
import { readWhole, type StandInAnswer, type StandInRequest } from '../support/standInServer.ts';
import { type FileShelf, type StoredFile } from '../support/storedFile.ts';

interface Blob {
  readonly id: string;
  /** Signatures that are good, with their end in milliseconds since 1970. */
  readonly signatures: Map<string, number>;
  /** By id, as it came. */
  readonly uncommitted: Map<string, StoredFile>;
  committed: readonly { readonly id: string; readonly file: StoredFile }[] | undefined;
}

/** Of a block, 4000 MiB; of their number, 50,000. */
const largestBlock = 4000 * 2 ** 20;
const mostBlocks = 50_000;

export class BlobStorage {
  readonly #shelf: FileShelf;
  readonly #clock: StandInClock;
  readonly #blobs = new Map<string, Blob>();
  readonly #note: (message: string) => void;
  /** So many blocks were stored. */
  blocks = 0;

  constructor(shelf: FileShelf, clock: StandInClock, note: (message: string) => void) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#note = note;
  }

  create(): string {
    const id = randomBytes(12).toString('hex');
    this.#blobs.set(id, { id, signatures: new Map(), uncommitted: new Map(), committed: undefined });
    return id;
  }

  /** A new address, good for so many seconds. */
  sign(id: string, origin: string, seconds: number): { readonly uri: string; readonly expires: number } {
    const expires = this.#clock.now() + seconds * 1000;
    const signature = randomBytes(32).toString('base64');
    this.#blobs.get(id)?.signatures.set(signature, expires);
    const query = new URLSearchParams({
      sv: '2017-04-17',
      sr: 'b',
      si: '-1',
      se: new Date(expires).toISOString(),
      sp: 'w',
      sig: signature,
    });
    return { uri: `${origin}/intune-files/${id}/file.bin?${query}`, expires };
  }

  /** The files of the blob in order; undefined before a list was put. */
  filesOf(id: string): readonly StoredFile[] | undefined {
    return this.#blobs.get(id)?.committed?.map(({ file }) => file);
  }

  /** A request to the storage; undefined for another path. */
  async answer(request: StandInRequest): Promise<StandInAnswer | undefined> {
    const { path, query, method, headers } = request.seen;
    const id = /^\/intune-files\/([^/]+)\/file\.bin$/u.exec(path)?.[1];
    if (id === undefined) return undefined;
    request.seen.operation = `blob.${query.get('comp') ?? 'put'}`;
    if (headers['authorization'] !== undefined) {
      this.#note('a token is sent to the storage, whose address has its own signature');
      return failed(400, 'InvalidAuthenticationInfo', 'Authentication information is not given in the correct format.');
    }
    const blob = this.#blobs.get(id);
    const expires = blob?.signatures.get(query.get('sig') ?? '');
    if (blob === undefined || expires === undefined || expires <= this.#clock.now()) {
      return failed(
        403,
        'AuthenticationFailed',
        'Server failed to authenticate the request. Signature not valid in the specified time frame.',
      );
    }
    if (method !== 'PUT')
      return failed(403, 'AuthorizationPermissionMismatch', 'This request is not authorized to perform this operation.');
    if (headers['content-length'] === undefined)
      return this.#refuse(411, 'MissingContentLengthHeader', 'Content-Length was not specified.');
    if (query.get('comp') === 'block') return this.#putBlock(request, blob);
    if (query.get('comp') === 'blocklist') return this.#putList(request, blob);
    if (query.has('comp')) return this.#refuse(400, 'InvalidQueryParameterValue', `comp is ${query.get('comp')}`);
    return this.#putBlob(request, blob);
  }

  async #putBlock(request: StandInRequest, blob: Blob): Promise<StandInAnswer> {
    const id = request.seen.query.get('blockid') ?? '';
    const bytes = Buffer.from(id, 'base64');
    if (id === '' || bytes.toString('base64') !== id || bytes.length > 64) {
      return this.#refuse(400, 'InvalidQueryParameterValue', `the block id ${id} is not base64 of at most 64 bytes`);
    }
    const other = [...blob.uncommitted.keys()].find((known) => known.length !== id.length);
    if (other !== undefined) return this.#refuse(400, 'InvalidBlobOrBlock', `the block ids ${other} and ${id} differ in length`);
    const file = await this.#store(request);
    if (file.size === 0 || file.size > largestBlock) return this.#refuse(413, 'RequestBodyTooLarge', `a block of ${file.size} bytes`);
    blob.uncommitted.set(id, file);
    this.blocks += 1;
    return this.#checksum(request, file) ?? { status: 201 };
  }

  async #putList(request: StandInRequest, blob: Blob): Promise<StandInAnswer> {
    const text = (await readWhole(request.body, 10_000_000)).toString('utf8');
    const rows = /^\s*(?:<\?xml[^>]*\?>)?\s*<BlockList>([\s\S]*)<\/BlockList>\s*$/u.exec(text)?.[1];
    const entry = /<(Latest|Uncommitted|Committed)>([^<]+)<\/\1>/gu;
    if (rows === undefined || rows.replaceAll(entry, '').trim() !== '')
      return this.#refuse(400, 'InvalidXmlDocument', 'the list of blocks is no such list');
    const asked = Array.from(rows.matchAll(entry), ([, kind = '', id = '']) => ({ kind, id: id.trim() }));
    if (asked.length > mostBlocks) return this.#refuse(400, 'BlockListTooLong', `${asked.length} blocks`);
    const before = new Map(blob.committed?.map(({ id, file }) => [id, file]));
    const found = asked.map(({ kind, id }) => {
      const file = (kind === 'Committed' ? undefined : blob.uncommitted.get(id)) ?? (kind === 'Uncommitted' ? undefined : before.get(id));
      return { id, file };
    });
    const missing = found.find(({ file }) => file === undefined);
    if (missing !== undefined) return this.#refuse(400, 'InvalidBlockList', `the list names the block ${missing.id}, which is not there`);
    blob.committed = found.flatMap(({ id, file }) => (file === undefined ? [] : [{ id, file }]));
    // A list ends every block that it does not name.
    blob.uncommitted.clear();
    return { status: 201 };
  }

  async #putBlob(request: StandInRequest, blob: Blob): Promise<StandInAnswer> {
    if (request.seen.headers['x-ms-blob-type'] !== 'BlockBlob') {
      return this.#refuse(
        400,
        'MissingRequiredHeader',
        'An HTTP header that is mandatory for this request is not specified: x-ms-blob-type.',
      );
    }
    const file = await this.#store(request);
    blob.committed = [{ id: '', file }];
    blob.uncommitted.clear();
    return this.#checksum(request, file) ?? { status: 201 };
  }

  async #store({ body }: StandInRequest): Promise<StoredFile> {
    const file = this.#shelf.create();
    await file.append(body);
    return file.finish();
  }

  #checksum({ seen }: StandInRequest, { md5 }: StoredFile): StandInAnswer | undefined {
    const given = seen.headers['content-md5'];
    if (given === undefined || Buffer.from(given, 'base64').toString('hex') === md5) return undefined;
    return this.#refuse(400, 'Md5Mismatch', 'The MD5 value specified in the request did not match the MD5 value calculated by the server.');
  }

  #refuse(status: number, code: string, message: string): StandInAnswer {
    this.#note(message);
    return failed(status, code, message);
  }
}

function failed(status: number, code: string, message: string): StandInAnswer {
  const id = createHash('sha256').update(code).digest('hex').slice(0, 8);
  const text = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:${id}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, bytes: Buffer.from(text) };
}
