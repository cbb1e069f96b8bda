/**
 * Sends a file in the parts that App Store Connect asks for (`uploadOperations`): each to its own address, with the headers that come
 * with it and no token, some at the same time.
 */

import { type ByteSource } from '../../base/byteSource.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { Secret } from '../../base/secret.ts';
import { type HttpClient, type HttpMethod } from '../../ports/httpClient.ts';
import { filePieces } from '../filePieces.ts';
import { objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { connectName } from './connectRefusal.ts';

export interface UploadPart {
  readonly method: HttpMethod;
  /** It lets anyone send this part. */
  readonly address: Secret;
  readonly offset: number;
  readonly length: number;
  readonly headers: Readonly<Record<string, string>>;
}

const partsAtOnce = 4;
const attempts = 6;
const largestAnswer = 1024 * 1024;
const methods: readonly HttpMethod[] = ['PUT', 'POST'];

/** `undefined` unless the parts are the whole file, each byte once. */
export function readParts(attributes: JsonObject, sizeBytes: number): readonly UploadPart[] | undefined {
  const parts = objectsField(attributes, 'uploadOperations').flatMap((operation): UploadPart[] => {
    const { offset, length } = operation;
    const url = textField(operation, 'url');
    const method = methods.find((each) => each === (textField(operation, 'method') ?? 'PUT'));
    if (url === undefined || method === undefined || typeof offset !== 'number' || typeof length !== 'number') return [];
    const headers = objectsField(operation, 'requestHeaders').map((header): [string, string] => [
      textField(header, 'name') ?? '',
      textField(header, 'value') ?? '',
    ]);
    return [{ method, address: new Secret(url), offset, length, headers: Object.fromEntries(headers) }];
  });
  let end = 0;
  for (const { offset, length } of parts.toSorted((one, other) => one.offset - other.offset)) {
    if (offset !== end || length <= 0) return undefined;
    end += length;
  }
  return end === sizeBytes ? parts : undefined;
}

export interface SendPartsRequest {
  readonly http: HttpClient;
  readonly source: ByteSource;
  readonly parts: readonly UploadPart[];
  readonly onSent: (sentBytes: number) => void;
  readonly onPart: (part: UploadPart) => void;
  readonly signal?: AbortSignal | undefined;
}

/** `expired` when an address is no longer good. Fails with `store-upload-stopped`. */
export async function sendParts({ http, source, parts, onSent, onPart, signal }: SendPartsRequest): Promise<'sent' | 'expired'> {
  const sent = new Map<UploadPart, number>();
  const total = (): number => [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  const outcomes = await runConcurrently(parts, partsAtOnce, async (part) => {
    onPart(part);
    try {
      const { status } = await http.request({
        method: part.method,
        url: part.address.reveal(),
        headers: part.headers,
        body: { sizeBytes: part.length, open: () => filePieces(source, part.offset, part.length) },
        onSent: (bytes) => {
          sent.set(part, bytes);
          onSent(total());
        },
        maxBytes: largestAnswer,
        redirect: 'manual',
        // The address is for one part: sending it twice changes nothing.
        retry: { attempts, isRepeatable: true },
        ...(signal && { signal }),
      });
      if (status >= 200 && status <= 299) return 'sent';
      if (status === 403 || status === 404 || status === 410) return 'expired';
    } catch (error) {
      // Its message would have the address.
      if (!isFailure(error, 'address-unreachable')) throw error;
    }
    throw Failure.of('store-upload-stopped', { store: connectName, sentBytes: total() });
  });
  return outcomes.includes('expired') ? 'expired' : 'sent';
}
