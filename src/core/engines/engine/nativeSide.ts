/**
 * The native side of an app: everything that a package is made of besides its web files or its bundle of JavaScript, as names and the
 * SHA-256 of what each is. Two packages of one native side differ in nothing that has to be compiled. The SHA-256 of the whole is the native
 * fingerprint that the ledger keeps; the list is kept next to the packages, so that a difference can be named.
 */

import { createHash } from 'node:crypto';
import { fromUtf8, utf8, type Bytes } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';

/** SHA-256 in lower-case hexadecimal, by name: a path relative to the app, or a part of a file such as `package.json dependencies`. */
export type NativeSide = ReadonlyMap<string, string>;

/** More names than a project has; a list that claims more is none of ours. */
const mostParts = 100_000;

export function sha256Hex(content: Bytes | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Equal native sides give equal bytes. */
export function encodeNativeSide(side: NativeSide): Bytes {
  const sorted = [...side].sort(([a], [b]) => (a < b ? -1 : 1));
  return utf8(`${JSON.stringify(Object.fromEntries(sorted), undefined, 1)}\n`);
}

export function fingerprintOf(side: NativeSide): string {
  return sha256Hex(encodeNativeSide(side));
}

/** `undefined` when the bytes are not a list of a fingerprint. */
export function parseNativeSide(bytes: Bytes, fingerprint: string): NativeSide | undefined {
  if (sha256Hex(bytes) !== fingerprint) return undefined;
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    if (typeof value !== 'object' || value === null) return undefined;
    const parts = Object.entries(value);
    if (parts.length > mostParts) return undefined;
    return new Map(parts.map(([name, hash]) => [name, String(hash)]));
  } catch {
    return undefined;
  }
}

/** What differs, by name, as people read it. */
export function nativeDifference(base: NativeSide, now: NativeSide): readonly string[] {
  const names = [...new Set([...base.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [before, after] = [base.get(name), now.get(name)];
    if (before === after) return [];
    if (before === undefined) return [`${name} (${phrase('new')})`];
    return [after === undefined ? `${name} (${phrase('removed')})` : `${name} (${phrase('changed')})`];
  });
}
