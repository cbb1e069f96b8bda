/**
 * A stand-in for App Store Connect on loopback, written from Apple's description of its API: apps, build uploads in parts, builds and groups of
 * TestFlight. It keeps everything in memory, checks who asks, and fails where a test wants it to.
 */

import { createHash, verify, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export type ConnectFault = 'cut' | 'cut-after' | number | undefined;

export interface ConnectExchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface ConnectStandInOptions {
  readonly key: { readonly keyId: string; readonly issuer: string | undefined; readonly publicKey: KeyObject };
  readonly appIdentifier: string;
  readonly groups?: Readonly<Record<string, 'internal' | 'external'>>;
  readonly fault?: (exchange: ConnectExchange, count: number) => ConnectFault;
  readonly partBytes?: number;
  /** Looks at an upload or a build before it is ready. */
  readonly looks?: number;
  readonly uploadErrors?: readonly { readonly code: string; readonly description: string }[];
  readonly isComplianceMissing?: boolean;
  readonly role?: 'none';
  /** Addresses of parts that are refused as expired, at first. */
  readonly expiredParts?: number;
}

interface StoredUpload {
  readonly id: string;
  readonly version: string;
  readonly build: string;
  state: 'AWAITING_UPLOAD' | 'PROCESSING' | 'COMPLETE' | 'FAILED';
  fileId?: string;
  fileSize: number;
  readonly parts: Map<number, Buffer>;
  looks: number;
}

type Json = Readonly<Record<string, unknown>>;

export class ConnectStandIn {
  readonly exchanges: ConnectExchange[] = [];
  readonly uploads = new Map<string, StoredUpload>();
  /** Names of groups with the builds they have. */
  readonly groupBuilds = new Map<string, Set<string>>();
  readonly notes = new Map<string, string>();
  reviews = 0;
  bytesReceived = 0;
  readonly #options: ConnectStandInOptions;
  readonly #server: Server;
  #count = 0;
  #expired: number;

  constructor(options: ConnectStandInOptions) {
    this.#options = options;
    this.#expired = options.expiredParts ?? 0;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => void request.socket.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  /** Those that Apple made builds of. */
  get builds(): readonly StoredUpload[] {
    return [...this.uploads.values()].filter(({ state }) => state === 'PROCESSING' || state === 'COMPLETE');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.address);
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const isPart = url.pathname.startsWith('/part/');
    const exchange = { method: request.method ?? '', path: `${url.pathname}${url.search}`, body: isPart ? '' : bytes.toString() };
    this.exchanges.push(exchange);
    this.#count += 1;
    const fault = this.#options.fault?.(exchange, this.#count);
    if (fault === 'cut') return void request.socket.destroy();
    if (typeof fault === 'number') return send(response, refused(fault, 'UNEXPECTED_ERROR', 'Try again.'), { 'retry-after': '0' });
    const result = isPart
      ? this.#part(request, url, bytes)
      : this.#handle(request, url, bytes.length === 0 ? {} : (JSON.parse(bytes.toString()) as Json));
    if (fault === 'cut-after') return void request.socket.destroy();
    send(response, result);
  }

  #part(request: IncomingMessage, url: URL, bytes: Buffer): Result {
    const [, , id = '', offset = ''] = url.pathname.split('/');
    if (this.#expired > 0) {
      this.#expired -= 1;
      return { status: 403, body: 'expired' };
    }
    if (request.headers.authorization !== undefined || request.headers['x-part'] !== offset) return { status: 400, body: 'other headers' };
    this.uploads.get(id)?.parts.set(Number(offset), bytes);
    this.bytesReceived += bytes.length;
    return { status: 200, body: '' };
  }

  #isAllowed(request: IncomingMessage): boolean {
    const { key } = this.#options;
    const [header = '', claims = '', signature = ''] = (/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '').split('.');
    const signed = { key: key.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    if (!verify('sha256', Buffer.from(`${header}.${claims}`), signed, Buffer.from(signature, 'base64url'))) return false;
    const [head, claim] = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json);
    const isKnown = key.issuer === undefined ? claim?.['sub'] === 'user' && claim['iss'] === undefined : claim?.['iss'] === key.issuer;
    // Clients of others leave `iat` out.
    const lifetime = Number(claim?.['exp']) - Number(claim?.['iat'] ?? Math.floor(Date.now() / 1000));
    return head?.['alg'] === 'ES256' && head['kid'] === key.keyId && isKnown && claim?.['aud'] === 'appstoreconnect-v1' && lifetime <= 1200;
  }

  #handle(request: IncomingMessage, url: URL, body: Json): Result {
    if (!this.#isAllowed(request)) return refused(401, 'NOT_AUTHORIZED', 'Provide a properly configured and signed bearer token.');
    if (this.#options.role === 'none') return refused(403, 'FORBIDDEN_ERROR', 'The key has no access to this resource.');
    const { method = '' } = request;
    const path = url.pathname.replace(/^\/v1/, '');
    const data = body['data'] as { readonly id?: string; readonly attributes?: Json; readonly relationships?: Json } | undefined;
    const route = `${method} ${path.replace(/\/(up|file|build|group|note)-[^/]+/g, '/$1')}`;
    const id = /\/((?:up|file|build|group|note)-[^/]+)/.exec(path)?.[1] ?? '';
    switch (route) {
      case 'GET /apps':
        return list([this.#app()].filter(() => this.#options.appIdentifier.startsWith(url.searchParams.get('filter[bundleId]') ?? '')));
      case 'GET /betaGroups':
        return list(
          Object.entries(this.#options.groups ?? {}).map(([name, kind]) =>
            resource('betaGroups', `group-${name}`, { name, isInternalGroup: kind === 'internal' }),
          ),
        );
      case 'POST /buildUploads':
        return this.#createUpload(data?.attributes ?? {});
      case 'GET /apps/app-1/buildUploads':
        return list(this.#awaiting(url).map((upload) => resource('buildUploads', upload.id, {})));
      case 'DELETE /buildUploads/up':
        return this.uploads.delete(id) ? { status: 204, body: '' } : refused(404, 'NOT_FOUND', 'There is no such upload.');
      case 'POST /buildUploadFiles':
        return this.#createFile(data?.attributes ?? {}, data?.relationships ?? {});
      case 'GET /buildUploadFiles/file':
        return this.#file(id);
      case 'PATCH /buildUploadFiles/file':
        return this.#finish(id, data?.attributes ?? {});
      case 'GET /buildUploads/up':
        return this.#upload(id);
      case 'GET /builds/build':
        return { status: 200, body: { data: resource('builds', id, { processingState: 'VALID' }) } };
      case 'GET /builds/build/buildBetaDetail':
        return this.#betaDetail();
      case 'GET /betaBuildLocalizations':
        return list(
          [...this.notes].map(([locale, whatsNew]) => resource('betaBuildLocalizations', `note-${locale}`, { locale, whatsNew })),
        );
      case 'POST /betaBuildLocalizations': {
        const { locale, whatsNew } = data?.attributes ?? {};
        if (this.notes.has(String(locale))) return refused(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE', 'It exists.');
        this.notes.set(String(locale), String(whatsNew));
        return { status: 201, body: { data: resource('betaBuildLocalizations', `note-${String(locale)}`, {}) } };
      }
      case 'PATCH /betaBuildLocalizations/note':
        this.notes.set(id.slice(5), String(data?.attributes?.['whatsNew']));
        return { status: 200, body: { data: resource('betaBuildLocalizations', id, {}) } };
      case 'POST /betaGroups/group/relationships/builds': {
        const [build] = body['data'] as readonly { readonly id: string }[];
        const builds = this.groupBuilds.get(id.slice(6)) ?? new Set();
        this.groupBuilds.set(id.slice(6), builds.add(build?.id ?? ''));
        return { status: 204, body: '' };
      }
      case 'POST /betaAppReviewSubmissions':
        if (this.reviews > 0) return refused(409, 'STATE_ERROR', 'It was submitted.');
        this.reviews += 1;
        return { status: 201, body: { data: resource('betaAppReviewSubmissions', 'review-1', {}) } };
      default:
        return refused(404, 'PATH_ERROR', `The path is unknown: ${route}`);
    }
  }

  #app(): Json {
    return resource('apps', 'app-1', { bundleId: this.#options.appIdentifier, primaryLocale: 'de-DE' });
  }

  #awaiting(url: URL): readonly StoredUpload[] {
    const build = url.searchParams.get('filter[cfBundleVersion]');
    return [...this.uploads.values()].filter((upload) => upload.build === build && upload.state === url.searchParams.get('filter[state]'));
  }

  #createUpload(attributes: Json): Result {
    const [version, build] = [String(attributes['cfBundleShortVersionString']), String(attributes['cfBundleVersion'])];
    if ([...this.uploads.values()].some((upload) => upload.version === version && upload.build === build && upload.state !== 'FAILED'))
      return refused(409, 'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE', 'The bundle version must be higher.');
    const id = `up-${(this.#count += 1)}`;
    this.uploads.set(id, { id, version, build, state: 'AWAITING_UPLOAD', fileSize: 0, parts: new Map(), looks: 0 });
    return { status: 201, body: { data: resource('buildUploads', id, { state: { state: 'AWAITING_UPLOAD' } }) } };
  }

  #createFile({ fileSize, assetType, uti }: Json, relationships: Json): Result {
    const { id } = (relationships['buildUpload'] as { readonly data: { readonly id: string } }).data;
    const upload = this.uploads.get(id);
    if (!upload || upload.fileId !== undefined || assetType !== 'ASSET' || uti !== 'com.apple.ipa')
      return refused(409, 'STATE_ERROR', 'The upload has a file.');
    upload.fileId = `file-${id}`;
    upload.fileSize = Number(fileSize);
    return { ...this.#file(upload.fileId), status: 201 };
  }

  #file(fileId: string): Result {
    const upload = [...this.uploads.values()].find((each) => each.fileId === fileId);
    if (!upload) return refused(404, 'NOT_FOUND', 'There is no such file.');
    const { partBytes = 500_000 } = this.#options;
    const operations = Array.from({ length: Math.ceil(upload.fileSize / partBytes) }, (_, index) => ({
      method: 'PUT',
      url: `${this.address}/part/${upload.id}/${index * partBytes}?signature=marker-part-address`,
      offset: index * partBytes,
      length: Math.min(partBytes, upload.fileSize - index * partBytes),
      partNumber: index + 1,
      requestHeaders: [{ name: 'x-part', value: String(index * partBytes) }],
    }));
    return {
      status: 200,
      body: {
        data: resource('buildUploadFiles', fileId, { uploadOperations: operations, assetDeliveryState: { state: 'AWAITING_UPLOAD' } }),
      },
    };
  }

  #finish(fileId: string, attributes: Json): Result {
    const upload = [...this.uploads.values()].find((each) => each.fileId === fileId);
    if (!upload || attributes['uploaded'] !== true) return refused(409, 'STATE_ERROR', 'It is not uploaded.');
    const whole = Buffer.concat([...upload.parts].toSorted(([one], [other]) => one - other).map(([, part]) => part));
    const { hash, algorithm } = (attributes['sourceFileChecksums'] as { readonly file: Json }).file;
    if (algorithm !== 'SHA_256' || hash !== createHash('sha256').update(whole).digest('hex'))
      return refused(409, 'ENTITY_ERROR', 'The checksum differs.');
    if (upload.state === 'AWAITING_UPLOAD') upload.state = 'PROCESSING';
    return { status: 200, body: { data: resource('buildUploadFiles', fileId, {}) } };
  }

  #upload(id: string): Result {
    const upload = this.uploads.get(id);
    if (!upload) return refused(404, 'NOT_FOUND', 'There is no such upload.');
    const { looks = 2, uploadErrors } = this.#options;
    if (upload.state === 'PROCESSING' && (upload.looks += 1) > looks) upload.state = uploadErrors ? 'FAILED' : 'COMPLETE';
    const related = upload.state === 'COMPLETE' ? { build: { data: { type: 'builds', id: `build-${id}` } } } : {};
    return {
      status: 200,
      body: {
        data: { ...resource('buildUploads', id, { state: { state: upload.state, errors: uploadErrors ?? [] } }), relationships: related },
      },
    };
  }

  #betaDetail(): Result {
    const internalBuildState = this.#options.isComplianceMissing === true ? 'MISSING_EXPORT_COMPLIANCE' : 'IN_BETA_TESTING';
    const externalBuildState = this.reviews > 0 ? 'WAITING_FOR_BETA_REVIEW' : 'READY_FOR_BETA_SUBMISSION';
    return { status: 200, body: { data: resource('buildBetaDetails', 'detail-1', { internalBuildState, externalBuildState }) } };
  }
}

interface Result {
  readonly status: number;
  readonly body: unknown;
}

function resource(type: string, id: string, attributes: Json): Json {
  return { type, id, attributes };
}

function list(data: readonly Json[]): Result {
  return { status: 200, body: { data, links: { self: '' }, meta: { paging: { total: data.length, limit: 200 } } } };
}

function refused(status: number, code: string, detail: string): Result {
  return { status, body: { errors: [{ id: '1', status: String(status), code, title: 'Refused', detail }] } };
}

function send(response: ServerResponse, { status, body }: Result, headers: Readonly<Record<string, string>> = {}): void {
  const text = body === '' ? '' : JSON.stringify(body);
  response.writeHead(status, { ...(text !== '' && { 'content-type': 'application/json' }), ...headers });
  response.end(text);
}
