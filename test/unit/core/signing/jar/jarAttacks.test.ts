import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { derBitString, derObjectIdentifier, derOctetString } from '../../../../../src/core/formats/asn1/derWriter.ts';
import { cmsOids, oidOfHash } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { encodeSignedAttributes, encodeSignedData } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { parseSignedData } from '../../../../../src/core/formats/cms/signedData.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { createSelfSignedCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { inspectArchiveSections } from '../../../../../src/core/signing/archive/archiveSections.ts';
import { signCms } from '../../../../../src/core/signing/cms/signCms.ts';
import { verifyJar } from '../../../../../src/core/signing/jar/jarVerifier.ts';
import { type SigningIdentity } from '../../../../../src/core/signing/signingIdentity.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';
import { smallArchive } from '../../../../support/smallPackages.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';
import { withWholeTexts } from '../../../../support/assertFilled.ts';

/**
 * Each row is one change of a package that is signed correctly otherwise: anyone who made it could sign nothing. Every condition of the verifier
 * is turned over by one of them.
 */

const rsa = throwAwayIdentity();
const other = throwAwayIdentity({ label: 'other', subject: [{ type: 'CN', value: 'Other' }] });
const third = throwAwayIdentity({ label: 'third', subject: [{ type: 'CN', value: 'Third' }] });

type Hash = 'sha1' | 'sha256';
const digestOf = (hash: Hash, text: string): Buffer => createHash(hash).update(text).digest();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const wrong = (hash: Hash): string => base64(digestOf(hash, 'something else'));
const cut = (text: string, bytes: number): string => base64(Buffer.from(text, 'base64').subarray(0, bytes));
const longer = (text: string): string => base64(Buffer.concat([Buffer.from(text, 'base64'), Buffer.from([0])]));

interface Digests {
  readonly sha1?: string;
  readonly sha256?: string;
}

const lines = ({ sha1, sha256 }: Digests, suffix: string): string =>
  `${sha1 === undefined ? '' : `SHA1${suffix}: ${sha1}\r\n`}${sha256 === undefined ? '' : `SHA-256${suffix}: ${sha256}\r\n`}`;
const both = (text: string): Required<Digests> => ({ sha1: base64(digestOf('sha1', text)), sha256: base64(digestOf('sha256', text)) });
const section = (name: string, digests: Digests): string => `Name: ${name}\r\n${lines(digests, '-Digest')}\r\n`;

interface Parts {
  /** Of the entry `a` in the manifest. */
  readonly entry?: Digests;
  /** Of the whole manifest in the signature file. */
  readonly whole?: Digests;
  /** Of the main section. */
  readonly main?: Digests;
  /** Of the section of `a` in the signature file. */
  readonly section?: Digests;
  readonly block?: (file: Bytes) => Bytes;
}

const signFile = (file: Bytes, identities: readonly SigningIdentity[] = [rsa], hash: Hash = 'sha1'): Bytes =>
  signCms({ content: file, isDetached: true, signers: identities.map((identity) => ({ identity, hash, algorithmForm: 'key' as const })) });

async function makeJar(parts: Parts = {}): Promise<Bytes> {
  const head = 'Manifest-Version: 1.0\r\n\r\n';
  const manifest = `${head}${section('a', parts.entry ?? both('content'))}`;
  const wholeLines = lines(parts.whole ?? both(manifest), '-Digest-Manifest');
  const mainLines = lines(parts.main ?? both(head), '-Digest-Manifest-Main-Attributes');
  const signed = parts.section ?? both(section('a', parts.entry ?? both('content')));
  const file = utf8(`Signature-Version: 1.0\r\n${mainLines}${wholeLines}\r\n${section('a', signed)}`);
  return smallArchive([
    { name: 'a', bytes: utf8('content'), method: 'deflated' },
    { name: 'META-INF/MANIFEST.MF', bytes: utf8(manifest) },
    { name: 'META-INF/CERT.SF', bytes: file },
    { name: 'META-INF/CERT.RSA', bytes: parts.block?.(file) ?? signFile(file) },
  ]);
}

interface Range {
  readonly minSdk?: number;
  readonly maxSdk?: number;
}

async function check(jar: Bytes, expected: readonly IssueCode[], { minSdk = 16, maxSdk = 0x7fffffff }: Range = {}): Promise<void> {
  const source = bytesSource(jar);
  const { sections } = await inspectArchiveSections(source);
  if (!sections) throw new Error('no archive');
  const { issues, signers } = await verifyJar({
    source,
    sections,
    range: { minSdk, maxSdk },
    schemes: { known: new Set(), found: new Set() },
  });
  deepStrictEqual(
    withWholeTexts(issues).map(({ code }) => code),
    expected,
  );
  assertFilled(issues);
  strictEqual(signers.length > 0, expected.length === 0);
}

const issuerOf = ({ certificates: [der] }: SigningIdentity): Bytes => parseCertificate(der).issuer.der;

describe('attacks on JAR signatures', () => {
  const since18: Range = { minSdk: 18 };
  const until17: Range = { minSdk: 16, maxSdk: 17 };
  const good = both('content');

  it('begin with a package that is accepted', async () => {
    for (const range of [{}, since18, until17]) await check(await makeJar(), [], range);
  });

  const entry: readonly (readonly [string, Digests, readonly IssueCode[], Range])[] = [
    ['a wrong SHA-1 beside a right SHA-256', { ...good, sha1: wrong('sha1') }, ['jar-entry-changed'], {}],
    ['a wrong SHA-256 beside a right SHA-1', { ...good, sha256: wrong('sha256') }, ['jar-entry-changed'], {}],
    ['a wrong SHA-1, which no platform since 18 looks at', { ...good, sha1: wrong('sha1') }, [], since18],
    ['a wrong SHA-256, which no platform before 18 looks at', { ...good, sha256: wrong('sha256') }, [], until17],
    ['the beginning of the digest alone', { sha256: cut(good.sha256, 16) }, ['jar-entry-changed'], since18],
    ['one byte of the digest', { sha256: cut(good.sha256, 1) }, ['jar-entry-changed'], since18],
    ['an empty digest', { sha256: '' }, ['jar-entry-changed'], since18],
    ['the digest and a byte more', { sha256: longer(good.sha256) }, ['jar-entry-changed'], since18],
    ['the beginning of the older digest', { sha1: cut(good.sha1, 19) }, ['jar-entry-changed'], until17],
    ['no digest that old platforms know', { sha256: good.sha256 }, ['jar-entry-digest-missing'], until17],
    ['what is no base64', { sha256: `${good.sha256.slice(0, -1)}*` }, ['jar-entry-digest-missing'], since18],
  ];
  for (const [what, digests, codes, range] of entry)
    it(`in the manifest: ${what}`, async () => {
      await check(await makeJar({ entry: digests, whole: both(`Manifest-Version: 1.0\r\n\r\n${section('a', digests)}`) }), codes, range);
    });

  const differs: readonly IssueCode[] = ['jar-manifest-digest-differs'];
  const manifest = both(`Manifest-Version: 1.0\r\n\r\n${section('a', good)}`);
  const whole: readonly (readonly [string, Digests, readonly IssueCode[], Range])[] = [
    ['a wrong SHA-1 beside a right SHA-256', { ...manifest, sha1: wrong('sha1') }, differs, {}],
    ['a wrong SHA-256 beside a right SHA-1', { ...manifest, sha256: wrong('sha256') }, differs, {}],
    ['the beginning of the digest alone', { sha256: cut(manifest.sha256, 31) }, differs, since18],
    ['an empty digest', { sha256: '' }, differs, since18],
    ['no digest', {}, ['jar-manifest-digest-missing'], since18],
  ];
  for (const [what, digests, codes, range] of whole)
    it(`of the whole manifest: ${what}`, async () => {
      // Android goes on with the digests of the sections, so these are wrong as well.
      const sections = { sha1: wrong('sha1'), sha256: wrong('sha256') };
      await check(await makeJar({ whole: digests, section: sections }), [...codes, 'jar-section-changed'], range);
      // With them right the package is what was signed, as on a phone: only a warning remains.
      const { issues } = await inspectOnly(await makeJar({ whole: digests }), range);
      deepStrictEqual(issues, codes);
    });

  async function inspectOnly(jar: Bytes, { minSdk = 16, maxSdk = 0x7fffffff }: Range): Promise<{ issues: IssueCode[] }> {
    const source = bytesSource(jar);
    const { sections } = await inspectArchiveSections(source);
    if (!sections) throw new Error('no archive');
    const schemes = { known: new Set<number>(), found: new Set<number>() };
    const { issues } = await verifyJar({ source, sections, range: { minSdk, maxSdk }, schemes });
    return { issues: withWholeTexts(issues).map(({ code }) => code) };
  }

  const main = both('Manifest-Version: 1.0\r\n\r\n');
  const mains: readonly (readonly [string, Digests, Range])[] = [
    ['a wrong SHA-1 beside a right SHA-256', { ...main, sha1: wrong('sha1') }, {}],
    ['a wrong SHA-256 beside a right SHA-1', { ...main, sha256: wrong('sha256') }, {}],
    ['the beginning of the digest alone', { sha256: cut(main.sha256, 8) }, since18],
  ];
  for (const [what, digests, range] of mains)
    it(`of the main section: ${what}`, async () => check(await makeJar({ main: digests }), ['jar-main-section-changed'], range));

  /** Which entries each signature file lists. */
  const coverage: readonly (readonly [string, readonly (readonly string[])[], readonly IssueCode[]])[] = [
    ['the same signer for all entries', [['a', 'b']], []],
    [
      'the same signers for all entries',
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      [],
    ],
    ['another signer for another entry', [['a'], ['b']], ['jar-entry-signers-differ']],
    ['a signer more for the second entry', [['a', 'b'], ['b']], ['jar-entry-signers-differ']],
    ['a signer less for the second entry', [['a', 'b'], ['a']], ['jar-entry-signers-differ']],
    ['one of two signers exchanged', [['a', 'b'], ['a'], ['b']], ['jar-entry-signers-differ']],
    ['no signer for the second entry', [['a'], ['a']], ['jar-entry-not-signed']],
  ];
  for (const [what, files, codes] of coverage)
    it(`with ${what}`, async () => {
      const text = `Manifest-Version: 1.0\r\n\r\n${section('a', both('content'))}${section('b', both('content'))}`;
      const signatures = files.flatMap((names, index) => {
        const listed = names.map((name) => section(name, both(section(name, both('content'))))).join('');
        const file = utf8(`Signature-Version: 1.0\r\n${lines(both(text), '-Digest-Manifest')}\r\n${listed}`);
        const name = `META-INF/S${index}`;
        return [
          { name: `${name}.SF`, bytes: file },
          { name: `${name}.RSA`, bytes: signFile(file, [[rsa, other, third][index] ?? rsa]) },
        ];
      });
      const content = ['a', 'b'].map((name) => ({ name, bytes: utf8('content') }));
      await check(await smallArchive([...content, { name: 'META-INF/MANIFEST.MF', bytes: utf8(text) }, ...signatures]), codes);
    });

  it('with another name in the local header', async () => {
    const jar = await makeJar();
    const at = Buffer.from(jar).indexOf('a');
    const changed = jar.map((byte, index) => (index === at ? 0x62 : byte));
    strictEqual(at, 30);
    await check(changed, ['package-entry-malformed']);
    const shorter = jar.slice();
    new DataView(shorter.buffer).setUint16(26, 0, true);
    await check(shorter, ['package-entry-malformed']);
  });

  const extension = (oid: string, value: Bytes, isCritical = false): SigningIdentity => {
    const privateKey = throwAwayKey('rsa-2048');
    const certificate = createSelfSignedCertificate({
      subject: [{ type: 'CN', value: 'Extended' }],
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2056-01-01T00:00:00Z'),
      serialNumber: Uint8Array.of(7),
      privateKey,
      extensions: [{ oid, value, isCritical }],
    });
    return { privateKey, certificates: [certificate] };
  };
  const keyUsage = (bits: number): SigningIdentity => extension('2.5.29.15', derBitString(Uint8Array.of(bits)));
  const identities: readonly (readonly [string, SigningIdentity, readonly IssueCode[]])[] = [
    ['that may sign data', keyUsage(0x80), []],
    ['that may sign what cannot be denied', keyUsage(0x40), []],
    ['that may encipher keys', keyUsage(0x20), ['jar-block-unusable']],
    ['that may sign certificates alone', keyUsage(0x04), ['jar-block-unusable']],
    ['whose key usage is no bit string', extension('2.5.29.15', Uint8Array.of(3, 9)), ['jar-block-unusable']],
    ['with an unknown critical extension', extension('1.2.3.4', derOctetString(utf8('x')), true), ['jar-block-unusable']],
    ['with an unknown extension that is not critical', extension('1.2.3.4', derOctetString(utf8('x'))), []],
  ];
  for (const [what, identity, codes] of identities)
    it(`with a certificate ${what}`, async () => check(await makeJar({ block: (file) => signFile(file, [identity]) }), codes));

  /** A block with signed attributes, right but for the changes. */
  function withAttributes(
    file: Bytes,
    change: { digest?: Uint8Array; type?: string; repeated?: boolean; over?: Bytes; without?: 'type' | 'digest' } = {},
  ): Bytes {
    const digest = {
      attrType: cmsOids.messageDigest,
      attrValues: [derOctetString(change.digest ?? createHash('sha1').update(file).digest())],
    };
    const type = { attrType: cmsOids.contentType, attrValues: [derObjectIdentifier(change.type ?? cmsOids.data)] };
    const kept = [change.without === 'type' ? [] : type, change.without === 'digest' ? [] : digest].flat();
    const signedAttrs = change.repeated === true ? [type, digest, digest] : kept;
    const signature = new Uint8Array(sign('sha1', change.over ?? encodeSignedAttributes(signedAttrs), rsa.privateKey));
    const digestAlgorithm = encodeAlgorithmIdentifier(oidOfHash('sha1'));
    const signatureAlgorithm = encodeAlgorithmIdentifier('1.2.840.113549.1.1.1');
    const [certificate] = rsa.certificates;
    return encodeSignedData({
      eContentType: cmsOids.data,
      certificates: rsa.certificates,
      signerInfos: [{ certificate, digestAlgorithm, signatureAlgorithm, signature, signedAttrs }],
    });
  }
  const half = (file: Bytes): Uint8Array => createHash('sha1').update(file).digest().subarray(0, 10);
  const attributes: readonly (readonly [string, (file: Bytes) => Bytes, readonly IssueCode[], Range])[] = [
    ['right, from API level 19 on', (file) => withAttributes(file), [], { minSdk: 19 }],
    ['right, where a platform before 19 does not check them', (file) => withAttributes(file), ['jar-block-unusable'], { minSdk: 18 }],
    ['of another file', (file) => withAttributes(file, { digest: digestOf('sha1', 'other') }), ['jar-signature-invalid'], { minSdk: 19 }],
    ['with half of the digest', (file) => withAttributes(file, { digest: half(file) }), ['jar-signature-invalid'], { minSdk: 19 }],
    ['with no byte of the digest', (file) => withAttributes(file, { digest: new Uint8Array() }), ['jar-signature-invalid'], { minSdk: 19 }],
    ['of another content type', (file) => withAttributes(file, { type: '1.2.3' }), ['jar-signature-invalid'], { minSdk: 19 }],
    ['of another content type, before 24', (file) => withAttributes(file, { type: '1.2.3' }), [], { minSdk: 19, maxSdk: 23 }],
    ['with one that is there twice', (file) => withAttributes(file, { repeated: true }), ['jar-block-unusable'], { minSdk: 19 }],
    ['that say nothing of the content type', (file) => withAttributes(file, { without: 'type' }), ['jar-block-unusable'], { minSdk: 24 }],
    ['that say nothing of the digest', (file) => withAttributes(file, { without: 'digest' }), ['jar-block-unusable'], { minSdk: 24 }],
    ['that are not what the key signed', (file) => withAttributes(file, { over: file }), ['jar-signature-invalid'], { minSdk: 19 }],
  ];
  for (const [what, block, codes, range] of attributes)
    it(`with signed attributes ${what}`, async () => check(await makeJar({ block }), codes, range));

  it('with a bad signer before a good one: before API level 24 only the first counts', async () => {
    const bad = (file: Bytes): Bytes => mixed(file, true);
    const late = (file: Bytes): Bytes => mixed(file, false);
    await check(await makeJar({ block: bad }), [], { minSdk: 24 });
    await check(await makeJar({ block: bad }), ['jar-signature-invalid'], { minSdk: 23 });
    await check(await makeJar({ block: late }), [], { minSdk: 23 });
  });

  /** Two signers, one of which signed another file. A set is written in the order of its bytes, so which one comes first is looked up. */
  function mixed(file: Bytes, isBadFirst: boolean): Bytes {
    const plain = parseSignedData(signFile(file, [rsa, other])).signerInfos;
    const [first] = plain;
    const isRsaFirst = first?.sid.kind === 'issuerAndSerialNumber' && equalBytes(first.sid.issuer, issuerOf(rsa));
    const infos = (isRsaFirst ? [rsa, other] : [other, rsa]).map((identity, index) => ({
      certificate: identity.certificates[0],
      digestAlgorithm: encodeAlgorithmIdentifier(oidOfHash('sha1')),
      signatureAlgorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.1'),
      signature: new Uint8Array(
        sign('sha1', (index === 0) === isBadFirst ? concatBytes(file, Uint8Array.of(0)) : file, identity.privateKey),
      ),
    }));
    return encodeSignedData({ certificates: [...rsa.certificates, ...other.certificates], signerInfos: infos });
  }

  it('with the certificate of someone else', async () => {
    const block = (file: Bytes): Bytes => {
      const signature = new Uint8Array(sign('sha1', file, other.privateKey));
      const [certificate] = rsa.certificates;
      const digestAlgorithm = encodeAlgorithmIdentifier(oidOfHash('sha1'));
      const signatureAlgorithm = encodeAlgorithmIdentifier('1.2.840.113549.1.1.1');
      return encodeSignedData({
        certificates: rsa.certificates,
        signerInfos: [{ certificate, digestAlgorithm, signatureAlgorithm, signature }],
      });
    };
    await check(await makeJar({ block }), ['jar-signature-invalid']);
  });
});
