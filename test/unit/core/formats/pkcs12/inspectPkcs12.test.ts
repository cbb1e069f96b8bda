import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { concatBytes, latin1, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { derObjectIdentifier, derOctetString, derSequence } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { passwordForms } from '../../../../../src/core/formats/password-encryption/passwordForms.ts';
import { encodePkcs12 } from '../../../../../src/core/formats/pkcs12/encodePkcs12.ts';
import { inspectPkcs12 } from '../../../../../src/core/formats/pkcs12/inspectPkcs12.ts';
import { type Pkcs12Access, type Pkcs12Inspection } from '../../../../../src/core/formats/pkcs12/pkcs12Inspection.ts';
import { bagType } from '../../../../../src/core/formats/pkcs12/safeBags.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import {
  bag,
  certificateBag,
  encryptedPart,
  keyBag,
  pbes2,
  pbmac1,
  pfx,
  pkcs12Mac,
  plainPart,
  saltedScheme,
  shroudedKeyBag,
  toIndefinite,
} from '../../../../support/pkcs12Pieces.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

const one = throwAwayIdentity({ algorithm: 'ec-p256' });
const two = throwAwayIdentity({ algorithm: 'ec-p256', label: 'two' });
const ed = throwAwayIdentity({ algorithm: 'ed25519' });
const modern = { algorithm: pbes2(), password: utf8('secret') };
const rc2 = { algorithm: saltedScheme('1.2.840.113549.1.12.1.6'), password: passwordForms(new Secret('secret'), 'bmp')[0] };

function access(password?: string, shared?: string): Pkcs12Access {
  return {
    ...(password !== undefined && { password: new Secret(password) }),
    ...(shared !== undefined && { keyPasswords: { shared: new Secret(shared) } }),
  };
}

function outline(inspection: Pkcs12Inspection): unknown {
  return {
    password: inspection.password,
    integrity: inspection.integrity,
    identities: inspection.identities.map(({ alias, keyState, certificates }) => `${alias} ${keyState} ${certificates.length}`),
    certificates: inspection.certificates.map(({ alias }) => alias),
    issues: withWholeTexts(inspection.issues).map(({ code }) => code),
  };
}

interface Expected {
  readonly password?: string;
  readonly integrity?: string;
  readonly identities?: readonly string[];
  readonly certificates?: readonly string[];
  readonly issues?: readonly string[];
}

async function check(bytes: Bytes, given: Pkcs12Access, expected: Expected): Promise<void> {
  deepStrictEqual(outline(await inspectPkcs12(bytes, given)), {
    password: 'right',
    integrity: 'verified',
    identities: [],
    certificates: [],
    issues: [],
    ...expected,
  });
}

async function usual(identity: SigningIdentity = one, encryption = modern): Promise<readonly Bytes[]> {
  const attributes = { name: 'one', localKeyId: 'id' };
  return [
    plainPart(await shroudedKeyBag(identity.privateKey, encryption, attributes)),
    await encryptedPart(encryption, certificateBag(identity.certificates[0], attributes)),
  ];
}

describe('inspectPkcs12', () => {
  const identities = ['one open 1'];

  it('opens DER and BER with indefinite lengths alike', async () => {
    for (const recode of [undefined, toIndefinite]) {
      await check(await pfx(await usual(), pkcs12Mac('secret'), recode), access('secret'), { identities });
      await check(await pfx(await usual(one, rc2), pkcs12Mac('secret'), recode), access('secret'), { identities });
    }
  });

  it('verifies PBMAC1', async () => {
    const bytes = await pfx(await usual(), pbmac1('secret'));
    await check(bytes, access('secret'), { identities });
    strictEqual((await inspectPkcs12(bytes, access('secret'))).mac, 'PBMAC1 (HMAC-SHA512), 10 iterations');
    await check(bytes, access('wrong'), { password: 'wrong', integrity: 'failed', identities: ['one wrong-password 0'] });
  });

  it('tells states of passwords apart', async () => {
    const locked = await pfx(await usual(), pkcs12Mac('secret'));
    await check(locked, access(), { password: 'missing', integrity: 'unchecked', identities: ['one locked 0'] });
    await check(locked, access('wrong'), { password: 'wrong', integrity: 'failed', identities: ['one wrong-password 0'] });
    const noMac = await pfx(await usual());
    await check(noMac, access('secret'), { integrity: 'absent', identities });
    await check(noMac, access('wrong'), { password: 'wrong', integrity: 'absent', identities: ['one wrong-password 0'] });
    const open = [plainPart(keyBag(one.privateKey, { name: 'one' }), certificateBag(one.certificates[0]))];
    await check(await pfx(open), access(), { password: 'not-needed', integrity: 'absent', identities });
    await check(await pfx(open), access('any'), { password: 'not-needed', integrity: 'absent', identities });
    await check(await pfx(open, pkcs12Mac('')), access(), { password: 'not-needed', identities });
    // No bytes at all instead of a lone terminator.
    await check(await pfx(open, pkcs12Mac('', 10, 1)), access(''), { identities });
  });

  it('knows a right password although the file was changed', async () => {
    const bytes = await pfx(await usual(), pkcs12Mac('another'));
    await check(bytes, access('secret'), { integrity: 'failed', identities });
  });

  it('opens keys and parts with their own passwords', async () => {
    const other = { algorithm: pbes2(), password: utf8('other') };
    const parts = [
      plainPart(await shroudedKeyBag(one.privateKey, other, { name: 'one' })),
      await encryptedPart(modern, certificateBag(one.certificates[0], { name: 'one' })),
    ];
    const bytes = await pfx(parts, pkcs12Mac('secret'));
    await check(bytes, access('secret'), { identities: ['one wrong-password 1'] });
    await check(bytes, access('secret', 'other'), { identities });
    await check(bytes, { ...access('secret'), keyPasswords: { byAlias: new Map([['one', new Secret('other')]]) } }, { identities });
    const twoPasswords = await pfx(await usual(one, other), pkcs12Mac('secret'));
    await check(twoPasswords, access('secret'), { identities: ['one wrong-password 0'], issues: ['pkcs12-part-locked'] });
    await check(twoPasswords, access('secret', 'other'), { identities });
  });

  it('tries the forms that programs give letters beyond ASCII', async () => {
    const text = 'pässwörd';
    const forms = [
      { algorithm: pbes2(), password: utf8(text) },
      { algorithm: pbes2(), password: latin1(text) },
      ...passwordForms(new Secret(text), 'bmp').map((password) => ({ algorithm: saltedScheme('1.2.840.113549.1.12.1.3'), password })),
    ];
    for (const [index, form] of forms.entries()) {
      await check(await pfx(await usual(one, form), pkcs12Mac(text, 10, index % 2)), access(text), { identities });
      await check(await pfx(await usual(one, form)), access(text), { integrity: 'absent', identities });
    }
  });

  it('pairs keys and certificates by key, not by order or name', async () => {
    const parts = [
      plainPart(
        certificateBag(two.certificates[0], { name: 'swapped', localKeyId: 'a' }),
        certificateBag(one.certificates[0], { name: 'unrelated', localKeyId: 'b' }),
        keyBag(one.privateKey, { name: 'one', localKeyId: 'a' }),
        keyBag(two.privateKey, { name: 'two' }),
        keyBag(ed.privateKey),
      ),
    ];
    const { identities: found } = await inspectPkcs12(await pfx(parts));
    deepStrictEqual(
      found.map(({ alias, certificates, isCertificateOfKey }) => [alias, certificates[0]?.subject.text, isCertificateOfKey]),
      [
        ['one', 'CN=Throw-away ec-p256, O=Tests, C=US', true],
        ['two', 'CN=Throw-away ec-p256, O=Tests, C=US', true],
        ['1', undefined, undefined],
      ],
    );
    ok(found[0]?.certificates[0]?.sha256 !== found[1]?.certificates[0]?.sha256);
  });

  it('builds chains whatever the order, with several issuers of one name', async () => {
    const name = [{ type: 'CN', value: 'CA' }];
    const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2050-01-01'), serialNumber: Uint8Array.of(1) };
    const [oldRoot, root] = [throwAwayKey('ec-p256', 'old root'), throwAwayKey('ec-p256', 'root')].map((privateKey) => ({
      privateKey,
      der: createCertificate({
        ...validity,
        subject: name,
        publicKey: createPublicKey(privateKey),
        issuer: { name, privateKey },
        isCa: true,
      }),
    }));
    ok(root && oldRoot);
    const leaf = createCertificate({
      ...validity,
      subject: [{ type: 'CN', value: 'Leaf' }],
      publicKey: createPublicKey(one.privateKey),
      issuer: { name, privateKey: root.privateKey },
    });
    const parts = [
      plainPart(certificateBag(root.der), certificateBag(oldRoot.der), certificateBag(leaf), keyBag(one.privateKey, { name: 'one' })),
    ];
    await check(await pfx(parts), access(), {
      password: 'not-needed',
      integrity: 'absent',
      identities: ['one open 2'],
      certificates: ['1'],
    });
  });

  it('writes what it reads', async () => {
    for (const form of ['modern', 'compatible'] as const) {
      const bytes = await encodePkcs12({
        entries: [
          { alias: 'Ünïcode 鍵', ...one },
          { alias: 'two', ...two, keyPassword: new Secret('own') },
        ],
        password: new Secret('secret'),
        form,
        iterations: 50,
        randomBytes: (count) => new Uint8Array(count).fill(5),
      });
      await check(bytes, access('secret', 'own'), { identities: ['Ünïcode 鍵 open 1', 'two open 1'] });
      await check(bytes, access('secret'), { identities: ['Ünïcode 鍵 open 1', 'two wrong-password 1'] });
    }
  });
});

describe('malformed and odd PKCS #12', () => {
  const identities = ['one open 1'];
  const secretBag = bag('1.2.840.113549.1.12.10.1.5', derSequence(derObjectIdentifier('1.2.3')));

  function malformed(code: string, build: () => Promise<Bytes>, expected: Expected): void {
    it(code, async () => await check(await build(), access('secret'), { issues: [code.split(':')[0] ?? ''], ...expected }));
  }

  malformed('pkcs12-truncated', async () => (await pfx(await usual(), pkcs12Mac('secret'))).subarray(0, 500), {
    password: 'not-needed',
    integrity: 'absent',
  });
  malformed('pkcs12-unreadable', async () => derSequence(derOctetString(new Uint8Array(3))), {
    password: 'not-needed',
    integrity: 'absent',
  });
  malformed('pkcs12-trailing-bytes', async () => concatBytes(await pfx(await usual(), pkcs12Mac('secret')), Uint8Array.of(0)), {
    identities,
  });
  it('is told how many bytes are too many, and where they are', async () => {
    const bytes = await pfx(await usual(), pkcs12Mac('secret'));
    const { issues } = await inspectPkcs12(concatBytes(bytes, new Uint8Array(3)), access('secret'));
    const found = issues.find(({ code }) => code === 'pkcs12-trailing-bytes');
    deepStrictEqual([found?.params, found?.place], [{ count: 3 }, { offset: bytes.length }]);
  });

  malformed('pkcs12-too-many-iterations', async () => await pfx(await usual(), pkcs12Mac('secret', 2 ** 31)), {
    integrity: 'unchecked',
    identities,
  });
  malformed(
    'pkcs12-too-many-iterations: of the keys',
    async () =>
      await pfx(
        [
          plainPart(
            bag(bagType.shroudedKey, derSequence(pbes2(undefined, 2 ** 31), derOctetString(new Uint8Array(16))), { name: 'one' }),
            certificateBag(one.certificates[0], { name: 'one' }),
          ),
        ],
        pkcs12Mac('secret'),
      ),
    { identities: ['one unusable 1'] },
  );
  malformed(
    'pkcs12-algorithm-unsupported',
    async () =>
      await pfx([
        plainPart(bag(bagType.shroudedKey, derSequence(saltedScheme('1.2.3.4'), derOctetString(new Uint8Array(16))), { name: 'one' })),
      ]),
    { password: 'unchecked', integrity: 'absent', identities: ['one unusable 0'] },
  );
  malformed('pkcs12-bag-skipped', async () => await pfx([...(await usual()), plainPart(secretBag, secretBag)], pkcs12Mac('secret')), {
    identities,
  });
  malformed(
    'pkcs12-alias-repeated',
    async () =>
      await pfx([plainPart(keyBag(one.privateKey, { name: 'one' }), keyBag(two.privateKey, { name: 'ONE' }))], pkcs12Mac('secret')),
    { identities: ['one open 0', 'ONE (2) open 0'] },
  );
  malformed(
    'pkcs12-certificate-mismatch',
    async () =>
      await pfx(
        [plainPart(keyBag(one.privateKey, { name: 'one', localKeyId: 'a' }), certificateBag(two.certificates[0], { localKeyId: 'a' }))],
        pkcs12Mac('secret'),
      ),
    { identities },
  );
  malformed(
    'certificate-unreadable',
    async () => await pfx([...(await usual()), plainPart(certificateBag(derSequence()))], pkcs12Mac('secret')),
    { identities },
  );
  malformed(
    'pkcs12-too-many-entries',
    async () =>
      await pfx([plainPart(...Array.from({ length: 2100 }, () => bag(bagType.safeContents, derSequence(secretBag))))], pkcs12Mac('secret')),
    { issues: ['pkcs12-too-many-entries', 'pkcs12-bag-skipped'] },
  );

  it('reads nested SafeContents', async () => {
    const nested = bag(bagType.safeContents, derSequence(keyBag(one.privateKey, { name: 'one' }), certificateBag(one.certificates[0])));
    await check(await pfx([plainPart(nested)], pkcs12Mac('secret')), access('secret'), { identities });
  });

  it('stops a wrong password after few derivations, however many keys there are', async () => {
    const key = await shroudedKeyBag(one.privateKey, { algorithm: pbes2(undefined, 1000), password: utf8('secret') });
    const bytes = await pfx([plainPart(...Array.from({ length: 500 }, () => key))], pkcs12Mac('secret'));
    const { password } = await withinProcessorTime(1500, async () => await inspectPkcs12(bytes, access('wrong')));
    strictEqual(password, 'wrong');
  });

  it('survives every single changed byte', async () => {
    const bytes = await pfx(await usual(), pkcs12Mac('secret'));
    for (let index = 0; index < bytes.length; index += 3) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x11;
      await inspectPkcs12(changed, access('secret'));
    }
  });
});
