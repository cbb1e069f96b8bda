import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { toHex } from '../../../../../src/core/base/bytes.ts';
import { encodePem, parsePem } from '../../../../../src/core/formats/pem/pem.ts';

describe('PEM', () => {
  function check(text: string, expected: readonly (readonly [label: string, hex: string])[]): void {
    deepStrictEqual(
      parsePem(text).map((block) => [block.label, toHex(block.bytes)]),
      expected,
    );
  }

  it('finds blocks among other text, with any line ends', () => {
    check('Bag Attributes\r\n-----BEGIN A B-----\r\nAQI=\r\n-----END A B-----\r\n\n-----BEGIN C-----\nAw==\n-----END C-----', [
      ['A B', '0102'],
      ['C', '03'],
    ]);
  });

  it('keeps the headers of the traditional encrypted form', () => {
    const [block] = parsePem(
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAQI=\n-----END RSA PRIVATE KEY-----',
    );
    deepStrictEqual({ ...block?.headers }, { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': 'AES-128-CBC,00' });
    deepStrictEqual(toHex(block?.bytes ?? new Uint8Array(0)), '0102');
  });

  it('returns no block that is not closed', () => {
    check('-----BEGIN A-----\nAQI=\n', []);
    check('-----BEGIN A-----\nAQI=\n-----END B-----\n', []);
    check('no PEM', []);
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => check(encodePem('DATA', bytes), [['DATA', toHex(bytes)]])),
      { numRuns: 100 },
    );
  });
});
