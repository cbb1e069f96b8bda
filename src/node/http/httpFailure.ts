/** What stopped a request, in words: addresses without passwords, and reasons instead of error codes. */

import { Failure, isFailure } from '../../core/base/failure.ts';
import { type FailureCode } from '../../core/base/failureTable.ts';
import { phrase, phrases } from '../../core/base/phrase.ts';
import { errorCode } from '../fileFailure.ts';

const reasons: Readonly<Record<string, string>> = phrases({
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'the host does not respond',
  ERR_PROXY_TUNNEL: 'the proxy refused the connection',
  ERR_PROXY_INVALID_CONFIG: 'the address of the proxy is invalid (HTTP_PROXY, HTTPS_PROXY)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
});

/** Why an exchange ended, where no code of the system says it. The text is the reason. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
}

/** Nothing moved on the connection for so long. */
export class SilentConnection extends Error {
  override readonly name = 'SilentConnection';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`nothing was received for ${seconds} s`);
    this.seconds = seconds;
  }
}

const unanswered: readonly FailureCode[] = ['address-unreachable', 'address-too-slow', 'address-silent'];

/** What a request that brought no whole answer failed with. Another attempt may bring one. */
export function isUnanswered(error: unknown): error is Failure {
  return unanswered.some((code) => isFailure(error, code));
}

export function parseAddress(address: string): URL {
  const url = URL.parse(address);
  // A name and password in an address would end in logs and messages.
  if (url !== null && isHttp(url) && url.username === '' && url.password === '') return url;
  throw Failure.of('address-invalid', { address: url === null ? address : shownAddress(url) });
}

export function isHttp(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

/** Without name and password. */
export function shownAddress(url: URL): string {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain.href;
}

export function reasonOf(error: unknown): string {
  if (error instanceof ExchangeError) return error.message;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = errorCode(cause);
  if (code?.startsWith('HPE_') === true) return phrase('the answer is not HTTP');
  return (code !== undefined && reasons[code]) || (cause instanceof Error && cause.message) || code || phrase('unknown network error');
}
