/**
 * Decides what a GET or HEAD request for one content is answered with: RFC 9110, 13.2.2 (preconditions) and 14.2 (ranges).
 * Contents carry a strong entity tag and no modification date, so that dates in conditions never match.
 */

import { parseByteRange, type ContentRange } from './byteRange.ts';

export interface ContentConditions {
  readonly method: 'GET' | 'HEAD';
  readonly range?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifRange?: string | undefined;
}

export type ContentAnswer =
  | { readonly status: 200 }
  | { readonly status: 206; readonly range: ContentRange }
  | { readonly status: 304 | 412 | 416 };

/** `etag` is strong and quoted: `"3f…"`. */
export function answerFor(conditions: ContentConditions, etag: string, sizeBytes: number): ContentAnswer {
  if (conditions.ifMatch !== undefined && !listsTag(conditions.ifMatch, etag, 'strong')) return { status: 412 };
  if (conditions.ifNoneMatch !== undefined && listsTag(conditions.ifNoneMatch, etag, 'weak')) return { status: 304 };
  if (conditions.method !== 'GET') return { status: 200 };
  if (conditions.ifRange !== undefined && conditions.ifRange.trim() !== etag) return { status: 200 };
  const range = parseByteRange(conditions.range, sizeBytes);
  if (range === undefined) return { status: 200 };
  return range === 'unsatisfiable' ? { status: 416 } : { status: 206, range };
}

/** Whether a list of entity tags (or `*`) contains the tag. The weak comparison ignores `W/` (RFC 9110, 8.8.3.2). */
function listsTag(header: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  return header.split(',').some((item) => {
    const listed = item.trim();
    return listed === '*' || listed === etag || (comparison === 'weak' && listed === `W/${etag}`);
  });
}
