/**
 * The outer structure of PKCS #12 (RFC 7292 section 4): PFX, AuthenticatedSafe and its parts, without opening any.
 *
 * PFX         ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }
 * ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY OPTIONAL }   (RFC 2315)
 *
 * Not read: integrity by a signature (authSafe of signedData) and privacy by public keys (envelopedData); nothing makes them.
 */

import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor, insideOf } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { octetsOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';

export const contentType = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
} as const;

/** One part of the AuthenticatedSafe. */
export type SafePart =
  | { readonly kind: 'plain'; readonly contents: Bytes }
  | { readonly kind: 'encrypted'; readonly algorithm: Asn1Node; readonly encrypted: Bytes }
  | { readonly kind: 'unsupported'; readonly name: string };

export interface Pfx {
  readonly version: number;
  /** What the MAC is computed over: the content of the OCTET STRING, its pieces joined. */
  readonly authenticatedSafe: Bytes;
  readonly macData: Asn1Node | undefined;
  /** Of the whole structure; bytes behind it do not belong to it. */
  readonly length: number;
}

function parseContentInfo(node: Asn1Node): { readonly type: string; readonly content: Asn1Node | undefined } {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const type = cursor.objectIdentifier('contentType');
  const content = cursor.optionalContext(0);
  return { type, content: content && insideOf(content) };
}

/** Throws `MalformedAsn1`. */
export function parsePfx(bytes: Bytes): Pfx {
  const node = parseAsn1Prefix(bytes);
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const version = cursor.count('version');
  const authSafe = parseContentInfo(cursor.next('authSafe'));
  if (authSafe.type !== contentType.data || !authSafe.content)
    throw new MalformedAsn1(`authSafe is ${nameOfObjectIdentifier(authSafe.type)}, only data under a password is supported`, node.offset);
  return {
    version,
    authenticatedSafe: octetsOf(authSafe.content),
    macData: cursor.hasMore ? cursor.next('macData') : undefined,
    length: node.encoded.length,
  };
}

function parsePart(node: Asn1Node): SafePart {
  const { type, content } = parseContentInfo(node);
  if (type === contentType.data && content) return { kind: 'plain', contents: octetsOf(content) };
  if (type !== contentType.encryptedData || !content) return { kind: 'unsupported', name: nameOfObjectIdentifier(type) };
  // EncryptedData ::= SEQUENCE { version, EncryptedContentInfo SEQUENCE { contentType, algorithm, [0] IMPLICIT OCTET STRING } }
  const cursor = Asn1Cursor.of('SEQUENCE', content);
  cursor.count('version');
  const info = cursor.sequence('encryptedContentInfo');
  info.objectIdentifier('contentType');
  const algorithm = info.next('contentEncryptionAlgorithm');
  const encrypted = info.optionalContext(0);
  return { kind: 'encrypted', algorithm, encrypted: encrypted ? octetsOf(encrypted) : new Uint8Array(0) };
}

/** AuthenticatedSafe ::= SEQUENCE OF ContentInfo. Throws `MalformedAsn1`. */
export function parseAuthenticatedSafe(authenticatedSafe: Bytes): readonly SafePart[] {
  return Asn1Cursor.of('SEQUENCE', parseAsn1Prefix(authenticatedSafe)).rest().map(parsePart);
}
