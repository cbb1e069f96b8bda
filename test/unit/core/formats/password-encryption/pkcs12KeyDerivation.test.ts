import { strictEqual } from 'node:assert/strict';
import { hash } from 'node:crypto';
import { toHex } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { passwordForms } from '../../../../../src/core/formats/password-encryption/passwordForms.ts';
import { derivePkcs12, type Pkcs12Derivation } from '../../../../../src/core/formats/password-encryption/pkcs12KeyDerivation.ts';
import { iterateSha1 } from '../../../../../src/core/formats/password-encryption/sha1Iterations.ts';
import { iterateSha256 } from '../../../../../src/core/formats/password-encryption/sha256Iterations.ts';

describe('the key derivation of PKCS #12', () => {
  async function check(
    password: string,
    salt: string,
    options: Pick<Pkcs12Derivation, 'iterations' | 'purpose' | 'length'>,
    expected: string,
  ): Promise<void> {
    const [form] = passwordForms(new Secret(password), 'bmp');
    strictEqual(
      toHex(await derivePkcs12({ hash: 'sha1', password: form, salt: Buffer.from(salt, 'hex'), ...options })),
      expected.toLowerCase(),
    );
  }

  it('gives the vectors that implementations share', async () => {
    const once = { iterations: 1 } as const;
    await check('smeg', '0A58CF64530D823F', { ...once, purpose: 'key', length: 24 }, '8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3');
    await check('smeg', '0A58CF64530D823F', { ...once, purpose: 'iv', length: 8 }, '79993DFE048D3B76');
    await check('smeg', '3D83C0E4546AC140', { ...once, purpose: 'mac', length: 20 }, '8D967D88F6CAA9D714800AB3D48051D63F73A312');
    const often = { iterations: 1000 } as const;
    await check('queeg', '05DEC959ACFF72F7', { ...often, purpose: 'key', length: 24 }, 'ED2034E36328830FF09DF1E1A07DD357185DAC0D4F9EB3D4');
    await check('queeg', '05DEC959ACFF72F7', { ...often, purpose: 'iv', length: 8 }, '11DEDAD7758D4860');
    await check('queeg', '263216FCC2FAB31C', { ...often, purpose: 'mac', length: 20 }, '5EC4C7A80DF652294C3925B6489A7AB857C83476');
  });

  for (const [name, iterate] of [
    ['sha1', iterateSha1],
    ['sha256', iterateSha256],
  ] as const)
    it(`iterates ${name} as the library does`, () => {
      let expected = hash(name, 'start', 'buffer');
      const start = expected;
      for (let round = 1; round <= 1000; round++) {
        expected = hash(name, expected, 'buffer');
        if (round < 50 || round === 1000) strictEqual(toHex(iterate(start, round)), toHex(expected));
      }
      strictEqual(toHex(iterate(start, 0)), toHex(start));
    });

  it('gives the same in slices as in one piece', async () => {
    const derivation = { hash: 'sha1', password: Buffer.from('p'), salt: Buffer.from('s'), purpose: 'mac', length: 20 } as const;
    const whole = iterateSha1(await derivePkcs12({ ...derivation, iterations: 1 }), 44_999);
    strictEqual(toHex(await derivePkcs12({ ...derivation, iterations: 45_000 })), toHex(whole));
  });
});
