/** HTTP and HTTPS requests to addresses the user named. Redirects are followed, bodies are bounded. */

import { type Bytes } from '../base/bytes.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

export interface HttpClient {
  /** Fails with `address-unreachable` when no answer came. An answer of any status is no failure. */
  request(request: HttpRequest): Promise<HttpResponse>;
}
