import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import {
  derContext,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derPrimitive,
  derSequence,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import { cmsOids, oidOfHash } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { encodeSignedAttributes, encodeSignedData, type NewAttribute } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { parseSignedData } from '../../../../../src/core/formats/cms/signedData.ts';
import { parseSignerInfo, type SignerInfo } from '../../../../../src/core/formats/cms/signerInfo.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { parseCertificate, type Certificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { encodeDistinguishedName } from '../../../../../src/core/formats/x509/distinguishedNameText.ts';
import { findSignerCertificate } from '../../../../../src/core/signing/cms/findSignerCertificate.ts';
import { verifySignerInfo } from '../../../../../src/core/signing/cms/verifySignerInfo.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const identity = throwAwayIdentity();
const certificate = parseCertificate(identity.certificates[0]);
const content = utf8('what is signed');
const digest = createHash('sha256').update(content).digest();
const type = (oid: string = cmsOids.data): NewAttribute => ({ attrType: cmsOids.contentType, attrValues: [derObjectIdentifier(oid)] });
const message = (value: Bytes = digest): NewAttribute => ({ attrType: cmsOids.messageDigest, attrValues: [derOctetString(value)] });
const other: NewAttribute = { attrType: '1.2.3.4', attrValues: [derNull()] };

interface Change {
  /** `undefined`: the signature is over the content itself. */
  readonly attributes?: readonly NewAttribute[];
  readonly key?: ReturnType<typeof throwAwayKey>;
  readonly algorithm?: Bytes;
  readonly digestAlgorithm?: Bytes;
  readonly hash?: string;
  /** What is signed instead. */
  readonly signed?: Bytes;
}

function signerOf(change: Change): SignerInfo {
  const { attributes, key = identity.privateKey, hash = 'sha256' } = change;
  const signed = change.signed ?? (attributes ? encodeSignedAttributes(attributes) : content);
  const encoded = encodeSignedData({
    certificates: identity.certificates,
    signerInfos: [
      {
        certificate: identity.certificates[0],
        digestAlgorithm: change.digestAlgorithm ?? encodeAlgorithmIdentifier(oidOfHash('sha256')),
        signatureAlgorithm: change.algorithm ?? encodeAlgorithmIdentifier('1.2.840.113549.1.1.11'),
        signature: new Uint8Array(sign(hash, signed, key)),
        ...(attributes && { signedAttrs: attributes }),
      },
    ],
  });
  const [signer] = parseSignedData(encoded).signerInfos;
  if (!signer) throw new TypeError('no signer was written');
  return signer;
}

describe('verifySignerInfo', () => {
  const twice = { ...message(), attrValues: [derOctetString(digest), derOctetString(digest)] };
  for (const [name, outcome, change, contentType] of [
    ['the content itself', 'valid', {}],
    ['attributes', 'valid', { attributes: [type(), message()] }],
    ['attributes of another content type', 'invalid', { attributes: [type('1.2.3'), message()] }],
    ['attributes of another content type, where any will do', 'valid', { attributes: [type('1.2.3'), message()] }, null],
    ['attributes without a content type', 'unusable', { attributes: [message()] }],
    ['attributes without a content type, where none is asked for', 'valid', { attributes: [message()] }, null],
    ['attributes of a content type that another one asks for', 'invalid', { attributes: [type(), message()] }, '1.2.3'],
    ['a content type twice', 'unusable', { attributes: [type(), type(), message()] }],
    ['two content types', 'unusable', { attributes: [type(), type('1.2.3'), message()] }, null],
    ['any attribute twice', 'unusable', { attributes: [type(), message(), other, other] }],
    ['two digests in one attribute', 'unusable', { attributes: [type(), twice] }],
    ['no digest', 'unusable', { attributes: [type(), other] }],
    ['no attributes at all', 'unusable', { attributes: [] }, null],
    ['another digest', 'invalid', { attributes: [type(), message(createHash('sha256').update('other').digest())] }],
    ['the beginning of the digest', 'invalid', { attributes: [type(), message(digest.subarray(0, 16))] }],
    ['more than the digest', 'invalid', { attributes: [type(), message(Buffer.concat([digest, Buffer.alloc(1)]))] }],
    ['a digest of another kind', 'unusable', { attributes: [type(), { ...message(), attrValues: [derNull()] }] }],
    ['other bytes', 'invalid', { signed: utf8('other') }],
    ['the content, beside attributes', 'invalid', { attributes: [type(), message()], signed: content }],
    ['another key', 'invalid', { key: throwAwayKey('rsa-2048', 'other') }],
    ['another hash than it names', 'invalid', { hash: 'sha512' }],
    ['a key of another kind than it names', 'unusable', { algorithm: encodeAlgorithmIdentifier('1.2.840.10045.4.3.2') }],
    ['an algorithm that nobody knows', 'unusable', { algorithm: encodeAlgorithmIdentifier('1.2.3.4') }],
    ['a digest algorithm that nobody knows', 'unusable', { digestAlgorithm: encodeAlgorithmIdentifier('1.2.3.4') }],
    ['the kind of the key alone', 'valid', { algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.1') }],
    [
      'parameters of RSASSA-PSS that are none',
      'unusable',
      { algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', derSequence(derContext(0, derNull()))) },
    ],
  ] as readonly (readonly [string, string, Change, (string | null)?])[])
    it(`finds a signature of ${name} ${outcome}`, () => {
      // `null`: whatever it is.
      const wanted = contentType === undefined ? cmsOids.data : (contentType ?? undefined);
      strictEqual(verifySignerInfo({ signer: signerOf(change), certificate, content, contentType: wanted }).outcome, outcome);
    });
});

describe('verifySignerInfo with a key for RSASSA-PSS alone', () => {
  /** The key itself says that it signs SHA-256 and nothing else (RFC 4055, 1.2). */
  const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha256',
    mgf1HashAlgorithm: 'sha256',
  });
  const ofPss = parseCertificate(
    createCertificate({
      subject: [{ type: 'CN', value: 'Leaf' }],
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2036-01-01T00:00:00Z'),
      serialNumber: Uint8Array.of(7),
      publicKey,
      issuer: { name: [{ type: 'CN', value: 'Issuer' }], privateKey: throwAwayKey('ec-p256') },
    }),
  );
  const pss = (hash: 'sha256' | 'sha512', saltLength: number): Bytes => {
    const algorithm = encodeAlgorithmIdentifier(oidOfHash(hash));
    const mask = encodeAlgorithmIdentifier('1.2.840.113549.1.1.8', algorithm);
    const parameters = derSequence(derContext(0, algorithm), derContext(1, mask), derContext(2, derInteger(saltLength)));
    return encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', parameters);
  };

  for (const [name, outcome, algorithm, signed] of [
    ['its own hash', 'valid', pss('sha256', 32), content],
    ['its own hash, of other content', 'invalid', pss('sha256', 32), utf8('other')],
    ['a hash that the key forbids', 'invalid', pss('sha512', 64), content],
    ['an algorithm of another padding', 'unusable', encodeAlgorithmIdentifier('1.2.840.113549.1.1.11'), content],
  ] as const)
    it(`finds a signature with ${name} ${outcome}`, () => {
      const signer = signerOf({ key: privateKey, algorithm, signed });
      strictEqual(verifySignerInfo({ signer, certificate: ofPss, content, contentType: undefined }).outcome, outcome);
    });

  it('passes on an error that the signature has nothing to do with', () => {
    const signer = Object.defineProperty({ ...signerOf({}) }, 'signedAttrs', {
      get: () => {
        throw new RangeError('no memory');
      },
    });
    throws(() => verifySignerInfo({ signer, certificate, content, contentType: undefined }), /no memory/);
  });
});

describe('findSignerCertificate', () => {
  const serial = Uint8Array.of(7);
  const made = (issuer: string, serialNumber: Bytes, key = throwAwayKey('ec-p256')): Certificate =>
    parseCertificate(
      createCertificate({
        subject: [{ type: 'CN', value: 'Leaf' }],
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2036-01-01T00:00:00Z'),
        serialNumber,
        publicKey: createPublicKey(key),
        issuer: { name: [{ type: 'CN', value: issuer }], privateKey: throwAwayKey('ec-p256') },
      }),
    );
  const right = made('Issuer One', serial);
  const certificates = [made('Issuer Two', serial), made('Issuer One', Uint8Array.of(8)), right];
  const bySerial = (issuer: string, serialNumber: Bytes): Certificate | undefined =>
    findSignerCertificate(
      certificates,
      withSid({ kind: 'issuerAndSerialNumber', issuer: encodeDistinguishedName([{ type: 'CN', value: issuer }]), serialNumber }),
    );

  function withSid(sid: SignerInfo['sid']): SignerInfo {
    return { ...signerOf({}), sid };
  }

  for (const [name, issuer, serialNumber, isFound] of [
    ['issuer and serial number', 'Issuer One', serial, true],
    ['the issuer in other letters and blanks', 'ISSUER   one', serial, true],
    ['a serial number with a zero before it', 'Issuer One', Uint8Array.of(0, 7), true],
    ['another serial number', 'Issuer One', Uint8Array.of(9), false],
    ['a serial number that ends the same', 'Issuer One', Uint8Array.of(1, 7), false],
    ['another issuer', 'Issuer Three', serial, false],
    ['the same number, which is negative', 'Issuer One', Uint8Array.of(0xff, 0x87), false],
  ] as const)
    it(`${isFound ? 'finds' : 'does not find'} one by ${name}`, () => {
      strictEqual(bySerial(issuer, serialNumber), isFound ? right : undefined);
    });

  it('finds one by its key identifier alone where that is named', () => {
    const keyed = made('Any', serial, throwAwayKey('ec-p256', 'keyed'));
    const keyIdentifier = new Uint8Array(Buffer.from(keyed.subjectKeyIdentifier ?? '', 'hex'));
    const find = (identifier: Bytes): Certificate | undefined =>
      findSignerCertificate([right, keyed], withSid({ kind: 'subjectKeyIdentifier', keyIdentifier: identifier }));
    deepStrictEqual([find(keyIdentifier), find(keyIdentifier.subarray(1))], [keyed, undefined]);
  });

  it('refuses a serial number that is not an INTEGER', () => {
    const sid = derSequence(encodeDistinguishedName([{ type: 'CN', value: 'x' }]), derPrimitive('OCTET_STRING', serial));
    const info = derSequence(derInteger(1), sid);
    let message = '';
    try {
      parseSignerInfo(parseAsn1(info));
    } catch (error) {
      message = String(error);
    }
    strictEqual(message.includes('serialNumber is not an INTEGER'), true);
  });
});
