/** Which certificate a CMS signer means, and how its signature is computed. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { fromHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { parseAsn1 } from '../../../../../src/core/formats/asn1/asn1Node.ts';
import {
  derContext,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derPrimitive,
  derSequence,
  derSetOf,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { type CmsHash, oidOfHash } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { parseSignerInfo, type SignerInfo } from '../../../../../src/core/formats/cms/signerInfo.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { parseCertificate, type Certificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { createCertificate } from '../../../../../src/core/formats/x509/createCertificate.ts';
import { cmsSignatureScheme, paddingOf } from '../../../../../src/core/signing/cms/cmsSignatureScheme.ts';
import { findSignerCertificate } from '../../../../../src/core/signing/cms/findSignerCertificate.ts';
import { throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const bytes = (hex: string): Bytes => fromHex(hex) ?? new Uint8Array(0);
const key = throwAwayKey('ec-p256');

function certificateOf(serial: string): Certificate {
  const der = createCertificate({
    subject: [{ type: 'CN', value: 'Acme  Corp' }],
    issuer: { name: [{ type: 'CN', value: 'Acme  Corp' }], privateKey: key },
    publicKey: createPublicKey(key),
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
    serialNumber: bytes(serial),
  });
  return parseCertificate(der);
}

const name = (type: 'UTF8String' | 'PrintableString', text: string): Bytes =>
  derSequence(derSetOf(derSequence(derObjectIdentifier('2.5.4.3'), derPrimitive(type, utf8(text)))));

interface Signer {
  readonly issuer?: Bytes;
  readonly serial?: string;
  readonly digest?: Bytes;
  readonly signature?: Bytes;
}

function signer({ issuer = name('UTF8String', 'Acme  Corp'), serial = '7f01', digest, signature }: Signer): SignerInfo {
  const sha256 = encodeAlgorithmIdentifier(oidOfHash('sha256'));
  const sid = derSequence(issuer, derPrimitive('INTEGER', bytes(serial)));
  return parseSignerInfo(
    parseAsn1(derSequence(derInteger(1), sid, digest ?? sha256, signature ?? sha256, derOctetString(new Uint8Array(4)))),
  );
}

describe('the certificate of a CMS signer', () => {
  const certificate = certificateOf('7f01');
  const negative = { ...certificate, serialNumber: bytes('80') };
  const zero = { ...certificate, serialNumber: bytes('00') };
  const rows: readonly (readonly [title: string, signer: Signer, of: Certificate, isFound: boolean])[] = [
    ['has its issuer and serial number', {}, certificate, true],
    ['may be named with leading zeros', { serial: '00007f01' }, certificate, true],
    ['is not one with another number', { serial: '7f02' }, certificate, false],
    ['is not one with a longer number', { serial: '017f01' }, certificate, false],
    ['is not the negative of its number', { serial: 'ff7f01' }, certificate, false],
    ['may be named with leading ones, when its number is negative', { serial: 'ffff80' }, negative, true],
    ['is not the positive of a negative number', { serial: '0080' }, negative, false],
    ['is not minus one for a number that ends like it', { serial: 'ff' }, negative, false],
    ['may have the number zero', { serial: '00' }, zero, true],
    ['may have the number zero, twice', { serial: '0000' }, zero, true],
    ['may be named in another string type', { issuer: name('PrintableString', 'Acme  Corp') }, certificate, true],
    ['may be named in other letters and spaces', { issuer: name('PrintableString', 'aCME corp') }, certificate, true],
    ['is not one of a name without its space', { issuer: name('UTF8String', 'AcmeCorp') }, certificate, false],
    ['is not one of another name', { issuer: name('UTF8String', 'Acme Corpse') }, certificate, false],
    ['is not found for what is no name', { issuer: derSequence(derInteger(1)) }, certificate, false],
  ];
  for (const [title, asked, of, isFound] of rows)
    it(title, () => {
      strictEqual(findSignerCertificate([of], signer(asked)) === of, isFound);
    });
});

describe('the signature of a CMS signer', () => {
  const hashed = (hash: CmsHash): Bytes => encodeAlgorithmIdentifier(oidOfHash(hash));
  const mask = (hash: CmsHash): Bytes => encodeAlgorithmIdentifier('1.2.840.113549.1.1.8', hashed(hash));
  const pss = (...parts: readonly Bytes[]): Bytes => encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', derSequence(...parts));
  const salt = (length: number): Bytes => derContext(2, derInteger(length));
  const rows: readonly (readonly [title: string, signature: Bytes, expected: unknown])[] = [
    ['RSA, with the hash of the content', encodeAlgorithmIdentifier('1.2.840.113549.1.1.1'), { keyType: 'rsa', hash: 'sha256' }],
    ['RSA with a hash', encodeAlgorithmIdentifier('1.2.840.113549.1.1.13'), { keyType: 'rsa', hash: 'sha512' }],
    ['ECDSA with a hash', encodeAlgorithmIdentifier('1.2.840.10045.4.3.3'), { keyType: 'ec', hash: 'sha384' }],
    ['an unknown one', encodeAlgorithmIdentifier('1.2.3'), undefined],
    [
      'PSS without parameters',
      encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', derNull()),
      { keyType: 'rsa-pss', hash: 'sha1', saltLength: 20 },
    ],
    ['PSS with defaults', pss(), { keyType: 'rsa-pss', hash: 'sha1', saltLength: 20 }],
    [
      'PSS with all',
      pss(derContext(0, hashed('sha256')), derContext(1, mask('sha256')), salt(32)),
      { keyType: 'rsa-pss', hash: 'sha256', saltLength: 32 },
    ],
    ['PSS with the longest salt', pss(salt(512)), { keyType: 'rsa-pss', hash: 'sha1', saltLength: 512 }],
    ['PSS with a salt that is too long', pss(salt(513)), undefined],
    ['PSS with two hashes', pss(derContext(0, hashed('sha256')), derContext(1, mask('sha512'))), undefined],
    ['PSS with the default mask of another hash', pss(derContext(0, hashed('sha256'))), undefined],
    ['PSS with an unknown hash', pss(derContext(0, encodeAlgorithmIdentifier('1.2.3'))), undefined],
  ];
  for (const [title, signature, expected] of rows)
    it(`is understood: ${title}`, () => {
      const scheme = cmsSignatureScheme(signer({ signature }));
      deepStrictEqual(scheme, expected === undefined ? undefined : Object.assign({ contentHash: 'sha256' }, expected));
    });

  it('has no scheme with an unknown digest', () => {
    strictEqual(cmsSignatureScheme(signer({ digest: encodeAlgorithmIdentifier('1.2.3') })), undefined);
  });

  it('is padded with its salt', () => {
    deepStrictEqual(paddingOf({ keyType: 'rsa' }), {});
    strictEqual(paddingOf({ keyType: 'rsa-pss', saltLength: 48 }).saltLength, 48);
  });
});
