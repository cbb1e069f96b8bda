/** Reads a property list of either form, distinguished by content. Never throws. */

import { fromUtf8, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { isBinaryPlist, parseBinaryPlist } from './binaryPlist.ts';
import { PlistError } from './plistError.ts';
import { type PlistValue } from './plistValue.ts';
import { parseXmlPlist } from './xmlPlist.ts';

export interface PlistInspection {
  readonly form?: 'xml' | 'binary';
  /** Absent when the list could not be read; then there is an issue of severity error. */
  readonly value?: PlistValue;
  readonly issues: readonly Issue[];
}

export function inspectPlist(bytes: Bytes): PlistInspection {
  if (isBinaryPlist(bytes)) return inspectBinary(bytes);
  const text = decodeText(bytes);
  if (!/^\uFEFF?\s*<(\?xml|!DOCTYPE plist|plist|!--)/.test(text.slice(0, 200))) return { issues: [createIssue('plist-not-a-plist', {})] };
  const issues: Issue[] = [];
  try {
    const value = parseXmlPlist(text, (key, offset) => issues.push(createIssue('plist-duplicate-key', { key }, { offset })));
    return { form: 'xml', value, issues };
  } catch (error) {
    if (!(error instanceof PlistError)) throw error;
    return { form: 'xml', issues: [...issues, createIssue('plist-xml-malformed', { reason: error.message }, { offset: error.offset })] };
  }
}

function inspectBinary(bytes: Bytes): PlistInspection {
  try {
    return { form: 'binary', value: parseBinaryPlist(bytes), issues: [] };
  } catch (error) {
    if (!(error instanceof PlistError)) throw error;
    return { form: 'binary', issues: [createIssue('plist-binary-malformed', { reason: error.message }, { offset: error.offset })] };
  }
}

/** UTF-8, or UTF-16 when a byte order mark says so. */
function decodeText(bytes: Bytes): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return fromUtf8(bytes);
}
