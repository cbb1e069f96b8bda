/**
 * The `Range` header of a GET request (RFC 9110, 14.1 and 14.2). One range in bytes is served; several ranges, other units
 * and malformed values are ignored, which the RFC allows, so that the whole content is sent.
 */

export interface ContentRange {
  /** First byte. */
  readonly start: number;
  /** After the last byte. */
  readonly end: number;
}

/** `undefined`: send the whole content. `'unsatisfiable'`: answer 416. */
export function parseByteRange(header: string | undefined, sizeBytes: number): ContentRange | 'unsatisfiable' | undefined {
  const match = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return undefined;
    const suffix = Number(last);
    if (suffix === 0 || sizeBytes === 0) return 'unsatisfiable';
    return { start: Math.max(0, sizeBytes - suffix), end: sizeBytes };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= sizeBytes) return 'unsatisfiable';
  return { start, end: last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1) };
}
