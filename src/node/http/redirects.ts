/** What is sent where a redirect leads (RFC 9110, 15.4; Fetch standard, "HTTP-redirect fetch"). */

import { type HttpBodyStream, type HttpMethod } from '../../core/ports/httpClient.ts';
import { type Bytes } from '../../core/base/bytes.ts';
import { phrase } from '../../core/base/phrase.ts';
import { ExchangeError, isHttp } from './httpFailure.ts';

export const mostRedirects = 20;

export interface Hop {
  readonly url: URL;
  readonly method: HttpMethod;
  readonly body: Bytes | HttpBodyStream | undefined;
  /** Whether this is still the origin that the caller named, which alone gets the credentials. */
  readonly isTrusted: boolean;
}

/** `undefined` when the answer is not a redirect; 308 without an address is how Google asks for the rest of an upload. */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | undefined {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const url = URL.parse(location, hop.url.href);
  if (url === null || !isHttp(url)) throw new ExchangeError(phrase('it redirects to an address that is not http or https'));
  const isTrusted = hop.isTrusted && url.origin === hop.url.origin;
  const becomesGet = (status === 303 && hop.method !== 'HEAD') || ((status === 301 || status === 302) && hop.method === 'POST');
  return becomesGet ? { url, method: 'GET', body: undefined, isTrusted } : { ...hop, url, isTrusted };
}
