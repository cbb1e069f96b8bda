import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { toHex } from '../../../../../src/core/base/bytes.ts';
import { decryptRc2Cbc, encryptRc2Cbc } from '../../../../../src/core/formats/password-encryption/rc2.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('RC2', () => {
  /** One block, so that CBC with an IV of zeros is the cipher itself. */
  function check(key: string, effectiveBits: number, plain: string, expected: string): void {
    const options = { key: bytes(key), effectiveBits, iv: new Uint8Array(8) };
    strictEqual(toHex(encryptRc2Cbc(bytes(plain), options)).slice(0, 16), expected);
  }

  it('gives the vectors of RFC 2268 section 5', () => {
    check('0000000000000000', 63, '0000000000000000', 'ebb773f993278eff');
    check('ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49');
    check('3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2');
    check('88', 64, '0000000000000000', '61a8a244adacccf0');
    check('88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f');
    check('88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1');
    check('88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6');
    check('88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e', 129, '0000000000000000', '5b78d3a43dfff1f1');
  });

  it('reads what it wrote', () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 128 });
    const iv = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(key, iv, fc.integer({ min: 1, max: 1024 }), fc.uint8Array({ maxLength: 100 }), (key, iv, effectiveBits, plain) => {
        const options = { key, iv, effectiveBits };
        strictEqual(toHex(decryptRc2Cbc(encryptRc2Cbc(plain, options), options) ?? new Uint8Array(1)), toHex(plain));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses wrong lengths and wrong padding', () => {
    const options = { key: bytes('88'), effectiveBits: 40, iv: new Uint8Array(8) };
    strictEqual(decryptRc2Cbc(new Uint8Array(0), options), undefined);
    strictEqual(decryptRc2Cbc(new Uint8Array(7), options), undefined);
    strictEqual(decryptRc2Cbc(new Uint8Array(8), options), undefined);
  });
});
