/** What a handler answers, and how it is sent: JSON, a page, a package with ranges, or nothing. */

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Bytes } from '../../core/base/bytes.ts';
import { type OpenBlob } from '../ports/blobs.ts';
import { pageContentSecurityPolicy } from '../pages/htmlPage.ts';
import { answerFor } from './conditionalRequest.ts';
import { attachmentDisposition } from './contentDisposition.ts';
import { closedContentSecurityPolicy } from './securityHeaders.ts';

export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'empty'; readonly status: number }
  /** `headers` besides those of every page, such as a cookie. */
  | { readonly kind: 'page'; readonly status: number; readonly html: string; readonly headers?: Readonly<Record<string, string>> }
  /** Small content that a page or a device fetches. */
  | { readonly kind: 'content'; readonly mediaType: string; readonly bytes: Bytes; readonly fileName?: string }
  | {
      readonly kind: 'redirect';
      /** 303 after a form; 301 is what a device expects that answered to a configuration profile. */
      readonly status: 301 | 302 | 303;
      readonly location: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | BlobAnswer;

interface BlobAnswer {
  readonly kind: 'blob';
  readonly blob: OpenBlob;
  readonly sha256: string;
  readonly mediaType: string;
  readonly fileName: string;
  /** Called when the whole package, or its last part, was sent. */
  readonly onSent: () => Promise<void>;
}

export function json(value: unknown, status = 200): Answer {
  return { kind: 'json', status, value };
}

export function empty(status = 204): Answer {
  return { kind: 'empty', status };
}

export async function sendAnswer(message: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  switch (answer.kind) {
    case 'json':
      setHeaders(response, answer.headers);
      return sendBytes(response, answer.status, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(answer.value)));
    case 'page':
      response.setHeader('Content-Security-Policy', pageContentSecurityPolicy);
      setHeaders(response, answer.headers);
      return sendBytes(response, answer.status, 'text/html; charset=utf-8', Buffer.from(answer.html));
    case 'content':
      if (answer.fileName !== undefined) response.setHeader('Content-Disposition', attachmentDisposition(answer.fileName));
      return sendBytes(response, 200, answer.mediaType, answer.bytes);
    case 'redirect':
      response.statusCode = answer.status;
      response.setHeader('Location', answer.location);
      response.setHeader('Cache-Control', 'no-store');
      setHeaders(response, answer.headers);
      response.end();
      return undefined;
    case 'empty':
      response.statusCode = answer.status;
      response.end();
      return undefined;
    case 'blob':
      return await sendBlob(message, response, answer);
  }
}

function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function sendBytes(response: ServerResponse, status: number, mediaType: string, bytes: Bytes): void {
  response.statusCode = status;
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', bytes.length);
  if (!response.hasHeader('Content-Security-Policy')) response.setHeader('Content-Security-Policy', closedContentSecurityPolicy);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

async function sendBlob(message: IncomingMessage, response: ServerResponse, answer: BlobAnswer): Promise<void> {
  const { blob, sha256, mediaType, fileName, onSent } = answer;
  try {
    const method = message.method === 'HEAD' ? 'HEAD' : 'GET';
    const { range, 'if-match': ifMatch, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = message.headers;
    const conditions = { method, range, ifMatch, ifNoneMatch, ifRange: typeof ifRange === 'string' ? ifRange : undefined } as const;
    const verdict = answerFor(conditions, `"${sha256}"`, blob.size);
    response.statusCode = verdict.status;
    response.setHeader('ETag', `"${sha256}"`);
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Content-Security-Policy', closedContentSecurityPolicy);
    if (verdict.status === 416) response.setHeader('Content-Range', `bytes */${blob.size}`);
    if (verdict.status !== 200 && verdict.status !== 206) {
      response.end();
      return;
    }
    const { start, end } = verdict.status === 206 ? verdict.range : { start: 0, end: blob.size };
    if (verdict.status === 206) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${blob.size}`);
    response.setHeader('Content-Type', mediaType);
    response.setHeader('Content-Disposition', attachmentDisposition(fileName));
    response.setHeader('Content-Length', end - start);
    if (method === 'HEAD') {
      response.end();
      return;
    }
    await pipeline(blob.stream(start, end), response);
    if (end === blob.size) await onSent();
  } finally {
    await blob.close();
  }
}
