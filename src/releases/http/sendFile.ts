/**
 * Answers a request with a file from disk, streamed, with ranges and conditions. The file must still be the one that was
 * offered: another size or modification time is answered with 410, never with other bytes under the old checksum.
 */

import { open, type FileHandle } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answerFor } from './conditionalRequest.ts';
import { attachmentDisposition } from './contentDisposition.ts';
import { closedContentSecurityPolicy } from './securityHeaders.ts';

export interface OfferedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Modification time when the file was offered, in milliseconds. */
  readonly modifiedMs: number;
  /** Lower-case hexadecimal; becomes the entity tag. */
  readonly sha256: string;
  readonly mediaType: string;
  /** The name the client saves it under. */
  readonly fileName: string;
}

export type SendOutcome = 'sent' | 'aborted' | 'changed';

/** `changed` leaves the response unanswered, so that the caller says it in its own form. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: OfferedFile): Promise<SendOutcome> {
  const handle = await openOffered(file);
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
    const content = handle.createReadStream({ start, end: stop - 1, highWaterMark: 256 * 1024, autoClose: false });
    await pipeline(content, response);
    return 'sent';
  } catch {
    // The client left, or the disk failed after the header was sent: the connection is the only thing that can say so.
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

async function openOffered(file: OfferedFile): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file.path, 'r');
  } catch {
    return undefined;
  }
  const stat = await handle.stat();
  if (stat.isFile() && stat.size === file.sizeBytes && stat.mtimeMs === file.modifiedMs) return handle;
  await handle.close();
  return undefined;
}
