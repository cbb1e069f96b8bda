/**
 * Sends a file to the address of a resumable upload of Google's, from where the server has it. A cut connection and an overloaded server
 * are answered by asking how much arrived, and going on behind it.
 *
 *   PUT address, Content-Range: bytes 0-2999999/3000000   the rest from an offset
 *   PUT address, Content-Range: bytes and a star, no body   asks
 *   308, Range: bytes=0-1048575                            so much arrived; nothing without Range
 *   200 or 201                                             all of it, with the resource
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { type Secret } from '../../base/secret.ts';
import { type HttpBodyStream, type HttpClient, type HttpResponse } from '../../ports/httpClient.ts';
import { filePieces } from '../filePieces.ts';
import { PlayRefusal } from './playRefusal.ts';

export interface ResumableUpload {
  readonly http: HttpClient;
  readonly address: Secret;
  readonly source: ByteSource;
  readonly contentType: string;
  /** Whether an earlier process may have sent a part. */
  readonly isBegun: boolean;
  /** Called with the bytes that were handed over. */
  readonly onSent: (sentBytes: number) => void;
  readonly onRequest: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** Tries without progress before it is given up; each is followed by a question that waits longer and longer. */
const mostFailures = 5;
const questionAttempts = 6;
const largestAnswer = 1024 * 1024;
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** The last answer; `gone` when the server no longer knows the upload. Fails with `PlayRefusal` when the file is refused. */
export async function sendResumable(upload: ResumableUpload): Promise<HttpResponse | 'gone'> {
  let offset = 0;
  /** What a server forgets and takes again is not progress. */
  let farthest = 0;
  let failures = 0;
  let mustAsk = upload.isBegun;
  for (;;) {
    throwIfCancelled(upload.signal);
    const answer = mustAsk ? await ask(upload) : await sendFrom(upload, offset);
    if (answer !== undefined && !passing.has(answer.status)) {
      const arrived = arrivedBytes(answer, upload.source.size);
      if (arrived === undefined) return finished(answer);
      if (arrived > farthest) failures = 0;
      else if (!mustAsk) failures += 1;
      offset = arrived;
      farthest = Math.max(farthest, arrived);
      // With all of it there, only asking brings the answer.
      mustAsk = offset === upload.source.size;
      if (mustAsk) failures += 1;
    } else if (mustAsk) throw Failure.of('store-busy', { store: 'Google Play', reason: `HTTP ${answer?.status ?? ''}` });
    else {
      failures += 1;
      mustAsk = true;
    }
    if (failures > mostFailures) throw Failure.of('store-upload-stopped', { store: 'Google Play', sentBytes: offset });
  }
}

function finished(answer: HttpResponse): HttpResponse | 'gone' {
  if (answer.status === 200 || answer.status === 201) return answer;
  if (answer.status === 404 || answer.status === 410) return 'gone';
  throw new PlayRefusal(answer.status, answer.body);
}

/** `undefined` when the answer is not about the bytes that arrived. */
function arrivedBytes({ status, headers }: HttpResponse, size: number): number | undefined {
  if (status !== 308) return undefined;
  const last = /^bytes=0-(\d{1,15})$/.exec(headers['range'] ?? '')?.[1];
  return last === undefined ? 0 : Math.min(size, Number(last) + 1);
}

/** `undefined` when the connection was cut. */
async function sendFrom(upload: ResumableUpload, offset: number): Promise<HttpResponse | undefined> {
  const { source, onSent } = upload;
  const body: HttpBodyStream = { sizeBytes: source.size - offset, open: () => filePieces(source, offset, source.size - offset) };
  try {
    return await put(upload, `bytes ${offset}-${source.size - 1}/${source.size}`, {
      body,
      onSent: (sentBytes) => onSent(offset + sentBytes),
    });
  } catch (error) {
    if (isFailure(error, 'address-unreachable')) return undefined;
    throw error;
  }
}

/** Fails with `store-upload-stopped` when the server stays away: the failure of the connection would name the address. */
async function ask(upload: ResumableUpload): Promise<HttpResponse> {
  try {
    return await put(upload, `bytes */${upload.source.size}`, { retry: { attempts: questionAttempts } });
  } catch (error) {
    if (isFailure(error, 'address-unreachable')) throw Failure.of('store-upload-stopped', { store: 'Google Play', sentBytes: 0 });
    throw error;
  }
}

async function put(
  { http, address, contentType, signal, onRequest }: ResumableUpload,
  range: string,
  options: Pick<Parameters<HttpClient['request']>[0], 'body' | 'onSent' | 'retry'>,
): Promise<HttpResponse> {
  onRequest();
  return await http.request({
    url: address.reveal(),
    method: 'PUT',
    headers: { 'content-range': range, ...(options.body && { 'content-type': contentType }) },
    redirect: 'manual',
    maxBytes: largestAnswer,
    ...options,
    ...(signal && { signal }),
  });
}
