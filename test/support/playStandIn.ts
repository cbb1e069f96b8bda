/**
 * A stand-in for Google Play's publishing API on loopback, written from Google's discovery document of androidpublisher v3 and its pages on
 * resumable uploads. It keeps apps, edits, tracks and uploads in memory, checks who asks, and fails where a test wants it to.
 */

import { createHash, type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface PlayTrackRelease {
  readonly name?: string;
  readonly versionCodes?: readonly string[];
  readonly status?: string;
  readonly userFraction?: number;
  readonly inAppUpdatePriority?: number;
  readonly releaseNotes?: readonly { readonly language: string; readonly text: string }[];
}

export type PlayTracks = Record<string, readonly PlayTrackRelease[]>;

interface Edit {
  readonly id: string;
  readonly packageName: string;
  readonly tracks: PlayTracks;
  /** Version codes that were uploaded in it. */
  readonly codes: Set<number>;
}

interface Upload {
  readonly editId: string;
  readonly collection: string;
  readonly size: number;
  received: Buffer;
}

export interface PlayExchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
}

/** `cut` before anything happens, `cut-after` when all happened and the answer is lost, a number for that status. */
export type PlayFault = 'cut' | 'cut-after' | number | undefined;

export interface PlayStandInOptions {
  readonly account: { readonly email: string; readonly publicKey: KeyObject };
  readonly packageName: string;
  /** What the file is read as. */
  readonly versionCode: number;
  readonly tracks?: PlayTracks;
  /** Asked for each request; may also change the stand-in. */
  readonly fault?: (exchange: PlayExchange, count: number) => PlayFault;
  /** Bytes of an upload after which the connection is cut, once for each number. */
  readonly cutUploadsAt?: readonly number[];
  readonly wantsReviewByHand?: boolean;
  readonly isDraftApp?: boolean;
  readonly hasPermission?: boolean;
}

export class PlayStandIn {
  readonly exchanges: PlayExchange[] = [];
  readonly tracks: PlayTracks;
  readonly usedCodes = new Set<number>();
  commits = 0;
  bytesReceived = 0;
  tokens = 0;
  readonly #options: PlayStandInOptions;
  readonly #server: Server;
  readonly #edits = new Map<string, Edit>();
  readonly #ended = new Set<string>();
  readonly #uploads = new Map<string, Upload>();
  readonly #cuts: number[];
  #validTokens = new Set<string>();
  #count = 0;

  constructor(options: PlayStandInOptions) {
    this.#options = options;
    this.#cuts = [...(options.cutUploadsAt ?? [])];
    this.tracks = { internal: [], alpha: [], beta: [], production: [], ...options.tracks };
    for (const releases of Object.values(this.tracks))
      for (const { versionCodes = [] } of releases) for (const code of versionCodes) this.usedCodes.add(Number(code));
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => void request.socket.destroy());
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
    return this.address;
  }

  get address(): string {
    const address = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  issueToken(): string {
    const token = `ya29.stand-in-${(this.tokens += 1)}`;
    this.#validTokens.add(token);
    return token;
  }

  /** All tokens that were given lose their value. */
  expireTokens(): void {
    this.#validTokens = new Set();
  }

  /** Someone uses the Play Console. */
  changeOutside(): void {
    for (const id of this.#edits.keys()) this.#ended.add(id);
    this.#edits.clear();
  }

  get openEdits(): number {
    return this.#edits.size;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    const isUpload = request.method === 'PUT' && url.searchParams.has('upload_id');
    if (isUpload) return await this.#receive(request, response, url);
    const body = (await readAll(request)).toString('latin1');
    const exchange = { method: request.method ?? '', path: `${url.pathname}${url.search}`, body: Buffer.from(body, 'latin1').toString() };
    this.exchanges.push(exchange);
    this.#count += 1;
    const fault = this.#options.fault?.(exchange, this.#count);
    if (fault === 'cut') return void request.socket.destroy();
    if (typeof fault === 'number') return send(response, fault, errorBody(fault, 'backendError', 'Backend Error'), { 'retry-after': '0' });
    const result = this.#handle(request, url, Buffer.from(body, 'latin1'));
    if (fault === 'cut-after') return void request.socket.destroy();
    send(response, result.status, result.body, result.headers);
  }

  #handle(request: IncomingMessage, url: URL, body: Buffer): Result {
    if (url.pathname === '/token') return this.#token(new URLSearchParams(body.toString()));
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !this.#validTokens.has(token))
      return refused(401, 'authError', 'Request had invalid authentication credentials.');
    const match = /^(?<upload>\/upload)?\/androidpublisher\/v3\/applications\/(?<name>[^/]+)\/edits(?<rest>.*)$/.exec(url.pathname);
    if (!match?.groups) return refused(404, 'notFound', 'Not Found');
    const { upload, name = '', rest = '' } = match.groups;
    const { packageName, hasPermission = true } = this.#options;
    if (!hasPermission) return refused(403, 'permissionDenied', 'The caller does not have permission');
    if (decodeURIComponent(name) !== packageName) return refused(404, 'applicationNotFound', `Package not found: ${name}.`);
    if (rest === '' && request.method === 'POST') return this.#insert();
    const parts = /^\/(?<id>[^/:]+)(?::(?<verb>\w+))?(?:\/(?<path>.*))?$/.exec(rest)?.groups;
    const edit = this.#edits.get(parts?.['id'] ?? '');
    if (!edit) {
      return this.#ended.has(parts?.['id'] ?? '')
        ? refused(400, 'editExpired', 'A change was made to the application outside of this Edit, please create a new edit.')
        : refused(404, 'editNotFound', 'No application edit was found.');
    }
    if (upload !== undefined) return this.#beginUpload(request, url, edit, parts?.['path'] ?? '', body);
    return this.#inEdit(request, url, edit, { verb: parts?.['verb'], path: parts?.['path'], body });
  }

  #token(form: URLSearchParams): Result {
    const { account } = this.#options;
    const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const isSigned = verify('sha256', Buffer.from(`${header}.${claims}`), account.publicKey, Buffer.from(signature, 'base64url'));
    const claim = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const isRight =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      claim['iss'] === account.email &&
      claim['scope'] === 'https://www.googleapis.com/auth/androidpublisher' &&
      Number(claim['exp']) - Number(claim['iat']) <= 3600;
    if (!isSigned || !isRight) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } };
    return { status: 200, body: { access_token: this.issueToken(), expires_in: 3599, token_type: 'Bearer' } };
  }

  /** A new edit makes the older ones of the same user stale. */
  #insert(): Result {
    this.changeOutside();
    const id = `edit-${(this.#count += 1)}`;
    this.#edits.set(id, { id, packageName: this.#options.packageName, tracks: structuredClone(this.tracks), codes: new Set() });
    return { status: 200, body: { id, expiryTimeSeconds: '1795954090' } };
  }

  #inEdit(
    request: IncomingMessage,
    url: URL,
    edit: Edit,
    { verb, path, body }: { verb: string | undefined; path: string | undefined; body: Buffer },
  ): Result {
    const { method } = request;
    const whole = { id: edit.id, expiryTimeSeconds: '1795954090' };
    if (verb === 'validate' && method === 'POST') return { status: 200, body: whole };
    if (verb === 'commit' && method === 'POST') return this.#commit(edit, url.searchParams.get('changesNotSentForReview') === 'true');
    if (path === undefined && method === 'GET') return { status: 200, body: whole };
    if (path === undefined && method === 'DELETE') {
      this.#edits.delete(edit.id);
      return { status: 204, body: undefined };
    }
    if (path === 'details' && method === 'GET') return { status: 200, body: { defaultLanguage: 'de-DE', contactEmail: 'a@b.test' } };
    if (path === 'tracks' && method === 'GET') {
      const tracks = Object.entries(edit.tracks).map(([track, releases]) => ({ track, releases }));
      return { status: 200, body: { kind: 'androidpublisher#tracksListResponse', tracks } };
    }
    const track = /^tracks\/(.+)$/.exec(path ?? '')?.[1];
    if (track === undefined) return refused(404, 'notFound', 'Not Found');
    const name = decodeURIComponent(track);
    if (!Object.hasOwn(edit.tracks, name)) return refused(404, 'trackNotFound', `Track not found: ${name}`);
    if (method === 'PUT') return this.#put(edit, name, JSON.parse(body.toString()) as { releases?: PlayTrackRelease[] });
    return { status: 200, body: { track: name, releases: edit.tracks[name] } };
  }

  #put(edit: Edit, track: string, { releases = [] }: { readonly releases?: PlayTrackRelease[] }): Result {
    for (const { status = '', userFraction, versionCodes = [], releaseNotes = [], inAppUpdatePriority = 0 } of releases) {
      if (!['draft', 'inProgress', 'halted', 'completed'].includes(status)) return refused(400, 'invalid', `Invalid status: ${status}`);
      if (this.#options.isDraftApp === true && status !== 'draft')
        return refused(400, 'rolloutNotPermittedOnDraftApp', 'Only releases with status draft may be created on draft app.');
      const isStaged = status === 'inProgress' || status === 'halted';
      if (isStaged !== (userFraction !== undefined) || (userFraction !== undefined && !(userFraction > 0 && userFraction < 1)))
        return refused(400, 'invalid', 'Invalid user fraction.');
      if (inAppUpdatePriority < 0 || inAppUpdatePriority > 5) return refused(400, 'invalid', 'Invalid priority.');
      if (releaseNotes.some(({ text }) => text.length > 500)) return refused(400, 'invalid', 'Release notes are too long.');
      if (versionCodes.some((code) => typeof code !== 'string' || !(edit.codes.has(Number(code)) || this.usedCodes.has(Number(code)))))
        return refused(400, 'invalid', 'Version code not found.');
    }
    edit.tracks[track] = releases;
    return { status: 200, body: { track, releases } };
  }

  #commit(edit: Edit, isByHand: boolean): Result {
    if (this.#options.wantsReviewByHand === true && !isByHand)
      return refused(
        400,
        'badRequest',
        'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI.',
      );
    if (this.#options.wantsReviewByHand !== true && isByHand)
      return refused(
        400,
        'badRequest',
        'Changes are sent for review automatically. The query parameter changesNotSentForReview must not be set.',
      );
    Object.assign(this.tracks, structuredClone(edit.tracks));
    for (const code of edit.codes) this.usedCodes.add(code);
    this.#edits.delete(edit.id);
    this.commits += 1;
    return { status: 200, body: { id: edit.id } };
  }

  #beginUpload(request: IncomingMessage, url: URL, edit: Edit, collection: string, body: Buffer): Result {
    if (collection !== 'bundles' && collection !== 'apks') return refused(404, 'notFound', 'Not Found');
    const type = url.searchParams.get('uploadType');
    if (type === 'media') return this.#store(edit, collection, body);
    const size = Number(request.headers['x-upload-content-length']);
    if (type !== 'resumable' || !Number.isSafeInteger(size)) return refused(400, 'badRequest', 'Unknown upload protocol.');
    const id = `upload-${(this.#count += 1)}`;
    this.#uploads.set(id, { editId: edit.id, collection, size, received: Buffer.alloc(0) });
    return { status: 200, body: '', headers: { location: `${this.address}${url.pathname}?uploadType=resumable&upload_id=${id}` } };
  }

  async #receive(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const exchange = { method: 'PUT', path: `${url.pathname}${url.search}`, body: '' };
    this.exchanges.push(exchange);
    this.#count += 1;
    const fault = this.#options.fault?.(exchange, this.#count);
    if (fault === 'cut') return void request.socket.destroy();
    const upload = this.#uploads.get(url.searchParams.get('upload_id') ?? '');
    if (typeof fault === 'number') return send(response, fault, errorBody(fault, 'backendError', 'Backend Error'), { 'retry-after': '0' });
    if (!upload) return send(response, 404, errorBody(404, 'notFound', 'Not Found'));
    const range = /^bytes (?:\*|(\d+)-(\d+))\/(\d+)$/.exec(request.headers['content-range'] ?? '');
    if (!range || Number(range[3]) !== upload.size) return send(response, 400, errorBody(400, 'badRequest', 'Bad Content-Range.'));
    const start = range[1] === undefined ? upload.received.length : Number(range[1]);
    if (start !== upload.received.length) return send(response, 400, errorBody(400, 'badRequest', 'Not where the upload stands.'));
    for await (const piece of request as AsyncIterable<Buffer>) {
      this.bytesReceived += piece.length;
      upload.received = Buffer.concat([upload.received, piece]);
      const cut = this.#cuts[0];
      if (cut !== undefined && upload.received.length >= cut) {
        this.#cuts.shift();
        // Whole units are kept.
        upload.received = upload.received.subarray(0, Math.floor(cut / 262_144) * 262_144);
        return void request.socket.destroy();
      }
    }
    if (upload.received.length < upload.size) {
      const arrived = upload.received.length;
      return send(response, 308, '', arrived === 0 ? {} : { range: `bytes=0-${arrived - 1}` });
    }
    const edit = this.#edits.get(upload.editId);
    const result = edit
      ? this.#store(edit, upload.collection, upload.received)
      : refused(404, 'editNotFound', 'No application edit was found.');
    if (fault === 'cut-after') return void request.socket.destroy();
    send(response, result.status, result.body, result.headers);
  }

  #store(edit: Edit, collection: string, bytes: Buffer): Result {
    const { versionCode } = this.#options;
    if (this.usedCodes.has(versionCode)) return refused(403, 'forbidden', `Version code ${versionCode} has already been used.`);
    edit.codes.add(versionCode);
    const digests = { sha1: createHash('sha1').update(bytes).digest('hex'), sha256: createHash('sha256').update(bytes).digest('hex') };
    return { status: 200, body: collection === 'apks' ? { versionCode, binary: digests } : { versionCode, ...digests } };
  }
}

interface Result {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

function refused(status: number, reason: string, message: string): Result {
  return { status, body: errorBody(status, reason, message) };
}

function errorBody(code: number, reason: string, message: string): object {
  return { error: { code, message, errors: [{ message, domain: 'androidpublisher', reason }], status: 'FAILED' } };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = body === undefined || body === '' ? '' : JSON.stringify(body);
  response.writeHead(status, { ...(text !== '' && { 'content-type': 'application/json; charset=UTF-8' }), ...headers });
  response.end(text);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}
