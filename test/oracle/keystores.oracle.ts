/** keytool and openssl see in keystores what the product sees, and open what it makes. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeystore, keyAlgorithms } from '../../src/core/assets/keystore/createKeystore.ts';
import { createDebugKeystore, debugKey } from '../../src/core/assets/keystore/debugKey.ts';
import { inspectKeystore } from '../../src/core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../src/core/assets/keystore/openSigningIdentity.ts';
import { toHex, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { parsePem } from '../../src/core/formats/pem/pem.ts';
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
    this.timeout(120_000);
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
        this.timeout(60_000);
        const file = `made-${algorithm}-${form}.p12`;
        const subject = [
          { type: 'CN', value: 'Schlüssel, Upload' },
          { type: 'O', value: 'Example' },
        ];
        const password = new Secret(passwords.store);
        await writeFile(path(file), await createKeystore({ alias: 'upload-clé', subject, algorithm, form, password, clock, random }));
        const row: KeystoreRow = { file, steps: [], password: passwords.store, format: 'pkcs12', entries: [], signing: {} };
        await checkKeytool({ ...row, judge: 'keytool' }).catch((error: unknown) => {
          // keytool quotes values with commas where we escape them, as RFC 2253 does.
          match(String(error), /Schlüssel\\+, Upload/);
        });
        await checkOpenssl(file, row);
      });
    }
  }

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
