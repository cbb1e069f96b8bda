/**
 * The bags of SafeContents (RFC 7292 section 4.2), nested ones flattened. CRLs and secrets are named but not read.
 *
 * SafeBag ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF PKCS12Attribute OPTIONAL }
 */

import { toHex, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor, insideOf } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { textOf } from '../asn1/asn1Text.ts';
import { octetsOf } from '../asn1/asn1Value.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';
import { encryptedPrivateKeyInfoOf, type EncryptedPrivateKeyInfo } from '../pkcs8/encryptedPrivateKeyInfo.ts';
import { privateKeyInfoOf, type PrivateKeyInfo } from '../pkcs8/privateKeyInfo.ts';

export interface BagAttributes {
  readonly friendlyName: string | undefined;
  /** Lower-case hexadecimal. */
  readonly localKeyId: string | undefined;
  /** Java marks certificates that are separate entries. */
  readonly isTrusted: boolean;
}

export type SafeBag =
  | { readonly kind: 'key'; readonly key: PrivateKeyInfo; readonly attributes: BagAttributes }
  | { readonly kind: 'shrouded-key'; readonly key: EncryptedPrivateKeyInfo; readonly attributes: BagAttributes }
  | { readonly kind: 'certificate'; readonly der: Bytes; readonly attributes: BagAttributes }
  | { readonly kind: 'other'; readonly name: string };

export const bagType = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
} as const;

export const bagAttribute = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
} as const;

export const x509CertificateType = '1.2.840.113549.1.9.22.1';

function parseAttributes(node: Asn1Node | undefined): BagAttributes {
  const values = new Map<string, Asn1Node>();
  for (const entry of node ? Asn1Cursor.of('SET', node).rest() : []) {
    const cursor = Asn1Cursor.of('SEQUENCE', entry);
    const type = cursor.objectIdentifier('attrId');
    const [value] = cursor.set('attrValues').rest();
    if (value) values.set(type, value);
  }
  const name = values.get(bagAttribute.friendlyName);
  const localKeyId = values.get(bagAttribute.localKeyId);
  return {
    // Names of letters beyond ASCII are BMPString; some programs put other string types there.
    friendlyName: (name && textOf(name)) || undefined,
    localKeyId: localKeyId?.is('OCTET_STRING') ? toHex(octetsOf(localKeyId)) : undefined,
    isTrusted: values.has(bagAttribute.trustedKeyUsage),
  };
}

/** CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, certValue [0] EXPLICIT OCTET STRING } */
function parseCertificateBag(node: Asn1Node, attributes: BagAttributes): SafeBag {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const type = cursor.objectIdentifier('certId');
  if (type !== x509CertificateType) return { kind: 'other', name: `certificate of type ${nameOfObjectIdentifier(type)}` };
  return { kind: 'certificate', der: octetsOf(insideOf(cursor.next('certValue'))), attributes };
}

function* parseBags(contents: Asn1Node): Generator<SafeBag> {
  for (const bag of Asn1Cursor.of('SEQUENCE', contents).rest()) {
    const cursor = Asn1Cursor.of('SEQUENCE', bag);
    const type = cursor.objectIdentifier('bagId');
    const value = insideOf(cursor.next('bagValue'));
    const attributes = parseAttributes(cursor.optional('SET'));
    if (type === bagType.key) yield { kind: 'key', key: privateKeyInfoOf(value), attributes };
    else if (type === bagType.shroudedKey) yield { kind: 'shrouded-key', key: encryptedPrivateKeyInfoOf(value), attributes };
    else if (type === bagType.certificate) yield parseCertificateBag(value, attributes);
    // The reader of ASN.1 bounds how deep this goes.
    else if (type === bagType.safeContents) yield* parseBags(value);
    else yield { kind: 'other', name: nameOfObjectIdentifier(type) };
  }
}

/** SafeContents ::= SEQUENCE OF SafeBag. Throws `MalformedAsn1`. */
export function parseSafeContents(contents: Bytes): readonly SafeBag[] {
  return [...parseBags(parseAsn1Prefix(contents))];
}
