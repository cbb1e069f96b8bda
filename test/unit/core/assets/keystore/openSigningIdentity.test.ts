import { deepStrictEqual, ok } from 'node:assert/strict';
import { inspectKeystore } from '../../../../../src/core/assets/keystore/inspectKeystore.ts';
import { openSigningIdentity } from '../../../../../src/core/assets/keystore/openSigningIdentity.ts';
import { equalBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bagType } from '../../../../../src/core/formats/pkcs12/safeBags.ts';
import { derOctetString, derSequence } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { bag, certificateBag, keyBag, pfx, pkcs12Mac, plainPart, saltedScheme } from '../../../../support/pkcs12Pieces.ts';
import { writeJks } from '../../../../support/jksWriter.ts';
import { throwAwayIdentity, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';

const one = throwAwayIdentity({ algorithm: 'ec-p256' });
const entry = (alias: string, password = 'secret'): Parameters<typeof writeJks>[0]['entries'][number] => ({
  alias,
  key: { privateKey: one.privateKey, password },
  certificates: one.certificates,
});
const trusted = { alias: 'trusted', certificates: one.certificates };

interface Given {
  readonly password?: string;
  readonly alias?: string;
  readonly keyPassword?: string;
}

/** Issues as `severity code`; an identity must be there exactly when none of them is an error. */
async function check(bytes: Bytes, { password = 'secret', alias, keyPassword }: Given, expected: readonly string[]): Promise<void> {
  const opened = await openSigningIdentity(bytes, {
    password: new Secret(password),
    ...(alias !== undefined && { alias }),
    ...(keyPassword !== undefined && { keyPassword: new Secret(keyPassword) }),
  });
  deepStrictEqual(
    opened.issues.map(({ severity, code }) => `${severity} ${code}`),
    expected,
  );
  deepStrictEqual(opened.identity !== undefined, !expected.some((issue) => issue.startsWith('error')));
  if (opened.identity) ok(equalBytes(opened.identity.certificates[0], one.certificates[0]) || alias === undefined);
}

describe('openSigningIdentity', () => {
  const several = writeJks({ entries: [entry('one'), entry('two', 'own'), trusted], password: 'secret' });

  it('finds an alias in any case', async () => {
    await check(several, { alias: 'one' }, []);
    await check(several, { alias: 'ONE' }, []);
    await check(several, { alias: 'two', keyPassword: 'own' }, []);
  });

  it('says which alias is wrong, and why', async () => {
    await check(several, {}, ['error keystore-alias-needed']);
    await check(several, { alias: 'three' }, ['error keystore-alias-missing']);
    await check(several, { alias: 'trusted' }, ['error keystore-alias-without-key']);
    await check(writeJks({ entries: [trusted], password: 'secret' }), {}, ['error keystore-no-private-key']);
    await check(writeJks({ entries: [], password: 'secret' }), {}, ['error keystore-no-entries']);
    const { issues } = await openSigningIdentity(several, { alias: 'three', password: new Secret('secret') });
    deepStrictEqual(issues[0]?.params, { alias: 'three', aliases: 'one, two' });
  });

  it('says which password is wrong', async () => {
    await check(several, { alias: 'one', password: 'wrong' }, ['error keystore-password-wrong']);
    await check(several, { alias: 'two' }, ['error keystore-key-password-missing']);
    await check(several, { alias: 'two', keyPassword: 'wrong' }, ['error keystore-key-password-wrong']);
    // A key password that is not needed does no harm.
    await check(several, { alias: 'one', keyPassword: 'wrong' }, []);
  });

  it('refuses changed and truncated keystores', async () => {
    const changed = several.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await check(changed, { alias: 'one' }, ['error keystore-tampered']);
    await check(several.subarray(0, -3), { alias: 'one' }, ['error jks-truncated']);
    await check(several.subarray(0, 300), { alias: 'one' }, ['error jks-truncated']);
    const large = new Uint8Array(5_000_000);
    await check(large, {}, ['error keystore-too-large']);
  });

  it('judges whether packages can be signed with the key', async () => {
    const store = (algorithm: ThrowAwayAlgorithm): Bytes => {
      const { privateKey, certificates } = throwAwayIdentity({ algorithm });
      return writeJks({ entries: [{ alias: 'one', key: { privateKey, password: 'secret' }, certificates }], password: 'secret' });
    };
    await check(store('rsa-2048'), {}, []);
    await check(store('ec-p521'), {}, []);
    await check(store('rsa-1024'), {}, ['warning keystore-key-weak']);
    await check(store('dsa-1024'), {}, ['warning keystore-key-dsa']);
    await check(store('ed25519'), {}, ['error keystore-key-algorithm-unusable']);
    await check(store('ec-secp256k1'), {}, ['error keystore-key-algorithm-unusable']);
  });

  it('does not let other entries keep anyone from signing', async () => {
    const other = throwAwayIdentity({ algorithm: 'ec-p384' });
    const bags = [
      keyBag(one.privateKey, { name: 'one' }),
      certificateBag(one.certificates[0]),
      certificateBag(new Uint8Array(0)),
      keyBag(other.privateKey, { name: 'other', localKeyId: 'x' }),
      certificateBag(throwAwayIdentity({ algorithm: 'ec-p521' }).certificates[0], { localKeyId: 'x' }),
      bag('1.2.3', one.certificates[0]),
    ];
    const bytes = await pfx([plainPart(...bags)], pkcs12Mac('secret'));
    await check(bytes, { alias: 'one' }, ['info pkcs12-bag-skipped', 'warning certificate-unreadable']);
    await check(bytes, { alias: 'other' }, [
      'info pkcs12-bag-skipped',
      'error certificate-unreadable',
      'error pkcs12-certificate-mismatch',
    ]);
    const alone = await pfx([plainPart(keyBag(one.privateKey, { name: 'one' }))], pkcs12Mac('secret'));
    await check(alone, {}, ['error keystore-key-without-certificate']);
  });

  it('says which key is protected in a way that nothing here knows', async () => {
    const unknown = derSequence(saltedScheme('1.2.3.4'), derOctetString(new Uint8Array(16)));
    const part = plainPart(bag(bagType.shroudedKey, unknown, { name: 'one' }), certificateBag(one.certificates[0], { name: 'one' }));
    await check(await pfx([part], pkcs12Mac('secret')), { alias: 'one' }, [
      'error pkcs12-algorithm-unsupported',
      'error keystore-key-unreadable',
    ]);
  });
});

describe('inspectKeystore', () => {
  it('tells fingerprints, names and validity, and no secret', async () => {
    const bytes = writeJks({ entries: [entry('one', 'marker-key'), trusted], password: 'marker-store' });
    const inspection = await inspectKeystore(bytes, { password: new Secret('marker-store'), keyPassword: new Secret('marker-key') });
    const [first] = inspection.entries;
    deepStrictEqual([inspection.format, inspection.issues], ['jks', []]);
    deepStrictEqual(
      { ...first, sha1: first?.sha1?.length, sha256: first?.sha256?.length },
      {
        alias: 'one',
        kind: 'private-key',
        algorithm: 'EC',
        keyBits: 256,
        curve: 'P-256',
        subject: 'CN=Throw-away ec-p256, O=Tests, C=US',
        issuer: 'CN=Throw-away ec-p256, O=Tests, C=US',
        serialNumber: '123456',
        signatureAlgorithm: 'SHA256withECDSA',
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2056-01-01T00:00:00Z'),
        sha1: 40,
        sha256: 64,
        chainLength: 1,
      },
    );
    ok(!JSON.stringify(inspection).includes('marker'));
  });
});
