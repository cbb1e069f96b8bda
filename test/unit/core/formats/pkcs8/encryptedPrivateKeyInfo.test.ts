import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { toHex, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { derInteger, derNull, derOctetString, derSequence } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { DerivationBudget } from '../../../../../src/core/formats/password-encryption/derivationBudget.ts';
import { describeEncryption, parseEncryptionScheme } from '../../../../../src/core/formats/password-encryption/encryptionScheme.ts';
import { TooManyIterations, UnsupportedEncryption } from '../../../../../src/core/formats/password-encryption/passwordEncryptionErrors.ts';
import { passwordForms } from '../../../../../src/core/formats/password-encryption/passwordForms.ts';
import {
  decryptPrivateKeyInfo,
  encodeEncryptedPrivateKeyInfo,
  encryptedPrivateKeyInfoOf,
} from '../../../../../src/core/formats/pkcs8/encryptedPrivateKeyInfo.ts';
import { openPrivateKey, type PrivateKeyInfo } from '../../../../../src/core/formats/pkcs8/privateKeyInfo.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { nameOfKey } from '../../../../../src/core/formats/x509/publicKeyInfo.ts';
import { encryptPiece, pbes2, saltedScheme } from '../../../../support/pkcs12Pieces.ts';
import { throwAwayKey, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';

const key = throwAwayKey('ec-p256');
const plain: Bytes = key.export({ type: 'pkcs8', format: 'der' });
const password = new Secret('correct');

async function decrypt(der: Bytes, secret = password): Promise<PrivateKeyInfo | undefined> {
  return await decryptPrivateKeyInfo(encryptedPrivateKeyInfoOf(parseAsn1(der)), secret, new DerivationBudget());
}

describe('encrypted private keys', () => {
  async function check(algorithm: Bytes, encoding: 'bmp' | 'utf8', description: string): Promise<void> {
    const [form] = passwordForms(password, encoding);
    const der = derSequence(algorithm, derOctetString(await encryptPiece(plain, { algorithm, password: form })));
    strictEqual(toHex((await decrypt(der))?.der ?? new Uint8Array(0)), toHex(plain));
    strictEqual(await decrypt(der, new Secret('wrong')), undefined);
    strictEqual(describeEncryption(parseEncryptionScheme(parseAsn1(algorithm))), description);
  }

  it('open with every PRF of PBKDF2', async () => {
    const hashes = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA512-224', 'SHA512-256'];
    for (const [index, hash] of hashes.entries())
      await check(pbes2(`1.2.840.113549.2.${index + 7}`), 'utf8', `AES-128, PBKDF2 (HMAC-${hash}), 10 iterations`);
  });

  it('open with the schemes of PKCS #12 and PKCS #5 version 1', async () => {
    await check(saltedScheme('1.2.840.113549.1.12.1.3'), 'bmp', '3DES, PKCS #12 KDF (SHA-1), 10 iterations');
    await check(saltedScheme('1.2.840.113549.1.12.1.4'), 'bmp', '3DES (two keys), PKCS #12 KDF (SHA-1), 10 iterations');
    await check(saltedScheme('1.2.840.113549.1.12.1.5'), 'bmp', 'RC2-128, PKCS #12 KDF (SHA-1), 10 iterations');
    await check(saltedScheme('1.2.840.113549.1.12.1.6'), 'bmp', 'RC2-40, PKCS #12 KDF (SHA-1), 10 iterations');
    await check(saltedScheme('1.2.840.113549.1.5.3'), 'utf8', 'DES, PBKDF1 (MD5), 10 iterations');
    await check(saltedScheme('1.2.840.113549.1.5.10'), 'utf8', 'DES, PBKDF1 (SHA1), 10 iterations');
  });

  it('open when the library wrote them', async () => {
    for (const cipher of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc']) {
      const der = key.export({ type: 'pkcs8', format: 'der', cipher, passphrase: 'correct' });
      strictEqual(toHex((await decrypt(der))?.der ?? new Uint8Array(0)), toHex(plain));
    }
  });

  it('are written in both forms', async () => {
    const randomBytes = (count: number): Bytes => new Uint8Array(count).fill(count);
    for (const form of ['modern', 'compatible'] as const) {
      const der = await encodeEncryptedPrivateKeyInfo(plain, { password, form, iterations: 100, randomBytes });
      strictEqual(toHex((await decrypt(der))?.der ?? new Uint8Array(0)), toHex(plain));
    }
  });

  it('name the key inside', async () => {
    const algorithms: readonly ThrowAwayAlgorithm[] = ['rsa-2048', 'ec-p256', 'ec-p521', 'dsa-1024', 'ed25519'];
    const names = [];
    for (const algorithm of algorithms) {
      const info = await decrypt(
        throwAwayKey(algorithm).export({ type: 'pkcs8', format: 'der', cipher: 'aes-128-cbc', passphrase: 'correct' }),
      );
      ok(info);
      ok(openPrivateKey(info)?.equals(throwAwayKey(algorithm)));
      names.push(nameOfKey(info.description));
    }
    deepStrictEqual(names, ['RSA 2048', 'EC P-256', 'EC P-521', 'DSA 1024', 'Ed25519']);
  });
});

describe('encryption that is not done', () => {
  async function check(algorithm: Bytes, error: typeof UnsupportedEncryption | typeof TooManyIterations): Promise<void> {
    await rejects(async () => await decrypt(derSequence(algorithm, derOctetString(new Uint8Array(16)))), error);
  }

  it('names what is not supported', async () => {
    await check(encodeAlgorithmIdentifier('1.2.3.4'), UnsupportedEncryption);
    await check(saltedScheme('1.2.840.113549.1.12.1.1'), UnsupportedEncryption);
    await check(saltedScheme('1.2.840.113549.1.12.1.3', 0), UnsupportedEncryption);
    await check(pbes2('1.2.3.4'), UnsupportedEncryption);
    await check(pbes2(undefined, 0), UnsupportedEncryption);
  });

  it('bounds iterations, whatever the scheme', async () => {
    await check(pbes2(undefined, 2 ** 31), TooManyIterations);
    await check(saltedScheme('1.2.840.113549.1.12.1.3', 2 ** 31), TooManyIterations);
    await check(saltedScheme('1.2.840.113549.1.5.3', 2 ** 31), TooManyIterations);
    const scrypt = (cost: number, size: number): Bytes =>
      encodeAlgorithmIdentifier(
        '1.3.6.1.4.1.11591.4.11',
        derSequence(derOctetString(new Uint8Array(8)), derInteger(cost), derInteger(size), derInteger(1)),
      );
    const cipher = encodeAlgorithmIdentifier('2.16.840.1.101.3.4.1.2', derOctetString(new Uint8Array(16)));
    const scheme = (kdf: Bytes): Bytes => encodeAlgorithmIdentifier('1.2.840.113549.1.5.13', derSequence(kdf, cipher));
    await check(scheme(scrypt(2 ** 30, 8)), TooManyIterations);
    await check(scheme(scrypt(2, 2 ** 24)), TooManyIterations);
    await check(scheme(scrypt(3, 8)), UnsupportedEncryption);
    await check(scheme(encodeAlgorithmIdentifier('1.2.3', derNull())), UnsupportedEncryption);
  });

  it('bounds the work of a whole file', () => {
    const budget = new DerivationBudget();
    budget.spend(4_500_000);
    budget.spend(4_500_000);
    strictEqual(
      (() => {
        try {
          budget.spend(4_500_000);
          return 'spent';
        } catch (error) {
          return error instanceof TooManyIterations ? 'refused' : 'broken';
        }
      })(),
      'refused',
    );
  });
});
