/** What the wizards and the command line write, file by file as it is on the disk, judged by keytool and openssl. */

import { match, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePassword } from '../../src/core/assets/generatePassword.ts';
import { keyAlgorithms } from '../../src/core/assets/keystore/generateKey.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { type AssetWorld } from '../../src/core/workflow/assets/newAsset.ts';
import { openRecoveryFile, writeRecoveredKeystore } from '../../src/core/workflow/assets/recoverKeystore.ts';
import { openDownloadedCertificate, writeCertificate, writeCompatibleCopy } from '../../src/core/workflow/assets/writeCertificate.ts';
import { writeCertificateRequest } from '../../src/core/workflow/assets/writeCertificateRequest.ts';
import { writeKeystore } from '../../src/core/workflow/assets/writeKeystore.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { askJudge } from './support/judges.ts';
import { type JudgeName } from './support/judgeTable.ts';

const world: AssetWorld = { files: new NodeFileSystem(), paths: nodePathTools, clock: systemClock, random: systemRandom };
const password = generatePassword(systemRandom);
const other = generatePassword(systemRandom);
const env = { P: password.reveal(), Q: other.reveal() };

describe('signing assets that were made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-made-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const ask = (judge: JudgeName, ...args: readonly string[]): string => {
    const { exitCode, stdout, stderr } = askJudge(judge, args, { env });
    strictEqual(exitCode, 0, `${stdout}${stderr}`);
    return `${stdout}${stderr}`;
  };
  const fingerprintIn = (listing: string): string => /SHA-?256.*?((?:[0-9A-F]{2}:){31}[0-9A-F]{2})/s.exec(listing)?.[1] ?? '';

  for (const algorithm of keyAlgorithms)
    it(`keytool lists a keystore with ${algorithm}, and the same key recovered under another password`, async () => {
      const subject = [
        { type: 'CN', value: 'Ada' },
        { type: 'O', value: 'Acme, Inc.' },
        { type: 'C', value: 'DE' },
      ];
      const keystore = path(`${algorithm}.p12`);
      const sealed = path(`${algorithm}.txt`);
      const recovery = { path: sealed, passphrase: new Secret('a passphrase long enough') };
      await writeKeystore(world, { path: keystore, alias: 'upload', password, algorithm, validityYears: 25, subject, recovery });
      strictEqual(statSync(keystore).mode & 0o777, 0o600);
      const listing = ask('keytool', '-list', '-v', '-keystore', keystore, '-storepass:env', 'P');
      match(listing, /Alias name: upload/);
      match(listing, /Owner: CN=Ada, O="Acme, Inc\.", C=DE/);
      match(listing, { 'rsa-2048': /2048-bit RSA key/, 'rsa-4096': /4096-bit RSA key/, 'ec-p256': /256-bit EC/ }[algorithm]);
      const content = await openRecoveryFile(world, sealed, recovery.passphrase);
      await writeRecoveredKeystore(world, content, { path: path(`${algorithm}-again.p12`), password: other });
      const again = ask('keytool', '-list', '-v', '-keystore', path(`${algorithm}-again.p12`), '-storepass:env', 'Q');
      ok(fingerprintIn(listing) !== '' && fingerprintIn(again) === fingerprintIn(listing));
    });

  for (const keyPassword of [password, undefined])
    it(`openssl takes a request, its key ${keyPassword ? 'under a password' : 'without one'}, and both forms of the .p12`, async () => {
      const name = keyPassword ? 'locked' : 'open';
      const [request, keyPath, cer] = [path(`${name}.certSigningRequest`), path(`${name}.key`), path(`${name}.cer`)];
      await writeCertificateRequest(world, { path: request, keyPath, keyPassword, commonName: 'Ada', emailAddress: 'ada@example.com' });
      strictEqual(statSync(keyPath).mode & 0o777, 0o600);
      match(ask('openssl', 'req', '-in', request, '-verify', '-noout', '-text'), /Public-Key: \(2048 bit\)/);
      const passIn = keyPassword ? ['-passin', 'env:P'] : [];
      ask('openssl', 'req', '-x509', '-in', request, '-key', keyPath, ...passIn, '-days', '30', '-outform', 'DER', '-out', cer);
      const certificate = await openDownloadedCertificate(world, cer);
      const modern = path(`${name}.p12`);
      await writeCertificate(world, { certificate, keyPath, keyPassword, path: modern, password: other, form: 'modern' });
      match(ask('openssl', 'pkcs12', '-in', modern, '-passin', 'env:Q', '-info', '-noout'), /AES-256-CBC/);
      const copy = path(`${name}-copy.p12`);
      await writeCompatibleCopy(world, { from: modern, path: copy, password: other });
      match(
        ask('openssl', 'pkcs12', '-in', copy, '-passin', 'env:Q', '-info', '-noout'),
        /MAC: sha1,[\s\S]*pbeWithSHA1And3-KeyTripleDES-CBC/,
      );
      const keyIn = (file: string): string =>
        ask('openssl', 'pkcs12', '-in', file, '-passin', 'env:Q', '-nocerts', '-noenc').replace(/^[\s\S]*?-----BEGIN/, '');
      strictEqual(keyIn(copy), keyIn(modern));
      ok(!readFileSync(modern, 'latin1').includes(other.reveal()));
    });
});
