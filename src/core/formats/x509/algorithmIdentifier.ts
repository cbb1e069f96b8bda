/** AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL } (RFC 5280 section 4.1.1.2). */

import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { emptyBytes, equalBytes, type Bytes } from '../../base/bytes.ts';
import { derNull, derObjectIdentifier, derSequence } from '../asn1/derWriter.ts';

export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Asn1Node | undefined;
}

export function parseAlgorithmIdentifier(node: Asn1Node): AlgorithmIdentifier {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const oid = cursor.objectIdentifier('algorithm');
  const parameters = cursor.hasMore ? cursor.next('parameters') : undefined;
  cursor.end('AlgorithmIdentifier');
  return { oid, parameters };
}

/** The same algorithm, with parameters of the same bytes; NULL says as much as none. */
export function isSameAlgorithm(one: AlgorithmIdentifier, other: AlgorithmIdentifier): boolean {
  return one.oid === other.oid && equalBytes(parameterBytes(one), parameterBytes(other));
}

function parameterBytes({ parameters }: AlgorithmIdentifier): Bytes {
  return !parameters || parameters.is('NULL') ? emptyBytes : parameters.encoded;
}

/** Parameters are NULL when not given; pass an empty array for algorithms that must have none. */
export function encodeAlgorithmIdentifier(oid: string, parameters: Bytes = derNull()): Bytes {
  return derSequence(derObjectIdentifier(oid), parameters);
}
