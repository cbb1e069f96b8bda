/**
 * Hands packages out on one network interface: an install page and the file behind an unguessable link that ends. Off until
 * started, and gone with `dispose`. It lists nothing, reads no path from a request, takes nothing in, and refuses what a
 * foreign page makes a browser send. Plain HTTP: the facts on the page let the receiver check the file.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Failure } from '../../core/base/failure.ts';
import { type Clock } from '../../core/ports/clock.ts';
import { type Random } from '../../core/ports/random.ts';
import { OfferedContent } from '../http/offeredContent.ts';
import { securityHeaders } from '../http/securityHeaders.ts';
import { ConnectionLimits } from '../http/connectionLimits.ts';
import { answerShareRequest, refuseRequest, type ShareAnswer } from './shareAnswers.ts';
import { type SharedPackage } from './sharedPackage.ts';
import { ShareLinks } from './shareLinks.ts';

export interface ShareServerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The address to listen on: `127.0.0.1` or one of `lanAddresses()`. */
  readonly host: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Connections at the same time; 64 when absent. */
  readonly maxConnections?: number;
  /** Connections of one client at the same time; 16 when absent. */
  readonly maxConnectionsPerClient?: number;
  /** A connection on which nothing moves is closed after this time; 20 s when absent. */
  readonly idleTimeoutMs?: number;
  /** No answer takes longer than this; 30 minutes when absent. */
  readonly answerTimeoutMs?: number;
  /** Called once for each file sent to its end, and for what was refused. Holds no token. */
  readonly onEvent?: (event: ShareEvent) => void;
}

export interface ShareEvent extends ShareAnswer {
  readonly client: string;
  readonly status: number;
}

/** A link as it is given to people. */
export interface Share {
  readonly token: string;
  readonly address: string;
  readonly downloadAddress: string;
  readonly expiresAt: Date;
}

const hour = 3_600_000;

export class ShareServer {
  readonly #options: ShareServerOptions;
  readonly #links: ShareLinks;
  readonly #contents = new OfferedContent();
  readonly #limits: ConnectionLimits;
  #server: Server | undefined;
  readonly #allowedHosts = new Set<string>();

  constructor(options: ShareServerOptions) {
    this.#options = options;
    this.#links = new ShareLinks(options.clock, options.random);
    const { maxConnections = 64, maxConnectionsPerClient = 16 } = options;
    this.#limits = new ConnectionLimits({ maxConnections, maxConnectionsPerClient, now: () => performance.now() });
  }

  async start(): Promise<void> {
    const { host, port = 0, idleTimeoutMs = 20_000 } = this.#options;
    const server = createServer(
      {
        headersTimeout: Math.min(10_000, idleTimeoutMs),
        requestTimeout: Math.min(15_000, idleTimeoutMs),
        connectionsCheckingInterval: Math.min(2_000, idleTimeoutMs),
        keepAliveTimeout: 5_000,
        maxHeaderSize: 8 * 1024,
        requireHostHeader: false,
      },
      (request, response) => void this.#answer(request, response),
    );
    server.maxRequestsPerSocket = 200;
    server.timeout = idleTimeoutMs;
    server.on('connection', (socket) => this.#limits.admit(socket));
    server.on('clientError', (_error, socket) => socket.destroy());
    server.on('checkContinue', (_request, response) => refuseRequest(response, 417));
    server.on('upgrade', (_request, socket) => socket.destroy());
    server.on('connect', (_request, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        reject(Failure.of('address-unavailable', { address: `${host}:${port}`, reason: error.message }, { cause: error }));
      });
      server.listen({ host, port, exclusive: true }, resolve);
    });
    this.#server = server;
    for (const name of hostNames(host, this.port)) this.#allowedHosts.add(name);
  }

  /** The port it listens on. */
  get port(): number {
    return addressOf(this.#server).port;
  }

  /** `http://192.168.1.20:41234` */
  get origin(): string {
    return `http://${bracketed(this.#options.host)}:${this.port}`;
  }

  /** Offers a package for a time, an hour when absent. `origin` is given when clients come through a forwarded port. */
  share(shared: SharedPackage, options: { readonly lifetimeMs?: number; readonly origin?: string } = {}): Share {
    if (options.origin !== undefined) this.#allowedHosts.add(new URL(options.origin).host.toLowerCase());
    const link = this.#links.add(shared, options.origin ?? this.origin, options.lifetimeMs ?? hour);
    const { token, address, expiresAt } = link;
    return { token, address, downloadAddress: `${address}/package.${shared.page.format}`, expiresAt };
  }

  /** A link leads to another package of the same format from now on. False when it has ended. */
  replace(token: string, shared: SharedPackage): boolean {
    return this.#links.replace(token, shared);
  }

  /** Ends a link at once. A download that is under way goes on. */
  revoke(token: string): void {
    this.#links.remove(token);
  }

  /** Stops listening and closes every connection. */
  async dispose(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const timer = setTimeout(() => response.destroy(), this.#options.answerTimeoutMs ?? hour / 2);
    const ended = this.#limits.answering(request.socket);
    response.once('close', () => {
      clearTimeout(timer);
      ended();
    });
    const client = request.socket.remoteAddress ?? '';
    try {
      const event = await answerShareRequest(request, response, {
        links: this.#links,
        contents: this.#contents,
        allowedHosts: this.#allowedHosts,
      });
      this.#options.onEvent?.({ client, status: response.statusCode, ...event });
    } catch {
      // A page that cannot be made, or a disk that fails: this one connection ends, and the server goes on.
      response.destroy();
    }
  }
}

/** Every `Host` that a client of this address may send. */
function hostNames(host: string, port: number): readonly string[] {
  const names = host === '127.0.0.1' || host === '::1' ? [host, 'localhost'] : [host];
  const bare = names.map((name) => bracketed(name).toLowerCase());
  const withPort = bare.map((name) => `${name}:${port}`);
  return port === 80 ? [...bare, ...withPort] : withPort;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function addressOf(server: Server | undefined): AddressInfo {
  const address = server?.address();
  if (address === undefined || address === null || typeof address === 'string') throw new Error('The share server is not started');
  return address;
}
