import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { checkNewPassword, createKeystore } from '../../../../../src/core/assets/keystore/createKeystore.ts';
import { createDebugKeystore, debugKey, isDebugSubject } from '../../../../../src/core/assets/keystore/debugKey.ts';
import { inspectKeystore } from '../../../../../src/core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../../../../src/core/assets/keystore/openSigningIdentity.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';

const clock = { now: () => new Date('2026-11-21T10:11:12Z') };
const random = { bytes: (count: number) => new Uint8Array(count).fill(0xa5) };
const password = new Secret('storepass');

describe('createKeystore', () => {
  it('says that the clock is wrong instead of writing a date that cannot be written', async () => {
    for (const time of ['+010000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '9970-01-01T00:00:00Z', 'never', '+275760-09-13T00:00:00Z']) {
      const wrong = { now: () => new Date(time) };
      const input = { alias: 'upload', subject: [{ type: 'CN', value: 'Upload' }], algorithm: 'ec-p256' as const, password, random };
      await rejects(createKeystore({ ...input, clock: wrong }), (error) => isFailure(error) && error.issues[0]?.code === 'clock-unusable');
      await rejects(createDebugKeystore(wrong, random), (error) => isFailure(error) && error.issues[0]?.code === 'clock-unusable');
    }
  });

  // The oracle tests make the slow one as well.
  for (const algorithm of ['rsa-2048', 'ec-p256'] as const) {
    it(`makes one with ${algorithm} that opens`, async function () {
      const subject = [{ type: 'CN', value: 'Upload' }];
      const bytes = await createKeystore({ alias: 'upload', subject, algorithm, password, clock, random });
      const { identity, entry, issues } = await openSigningIdentity(bytes, { alias: 'upload', password });
      ok(identity);
      deepStrictEqual(issues, []);
      deepStrictEqual(
        [entry?.algorithm, entry?.keyBits, entry?.subject, entry?.serialNumber, entry?.notBefore, entry?.notAfter],
        [
          algorithm.startsWith('rsa') ? 'RSA' : 'EC',
          Number(/\d+$/.exec(algorithm)?.[0]),
          'CN=Upload',
          '65a5a5a5a5a5a5a5',
          new Date('2026-11-21T10:11:12Z'),
          new Date('2056-11-21T10:11:12Z'),
        ],
      );
    });
  }
});

describe('the debug key', () => {
  it('is known by its name', async () => {
    const keystore = await createDebugKeystore(clock, random);
    const { entries } = await inspectKeystore(keystore, { password: debugKey.password });
    strictEqual(entries[0]?.alias, debugKey.alias);
    strictEqual(entries[0]?.subject, 'CN=Android Debug, O=Android, C=US');
    ok(isDebugSubject(entries[0].subject));
    ok(isDebugSubject('C=US, CN=Android Debug'));
    ok(!isDebugSubject('CN=Android Debugger'));
    ok(!isDebugSubject('O=Acme\\, CN=Android Debug'));
  });
});

describe('checkNewPassword', () => {
  function check(text: string, expected: readonly string[]): void {
    deepStrictEqual(
      checkNewPassword(new Secret(text)).map(({ code }) => code),
      expected,
    );
  }

  it('wants what Java tools take', () => {
    check('secret', []);
    check('short', ['keystore-password-too-short']);
    check('pässwörd', ['keystore-password-not-ascii']);
  });
});
