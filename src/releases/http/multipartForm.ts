/**
 * A small `multipart/form-data` body (RFC 7578) as a whole: texts and files of a form that a person filled in. It is held in memory, so it is
 * bounded; packages come by `multipartFile.ts`.
 */

import { type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { boundaryOf } from './multipartFile.ts';

export interface MultipartForm {
  text(name: string): string | undefined;
  /** Those that are not empty: a browser sends a file without bytes where none was chosen. */
  files(name: string): readonly Bytes[];
}

interface Part {
  readonly name: string;
  readonly isFile: boolean;
  readonly bytes: Bytes;
}

const mostParts = 20;

/** Fails with `release-refused` when the body is of another kind, or larger than `limitBytes`. */
export async function readMultipartForm(
  contentType: string | undefined,
  body: AsyncIterable<Bytes>,
  limitBytes: number,
): Promise<MultipartForm> {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) throw Failure.of('release-refused', { reason: phrase('the form is not multipart/form-data') });
  const pieces: Bytes[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > limitBytes) throw Failure.of('release-refused', { reason: phrase('the form is too large') });
    pieces.push(piece);
  }
  const parts = partsOf(Buffer.concat([Buffer.from('\r\n'), ...pieces]), Buffer.from(`\r\n--${boundary}`));
  return {
    text: (name) => {
      const part = parts.find((each) => each.name === name && !each.isFile);
      return part && Buffer.from(part.bytes).toString('utf8');
    },
    files: (name) => parts.filter((each) => each.name === name && each.isFile && each.bytes.length > 0).map(({ bytes }) => bytes),
  };
}

function partsOf(whole: Buffer<ArrayBuffer>, delimiter: Buffer): readonly Part[] {
  const parts: Part[] = [];
  let start = whole.indexOf(delimiter);
  while (start >= 0 && parts.length < mostParts) {
    const head = start + delimiter.length;
    const end = whole.indexOf(delimiter, head);
    const headEnd = whole.indexOf('\r\n\r\n', head);
    if (end < 0 || headEnd < 0 || headEnd > end) break;
    const lines = whole.subarray(head, headEnd).toString('utf8');
    const name = /^content-disposition:[^\r\n]*?[;\s]name="([^"\r\n]*)"/im.exec(lines)?.[1];
    if (name !== undefined)
      parts.push({ name, isFile: /^content-disposition:[^\r\n]*filename/im.test(lines), bytes: whole.subarray(headEnd + 4, end) });
    start = end;
  }
  return parts;
}
