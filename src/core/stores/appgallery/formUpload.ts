/** A file with some fields as `multipart/form-data` (RFC 7578), read while it is sent. */

import { type ByteSource } from '../../base/byteSource.ts';
import { utf8, type Bytes } from '../../base/bytes.ts';
import { type HttpBodyStream } from '../../ports/httpClient.ts';
import { filePieces } from '../filePieces.ts';

export interface FormUpload {
  readonly contentType: string;
  readonly body: HttpBodyStream;
}

/** `boundary` occurs nowhere in the file: it is random. */
export function formUpload(source: ByteSource, fileName: string, fields: Readonly<Record<string, string>>, boundary: string): FormUpload {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const named = fileName.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${named}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const head = utf8(`${parts.join('')}${file}`);
  const tail = utf8(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: { sizeBytes: head.length + source.size + tail.length, open: () => pieces(source, head, tail) },
  };
}

async function* pieces(source: ByteSource, head: Bytes, tail: Bytes): AsyncGenerator<Bytes> {
  yield head;
  yield* filePieces(source, 0, source.size);
  yield tail;
}
