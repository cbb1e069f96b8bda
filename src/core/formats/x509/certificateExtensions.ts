/**
 * Extensions of a certificate (RFC 5280 section 4.2): all by identifier with their raw value, and the few the product reads.
 * An extension whose inside is malformed is kept raw and counts as absent; a critical one must not be ignored, and is refused.
 */

import { toHex, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1, type Asn1Node } from '../asn1/asn1Node.ts';
import { booleanOf, objectIdentifierOf, octetsOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';

export interface CertificateExtension {
  readonly oid: string;
  readonly name: string;
  readonly isCritical: boolean;
  readonly value: Bytes;
}

/** Throws `MalformedAsn1`. */
export function parseExtensions(node: Asn1Node): readonly CertificateExtension[] {
  const extensions = parseEach(node);
  const seen = new Set<string>();
  for (const { oid, name, isCritical, value } of extensions) {
    if (seen.size === seen.add(oid).size) throw new MalformedAsn1(`The extension ${name} is there twice`, node.offset);
    if (isCritical) critical[oid]?.(parseAsn1(value));
  }
  return extensions;
}

/** The readers of those whose critical forms must be understood. */
const critical: Readonly<Record<string, (node: Asn1Node) => unknown>> = {
  '2.5.29.14': octetsOf,
  '2.5.29.15': bitsOfKeyUsage,
  '2.5.29.19': isCaOf,
  '2.5.29.37': usagesOf,
};

function bitsOfKeyUsage(node: Asn1Node): void {
  if (!node.is('BIT_STRING')) throw new MalformedAsn1('keyUsage is not a BIT STRING', node.offset);
}

function isCaOf(node: Asn1Node): boolean {
  const flag = Asn1Cursor.of('SEQUENCE', node).optional('BOOLEAN');
  return flag !== undefined && booleanOf(flag);
}

function usagesOf(node: Asn1Node): readonly string[] {
  return Asn1Cursor.of('SEQUENCE', node).rest().map(objectIdentifierOf);
}

function parseEach(node: Asn1Node): readonly CertificateExtension[] {
  return Asn1Cursor.of('SEQUENCE', node)
    .rest()
    .map((entry) => {
      const cursor = Asn1Cursor.of('SEQUENCE', entry);
      const oid = cursor.objectIdentifier('extnID');
      const flag = cursor.optional('BOOLEAN');
      return {
        oid,
        name: nameOfObjectIdentifier(oid),
        isCritical: flag ? booleanOf(flag) : false,
        value: cursor.octets('extnValue'),
      };
    });
}

function readExtension<Value>(
  extensions: readonly CertificateExtension[],
  oid: string,
  read: (node: Asn1Node) => Value,
): Value | undefined {
  const extension = extensions.find((candidate) => candidate.oid === oid);
  if (!extension) return undefined;
  try {
    return read(parseAsn1(extension.value));
  } catch (error) {
    if (error instanceof MalformedAsn1) return undefined;
    throw error;
  }
}

export interface KnownExtensions {
  readonly isCa: boolean;
  /** Lower-case hexadecimal. */
  readonly subjectKeyIdentifier: string | undefined;
  readonly authorityKeyIdentifier: string | undefined;
  /** Identifiers of extKeyUsage; empty when the extension is absent. */
  readonly extendedKeyUsages: readonly string[];
}

export function readKnownExtensions(extensions: readonly CertificateExtension[]): KnownExtensions {
  const isCa = readExtension(extensions, '2.5.29.19', isCaOf);
  const keyIdentifier = readExtension(extensions, '2.5.29.35', (node) => Asn1Cursor.of('SEQUENCE', node).optionalContext(0));
  return {
    isCa: isCa ?? false,
    subjectKeyIdentifier: readExtension(extensions, '2.5.29.14', (node) => toHex(octetsOf(node))),
    authorityKeyIdentifier: keyIdentifier && !keyIdentifier.isConstructed ? toHex(keyIdentifier.content) : undefined,
    extendedKeyUsages: readExtension(extensions, '2.5.29.37', usagesOf) ?? [],
  };
}
