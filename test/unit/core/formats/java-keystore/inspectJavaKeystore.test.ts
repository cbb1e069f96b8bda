import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { inspectJavaKeystore, type JavaKeystoreAccess } from '../../../../../src/core/formats/java-keystore/inspectJavaKeystore.ts';
import { decodeModifiedUtf8, encodeModifiedUtf8 } from '../../../../../src/core/base/modifiedUtf8.ts';
import { writeJks } from '../../../../support/jksWriter.ts';
import { throwAwayIdentity } from '../../../../support/throwAwayIdentity.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

const one = throwAwayIdentity({ algorithm: 'ec-p256' });
const two = throwAwayIdentity({ algorithm: 'dsa-1024' });
const entry = { alias: 'one', key: { privateKey: one.privateKey, password: 'secret' }, certificates: one.certificates };
const store = writeJks({ entries: [entry], password: 'secret' });

function access(password?: string, shared?: string): JavaKeystoreAccess {
  return {
    ...(password !== undefined && { password: new Secret(password) }),
    ...(shared !== undefined && { keyPasswords: { shared: new Secret(shared) } }),
  };
}

interface Expected {
  readonly password?: string;
  readonly integrity?: string;
  readonly entries?: readonly string[];
  readonly issues?: readonly string[];
}

function check(bytes: Bytes, given: JavaKeystoreAccess, expected: Expected): void {
  const { password, integrity, entries, issues } = inspectJavaKeystore(bytes, given);
  const outline = entries.map((found) =>
    found.kind === 'certificate' ? `${found.alias} certificate` : `${found.alias} ${found.keyState}`,
  );
  deepStrictEqual(
    { password, integrity, entries: outline, issues: withWholeTexts(issues).map(({ code }) => code) },
    { password: 'right', integrity: 'verified', entries: ['one open'], issues: [], ...expected },
  );
}

describe('inspectJavaKeystore', () => {
  it('reads both versions', () => {
    check(store, access('secret'), {});
    check(writeJks({ entries: [entry], password: 'secret', version: 1 }), access('secret'), {});
  });

  it('reads keys with their own passwords, trusted certificates, letters of all scripts', () => {
    const bytes = writeJks({
      password: 'пароль',
      entries: [
        { ...entry, alias: 'schlüssel-鍵-\u{1f511}', key: { ...entry.key, password: 'a' } },
        { alias: 'dsa', key: { privateKey: two.privateKey, password: 'b' }, certificates: two.certificates },
        { alias: 'trusted', certificates: one.certificates },
      ],
    });
    const byAlias = new Map([
      ['schlüssel-鍵-\u{1f511}', new Secret('a')],
      ['dsa', new Secret('b')],
    ]);
    const names = ['schlüssel-鍵-\u{1f511} open', 'dsa open', 'trusted certificate'];
    check(bytes, { password: new Secret('пароль'), keyPasswords: { byAlias } }, { entries: names });
    check(bytes, access('пароль', 'b'), { entries: ['schlüssel-鍵-\u{1f511} wrong-password', 'dsa open', 'trusted certificate'] });
  });

  it('tells wrong, missing and right passwords of changed files apart', () => {
    check(store, access('wrong'), { password: 'wrong', integrity: 'failed', entries: ['one wrong-password'] });
    check(store, access(), { password: 'missing', integrity: 'unchecked', entries: ['one locked'] });
    const changed = store.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    check(changed, access('secret'), { integrity: 'failed' });
  });
});

describe('malformed JKS', () => {
  check(store, access('secret'), {});

  function malformed(code: string, bytes: Bytes, expected: Expected): void {
    it(code, () => check(bytes, access('secret'), { issues: [code.split(':')[0] ?? ''], ...expected }));
  }

  const patched = (offset: number, ...values: readonly number[]): Bytes => {
    const bytes = store.slice();
    bytes.set(values, offset);
    return bytes;
  };

  malformed('jks-not-a-keystore', new Uint8Array(0), { password: 'unchecked', integrity: 'unchecked', entries: [] });
  malformed('jks-truncated: in the digest', store.subarray(0, -1), { integrity: 'unchecked' });
  malformed('jks-truncated: in the entry', store.subarray(0, 100), { password: 'unchecked', integrity: 'unchecked', entries: [] });
  malformed('jks-unknown-entry: more entries declared', patched(8, 0xff, 0xff, 0xff, 0xff), { integrity: 'unchecked' });
  malformed('jks-unknown-version', patched(4, 0, 0, 0, 3), { password: 'unchecked', integrity: 'unchecked', entries: [] });
  malformed('jks-unknown-entry', patched(12, 0, 0, 0, 3), { password: 'unchecked', integrity: 'unchecked', entries: [] });
  malformed('jks-trailing-bytes', concatBytes(store, Uint8Array.of(1)), {});
  malformed(
    'jks-certificate-mismatch',
    writeJks({ entries: [{ ...entry, certificates: throwAwayIdentity({ algorithm: 'ec-p384' }).certificates }], password: 'secret' }),
    {},
  );
  malformed(
    'jks-too-many-entries',
    writeJks({
      entries: Array.from({ length: 2001 }, (_, index) => ({ alias: `${index}`, certificates: [Uint8Array.of(0x30, 0)] })),
      password: 'x',
    }),
    {
      password: 'unchecked',
      integrity: 'unchecked',
      entries: [],
      issues: ['jks-too-many-entries', ...Array.from({ length: 2000 }, () => 'certificate-unreadable')],
    },
  );

  it('survives every length and every changed byte', () => {
    for (let length = 0; length < store.length; length++) inspectJavaKeystore(store.subarray(0, length), access('secret'));
    for (let index = 0; index < store.length; index++) {
      const changed = store.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x81;
      ok(inspectJavaKeystore(changed, access('secret')).issues.length >= 0);
    }
  });
});

describe('modified UTF-8', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => strictEqual(decodeModifiedUtf8(encodeModifiedUtf8(text)), text)),
      { numRuns: 200 },
    );
    strictEqual(decodeModifiedUtf8(Uint8Array.of(0xc0, 0x80)), '\0');
    strictEqual(decodeModifiedUtf8(Uint8Array.of(0x41, 0xff, 0xe3, 0x41)), 'A��A');
  });
});
