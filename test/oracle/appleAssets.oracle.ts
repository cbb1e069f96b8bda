/** Provisioning profiles, certificate requests and .p12 files, judged by openssl in both directions. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCompatibleCopy } from '../../src/core/assets/certificate/compatibleCopy.ts';
import { combineCertificate, createAppleRequest } from '../../src/core/assets/certificate/certificateRequest.ts';
import { inspectCertificateFile } from '../../src/core/assets/certificate/inspectCertificateFile.ts';
import { encodePrivateKeyFile, openPrivateKeys } from '../../src/core/assets/certificate/privateKeyFile.ts';
import { readCertificateFile } from '../../src/core/assets/certificate/readCertificateFile.ts';
import { inspectProfile } from '../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { toHex, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { encodePem, parsePem } from '../../src/core/formats/pem/pem.ts';
import { parseCertificate } from '../../src/core/formats/x509/certificate.ts';
import { ApplePki, devices, p12Password } from '../support/applePki.ts';
import { askJudge } from './support/judges.ts';

const random = { bytes: (count: number): Bytes => crypto.getRandomValues(new Uint8Array(count)) };
const now = new Date('2026-11-21T10:00:00Z');
const env = { P: p12Password };
const password = new Secret(p12Password);

describe('Apple’s assets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-apple-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, bytes: Bytes | string): string => {
    writeFileSync(path(name), bytes);
    return path(name);
  };
  const read = (name: string): Bytes => new Uint8Array(readFileSync(path(name)));
  const openssl = (...args: readonly string[]): string => {
    const { exitCode, stdout, stderr } = askJudge('openssl', args, { env });
    strictEqual(exitCode, 0, stderr);
    return stdout;
  };

  for (const algorithm of ['rsa-2048', 'ec-p256'] as const) {
    const pki = new ApplePki(algorithm, `judged ${algorithm}`);
    const leaf = pki.leaf();

    it(`openssl verifies our profiles signed with ${algorithm}`, () => {
      const profile = write('our.mobileprovision', pki.profile({ certificates: [leaf], hasDer: true }));
      const root = write('root.pem', encodePem('CERTIFICATE', pki.root.der));
      const args = [
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        profile,
        '-CAfile',
        root,
        '-purpose',
        'any',
        '-ignore_critical',
        '-out',
        path('content'),
      ];
      openssl(...args);
      match(readFileSync(path('content'), 'utf8'), /<key>DER-Encoded-Profile<\/key>/);
      const changed = read('our.mobileprovision');
      changed.set(utf8('Demx'), Buffer.from(changed).indexOf('Demo'));
      write('our.mobileprovision', changed);
      ok(askJudge('openssl', args).exitCode !== 0);
    });

    for (const form of ['DER', 'streamed BER', 'with a key identifier', 'without signed attributes', 'with SHA-1'] as const)
      it(`we verify profiles that openssl signed with ${algorithm}, ${form}`, () => {
        const { identity, plist } = pki.profileParts({ certificates: [leaf] });
        write('profile.plist', plist);
        write('signer.pem', encodePem('CERTIFICATE', identity.certificates[0]));
        write('signer.key', encodePem('PRIVATE KEY', identity.privateKey.export({ type: 'pkcs8', format: 'der' })));
        write('root.pem', encodePem('CERTIFICATE', pki.root.der));
        const options = {
          DER: [],
          'streamed BER': ['-stream'],
          'with a key identifier': ['-keyid'],
          'without signed attributes': ['-noattr'],
          'with SHA-1': [],
        }[form];
        const digest = form === 'with SHA-1' ? 'sha1' : 'sha256';
        const signer = ['-signer', path('signer.pem'), '-inkey', path('signer.key'), '-certfile', path('root.pem')];
        const args = ['-in', path('profile.plist'), '-outform', 'DER', '-nodetach', '-binary', '-md', digest, ...options];
        openssl('cms', '-sign', ...signer, ...args, '-out', path('made.mobileprovision'));
        const inspection = inspectProfile(read('made.mobileprovision'), { now, trusted: [pki.root] });
        deepStrictEqual(
          [inspection.issues.map(({ code }) => code), inspection.signatureValid, inspection.devices, inspection.certificates.length],
          [[], true, devices, 1],
        );
      });
  }

  it('openssl accepts the request, its key and the .p12 made of them', async () => {
    const { privateKey, request } = await createAppleRequest({ commonName: 'Ada Lovelace', emailAddress: 'ada@example.com' });
    const csr = write('ada.certSigningRequest', encodePem('CERTIFICATE REQUEST', request));
    match(
      openssl('req', '-in', csr, '-verify', '-noout', '-subject', '-nameopt', 'RFC2253'),
      /emailAddress=ada@example\.com,CN=Ada Lovelace|CN=Ada Lovelace,emailAddress=ada@example\.com/,
    );
    const key = write('ada.key', await encodePrivateKeyFile(privateKey, password, random));
    openssl('pkey', '-in', key, '-passin', 'env:P', '-noout', '-check');
    openssl('req', '-x509', '-in', csr, '-key', key, '-passin', 'env:P', '-days', '30', '-out', path('ada.pem'));
    const certificate = parseCertificate(parsePem(readFileSync(path('ada.pem'), 'utf8'))[0]?.bytes ?? new Uint8Array(0));
    for (const form of ['modern', 'compatible'] as const) {
      const p12 = write(`${form}.p12`, await combineCertificate({ certificate, privateKey, password, form, random }));
      const blocks = parsePem(openssl('pkcs12', '-in', p12, '-passin', 'env:P', '-noenc'));
      const made = blocks.find(({ label }) => label === 'PRIVATE KEY');
      strictEqual(toHex(made?.bytes ?? new Uint8Array(0)), toHex(privateKey.export({ type: 'pkcs8', format: 'der' })));
      strictEqual(toHex(blocks.find(({ label }) => label === 'CERTIFICATE')?.bytes ?? new Uint8Array(0)), toHex(certificate.der));
    }
    const copy = await makeCompatibleCopy(await readCertificateFile(read('modern.p12'), password), password, random);
    ok(copy);
    const { stderr } = askJudge('openssl', ['pkcs12', '-in', write('copy.p12', copy), '-passin', 'env:P', '-info', '-noout'], { env });
    match(stderr, /MAC: sha1,[\s\S]*pbeWithSHA1And3-KeyTripleDES-CBC/);
  });

  it('we open the keys and .p12 files of openssl, and say which macOS refuses', async () => {
    const pki = new ApplePki('ec-p256', 'opened');
    const leaf = pki.leaf();
    const certificate = write('leaf.pem', encodePem('CERTIFICATE', leaf.certificates[0]));
    const key = write('leaf.key', encodePem('PRIVATE KEY', leaf.privateKey.export({ type: 'pkcs8', format: 'der' })));
    const forms: readonly (readonly [readonly string[], readonly string[]])[] = [
      [[], ['certificate-encryption-new', 'certificate-issuer-unknown']],
      [['-legacy'], ['certificate-issuer-unknown']],
      [['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'], ['certificate-issuer-unknown']],
      [
        ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha256'],
        ['certificate-encryption-new', 'certificate-issuer-unknown'],
      ],
    ];
    for (const [options, codes] of forms) {
      openssl('pkcs12', '-export', '-inkey', key, '-in', certificate, '-passout', 'env:P', ...options, '-out', path('a.p12'));
      const { identities, issues } = await inspectCertificateFile(read('a.p12'), { password, now });
      deepStrictEqual(
        [identities.map(({ hasPrivateKey }) => hasPrivateKey), issues.map(({ code }) => code)],
        [[true], codes],
        options.join(' '),
      );
    }
    for (const options of [['-traditional', '-aes128'], ['-aes256'], []]) {
      openssl('rsa', '-in', key, ...options, ...(options.length > 0 ? ['-passout', 'env:P'] : []), '-out', path('b.key'));
      const { keys } = await openPrivateKeys(read('b.key'), options.length > 0 ? password : undefined);
      ok(keys[0]?.equals(leaf.privateKey), options.join(' '));
    }
  });
});
