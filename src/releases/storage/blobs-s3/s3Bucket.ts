/**
 * One bucket of an S3-compatible service, by its REST API and addresses with the bucket in the path. Only what every such service does is used:
 * no trailers, no CRC, no conditions. What the service does not do after several attempts is `storage-unavailable`.
 */

import { createHash } from 'node:crypto';
import { fromUtf8, utf8, type Bytes } from '../../../core/base/bytes.ts';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { type Clock } from '../../../core/ports/clock.ts';
import { type HttpClient, type HttpMethod, type HttpResponse } from '../../../core/ports/httpClient.ts';
import { encoded, presignedAddress, signRequest, type S3Credentials } from './signRequest.ts';

export interface S3Options extends S3Credentials {
  /** `https://s3.eu-central-1.amazonaws.com` */
  readonly endpoint: string;
  readonly bucket: string;
  /** Under which clients reach the same service: then they fetch packages from there. */
  readonly publicEndpoint?: string | undefined;
}

export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970, by the clock of the service. */
  readonly changedAt: number;
}

export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  /** By the same clock, when it answered. */
  readonly now: number;
  readonly next: string | undefined;
}

interface Asked {
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Bytes;
}

const retry = { attempts: 4, isRepeatable: true };
const largestAnswer = 16 * 1024 * 1024;
/** Putting together a package of gigabytes takes a service a while. */
const idleTimeoutMs = 120_000;

export class S3Bucket {
  readonly #options: S3Options;
  readonly #http: HttpClient;
  readonly #clock: Clock;

  constructor(options: S3Options, http: HttpClient, clock: Clock) {
    this.#options = options;
    this.#http = http;
    this.#clock = clock;
  }

  async put(key: string, body: Bytes): Promise<void> {
    await this.#ask('PUT', { key, body, headers: integrity(body) });
  }

  /** `undefined` when there is no such object. */
  async sizeOf(key: string): Promise<number | undefined> {
    const answer = await this.#ask('HEAD', { key }, [404]);
    return answer.status === 404 ? undefined : Number(answer.headers['content-length']);
  }

  /** From `start` up to `end`. Goes on where a connection was cut. */
  async *stream(key: string, start: number, end: number): AsyncGenerator<Bytes, void, undefined> {
    let failures = 0;
    for (let at = start; at < end;) {
      const before = at;
      let problem: unknown = unavailable(phrase('an answer was too short'));
      try {
        for await (const piece of await this.#openRange(key, at, end)) {
          yield piece;
          at += piece.length;
        }
      } catch (error) {
        if (!isPassing(error)) throw error;
        problem = explained(error);
      }
      failures = at > before ? 0 : failures + 1;
      if (at < end && failures >= retry.attempts) throw problem;
    }
  }

  async #openRange(key: string, start: number, end: number): Promise<AsyncIterable<Bytes>> {
    const { url, headers } = this.#signed('GET', { key, headers: { range: `bytes=${start}-${end - 1}` } });
    const answer = await this.#http.open({ url: url.href, headers, redirect: 'manual', retry, idleTimeoutMs });
    if (answer.status === 206) return answer.body;
    answer.close();
    throw unavailable(`${phrase('it answered')} ${answer.status}`);
  }

  async remove(key: string): Promise<void> {
    await this.#ask('DELETE', { key }, [404]);
  }

  /** Within the service; up to 5 GB. */
  async copy(from: string, to: string): Promise<void> {
    const source = `/${this.#options.bucket}/${from}`.split('/').map(encoded).join('/');
    await this.#ask('PUT', { key: to, headers: { 'x-amz-copy-source': source } });
  }

  async list(prefix: string, after?: string): Promise<ObjectPage> {
    const query = { 'list-type': '2', prefix, ...(after !== undefined && { 'continuation-token': after }) };
    const answer = await this.#ask('GET', { query });
    const text = fromUtf8(answer.body);
    // Keys are those of this server: letters, digits, dashes and slashes, which XML writes as they are.
    const objects = [...text.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, content = '']) => ({
      key: element(content, 'Key') ?? '',
      sizeBytes: Number(element(content, 'Size')),
      changedAt: Date.parse(element(content, 'LastModified') ?? ''),
    }));
    const now = Date.parse(answer.headers['date'] ?? '');
    const next = element(text, 'IsTruncated') === 'true' ? element(text, 'NextContinuationToken') : undefined;
    return { objects, now: Number.isNaN(now) ? this.#clock.now().getTime() : now, next: next?.replaceAll('&amp;', '&') };
  }

  async beginParts(key: string): Promise<string> {
    const answer = await this.#ask('POST', { key, query: { uploads: '' } });
    const id = element(fromUtf8(answer.body), 'UploadId');
    if (id === undefined) throw unavailable(phrase('it began no upload'));
    return id;
  }

  /** The tag that it is called by when the parts are put together. Numbers begin with 1. */
  async putPart(key: string, uploadId: string, number: number, body: Bytes): Promise<string> {
    const query = { partNumber: String(number), uploadId };
    const answer = await this.#ask('PUT', { key, query, body, headers: integrity(body) });
    return answer.headers['etag'] ?? '';
  }

  async finishParts(key: string, uploadId: string, tags: readonly string[]): Promise<void> {
    const parts = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag.replaceAll('"', '&quot;')}</ETag></Part>`,
    );
    const body = utf8(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
    await this.#ask('POST', { key, query: { uploadId }, body });
  }

  async endParts(key: string, uploadId: string): Promise<void> {
    await this.#ask('DELETE', { key, query: { uploadId } }, [404]);
  }

  /** Where anyone can fetch an object for a while; `undefined` where clients do not reach the service. */
  address(key: string, seconds: number, parameters: Readonly<Record<string, string>>): string | undefined {
    const { publicEndpoint } = this.#options;
    if (publicEndpoint === undefined) return undefined;
    const url = this.#url(publicEndpoint, key);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return presignedAddress(url, this.#options, this.#clock.now(), seconds);
  }

  async #ask(method: HttpMethod, asked: Asked, accepted: readonly number[] = []): Promise<HttpResponse> {
    const { url, headers } = this.#signed(method, asked);
    const { body } = asked;
    const answer = await this.#http
      .request({
        url: url.href,
        method,
        headers,
        ...(body && { body }),
        redirect: 'manual',
        retry,
        idleTimeoutMs,
        maxBytes: largestAnswer,
      })
      .catch((error: unknown) => {
        throw explained(error);
      });
    const isDone = (answer.status >= 200 && answer.status < 300) || accepted.includes(answer.status);
    // A copy, and parts that are put together, may fail after the status was sent.
    const text = isDone && method !== 'HEAD' && method !== 'GET' ? fromUtf8(answer.body.subarray(0, 1000)) : '';
    if (isDone && !text.includes('<Error>')) return answer;
    const code = element(fromUtf8(answer.body), 'Code');
    throw unavailable(`${phrase('it answered')} ${answer.status}${code === undefined ? '' : ` ${code}`}`);
  }

  #signed(method: string, { key = '', query = {}, headers = {}, body }: Asked) {
    const url = this.#url(this.#options.endpoint, key);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signed = signRequest({ method, url, headers, body }, this.#options, this.#clock.now());
    return { url, headers: { ...headers, ...signed, 'accept-encoding': 'identity' } };
  }

  #url(endpoint: string, key: string): URL {
    const path = [this.#options.bucket, ...(key === '' ? [] : key.split('/'))].map(encoded).join('/');
    return new URL(`${withoutEnd(endpoint, '/')}/${path}`);
  }
}

/** The service compares it with what it received. */
function integrity(body: Bytes): Readonly<Record<string, string>> {
  return { 'content-md5': createHash('md5').update(body).digest('base64') };
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

function unavailable(reason: string): Failure {
  return Failure.of('storage-unavailable', { storage: 'S3 storage', reason });
}

function isPassing(error: unknown): boolean {
  return isFailure(error) && error.code.startsWith('address-');
}

function explained(error: unknown): unknown {
  return isFailure(error) && error.code.startsWith('address-')
    ? Failure.of('storage-unavailable', { storage: 'S3 storage', reason: error.message }, { cause: error })
    : error;
}
