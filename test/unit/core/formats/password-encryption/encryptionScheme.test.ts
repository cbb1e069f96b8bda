/** What a file says about its encryption, and what is refused before any work is done. */

import { deepStrictEqual, rejects, strictEqual, throws } from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { toHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { derInteger, derNull, derOctetString, derSequence } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { DerivationBudget } from '../../../../../src/core/formats/password-encryption/derivationBudget.ts';
import { describeEncryption, parseEncryptionScheme } from '../../../../../src/core/formats/password-encryption/encryptionScheme.ts';
import { TooManyIterations, UnsupportedEncryption } from '../../../../../src/core/formats/password-encryption/passwordEncryptionErrors.ts';
import { deriveKey } from '../../../../../src/core/formats/password-encryption/pbkdf2.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';

const salt = utf8('saltsalt');
const algorithm = encodeAlgorithmIdentifier;

interface Pbes2 {
  readonly iterations?: number;
  readonly keyLength?: number;
  readonly prf?: string;
  readonly cipher?: Bytes;
}

function pbes2({ iterations = 2048, keyLength, prf, cipher }: Pbes2): Bytes {
  const length = keyLength === undefined ? [] : [derInteger(keyLength)];
  const hash = prf === undefined ? [] : [algorithm(prf)];
  const kdf = algorithm('1.2.840.113549.1.5.12', derSequence(derOctetString(salt), derInteger(iterations), ...length, ...hash));
  return algorithm('1.2.840.113549.1.5.13', derSequence(kdf, cipher ?? aes256(16)));
}

const aes256 = (ivLength: number): Bytes => algorithm('2.16.840.1.101.3.4.1.42', derOctetString(new Uint8Array(ivLength)));
const rc2 = (version: number, iv = new Uint8Array(8)): Bytes =>
  algorithm('1.2.840.113549.3.2', derSequence(derInteger(version), derOctetString(iv)));
const scrypt = (cost: number): Bytes =>
  algorithm(
    '1.2.840.113549.1.5.13',
    derSequence(
      algorithm('1.3.6.1.4.1.11591.4.11', derSequence(derOctetString(salt), derInteger(cost), derInteger(8), derInteger(1))),
      aes256(16),
    ),
  );
const pkcs12 = (oid: string): Bytes => algorithm(oid, derSequence(derOctetString(salt), derInteger(1024)));

describe('an encryption with a password', () => {
  const described: Readonly<Record<string, Bytes>> = {
    'AES-256, PBKDF2 (HMAC-SHA1), 2048 iterations': pbes2({}),
    'AES-256, PBKDF2 (HMAC-SHA256), 10000 iterations': pbes2({ iterations: 10_000, prf: '1.2.840.113549.2.9' }),
    'AES-128, PBKDF2 (HMAC-SHA1), 2048 iterations': pbes2({
      cipher: algorithm('2.16.840.1.101.3.4.1.2', derOctetString(new Uint8Array(16))),
    }),
    'RC2-40, PBKDF2 (HMAC-SHA1), 2048 iterations': pbes2({ cipher: rc2(160) }),
    'RC2-64, PBKDF2 (HMAC-SHA1), 2048 iterations': pbes2({ cipher: rc2(120) }),
    'RC2-128, PBKDF2 (HMAC-SHA1), 2048 iterations': pbes2({ cipher: rc2(58) }),
    'AES-256, scrypt with N=16384': scrypt(16_384),
    'DES, PBKDF1 (MD5), 1024 iterations': pkcs12('1.2.840.113549.1.5.3'),
    'RC2-40, PKCS #12 KDF (SHA-1), 1024 iterations': pkcs12('1.2.840.113549.1.12.1.6'),
  };
  for (const [text, scheme] of Object.entries(described))
    it(`is described: ${text}`, () => {
      strictEqual(describeEncryption(parseEncryptionScheme(parseAsn1(scheme))), text);
    });

  const keyLengths: readonly (readonly [asked: number | undefined, version: number, length: number])[] = [
    [undefined, 160, 5],
    [undefined, 58, 16],
    [1, 58, 1],
    [16, 160, 16],
    [128, 160, 128],
    [0, 160, 5],
    [129, 58, 16],
  ];
  for (const [asked, version, length] of keyLengths)
    it(`with RC2 has the key length it says, within bounds: ${asked ?? 'nothing'}, version ${version}`, () => {
      const scheme = parseEncryptionScheme(parseAsn1(pbes2({ ...(asked !== undefined && { keyLength: asked }), cipher: rc2(version) })));
      deepStrictEqual(scheme.cipher.keyLength, length);
    });

  const refused: Readonly<Record<string, Bytes>> = {
    'an unknown scheme': pkcs12('1.2.3'),
    'no parameters': derSequence(parseAsn1(pkcs12('1.2.840.113549.1.5.3')).children[0]?.encoded ?? derNull()),
    'an unknown cipher': pbes2({ cipher: algorithm('1.2.3', derOctetString(salt)) }),
    'an unknown hash': pbes2({ prf: '1.2.3' }),
    'another version of RC2': pbes2({ cipher: rc2(59) }),
    'a vector that is too short': pbes2({ cipher: aes256(8) }),
    'a vector that is too long': pbes2({ cipher: rc2(58, new Uint8Array(16)) }),
  };
  for (const [what, scheme] of Object.entries(refused))
    it(`is refused with ${what}`, () => {
      throws(() => parseEncryptionScheme(parseAsn1(scheme)), UnsupportedEncryption);
    });
});

describe('a key from a password', () => {
  const parameters = { kind: 'pbkdf2', hash: 'sha256', salt, keyLength: undefined } as const;
  const derive = (iterations: number, hash = 'sha256'): Promise<Bytes> =>
    deriveKey({ ...parameters, iterations, hash }, utf8('secret'), 32, new DerivationBudget());

  it('is what the library gives, from one iteration on', async () => {
    for (const iterations of [1, 2, 1000])
      strictEqual(toHex(await derive(iterations)), pbkdf2Sync('secret', Buffer.from(salt), iterations, 32, 'sha256').toString('hex'));
  });

  it('is refused without iterations, with a hash that is unknown, and with too much work', async () => {
    await rejects(derive(0), (error) => error instanceof UnsupportedEncryption && /without iterations/.test(error.message));
    await rejects(derive(1, 'whirlpool2'), (error) => error instanceof UnsupportedEncryption && /whirlpool2/.test(error.message));
    await rejects(derive(5_000_001), TooManyIterations);
  });

  it('may be asked for until the work of one file is done', () => {
    const budget = new DerivationBudget();
    budget.spend(5_000_000);
    budget.spend(4_999_700);
    budget.spend(1);
    throws(() => budget.spend(101), TooManyIterations);
    throws(() => new DerivationBudget().spend(5_000_001), TooManyIterations);
  });
});
