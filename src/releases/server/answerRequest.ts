/**
 * From a request of Node to the handler of a dialect and back: refuses foreign hosts and origins, counts requests of strangers, turns failures
 * into answers in the words of the dialect, and lets no error of a handler end the server.
 */

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type BlockList } from 'node:net';
import { Failure, isFailure } from '../../core/base/failure.ts';
import { withoutEnd } from '../../core/base/withoutEnd.ts';
import { type Dialect, type DialectWorld } from '../dialects/dialect.ts';
import { sendAnswer, type Answer } from '../http/answer.ts';
import { RateLimit } from '../http/rateLimit.ts';
import { isLoopback, reachedAddress, type Reached } from '../http/reachedAddress.ts';
import { judgeOrigin } from '../http/requestOrigin.ts';
import { Router } from '../http/router.ts';
import { securityHeaders } from '../http/securityHeaders.ts';
import { readServerRequest } from '../http/serverRequest.ts';
import { renderMessagePage } from '../pages/htmlPage.ts';
import { clientOf } from '../http/connectionLimits.ts';
import { type ServerVisit } from './runningServer.ts';

export interface AnswererParts {
  readonly world: DialectWorld;
  readonly dialects: readonly Dialect[];
  readonly allowedHosts: ReadonlySet<string>;
  readonly isTls: boolean;
  /** Proxies whose word about clients and addresses counts. */
  readonly trustedProxies: BlockList;
  /** The address under which people reach the server, where it is configured. */
  readonly publicUrl: URL | undefined;
  /** Every address that is given begins with the public one: a forwarded port arrives under another host than people asked for. */
  readonly isOnlyPublic?: boolean;
  /** Requests of one client in five minutes, from other machines. */
  readonly requestLimit: number;
  /** For texts in bodies: JSON and forms. */
  readonly bodyTimeoutMs: number;
  /** Told when a request was answered. */
  readonly onVisit?: ((visit: ServerVisit) => void) | undefined;
  /** Gets what is an error of the server, not of a client. */
  readonly onError: (error: unknown) => void;
}

/** A body that is not wanted is still read for a while: else the client would see a broken connection instead of the answer. */
const drainMs = 5000;
/** Nothing more comes: the client waits for the answer. A slow line may pause for shorter times. */
const idleMs = 1500;

export class RequestAnswerer {
  readonly #parts: AnswererParts;
  readonly #limit: RateLimit;
  readonly #routers: ReadonlyMap<string, { readonly dialect: Dialect; readonly router: Router<DialectWorld> }>;

  constructor(parts: AnswererParts) {
    this.#parts = parts;
    this.#limit = new RateLimit(parts.requestLimit);
    this.#routers = new Map(
      parts.dialects.flatMap((dialect) => {
        const router = new Router(dialect.routes);
        return dialect.prefixes.map((prefix) => [prefix, { dialect, router }] as const);
      }),
    );
  }

  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const visited: { route?: string } = {};
    const client = message.socket.remoteAddress ?? '';
    try {
      await this.#send(message, response, await this.#answerOf(message, response, visited));
      this.#parts.onVisit?.({ client, route: visited.route, status: response.statusCode });
    } catch (error) {
      // The client left in the middle of its own request or of the answer.
      if (!message.destroyed && !response.destroyed) this.#parts.onError(error);
      response.destroy();
    }
  }

  async #send(message: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    if (!message.complete) {
      response.setHeader('Connection', 'close');
      await drain(message);
    }
    await sendAnswer(message, response, answer);
  }

  async #answerOf(message: IncomingMessage, response: ServerResponse, visited: { route?: string }): Promise<Answer> {
    const { allowedHosts, trustedProxies, world, publicUrl, isOnlyPublic = false } = this.#parts;
    const first = (name: string): string | undefined => message.headersDistinct[name]?.[0];
    const reached = reachedAddress(
      {
        remoteAddress: message.socket.remoteAddress ?? '',
        isTls: this.#parts.isTls,
        hosts: message.headersDistinct['host'] ?? [],
        header: first,
      },
      trustedProxies,
    );
    const { hosts } = reached;
    const verdict = judgeOrigin(
      {
        hosts,
        origin: first('origin'),
        secFetchSite: first('sec-fetch-site'),
        secFetchMode: first('sec-fetch-mode'),
        secFetchDest: first('sec-fetch-dest'),
      },
      allowedHosts,
      isOnlyPublic ? publicUrl?.host : undefined,
    );
    if (verdict !== 'accepted') return refusal(verdict === 'foreign-host' ? 421 : 403);
    const request = readServerRequest(message, {
      baseUrl: this.#baseUrlOf(reached),
      client: clientOf(reached.client),
      basePath: publicUrl?.pathname,
      bodyTimeoutMs: this.#parts.bodyTimeoutMs,
    });
    if (!request) return refusal(400);
    const [prefix = ''] = request.path;
    const found = this.#routers.get(prefix);
    if (!found) return refusal(404);
    const { dialect, router } = found;
    const match = router.find(request.method, request.path);
    const isUncounted = match.kind === 'route' && match.route.isUncounted === true;
    const waitSeconds = isUncounted ? undefined : this.#waitOf(reached);
    if (waitSeconds !== undefined) {
      response.setHeader('Retry-After', waitSeconds);
      return dialect.tooManyRequests();
    }
    if (match.kind !== 'route') {
      if (match.kind === 'other-method') response.setHeader('Allow', match.methods.join(', '));
      return dialect.unknownPath(match.kind === 'none' ? [] : match.methods);
    }
    visited.route = match.route.path;
    try {
      return await match.route.handle(world, request, match.parameter);
    } catch (error) {
      // The client left: there is no one to answer.
      if (message.destroyed && !message.complete) throw error;
      if (!isFailure(error) || error.kind !== 'remote') this.#parts.onError(error);
      return dialect.failed(isFailure(error) ? error : Failure.of('defect', { reason: '' }, { cause: error }), request);
    }
  }

  /** Under its public name it is where the configuration says, whatever a proxy says of protocol and path. */
  #baseUrlOf({ hosts: [host = ''], isTls, prefix }: Reached): string {
    const { publicUrl, isOnlyPublic = false } = this.#parts;
    if (publicUrl && (isOnlyPublic || host.toLowerCase() === publicUrl.host)) return withoutEnd(publicUrl.href, '/');
    return `${isTls ? 'https' : 'http'}://${host}${prefix}`;
  }

  /** On this machine no one is counted. */
  #waitOf({ client }: Reached): number | undefined {
    if (isLoopback(client)) return undefined;
    return this.#limit.admit(clientOf(client), this.#parts.world.clock.now().getTime());
  }
}

async function drain(message: IncomingMessage): Promise<void> {
  if (message.destroyed) return;
  const done = Promise.withResolvers<void>();
  const idle = setTimeout(done.resolve, idleMs);
  const end = setTimeout(done.resolve, drainMs);
  message.on('data', () => idle.refresh());
  message.once('close', done.resolve);
  message.once('end', done.resolve);
  message.resume();
  await done.promise;
  clearTimeout(idle);
  clearTimeout(end);
}

function refusal(status: number): Answer {
  const text = status === 404 ? 'There is nothing here.' : 'This request is refused.';
  return { kind: 'page', status, html: renderMessagePage(String(status), text) };
}
