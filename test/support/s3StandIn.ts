/**
 * An S3-compatible service in this process, for tests. It checks each signature with another author's signer (aws4fetch), and answers as the
 * real ones do: lists in pages, and errors after the status. `npm run test:server` has a real one.
 */

import { strictEqual } from 'node:assert/strict';
import { AwsV4Signer } from 'aws4fetch';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Secret } from '../../src/core/base/secret.ts';
import { type S3Options } from '../../src/releases/storage/blobs-s3/s3Bucket.ts';

export interface S3StandIn {
  readonly options: S3Options;
  readonly objects: Map<string, Buffer>;
  /** Lines such as `PUT key`, in the order in which they came. */
  readonly requests: readonly string[];
  /** Answers so many requests with 503, or cuts the connection. */
  fail(count: number, how?: 'status' | 'cut'): void;
  stop(): Promise<void>;
}

const keys = { accessKeyId: 'AKTEST', secretAccessKey: 'SK/test+secret', region: 'eu-test-1' };
const pageLength = 3;

export async function startS3(): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>();
  const changed = new Map<string, Date>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const requests: string[] = [];
  let failures = 0;
  let failure: 'status' | 'cut' = 'status';
  const put = (key: string, bytes: Buffer): void => {
    objects.set(key, bytes);
    changed.set(key, new Date());
  };

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(message);
    const url = new URL(message.url ?? '/', `http://${message.headers.host ?? ''}`);
    const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    const { method = 'GET' } = message;
    requests.push(`${method} ${key}${url.search === '' ? '' : '?'}`);
    const send = (status: number, text = '', headers: Record<string, string> = {}): void => {
      response.writeHead(status, headers);
      response.end(text);
    };
    if (failures > 0) {
      failures -= 1;
      if (failure === 'cut') return void message.socket.destroy();
      return send(503, '<Error><Code>SlowDown</Code></Error>');
    }
    if (!(await isSigned(message, url, body))) return send(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
    if (bucket !== 'packages') return send(404, '<Error><Code>NoSuchBucket</Code></Error>');
    const md5 = message.headers['content-md5'];
    if (md5 !== undefined) strictEqual(md5, createHash('md5').update(body).digest('base64'));
    const query = url.searchParams;
    if (method === 'POST' && query.has('uploads')) {
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, new Map());
      return send(200, `<R><UploadId>${id}</UploadId></R>`);
    }
    const parts = uploads.get(query.get('uploadId') ?? '');
    if (query.has('uploadId')) {
      if (!parts) return send(404, '<Error><Code>NoSuchUpload</Code></Error>');
      if (method === 'PUT') {
        parts.set(Number(query.get('partNumber')), body);
        return send(200, '', { etag: `"${createHash('md5').update(body).digest('hex')}"` });
      }
      uploads.delete(query.get('uploadId') ?? '');
      if (method === 'DELETE') return send(204);
      const tags = [...body.toString().matchAll(/<ETag>&quot;(\w+)&quot;<\/ETag>/g)].map(([, tag]) => tag);
      const sorted = [...parts].toSorted(([a], [b]) => a - b).map(([, part]) => part);
      const isRight = sorted.every((part, index) => createHash('md5').update(part).digest('hex') === tags[index]);
      const isLong = sorted.slice(0, -1).every((part) => part.length >= 5 * 1024 * 1024);
      // As the real ones: the status is sent before it is known.
      if (!isRight || !isLong) return send(200, '<Error><Code>InvalidPart</Code></Error>');
      put(key, Buffer.concat(sorted));
      return send(200, '<CompleteMultipartUploadResult/>');
    }
    const found = objects.get(key);
    switch (method) {
      case 'PUT': {
        const source = message.headers['x-amz-copy-source'];
        const copied = typeof source === 'string' ? objects.get(decodeURIComponent(source).replace('/packages/', '')) : body;
        if (!copied) return send(404, '<Error><Code>NoSuchKey</Code></Error>');
        put(key, copied);
        return send(200);
      }
      case 'DELETE':
        objects.delete(key);
        return send(204);
      case 'HEAD':
        return found ? send(200, '', { 'content-length': String(found.length) }) : send(404);
      default: {
        if (query.get('list-type') === '2') return send(200, listing(objects, changed, query));
        if (!found) return send(404, '<Error><Code>NoSuchKey</Code></Error>');
        const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(message.headers.range ?? '') ?? [];
        const part = from === undefined ? found : found.subarray(Number(from), Number(to) + 1);
        const disposition = query.get('response-content-disposition');
        response.writeHead(from === undefined ? 200 : 206, {
          'content-length': part.length,
          ...(disposition !== null && { 'content-disposition': disposition }),
        });
        response.end(part);
      }
    }
  };

  const server = createServer((message, response) => {
    void answer(message, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    options: { ...keys, secretAccessKey: new Secret(keys.secretAccessKey), endpoint, bucket: 'packages', publicEndpoint: endpoint },
    objects,
    requests,
    fail: (count, how = 'status') => {
      failures = count;
      failure = how;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listing(objects: ReadonlyMap<string, Buffer>, changed: ReadonlyMap<string, Date>, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const all = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).toSorted();
  const page = all.slice(0, pageLength);
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>${changed.get(key)?.toISOString()}</LastModified><Size>${objects.get(key)?.length}</Size></Contents>`,
  );
  const isMore = all.length > page.length;
  const next = isMore ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
}

async function isSigned(message: IncomingMessage, url: URL, body: Buffer): Promise<boolean> {
  const isAddress = url.searchParams.has('X-Amz-Signature');
  const time = isAddress ? url.searchParams.get('X-Amz-Date') : message.headers['x-amz-date'];
  if (typeof time !== 'string') return false;
  const given = isAddress ? url.searchParams.get('X-Amz-Signature') : /Signature=(\w+)$/.exec(message.headers.authorization ?? '')?.[1];
  const signed = /SignedHeaders=([^,]+)/.exec(message.headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const headers = Object.fromEntries(signed.flatMap((name) => (name === 'host' ? [] : [[name, String(message.headers[name])]])));
  const plain = new URL(url);
  for (const name of url.searchParams.keys())
    if (isAddress && name.startsWith('X-Amz-') && name !== 'X-Amz-Expires') plain.searchParams.delete(name);
  const signer = new AwsV4Signer({
    ...keys,
    service: 's3',
    method: message.method ?? 'GET',
    url: plain.href,
    headers,
    datetime: time,
    signQuery: isAddress,
    allHeaders: true,
    ...(body.length > 0 && { body: Uint8Array.from(body) }),
  });
  if (!isAddress && message.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) return false;
  return (await signer.signature()) === given;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
}
