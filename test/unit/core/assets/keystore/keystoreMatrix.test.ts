import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createPublicKey, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectKeystore } from '../../../../../src/core/assets/keystore/inspectKeystore.ts';
import { type KeystoreEntry } from '../../../../../src/core/assets/keystore/keystore.ts';
import { openSigningIdentity } from '../../../../../src/core/assets/keystore/openSigningIdentity.ts';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { nameOfKey } from '../../../../../src/core/formats/x509/publicKeyInfo.ts';
import { keystoreRows, type KeystoreRow } from '../../../../fixtures/keystores/keystoreRows.ts';
import { accessOf } from '../../../../fixtures/keystores/readKeystoreRow.ts';

async function read(row: KeystoreRow): Promise<Bytes> {
  return new Uint8Array(await readFile(join(import.meta.dirname, '../../../../fixtures/keystores', row.file)));
}

function outline({ alias, kind, algorithm = 'unknown', keyBits = 0, curve, chainLength }: KeystoreEntry): string {
  const key = nameOfKey({ algorithm, oid: '', bits: keyBits, ...(curve !== undefined && { curve }) });
  return `${alias} ${kind} ${key} ${chainLength}`;
}

describe('the matrix of keystores', () => {
  for (const row of keystoreRows) {
    it(`shows what is in ${row.file}`, async () => {
      const { format, entries, issues } = await inspectKeystore(await read(row), accessOf(row));
      deepStrictEqual(
        { format, entries: entries.map(outline).sort(), issues: issues.map(({ code }) => code) },
        { format: row.format, entries: row.entries, issues: row.issues ?? [] },
      );
    });

    it(`${row.signing.refusal === undefined ? 'signs' : 'does not sign'} with ${row.file}`, async () => {
      const { alias, refusal } = row.signing;
      const opened = await openSigningIdentity(await read(row), { ...accessOf(row), ...(alias !== undefined && { alias }) });
      if (refusal !== undefined) {
        strictEqual(opened.identity, undefined);
        deepStrictEqual(
          opened.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code),
          [refusal],
        );
        return;
      }
      ok(opened.identity, JSON.stringify(opened.issues));
      const { privateKey } = opened.identity;
      ok(verify('sha256', utf8('x'), createPublicKey(privateKey), sign('sha256', utf8('x'), privateKey)));
    });

    if (row.format === undefined || row.password === '' || row.file.includes('plain-no-mac')) continue;
    it(`says that a password is wrong for ${row.file}`, async () => {
      const { format, issues } = await inspectKeystore(await read(row), { password: new Secret('not the password') });
      deepStrictEqual({ format, issues: issues.map(({ code }) => code) }, { format: row.format, issues: ['keystore-password-wrong'] });
    });

    it(`asks for the password of ${row.file}`, async () => {
      const bytes = await read(row);
      const { issues } = await inspectKeystore(bytes);
      strictEqual(issues[0]?.code, 'keystore-password-missing');
      const opened = await openSigningIdentity(bytes, {});
      deepStrictEqual(
        [opened.identity, opened.issues[0]?.code, opened.issues[0]?.severity],
        [undefined, 'keystore-password-missing', 'error'],
      );
    });
  }
});
