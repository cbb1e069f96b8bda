import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { pkcs12Acceptance } from '../../../../../src/core/assets/signing-file/acceptance.ts';
import { readSigningFile, type SigningFileAccess } from '../../../../../src/core/assets/signing-file/readSigningFile.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { passwords } from '../../../../fixtures/keystores/keystoreRows.ts';
import { ApplePki, p12Of, p12Password } from '../../../../support/applePki.ts';
import { keystoreOf } from '../../../../support/keystores.ts';

const now = new Date('2026-11-21T10:00:00Z');
const pki = new ApplePki();
const leaf = pki.leaf();
const applePassword = new Secret(p12Password);
const keystorePassword = new Secret('marker-keystore-password');

/** `role format password entries` of a store, else kind and codes. */
async function check(name: string, bytes: Bytes, access: Omit<SigningFileAccess, 'now'>, expected: string): Promise<void> {
  const file = await readSigningFile(name, bytes, { now, trusted: [pki.root], ...access });
  const told =
    file.kind === 'store'
      ? `${file.role ?? 'unknown'} ${file.format} ${file.password} ${file.entries.length}`
      : `${file.kind} ${file.issues.map(({ code }) => code).join()}`.trim();
  strictEqual(told, expected);
}

async function fixture(name: string): Promise<Bytes> {
  return new Uint8Array(await readFile(new URL(`../../../../fixtures/keystores/${name}`, import.meta.url)));
}

describe('reading any signing file', () => {
  it('tells from the content what a store is used as', async () => {
    const apple = await p12Of([leaf]);
    await check('a.p12', apple, {}, 'unknown pkcs12 missing 1');
    await check('a.p12', apple, { password: applePassword }, 'certificate pkcs12 right 1');
    await check('a.p12', apple, { password: applePassword, role: 'keystore' }, 'keystore pkcs12 right 1');
    const keystore = await keystoreOf([{ alias: 'upload' }], 'marker-keystore-password');
    await check('a.p12', keystore, {}, 'unknown pkcs12 missing 1');
    await check('a.p12', keystore, { password: keystorePassword }, 'keystore pkcs12 right 1');
    await check('a.p12', keystore, { password: keystorePassword, role: 'certificate' }, 'certificate pkcs12 right 1');
    await check('a.p12', keystore, { password: applePassword }, 'unknown pkcs12 wrong 1');
  });

  it('goes by the content and not by the name', async () => {
    const pem = utf8(encodePem('CERTIFICATE', leaf.certificates[0]));
    await check('a.p12', pem, {}, 'certificate pem not-needed 1');
    await check('a.jks', await p12Of([leaf]), { password: applePassword }, 'certificate pkcs12 right 1');
    await check('a.cer', await fixture('jks-two-aliases.jks'), {}, 'keystore jks missing 3');
    await check('a.p12', pki.profile({ certificates: [leaf] }), {}, 'profile');
    await check('a.mobileprovision', leaf.certificates[0], {}, 'certificate der not-needed 1');
  });

  it('says of anything else what it is, in the words of what the name promises', async () => {
    const page = utf8('<!doctype html><title>Sign in</title>');
    await check('a.p12', page, {}, 'other file-web-page');
    await check('a.cer', page, {}, 'other file-web-page');
    await check('a.mobileprovision', page, {}, 'other file-web-page');
    await check('a.p12', new Uint8Array(0), {}, 'other file-empty');
    await check('a.jks', await fixture('bks.keystore'), {}, 'other file-keystore-unsupported');
    await check('a.pem', utf8('-----BEGIN CERTIFICATE-----\n'), {}, 'other file-pem-incomplete');
  });

  it('says which programs take the encryption', async () => {
    const acceptance = async (name: string): Promise<unknown> => {
      const file = await readSigningFile(name, await fixture(name), { now, password: new Secret(passwords.store) });
      return file.kind === 'store' && file.encryption && pkcs12Acceptance(file.encryption);
    };
    deepStrictEqual(await acceptance('openssl-default.p12'), { keychain: false, openssl: 'opens' });
    deepStrictEqual(await acceptance('openssl-3des.p12'), { keychain: true, openssl: 'opens' });
    deepStrictEqual(await acceptance('openssl-legacy-rc2.p12'), { keychain: true, openssl: 'needs-legacy' });
  });
});
