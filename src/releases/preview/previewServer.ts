/**
 * Serves the folder of a web app as the shell of its package will: the same media types, ranges, `index.html` for folders, and the start page
 * for paths of the app's own router. On loopback unless an address of the network is given; it takes nothing in, follows no link out of the
 * folder, answers no other host name (so that no foreign page reaches it), and stops when no one asked for anything for a while.
 */

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { Failure } from '../../core/base/failure.ts';
import { isLeftOutName, isOwnName, isSecretName } from '../../core/engines/web/leftOutNames.ts';
import { parseByteRange } from '../http/byteRange.ts';
import { webMediaType } from './webMediaTypes.ts';

export interface PreviewOptions {
  /** Absolute path of the web folder. */
  readonly folder: string;
  readonly host: string;
  /** 30 minutes when absent. */
  readonly idleMs?: number;
  /** Called once, when it stopped by itself. */
  readonly onIdle?: () => void;
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
}

const minute = 60_000;

export class PreviewServer {
  readonly #options: PreviewOptions;
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;
  #root = '';
  readonly #otherHosts = new Set<string>();

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { folder, host } = this.#options;
    this.#root = await realpath(folder).catch(() => {
      throw Failure.of('file-not-found', { path: folder });
    });
    const server = createServer(
      { headersTimeout: 10_000, requestTimeout: 15_000 },
      (request, response) => void this.#answer(request, response),
    );
    server.maxConnections = 64;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(Failure.of('address-unavailable', { address: host, reason: error.message }, { cause: error })),
      );
      server.listen({ host, port: 0, exclusive: true }, resolve);
    });
    this.#server = server;
    this.#wait();
  }

  get port(): number {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** With a slash at its end. */
  get address(): string {
    const { host } = this.#options;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}/`;
  }

  /** Clients that come through a forwarded port ask for the host of this address. */
  allow(address: string): void {
    this.#otherHosts.add(new URL(address).host.toLowerCase());
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.stop().then(() => this.#options.onIdle?.()), this.#options.idleMs ?? 30 * minute);
    this.#timer.unref();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#wait();
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-cache');
    try {
      if (!this.#isOwnHost(request.headers.host)) return refuse(response, 421, 'Misdirected Request');
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Method Not Allowed');
      await this.#serve(request, response);
    } catch {
      response.destroy();
    }
  }

  #isOwnHost(host = ''): boolean {
    const own = new URL(this.address).host;
    const names = [own, ...(this.#options.host === '127.0.0.1' ? [`localhost:${this.port}`] : []), ...this.#otherHosts];
    return names.includes(host.toLowerCase());
  }

  /** As the shell looks for a path: the file, the page of the folder, and for a page of the app's router the start page. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodedPath(request.url ?? '/');
    if (path === undefined) return refuse(response, 404, 'Not Found');
    const found = await this.#find(path.endsWith('/') ? `${path}index.html` : path);
    if (found) return send(request, response, found);
    if (!path.endsWith('/') && (await this.#find(`${path}/index.html`))) {
      const { search } = new URL(request.url ?? '/', this.address);
      response.writeHead(301, { Location: `${encodeURI(path.replace(/^\/+/, '/'))}/${search}` }).end();
      return undefined;
    }
    const isPage = !path.slice(path.lastIndexOf('/')).includes('.') && /\btext\/html\b/.test(request.headers.accept ?? '');
    const start = isPage ? await this.#find('/index.html') : undefined;
    return start ? send(request, response, start) : refuse(response, 404, 'Not Found');
  }

  /** A file below the folder that a package would have, too; a link that leads out of the folder is not there. */
  async #find(path: string): Promise<FoundFile | undefined> {
    if (path.split('/').some((name) => name === 'node_modules' || isLeftOutName(name) || isOwnName(name) || isSecretName(name)))
      return undefined;
    try {
      const real = await realpath(join(this.#root, path));
      if (!real.startsWith(this.#root + sep)) return undefined;
      const found = await stat(real);
      return found.isFile() ? { path: real, size: found.size } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Without query; `undefined` for what no file can be called. */
function decodedPath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
    return path.startsWith('/') && !/[\0\\]/.test(path) && !`${path}/`.includes('/../') ? path : undefined;
  } catch {
    return undefined;
  }
}

function send(request: IncomingMessage, response: ServerResponse, { path, size }: FoundFile): void {
  const range = parseByteRange(request.headers.range, size);
  response.setHeader('Accept-Ranges', 'bytes');
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    return refuse(response, 416, 'Range Not Satisfiable');
  }
  const { start, end } = range ?? { start: 0, end: size };
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${size}`);
  response.writeHead(range ? 206 : 200, { 'Content-Type': webMediaType(path), 'Content-Length': end - start });
  if (request.method === 'HEAD' || end === start) {
    response.end();
    return undefined;
  }
  const stream = createReadStream(path, { start, end: end - 1 });
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
  return undefined;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(reason);
}
