/** Uploads that begin again when Google Play forgot them: symbols, packages for internal app sharing, pictures. */

import { type ByteSource } from '../../base/byteSource.ts';
import { Failure } from '../../base/failure.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { parseJsonObject, type JsonObject } from '../jsonObject.ts';
import { folderOf, type PlayApi, type PlayUpload } from './playApi.ts';
import { sendResumable } from './resumableUpload.ts';

/** The words of Google: `proguard` for a mapping file of R8, `nativeCode` for a ZIP of symbols. */
export type SymbolsKind = 'proguard' | 'nativeCode';

export interface PlaySymbols {
  readonly kind: SymbolsKind;
  readonly source: ByteSource;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export function symbolsUpload(packageName: string, editId: string, versionCode: number, kind: SymbolsKind): PlayUpload {
  const path = `${folderOf(packageName)}/edits/${encodeURIComponent(editId)}/apks/${versionCode}/deobfuscationFiles/${kind}`;
  return { path, contentType: 'application/octet-stream' };
}

export interface FileUpload {
  readonly http: HttpClient;
  readonly api: PlayApi;
  readonly upload: PlayUpload;
  readonly source: ByteSource;
  /** How much was sent, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  /** Called with each request that sends a part. */
  readonly onPart: () => void;
  readonly signal?: AbortSignal | undefined;
}

const mostRounds = 3;

/** What Google Play answers when it has all of it. Fails with `PlayRefusal` or `store-upload-stopped`. */
export async function uploadFile({ http, api, upload, source, onProgress, onPart, signal }: FileUpload): Promise<JsonObject> {
  const onSent = (sentBytes: number): void => onProgress?.(source.size === 0 ? 1 : sentBytes / source.size);
  for (let round = 1; round <= mostRounds; round++) {
    const address = await api.startUpload(upload, source.size);
    const { contentType } = upload;
    const answer = await sendResumable({ http, address, source, contentType, isBegun: false, onSent, onRequest: onPart, signal });
    if (answer !== 'gone') return parseJsonObject(answer.body) ?? {};
  }
  throw Failure.of('store-upload-stopped', { store: 'Google Play', sentBytes: 0 });
}
