/**
 * AWS Signature Version 4 (docs.aws.amazon.com, "Signature Version 4 signing process"), in a header or in an address that anyone can open
 * for a while. The secret key leaves this file only as a key of HMAC.
 */

import { createHash, createHmac } from 'node:crypto';
import { type Bytes } from '../../../core/base/bytes.ts';
import { type Secret } from '../../../core/base/secret.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Of credentials that end. */
  readonly sessionToken?: Secret | undefined;
  readonly region: string;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes | undefined;
}

const algorithm = 'AWS4-HMAC-SHA256';

/** The headers that a request needs beside its own. */
export function signRequest(
  { method, url, headers, body }: UnsignedRequest,
  credentials: S3Credentials,
  now: Date,
): Record<string, string> {
  const { sessionToken } = credentials;
  const time = timeText(now);
  const payload = sha256(body ?? '');
  const added = {
    'x-amz-content-sha256': payload,
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken.reveal() }),
  };
  const signed = canonicalHeaders({ ...headers, ...added, host: url.host });
  const canonical = [method, canonicalPath(url), canonicalQuery(url.searchParams), signed.text, signed.names, payload].join('\n');
  const { accessKeyId, region } = credentials;
  const signature = signatureOf(canonical, credentials, time);
  const authorization = `${algorithm} Credential=${accessKeyId}/${scopeOf(time, region)}, SignedHeaders=${signed.names}, Signature=${signature}`;
  return { ...added, authorization };
}

/** An address that gives what is at `url` to anyone, for so many seconds, with the parameters that `url` has. */
export function presignedAddress(url: URL, credentials: S3Credentials, now: Date, seconds: number): string {
  const { accessKeyId, region, sessionToken } = credentials;
  const time = timeText(now);
  const address = new URL(url);
  const added = {
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${accessKeyId}/${scopeOf(time, region)}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(seconds),
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken.reveal() }),
    'X-Amz-SignedHeaders': 'host',
  };
  for (const [name, value] of Object.entries(added)) address.searchParams.set(name, value);
  const query = canonicalQuery(address.searchParams);
  const canonical = ['GET', canonicalPath(address), query, `host:${address.host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  return `${address.origin}${canonicalPath(address)}?${query}&X-Amz-Signature=${signatureOf(canonical, credentials, time)}`;
}

function signatureOf(canonical: string, { secretAccessKey, region }: S3Credentials, time: string): string {
  const text = [algorithm, time, scopeOf(time, region), sha256(canonical)].join('\n');
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey.reveal()}`);
  for (const part of [time.slice(0, 8), region, 's3', 'aws4_request', text]) key = createHmac('sha256', key).update(part).digest();
  return key.toString('hex');
}

function scopeOf(time: string, region: string): string {
  return `${time.slice(0, 8)}/${region}/s3/aws4_request`;
}

/** `20130524T000000Z` */
function timeText(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, '');
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): { readonly text: string; readonly names: string } {
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    text: sorted.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, ' ')}\n`).join(''),
    names: sorted.map(([name]) => name).join(';'),
  };
}

/** As it is sent: S3, unlike other services, encodes it once. */
function canonicalPath(url: URL): string {
  return url.pathname
    .split('/')
    .map((segment) => encoded(decodeURIComponent(segment)))
    .join('/');
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&');
}

/** RFC 3986: everything but the unreserved characters. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: Bytes | string): string {
  return createHash('sha256').update(data).digest('hex');
}
