import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { concatBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { inspectCertificateFile } from '../../../../../src/core/assets/certificate/inspectCertificateFile.ts';
import { makeCompatibleCopy } from '../../../../../src/core/assets/certificate/compatibleCopy.ts';
import { encodePrivateKeyFile } from '../../../../../src/core/assets/certificate/privateKeyFile.ts';
import { readCertificateFile } from '../../../../../src/core/assets/certificate/readCertificateFile.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { ApplePki, development, p12Of, p12Password } from '../../../../support/applePki.ts';
import { keystoreRows } from '../../../../fixtures/keystores/keystoreRows.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';

const fixtures = new URL('../../../../fixtures/keystores/', import.meta.url);
const now = new Date('2026-11-21T10:00:00Z');
const pki = new ApplePki();
const leaf = pki.leaf();
const person = pki.leaf({ label: 'person', name: 'Apple Development: Jane Doe (USERID1234)', markers: development });
const password = new Secret(p12Password);
/** Whose root is Apple's is another test's; here nothing is. */
const unknown = 'certificate-issuer-unknown';

interface Expected {
  readonly identities: readonly (readonly [kind: string, hasPrivateKey: boolean])[];
  readonly codes: readonly string[];
}

async function check(bytes: Bytes, given: Secret | undefined, expected: Expected): Promise<void> {
  const { identities, issues } = await inspectCertificateFile(bytes, { now, ...(given && { password: given }) });
  deepStrictEqual(
    { identities: identities.map(({ kind, hasPrivateKey }) => [kind, hasPrivateKey]), codes: issues.map(({ code }) => code) },
    expected,
  );
}

const pemOf = (...parts: readonly string[]): Bytes => utf8(parts.join(''));
const certificatePem = encodePem('CERTIFICATE', leaf.certificates[0]);
const keyPem = encodePem('PRIVATE KEY', leaf.privateKey.export({ type: 'pkcs8', format: 'der' }));

describe('inspecting a certificate file', () => {
  it('says when a key has another password than its file', async () => {
    const bytes = new Uint8Array(await readFile(new URL('pkcs12-key-password.p12', fixtures)));
    const codes = ['certificate-encryption-new', 'certificate-key-locked', unknown, 'certificate-not-yet-valid'];
    await check(bytes, new Secret('storepass1'), { identities: [['unknown', true]], codes });
  });

  it('says what is in a .p12', async () => {
    const { identities } = await inspectCertificateFile(await p12Of([leaf]), { password, now });
    const [{ subject, team, kind, notBefore, notAfter, hasPrivateKey, sha1, sha256, name, key } = identities[0]!] = identities;
    deepStrictEqual(
      { subject, team, kind, notBefore, notAfter, hasPrivateKey, name, key, lengths: [sha1.length, sha256.length] },
      {
        subject: 'UID=TEAM123456, CN=Apple Distribution: Lab Corp (TEAM123456), OU=TEAM123456, O=Lab Corp, C=US',
        team: 'TEAM123456',
        kind: 'apple-distribution',
        notBefore: new Date('2025-01-01T00:00:00Z'),
        notAfter: new Date('2035-01-01T00:00:00Z'),
        hasPrivateKey: true,
        name: 'Apple Distribution: Lab Corp (TEAM123456)',
        key: 'RSA 2048',
        lengths: [40, 64],
      },
    );
  });

  it('lists several identities as a choice', async () =>
    await check(await p12Of([leaf, person]), password, {
      identities: [
        ['apple-distribution', true],
        ['apple-development', true],
      ],
      codes: [unknown, unknown],
    }));

  it('tells a missing and a wrong password, and says what it can without one', async () => {
    const bytes = await p12Of([leaf]);
    await check(bytes, undefined, { identities: [], codes: ['certificate-password-missing'] });
    await check(bytes, new Secret('wrong'), { identities: [], codes: ['certificate-password-wrong'] });
  });

  it('tells the encryption that macOS refuses, and makes a copy that it takes', async () => {
    const modern = await p12Of([leaf, person], 'modern');
    await check(modern, password, {
      identities: [
        ['apple-distribution', true],
        ['apple-development', true],
      ],
      codes: ['certificate-encryption-new', unknown, unknown],
    });
    const copy = await makeCompatibleCopy(await readCertificateFile(modern, password), password, countingRandom());
    await check(copy ?? new Uint8Array(0), password, {
      identities: [
        ['apple-distribution', true],
        ['apple-development', true],
      ],
      codes: [unknown, unknown],
    });
    strictEqual(await makeCompatibleCopy(await readCertificateFile(modern), password, countingRandom()), undefined);
  });

  for (const row of keystoreRows.filter(({ format }) => format === 'pkcs12'))
    it(`opens ${row.file}`, async () => {
      const bytes = new Uint8Array(await readFile(new URL(row.file, fixtures)));
      const { identities } = await readCertificateFile(bytes, new Secret(row.password ?? ''));
      const keys = row.entries.filter((entry) => entry.includes(' private-key '));
      deepStrictEqual(
        identities.map(({ hasPrivateKey, privateKey }) => [hasPrivateKey, privateKey !== undefined]),
        // No one gives the password of a key that has its own.
        keys.length === 0 ? [[false, false]] : keys.map(() => [true, row.keyPasswords === undefined]),
      );
    });

  it('reads a PEM that is only named .p12, with an issue', async () => {
    const issuer = encodePem('CERTIFICATE', pki.wwdr);
    await check(pemOf(certificatePem, issuer, keyPem), undefined, {
      identities: [['apple-distribution', true]],
      codes: ['certificate-is-pem', unknown],
    });
    const locked = await encodePrivateKeyFile(leaf.privateKey, password, countingRandom());
    await check(pemOf(locked, certificatePem), undefined, {
      identities: [['apple-distribution', true]],
      codes: ['certificate-is-pem', 'certificate-password-missing', unknown],
    });
    await check(pemOf(locked, certificatePem), password, {
      identities: [['apple-distribution', true]],
      codes: ['certificate-is-pem', unknown],
    });
    await check(pemOf(keyPem), undefined, { identities: [], codes: ['certificate-is-pem', 'certificate-key-alone'] });
    const other = encodePem('PRIVATE KEY', person.privateKey.export({ type: 'pkcs8', format: 'der' }));
    await check(pemOf(other, certificatePem), undefined, {
      identities: [['apple-distribution', false]],
      codes: ['certificate-is-pem', 'certificate-no-private-key', unknown],
    });
  });

  it('takes a certificate alone for what it is', async () => {
    const expected: Expected = { identities: [['apple-distribution', false]], codes: ['certificate-no-private-key', unknown] };
    await check(leaf.certificates[0], undefined, expected);
    await check(pemOf(certificatePem), undefined, expected);
    const { issues } = await inspectCertificateFile(leaf.certificates[0], { now });
    strictEqual(issues[0]?.severity, 'info');
    await check(concatBytes(leaf.certificates[0], Uint8Array.of(1)), undefined, {
      ...expected,
      codes: ['certificate-trailing-bytes', ...expected.codes],
    });
  });

  it('says that a certificate was cut off, and not that it is something else', async () => {
    await check(leaf.certificates[0].subarray(0, 400), undefined, { identities: [], codes: ['certificate-truncated'] });
    await check(pemOf(encodePem('CERTIFICATE', leaf.certificates[0].subarray(0, 400))), undefined, {
      identities: [],
      codes: ['certificate-truncated'],
    });
  });

  it('says what another file is', async () => {
    const files: readonly (readonly [string, Bytes])[] = [
      ['file-empty', new Uint8Array(0)],
      ['file-is-other', utf8('hello')],
      ['file-truncated', leaf.privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(0, 500)],
      ['file-is-private-key', leaf.privateKey.export({ type: 'pkcs8', format: 'der' })],
      ['file-is-certificate-request', utf8(encodePem('CERTIFICATE REQUEST', Uint8Array.of(1)))],
      ['file-is-other', utf8('<?xml version="1.0"?><!DOCTYPE plist><plist/>')],
      ['file-is-provisioning-profile', pki.profile()],
      ['file-is-keystore', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)],
      ['file-web-page', utf8('<!DOCTYPE html><html></html>')],
    ];
    for (const [code, bytes] of files) {
      const { issues } = await inspectCertificateFile(bytes);
      deepStrictEqual(
        issues.map((issue) => issue.code),
        [code],
      );
    }
  });

  it('tells dates that have ended, will soon, or have not begun', async () => {
    const of = async (dates: { notBefore?: Date; notAfter?: Date }): Promise<string | undefined> => {
      const { issues } = await inspectCertificateFile(await p12Of([pki.leaf(dates)]), { password, now });
      return issues[1]?.code;
    };
    strictEqual(await of({ notAfter: new Date('2026-11-20T00:00:00Z') }), 'certificate-expired');
    strictEqual(await of({ notAfter: new Date('2026-12-20T00:00:00Z') }), 'certificate-expires-soon');
    strictEqual(await of({ notBefore: new Date('2026-11-22T00:00:00Z') }), 'certificate-not-yet-valid');
    strictEqual(await of({}), undefined);
  });
});
