/**
 * A request as handlers see it: decoded, bounded, and with the address under which this client reaches the server. Names of the query are
 * compared without regard to case, as clients of App Center write them in several ways.
 */

import { type IncomingMessage } from 'node:http';
import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { Secret } from '../../core/base/secret.ts';
import { withoutEnd } from '../../core/base/withoutEnd.ts';

export interface ServerRequest {
  readonly method: string;
  /** Decoded segments: `['v0.1', 'apps']`. */
  readonly path: readonly string[];
  /** `https://192.168.1.20:4300`, without a slash at the end. */
  readonly baseUrl: string;
  /** Who asks, as far as addresses tell: an IPv4 address, or a network of IPv6. */
  readonly client: string;
  readonly sizeBytes: number | undefined;
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  /** An absent body is `undefined`. Fails with `release-refused` when it is not JSON, or too large. */
  json(): Promise<unknown>;
  /** Fields of a form (`application/x-www-form-urlencoded`). Fails with `release-refused` when it is too large. */
  form(): Promise<URLSearchParams>;
  /** Fails with `release-refused` when it is too large. */
  text(): Promise<string>;
  pieces(): AsyncIterable<Bytes>;
}

const largestText = 1024 * 1024;

export interface ReadOptions {
  readonly baseUrl: string;
  readonly client: string;
  /** The path of the public address: a proxy may leave it in front, or take it away. */
  readonly basePath?: string | undefined;
  /** JSON and forms are small: a client that takes longer to send one keeps a connection on purpose. */
  readonly bodyTimeoutMs: number;
}

/** `undefined` when the address is not one that can be decoded. */
export function readServerRequest(
  message: IncomingMessage,
  { baseUrl, client, basePath = '/', bodyTimeoutMs }: ReadOptions,
): ServerRequest | undefined {
  const { method = 'GET', url = '/', headers } = message;
  // A base address that ends with a slash gives two of them, which a parser of addresses would take for a host.
  const [pathText = '', queryText = ''] = url.replace(/^\/+/, '/').split(/\?(.*)/s, 2);
  const base = withoutEnd(basePath, '/');
  const isBelow = base !== '' && (pathText === base || pathText.startsWith(`${base}/`));
  const path = decodePath(isBelow ? pathText.slice(base.length) : pathText);
  if (!path) return undefined;
  const parameters = new Map([...new URLSearchParams(queryText)].map(([name, value]) => [name.toLowerCase(), value]));
  const length = headers['content-length'];
  // A handler that stops reading must still be able to answer on the same connection.
  const pieces = (): AsyncIterable<Bytes> => message.iterator({ destroyOnReturn: false });
  return {
    method,
    path,
    baseUrl,
    client,
    sizeBytes: length === undefined ? undefined : Number(length),
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.[0];
    },
    query: (name) => parameters.get(name),
    json: async () => parseJson(await readInTime(pieces, bodyTimeoutMs)),
    form: async () => new URLSearchParams(await readInTime(pieces, bodyTimeoutMs)),
    text: async () => await readInTime(pieces, bodyTimeoutMs),
    pieces,
  };
}

function decodePath(text: string): readonly string[] | undefined {
  try {
    const segments = text.split('/').slice(1).map(decodeURIComponent);
    if (segments.at(-1) === '') segments.pop();
    // None of these is a name, and the characters would end a line of a log.
    return segments.some((segment) => segment === '..' || segment === '.' || segment === '' || /\p{Cc}/u.test(segment))
      ? undefined
      : segments;
  } catch {
    return undefined;
  }
}

/** Fails with `release-refused` when the body is not whole in time. */
async function readInTime(pieces: () => AsyncIterable<Bytes>, milliseconds: number): Promise<string> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(Failure.of('release-refused', { reason: phrase('the body comes too slowly') })), milliseconds);
  try {
    return await Promise.race([readText(pieces()), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function readText(message: AsyncIterable<Bytes>): Promise<string> {
  const parts: Bytes[] = [];
  let size = 0;
  for await (const part of message) {
    size += part.length;
    if (size > largestText) throw Failure.of('release-refused', { reason: phrase('the body is larger than 1 MB') });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8').trim();
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw Failure.of('release-refused', { reason: phrase('the body is not JSON') });
  }
}

/** `X-API-Token`, as App Center's clients send it, or `Authorization: Bearer`. */
export function tokenOf(request: ServerRequest): Secret | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  const value = request.header('x-api-token') ?? bearer;
  return value === undefined || value === '' ? undefined : new Secret(value);
}
