/**
 * HTTP and HTTPS requests (RFC 9110): one whole answer, or streams in both directions for what is large. Redirects are followed,
 * and an answer is never larger than the caller allows.
 */

import { type Bytes } from '../base/bytes.ts';
import { type Secret } from '../base/secret.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A body that is read while it is sent. It is opened again for a second attempt and after a redirect that keeps the method. */
export interface HttpBodyStream {
  readonly sizeBytes: number;
  /** A piece must not be changed before the next one is asked for. */
  open(): AsyncIterable<Bytes>;
}

export interface HttpRetry {
  /** The first one included. */
  readonly attempts: number;
  /** Whether a POST or PATCH may be sent twice, because the service recognizes the second one. Other methods always may. */
  readonly isRepeatable?: boolean;
  /** Called before the wait that precedes another attempt. */
  readonly onRetry?: (retry: { readonly attempt: number; readonly waitMs: number; readonly reason: string }) => void;
}

export interface HttpRequest {
  readonly url: string;
  /** GET when absent. */
  readonly method?: HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers such as `authorization`. They are sent to the origin of `url` only, never to where a redirect leads. */
  readonly credentials?: Readonly<Record<string, Secret>>;
  readonly body?: Bytes | HttpBodyStream;
  /** Called with the number of body bytes handed to the connection, again from 0 in a second attempt. */
  readonly onSent?: (sentBytes: number) => void;
  /** Limit for one attempt, from its start to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Limit for a connection on which nothing moves. 60 s when absent. */
  readonly idleTimeoutMs?: number;
  /** Absent: one attempt. Answers 408, 429, 500, 502, 503 and 504 and cut connections are tried again, after the wait that the server asks for. */
  readonly retry?: HttpRetry;
  /** `manual` gives the redirect itself as the answer. */
  readonly redirect?: 'follow' | 'manual';
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface HttpResponse extends HttpAnswer {
  /** Decompressed. */
  readonly body: Bytes;
}

/** An answer whose body is still on its way. Read `body` to its end, or call `close`. */
export interface HttpResponseStream extends HttpAnswer {
  /** Decompressed. Leaving the loop closes the connection. */
  readonly body: AsyncIterable<Bytes>;
  close(): void;
}

export interface HttpClient {
  /**
   * Fails with `address-unreachable`, `address-too-slow` or `address-silent` when no whole answer came, with `address-answer-too-large`
   * above `maxBytes`. An answer of any status is not a failure.
   */
  request(request: HttpRequest & { readonly maxBytes: number }): Promise<HttpResponse>;
  /** As `request`, but returns as soon as the headers are there. */
  open(request: HttpRequest): Promise<HttpResponseStream>;
}
