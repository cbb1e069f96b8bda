/** Cookies of this server: secrets that scripts cannot read, which browsers send with navigations from elsewhere and with nothing else. */

import { Secret } from '../../core/base/secret.ts';
import { type ServerRequest } from './serverRequest.ts';

export interface CookieInput {
  /** A word of letters and hyphens. */
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** 0 ends it. */
  readonly seconds: number;
}

/** The value of a `Set-Cookie` header. */
export function cookieHeader({ baseUrl }: ServerRequest, { name, value, path, seconds }: CookieInput): string {
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${baseUrl.startsWith('https:') ? '; Secure' : ''}; Max-Age=${seconds}`;
}

/** `undefined` for what no secret of this server looks like. */
export function cookieOf(request: ServerRequest, name: string): Secret | undefined {
  const [, value] = new RegExp(`(?:^|;\\s*)${name}=([\\w-]{20,100})(?:;|$)`).exec(request.header('cookie') ?? '') ?? [];
  return value === undefined ? undefined : new Secret(value);
}
