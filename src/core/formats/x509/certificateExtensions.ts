/**
 * Extensions of a certificate (RFC 5280 section 4.2): all by identifier with their raw value, and the few the product reads.
 * An extension whose inside is malformed is kept raw and counts as absent.
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
  return Asn1Cursor.of('SEQUENCE', node)
    .rest()
    .map((entry) => {
      const cursor = Asn1Cursor.of('SEQUENCE', entry);
      const oid = cursor.objectIdentifier('extnID');
      const critical = cursor.optional('BOOLEAN');
      return {
        oid,
        name: nameOfObjectIdentifier(oid),
        isCritical: critical ? booleanOf(critical) : false,
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
  const isCa = readExtension(extensions, '2.5.29.19', (node) => {
    const flag = Asn1Cursor.of('SEQUENCE', node).optional('BOOLEAN');
    return flag !== undefined && booleanOf(flag);
  });
  const keyIdentifier = readExtension(extensions, '2.5.29.35', (node) => Asn1Cursor.of('SEQUENCE', node).optionalContext(0));
  return {
    isCa: isCa ?? false,
    subjectKeyIdentifier: readExtension(extensions, '2.5.29.14', (node) => toHex(octetsOf(node))),
    authorityKeyIdentifier: keyIdentifier && !keyIdentifier.isConstructed ? toHex(keyIdentifier.content) : undefined,
    extendedKeyUsages:
      readExtension(extensions, '2.5.29.37', (node) => Asn1Cursor.of('SEQUENCE', node).rest().map(objectIdentifierOf)) ?? [],
  };
}
