/** Bare requests to a stand-in, as no client makes them: what a test of its rules needs. */

import { createSign } from 'node:crypto';
import { type GoogleStandIn } from '../stand-ins/support/googleService.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** JSON; `text` if it was none. */
  readonly body: Record<string, unknown>;
}

/** Bytes are sent as a file, other bodies as JSON. `path` may be a whole address. */
export async function ask(
  { url, token }: { readonly url: string; readonly token: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const isBytes = Buffer.isBuffer(body);
  const sent = body === undefined ? null : isBytes ? new Uint8Array(body) : JSON.stringify(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const all = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }), ...headers };
  const response = await fetch(path.startsWith('http') ? path : url + path, { method, headers: all, body: sent, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

/** The message of an error of Google's or Microsoft's. */
export function messageOf({ body }: Reply): string {
  return (body['error'] as { message: string }).message;
}

/** A token for the account of the stand-in, or `refused: …`. `change` changes the claims. */
export async function signInToGoogle({ serviceAccount, clock }: GoogleStandIn, scope: string, change: object = {}): Promise<string> {
  const { private_key_id: kid, client_email: iss, token_uri: aud, private_key: key } = serviceAccount;
  const iat = Math.floor(clock.now() / 1000);
  const claims = { iss, aud, iat, exp: iat + 3600, scope: `https://www.googleapis.com/auth/${scope}`, ...change };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`;
  const assertion = `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const answer = (await (await fetch(aud, { method: 'POST', body })).json()) as { access_token?: string; error_description?: string };
  return answer.access_token ?? `refused: ${answer.error_description}`;
}
