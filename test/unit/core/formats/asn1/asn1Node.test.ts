import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { fromHex, toHex, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Asn1Cursor } from '../../../../../src/core/formats/asn1/asn1Cursor.ts';
import { parseAsn1, parseAsn1Prefix, type Asn1Node } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { octetsOf } from '../../../../../src/core/formats/asn1/asn1Value.ts';
import { MalformedAsn1 } from '../../../../../src/core/formats/asn1/malformedAsn1.ts';

function bytes(hex: string): Bytes {
  return fromHex(hex) ?? new Uint8Array(0);
}

function outline(node: Asn1Node): unknown {
  const name = `${node.tagClass} ${node.tag}`;
  return node.isConstructed ? [name, ...node.children.map(outline)] : `${name} ${toHex(node.content)}`;
}

describe('parseAsn1', () => {
  function check(hex: string, expected: unknown): void {
    deepStrictEqual(outline(parseAsn1(bytes(hex))), expected);
  }

  it('reads definite lengths in short and long form', () => {
    check('30 03 02 01 05', ['universal 16', 'universal 2 05']);
    check('30 81 03 02 01 05', ['universal 16', 'universal 2 05']);
    check('30 84 00 00 00 03 02 01 05', ['universal 16', 'universal 2 05']);
  });

  it('reads indefinite lengths, nested and followed by others', () => {
    check('30 80 30 80 02 01 05 00 00 04 01 aa 00 00', ['universal 16', ['universal 16', 'universal 2 05'], 'universal 4 aa']);
  });

  it('reads high tag numbers and all classes', () => {
    check('bf 81 01 03 02 01 05', ['context 129', 'universal 2 05']);
    check('41 01 07', 'application 1 07');
    check('c2 00', 'private 2 ');
  });

  it('joins the pieces of a constructed OCTET STRING', () => {
    strictEqual(toHex(octetsOf(parseAsn1(bytes('24 80 04 02 0102 24 03 04 01 03 00 00')))), '010203');
  });

  it('leaves what follows the first value alone when asked to', () => {
    strictEqual(parseAsn1Prefix(bytes('05 00 ff ff')).encoded.length, 2);
  });

  it('counts offsets from the outermost value', () => {
    const inner = parseAsn1(bytes('30 06 30 04 02 00 05 00')).children[0]?.children.map((node) => node.offset);
    deepStrictEqual(inner, [4, 6]);
  });
});

describe('malformed ASN.1', () => {
  function check(hex: string, message: RegExp, isTruncated = false): void {
    const walk = (node: Asn1Node): void => {
      if (node.isConstructed) for (const child of node.children) walk(child);
    };
    throws(
      () => walk(parseAsn1(bytes(hex))),
      (error) => error instanceof MalformedAsn1 && message.test(error.message) && error.isTruncated === isTruncated,
    );
  }

  it('says which rule is broken', () => {
    check('', /ends inside the header/, true);
    check('30 05 02 01 05', /longer than its container/, true);
    check('30 80 02 01 05', /ends inside the header/, true);
    check('04 80 00 00', /indefinite/);
    check('30 85 01 00 00 00 00', /too large/);
    check('1f ff ff ff ff 7f 00', /tag number/);
    check('05 00 00', /follow the end/);
    check('30 04 02 05 01 02', /longer than its container/, true);
  });

  it('bounds nesting of definite and indefinite values', () => {
    let nested = bytes('0500');
    for (let depth = 0; depth < 70; depth++) nested = Uint8Array.of(0x30, 0x82, nested.length >> 8, nested.length & 0xff, ...nested);
    check(toHex(nested), /too deep/);
    check('3080'.repeat(100), /too deep/);
  });

  it('reads many pieces and many siblings in linear time', () => {
    const pieces = new Uint8Array(2_000_004);
    pieces.set([0x24, 0x80]);
    for (let offset = 2; offset < pieces.length - 2; offset += 2) pieces[offset] = 4;
    strictEqual(octetsOf(parseAsn1(pieces)).length, 0);
  });

  it('names what a SEQUENCE lacks', () => {
    const cursor = Asn1Cursor.of('SEQUENCE', parseAsn1(bytes('30 00')));
    throws(() => cursor.next('version'), /version is missing/);
    throws(() => Asn1Cursor.of('SET', parseAsn1(bytes('30 00'))), /SET expected/);
  });
});
