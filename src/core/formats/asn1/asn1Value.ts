/**
 * Typed values of single nodes (X.690 clauses 8.2 to 8.9): BOOLEAN, INTEGER, BIT STRING, OCTET STRING with its constructed
 * BER form, OBJECT IDENTIFIER. Text is in `asn1Text.ts`, time in `asn1Time.ts`. Each throws `MalformedAsn1` for another type.
 */

import { toHex, type Bytes } from '../../base/bytes.ts';
import { type Asn1Node } from './asn1Node.ts';
import { type UniversalType } from './asn1Tag.ts';
import { MalformedAsn1 } from './malformedAsn1.ts';
import { decodeObjectIdentifier } from './objectIdentifier.ts';

function expect(node: Asn1Node, type: UniversalType): void {
  if (!node.is(type)) throw new MalformedAsn1(`${type} expected`, node.offset);
}

export function booleanOf(node: Asn1Node): boolean {
  expect(node, 'BOOLEAN');
  if (node.content.length !== 1) throw new MalformedAsn1('A BOOLEAN is not one byte long', node.offset);
  return node.content[0] !== 0;
}

/** The two's complement value. Linear in its length, so that a hostile one costs no more than its bytes. */
export function integerOf(node: Asn1Node): bigint {
  expect(node, 'INTEGER');
  const { content } = node;
  if (content.length === 0) throw new MalformedAsn1('An INTEGER is empty', node.offset);
  const unsigned = BigInt(`0x${toHex(content)}`);
  return (content[0] ?? 0) < 0x80 ? unsigned : unsigned - (1n << BigInt(content.length * 8));
}

/** An INTEGER that fits a number exactly and is not negative: versions, counts, sizes. */
export function countOf(node: Asn1Node): number {
  const value = integerOf(node);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw new MalformedAsn1('An INTEGER is out of range', node.offset);
  return Number(value);
}

/** The bytes of a BIT STRING that must have no unused bits: signatures and public keys. */
export function bitStringBytesOf(node: Asn1Node): Bytes {
  expect(node, 'BIT_STRING');
  if (node.isConstructed) throw new MalformedAsn1('A BIT STRING in pieces is not supported', node.offset);
  if (node.content[0] !== 0) throw new MalformedAsn1('A BIT STRING does not end at a byte', node.offset);
  return node.content.subarray(1);
}

/** The bytes of an OCTET STRING, or of a context tag that stands for one, pieces of the constructed form joined. */
export function octetsOf(node: Asn1Node): Bytes {
  if (node.tagClass === 'universal') expect(node, 'OCTET_STRING');
  if (!node.isConstructed) return node.content;
  const pieces: Bytes[] = [];
  collectPieces(node, pieces);
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function collectPieces(node: Asn1Node, into: Bytes[]): void {
  for (const child of node.children) {
    expect(child, 'OCTET_STRING');
    if (child.isConstructed) collectPieces(child, into);
    else into.push(child.content);
  }
}

export function objectIdentifierOf(node: Asn1Node): string {
  expect(node, 'OBJECT_IDENTIFIER');
  const text = decodeObjectIdentifier(node.content);
  if (text === undefined) throw new MalformedAsn1('An OBJECT IDENTIFIER is malformed', node.offset);
  return text;
}
