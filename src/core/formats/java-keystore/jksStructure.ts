/**
 * The layout of JKS, versions 1 and 2 (sun.security.provider.JavaKeyStore; big-endian, text in modified UTF-8):
 *
 *   u4 FEEDFEED | u4 version | u4 count | entry × count | SHA-1(password | "Mighty Aphrodite" | all before)
 *   entry: u4 tag | UTF alias | u8 time in ms |
 *          1 (key): u4 length, EncryptedPrivateKeyInfo | u4 count, certificate × count
 *          2 (trusted certificate): certificate
 *   certificate: version 2 only: UTF type | u4 length, DER
 */

import { hash } from 'node:crypto';
import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { concatBytes, latin1, type Bytes } from '../../base/bytes.ts';
import { decodeModifiedUtf8 } from '../../base/modifiedUtf8.ts';

export const jksMagic = 0xfeedfeed;

export type JksRawEntry =
  | {
      readonly kind: 'private-key';
      readonly alias: string;
      readonly createdAt: Date;
      readonly protectedKey: Bytes;
      readonly chain: readonly Bytes[];
    }
  | { readonly kind: 'certificate'; readonly alias: string; readonly createdAt: Date; readonly certificate: Bytes };

/** Why reading stopped before the end; what was read until there stands. */
export type JksDamage =
  | { readonly kind: 'truncated'; readonly offset: number }
  | { readonly kind: 'unknown-version'; readonly version: number }
  | { readonly kind: 'unknown-entry'; readonly tag: number; readonly offset: number }
  | { readonly kind: 'too-many-entries' };

export interface JksStructure {
  readonly entries: readonly JksRawEntry[];
  readonly damage: JksDamage | undefined;
  /** Everything the digest is made over, and the digest; `undefined` when the file is damaged. */
  readonly signed: { readonly content: Bytes; readonly digest: Bytes; readonly trailingBytes: number } | undefined;
}

export const maxJksEntries = 2000;
const maxChainLength = 100;

function readText(reader: ByteReader): string {
  return decodeModifiedUtf8(reader.take(reader.u16()));
}

function readCertificate(reader: ByteReader, version: number): Bytes {
  if (version === 2) readText(reader);
  return reader.take(reader.u32());
}

function readEntry(reader: ByteReader, version: number): JksRawEntry | JksDamage {
  const offset = reader.offset;
  const tag = reader.u32();
  if (tag !== 1 && tag !== 2) return { kind: 'unknown-entry', tag, offset };
  const alias = readText(reader);
  const createdAt = new Date(Number(reader.u64()));
  if (tag === 2) return { kind: 'certificate', alias, createdAt, certificate: readCertificate(reader, version) };
  const protectedKey = reader.take(reader.u32());
  const chain: Bytes[] = [];
  for (let left = reader.u32(); left > 0; left--) {
    const certificate = readCertificate(reader, version);
    if (chain.length < maxChainLength) chain.push(certificate);
  }
  return { kind: 'private-key', alias, createdAt, protectedKey, chain };
}

/** Reads what is there and says where it stops; never throws. The magic was looked at by the caller. */
export function readJksStructure(bytes: Bytes): JksStructure {
  const reader = new ByteReader(bytes, { littleEndian: false, offset: 4 });
  const entries: JksRawEntry[] = [];
  const damaged = (damage: JksDamage): JksStructure => ({ entries, damage, signed: undefined });
  try {
    const version = reader.u32();
    if (version !== 1 && version !== 2) return damaged({ kind: 'unknown-version', version });
    for (let left = reader.u32(); left > 0; left--) {
      if (entries.length === maxJksEntries) return damaged({ kind: 'too-many-entries' });
      const entry = readEntry(reader, version);
      if (!('alias' in entry)) return damaged(entry);
      entries.push(entry);
    }
    const content = bytes.subarray(0, reader.offset);
    return { entries, damage: undefined, signed: { content, digest: reader.take(20), trailingBytes: reader.remaining } };
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
    return damaged({ kind: 'truncated', offset: error.offset });
  }
}

export function jksDigest(password: Bytes, content: Bytes): Bytes {
  return hash('sha1', concatBytes(password, latin1('Mighty Aphrodite'), content), 'buffer');
}
