/**
 * Tells by content what a file is that is offered as a keystore. Extensions say nothing: since Java 9 a `.jks` is PKCS #12.
 * What is not readable is named, as one of the mix-ups that happen: other keystores, certificates, PEM, downloads gone wrong.
 */

import { fromBase64, fromHex, fromLatin1, fromStrictUtf8, startsWithBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { parsePem } from '../../formats/pem/pem.ts';
import { detectDer } from './detectDer.ts';
import { type KeystoreFormat } from './keystore.ts';

export type DetectedKeystore =
  | { readonly format: KeystoreFormat; readonly issue: undefined }
  | { readonly format: undefined; readonly issue: Issue };

function begins(bytes: Bytes, hex: string): boolean {
  return startsWithBytes(bytes, fromHex(hex) ?? bytes);
}

/** Bouncy Castle's stores begin with a version, a salt of 20 bytes and an iteration count; UBER is encrypted from there on. */
function detectBouncyCastle(bytes: Bytes): 'BKS' | 'UBER' | undefined {
  if (bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [version, saltLength] = [view.getUint32(0), view.getUint32(4)];
  if (version > 2 || saltLength < 8 || saltLength > 64 || bytes.length < 13 + saltLength) return undefined;
  const entriesAt = 12 + saltLength;
  const iterations = view.getUint32(8 + saltLength);
  if (iterations === 0 || iterations > 1_000_000) return undefined;
  const entryType = bytes[entriesAt] ?? 0;
  // An entry begins with its type and the length of its alias.
  const aliasLength = entriesAt + 3 <= bytes.length ? view.getUint16(entriesAt + 1) : 0;
  return entryType === 0 || (entryType <= 4 && aliasLength < 1000) ? 'BKS' : 'UBER';
}

function detectText(text: string): Issue {
  const start = text.slice(0, 2000).trimStart().toLowerCase();
  if (text.includes('-----BEGIN ')) {
    const labels = new Set(parsePem(text).map((block) => block.label));
    return createIssue('keystore-is-pem', { labels: [...labels].join(', ') || 'incomplete' });
  }
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return createIssue('keystore-is-web-page', {});
  if (start.startsWith('<?xml') && start.includes('<!doctype plist')) return createIssue('keystore-is-property-list', {});
  if (start.startsWith('version https://git-lfs')) return createIssue('keystore-is-lfs-pointer', {});
  if (/^[A-Za-z0-9+/\s]{40,}={0,2}\s*$/.test(text)) {
    const decoded = fromBase64(text);
    const inner = isText(decoded) ? undefined : detectBinary(decoded);
    if (inner?.format) return createIssue('keystore-is-base64', { format: inner.format === 'jks' ? 'JKS' : 'PKCS #12' });
  }
  return createIssue('keystore-is-text', {});
}

function isText(bytes: Bytes): boolean {
  return fromStrictUtf8(bytes) !== undefined && !/[\0-\x08\x0e-\x1f]/.test(fromLatin1(bytes));
}

function detectBinary(bytes: Bytes): DetectedKeystore {
  const other = (issue: Issue): DetectedKeystore => ({ format: undefined, issue });
  const unsupported = (format: string, storeType: string): DetectedKeystore =>
    other(createIssue('keystore-format-unsupported', { format, storeType }));
  if (begins(bytes, 'FEEDFEED')) return { format: 'jks', issue: undefined };
  if (begins(bytes, 'CECECECE')) return unsupported('JCEKS', 'JCEKS');
  if (begins(bytes, '504B0304') || begins(bytes, '504B0506')) return other(createIssue('keystore-is-archive', {}));
  if (begins(bytes, '62706C697374')) return other(createIssue('keystore-is-property-list', {}));
  if (begins(bytes, '30')) {
    const der = detectDer(bytes);
    if (der === 'bcfks') return unsupported('BCFKS', 'BCFKS');
    if (der === 'pkcs12') return { format: 'pkcs12', issue: undefined };
    if (der) return other(der);
  }
  const bouncyCastle = detectBouncyCastle(bytes);
  if (bouncyCastle) return unsupported(bouncyCastle, bouncyCastle);
  return other(createIssue('keystore-unknown-format', { start: toHex(bytes.subarray(0, 8)) }));
}

export function detectKeystoreFormat(bytes: Bytes): DetectedKeystore {
  if (bytes.length === 0) return { format: undefined, issue: createIssue('keystore-empty', {}) };
  const text = isText(bytes) ? fromStrictUtf8(bytes) : undefined;
  return text === undefined ? detectBinary(bytes) : { format: undefined, issue: detectText(text) };
}
