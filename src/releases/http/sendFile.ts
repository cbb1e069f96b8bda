/**
 * Answers a request with a file from disk, streamed, with ranges and conditions. The file must still be the one that was
 * offered: other content is answered with 410, never with other bytes under the old checksum. Content that changes while
 * it is sent never arrives whole: the last piece is kept back until everything before it was checked.
 */

import { createHash } from 'node:crypto';
import { type FileHandle } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answerFor } from './conditionalRequest.ts';
import { attachmentDisposition } from './contentDisposition.ts';
import { identityOf } from '../../node/fileIdentity.ts';
import { type OfferedContent, type OfferedFile } from './offeredContent.ts';
import { closedContentSecurityPolicy } from './securityHeaders.ts';

export type SendOutcome = 'sent' | 'aborted' | 'changed';

const pieceBytes = 256 * 1024;

/** `changed` leaves the response unanswered, so that the caller says it in its own form. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: OfferedFile,
  contents: OfferedContent,
): Promise<SendOutcome> {
  const handle = await contents.open(file);
  if (!handle) return 'changed';
  try {
    const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
    const etag = `"${file.sha256}"`;
    const { range, 'if-match': ifMatch, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = request.headers;
    const condition = { method, range, ifMatch, ifNoneMatch, ifRange: typeof ifRange === 'string' ? ifRange : undefined } as const;
    const answer = answerFor(condition, etag, file.sizeBytes);
    response.setHeader('ETag', etag);
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Content-Security-Policy', closedContentSecurityPolicy);
    if (answer.status === 304 || answer.status === 412) return end(response, answer.status);
    if (answer.status === 416) {
      response.setHeader('Content-Range', `bytes */${file.sizeBytes}`);
      return end(response, answer.status);
    }
    const { start, end: stop } = answer.status === 206 ? answer.range : { start: 0, end: file.sizeBytes };
    if (answer.status === 206) response.setHeader('Content-Range', `bytes ${start}-${stop - 1}/${file.sizeBytes}`);
    response.setHeader('Content-Type', file.mediaType);
    response.setHeader('Content-Disposition', attachmentDisposition(file.fileName));
    response.setHeader('Content-Length', stop - start);
    response.statusCode = answer.status;
    if (method === 'HEAD' || stop === start) {
      response.end();
      return 'sent';
    }
    await pipeline(checkedPieces(handle, start, stop, file), response);
    return 'sent';
  } catch {
    // The client left, the disk failed or the file changed after the header was sent: only the connection can say so.
    response.destroy();
    return 'aborted';
  } finally {
    await handle.close();
  }
}

function end(response: ServerResponse, status: number): SendOutcome {
  response.statusCode = status;
  response.end();
  return 'sent';
}

/** The bytes of a range. A whole file must have its hash at the end; a part of one must not have changed meanwhile. */
async function* checkedPieces(handle: FileHandle, start: number, stop: number, file: OfferedFile): AsyncGenerator<Buffer> {
  const before = await identityOf(handle);
  const hash = start === 0 && stop === file.sizeBytes ? createHash('sha256') : undefined;
  let keptBack: Buffer | undefined;
  for (let at = start; at < stop;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(pieceBytes, stop - at)), 0, undefined, at);
    if (bytesRead === 0) throw new Error('The file became shorter');
    const piece = buffer.subarray(0, bytesRead);
    hash?.update(piece);
    at += bytesRead;
    if (keptBack) yield keptBack;
    keptBack = piece;
  }
  const isOffered = hash ? hash.digest('hex') === file.sha256 : before === (await identityOf(handle));
  if (!isOffered) throw new Error('The file changed');
  if (keptBack) yield keptBack;
}
