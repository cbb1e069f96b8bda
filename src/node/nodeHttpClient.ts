/** HTTP and HTTPS by the platform's `fetch`. The time limit covers the whole exchange, the size limit what was decompressed. */

import { type Bytes, concatBytes } from '../core/base/bytes.ts';
import { throwIfCancelled } from '../core/base/cancellation.ts';
import { Failure } from '../core/base/failure.ts';
import { phrase, phrases } from '../core/base/phrase.ts';
import { type HttpClient, type HttpRequest, type HttpResponse } from '../core/ports/httpClient.ts';
import { errorCode } from './fileFailure.ts';

const reasons: Readonly<Record<string, string>> = phrases({
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
});

export class NodeHttpClient implements HttpClient {
  async request(request: HttpRequest): Promise<HttpResponse> {
    const url = parseAddress(request.url);
    throwIfCancelled(request.signal);
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const { method = 'GET', headers = {} } = request;
      const response = await fetch(url, { method, headers, signal, redirect: 'follow' });
      const body = await readBody(response, url, request.maxBytes);
      return { status: response.status, url: response.url, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      throwIfCancelled(request.signal);
      if (error instanceof Failure) throw error;
      const reason = timeout.aborted ? `it took longer than ${Math.ceil(request.timeoutMs / 1000)} s` : reasonOf(error);
      throw Failure.of('address-unreachable', { address: shown(url), reason }, { cause: error });
    }
  }
}

function parseAddress(address: string): URL {
  const url = URL.parse(address);
  // A name and password in an address would end in logs and messages.
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw Failure.of('address-invalid', { address: url === null ? address : shown(url) });
}

function shown(url: URL): string {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.href;
}

async function readBody(response: Response, url: URL, maxBytes: number): Promise<Bytes> {
  if (response.body === null) return new Uint8Array(0);
  const parts: Bytes[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const part of response.body as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxBytes) throw Failure.of('address-answer-too-large', { address: shown(url), limitBytes: maxBytes });
    parts.push(part);
  }
  return concatBytes(...parts);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = errorCode(cause);
  return (code !== undefined && reasons[code]) || (cause instanceof Error && cause.message) || code || phrase('the request failed');
}
