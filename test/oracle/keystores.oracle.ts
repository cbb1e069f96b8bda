/** keytool and openssl see in keystores what the product sees, and open what it makes. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeystore } from '../../src/core/assets/keystore/createKeystore.ts';
import { createDebugKeystore, debugKey } from '../../src/core/assets/keystore/debugKey.ts';
import { keyAlgorithms } from '../../src/core/assets/keystore/generateKey.ts';
import { inspectKeystore } from '../../src/core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../src/core/assets/keystore/openSigningIdentity.ts';
import { toHex, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { parseAsn1 } from '../../src/core/formats/asn1/asn1Node.ts';
import { DerivationBudget } from '../../src/core/formats/password-encryption/derivationBudget.ts';
import { parsePem } from '../../src/core/formats/pem/pem.ts';
import { decryptPrivateKeyInfo, encryptedPrivateKeyInfoOf } from '../../src/core/formats/pkcs8/encryptedPrivateKeyInfo.ts';
import { keystoreRows, passwords, type KeystoreRow } from '../fixtures/keystores/keystoreRows.ts';
import { accessOf } from '../fixtures/keystores/readKeystoreRow.ts';
import { asListed, parseKeytoolListing } from './support/keystores/keytoolListing.ts';
import { makeKeystores, passwordEnvironment } from './support/keystores/makeKeystores.ts';
import { askJudge } from './support/judges.ts';

const clock = { now: () => new Date('2026-11-21T10:00:00Z') };
const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) };

describe('keystores', () => {
  let folder = '';
  before(async function () {
    folder = await mkdtemp(join(tmpdir(), 'mdist-keystores-'));
    makeKeystores(folder);
  });
  after(async () => await rm(folder, { recursive: true, force: true }));

  const path = (file: string): string => join(folder, file);
  const bytesOf = async (file: string): Promise<Bytes> => new Uint8Array(await readFile(path(file)));

  async function checkKeytool(row: KeystoreRow): Promise<void> {
    const variable = row.password === passwords.unicode ? 'UNICODE' : 'STORE';
    const { stdout, exitCode } = askJudge('keytool', ['-list', '-v', '-keystore', path(row.file), '-storepass:env', variable], {
      env: passwordEnvironment,
    });
    strictEqual(exitCode, 0, stdout);
    const { entries } = await inspectKeystore(await bytesOf(row.file), accessOf(row));
    deepStrictEqual(asListed(entries), parseKeytoolListing(stdout));
  }

  /** openssl prints keys and certificates in PEM; ours must be the same bytes. */
  async function checkOpenssl(file: string, row: KeystoreRow): Promise<void> {
    const variable = row.password === '' ? 'EMPTY' : row.password === passwords.unicode ? 'UNICODE' : 'STORE';
    const args = ['pkcs12', '-in', path(file), '-noenc', '-passin', `env:${variable}`, ...(row.judgeArgs ?? [])];
    const { stdout, stderr, exitCode } = askJudge('openssl', args, { env: passwordEnvironment });
    strictEqual(exitCode, 0, stderr);
    const blocks = parsePem(stdout);
    const bytes = await bytesOf(file);
    const { entries } = await inspectKeystore(bytes, accessOf(row));
    strictEqual(
      entries.reduce((count, entry) => count + entry.chainLength, 0),
      blocks.filter(({ label }) => label === 'CERTIFICATE').length,
    );
    const key = blocks.find(({ label }) => label === 'PRIVATE KEY');
    if (!key) return;
    const { identity } = await openSigningIdentity(bytes, accessOf(row));
    ok(identity);
    strictEqual(toHex(identity.privateKey.export({ type: 'pkcs8', format: 'der' })), toHex(key.bytes));
  }

  for (const row of keystoreRows) {
    if (row.judge === 'keytool') it(`keytool lists ${row.file} as we do`, async () => await checkKeytool(row));
    if (row.judge === 'openssl') it(`openssl opens ${row.file} as we do`, async () => await checkOpenssl(row.file, row));
  }

  for (const algorithm of keyAlgorithms) {
    for (const form of ['modern', 'compatible'] as const) {
      it(`keytool and openssl open our ${form} keystore with ${algorithm}`, async function () {
        const file = `made-${algorithm}-${form}.p12`;
        const subject = [
          { type: 'CN', value: 'Schlüssel-鍵' },
          { type: 'O', value: 'Example' },
        ];
        const password = new Secret(passwords.store);
        await writeFile(path(file), await createKeystore({ alias: 'upload-clé', subject, algorithm, form, password, clock, random }));
        const row: KeystoreRow = { file, steps: [], password: passwords.store, format: 'pkcs12', entries: [], signing: {} };
        await checkKeytool(row);
        await checkOpenssl(file, row);
      });
    }
  }

  it('apksigner signs with our keystore', async function () {
    const password = new Secret(passwords.store);
    const bytes = await createKeystore({ alias: 'Upload', subject: [{ type: 'CN', value: 'Upload' }], password, clock, random });
    await writeFile(path('upload.jks'), bytes);
    await writeFile(path('classes.dex'), 'not really');
    strictEqual(askJudge('zip', ['-q', 'unsigned.zip', 'classes.dex'], { cwd: folder }).exitCode, 0);
    const { exitCode, stderr } = askJudge(
      'apksigner',
      ['sign', '--min-sdk-version', '24', '--ks', 'upload.jks', '--ks-pass', 'env:STORE', '--out', 'signed.apk', 'unsigned.zip'],
      { cwd: folder, env: passwordEnvironment },
    );
    strictEqual(exitCode, 0, stderr);
    // Without a manifest it signs, but does not verify; the certificate is in the signing block as it is.
    const { identity } = await openSigningIdentity(bytes, { password });
    ok(identity);
    ok(toHex(await bytesOf('signed.apk')).includes(toHex(identity.certificates[0])));
  });

  it('encrypted keys of openssl open, whatever their protection', async function () {
    const prfs = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA512-224', 'SHA512-256'];
    const versions = ['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128', 'PBE-MD5-DES', 'PBE-SHA1-DES'];
    const variants = [
      ...prfs.map((prf) => ['-v2', 'aes-256-cbc', '-v2prf', `hmacWith${prf}`]),
      ...['aes-128-cbc', 'aes-192-cbc', 'des3', 'rc2'].map((cipher) => ['-v2', cipher, '-provider', 'default', '-provider', 'legacy']),
      ...versions.map((version) => ['-v1', version, '-provider', 'default', '-provider', 'legacy']),
      ['-scrypt'],
    ];
    const plain = parsePem(await readFile(path('rsa.key'), 'utf8'))[0]?.bytes;
    ok(plain);
    for (const [index, args] of variants.entries()) {
      const out = `pkcs8-${index}.der`;
      const { exitCode, stderr } = askJudge(
        'openssl',
        ['pkcs8', '-topk8', '-in', 'rsa.key', '-outform', 'DER', '-out', out, '-passout', 'env:STORE', ...args],
        { cwd: folder, env: passwordEnvironment },
      );
      strictEqual(exitCode, 0, `${args.join(' ')}: ${stderr}`);
      const encrypted = encryptedPrivateKeyInfoOf(parseAsn1(await bytesOf(out)));
      const info = await decryptPrivateKeyInfo(encrypted, new Secret(passwords.store), new DerivationBudget());
      strictEqual(toHex(info?.der ?? new Uint8Array(0)), toHex(plain), args.join(' '));
    }
  });

  it('keytool signs a request with the key of our debug keystore', async () => {
    await writeFile(path('debug.keystore'), await createDebugKeystore(clock, random));
    const { stdout, exitCode } = askJudge(
      'keytool',
      ['-certreq', '-keystore', path('debug.keystore'), '-storepass', debugKey.password.reveal(), '-alias', debugKey.alias],
      {},
    );
    strictEqual(exitCode, 0, stdout);
    match(stdout, /BEGIN NEW CERTIFICATE REQUEST/);
  });
});
