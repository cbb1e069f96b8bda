import { deepStrictEqual, rejects, strictEqual, throws } from 'node:assert/strict';
import { constants, createHash, sign } from 'node:crypto';
import { concatBytes, emptyBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import {
  derContext,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derUtf8String,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { cmsOids, oidOfHash, type CmsHash } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { encodeSignedData } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { parseSignedData } from '../../../../../src/core/formats/cms/signedData.ts';
import { MalformedAsn1 } from '../../../../../src/core/formats/asn1/malformedAsn1.ts';
import { encodeAlgorithmIdentifier } from '../../../../../src/core/formats/x509/algorithmIdentifier.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { signCms, type CmsSigner } from '../../../../../src/core/signing/cms/signCms.ts';
import { verifySignerInfo } from '../../../../../src/core/signing/cms/verifySignerInfo.ts';
import { throwAwayIdentity, throwAwayKey, type ThrowAwayAlgorithm } from '../../../../support/throwAwayIdentity.ts';

const content = utf8('what is signed');

function outcomes(encoded: Bytes, over: Bytes = content): readonly string[] {
  const data = parseSignedData(encoded);
  const certificates = data.certificates.map(parseCertificate);
  return data.signerInfos.map((signer) => {
    const { sid } = signer;
    const certificate = certificates.find(
      (candidate) => sid.kind === 'issuerAndSerialNumber' && Buffer.from(candidate.issuer.der).equals(sid.issuer),
    );
    return certificate ? verifySignerInfo({ signer, certificate, content: over, contentType: data.eContentType }).outcome : 'absent';
  });
}

const note = { attrType: cmsOids.signingTime, attrValues: [derUtf8String('now')] };

describe('CMS signatures', () => {
  const keys: readonly ThrowAwayAlgorithm[] = ['rsa-2048', 'ec-p256', 'ec-p384', 'ec-p521'];
  const hashes: readonly CmsHash[] = ['sha1', 'sha256', 'sha384', 'sha512'];
  for (const algorithm of keys)
    for (const hash of hashes)
      it(`by ${algorithm} with ${hash} verify in every form, and over nothing else`, () => {
        const identity = throwAwayIdentity({ algorithm });
        for (const algorithmForm of ['combined', 'key'] as const)
          for (const isDetached of [true, false])
            for (const signedAttributes of [undefined, [], [note]]) {
              const signer: CmsSigner = { identity, hash, algorithmForm, ...(signedAttributes && { signedAttributes }) };
              const encoded = signCms({ content, isDetached, signers: [signer] });
              deepStrictEqual(outcomes(encoded), ['valid']);
              deepStrictEqual(outcomes(encoded, utf8('something else')), ['invalid']);
              strictEqual(parseSignedData(encoded).eContent?.length, isDetached ? undefined : content.length);
            }
      });

  it('may be several in one', () => {
    const signers = keys.map((algorithm): CmsSigner => ({
      identity: throwAwayIdentity({ algorithm, subject: [{ type: 'CN', value: algorithm }] }),
      hash: 'sha256',
      algorithmForm: 'combined',
      signedAttributes: [],
    }));
    deepStrictEqual(outcomes(signCms({ content, isDetached: true, signers })), ['valid', 'valid', 'valid', 'valid']);
  });

  it('are refused with keys that cannot make them, or that are not the certificate’s', async () => {
    const ed = throwAwayIdentity({ algorithm: 'ed25519' });
    const mixed = { ...throwAwayIdentity(), privateKey: throwAwayKey('rsa-2048', 'other') };
    const signing = (identity: typeof ed): Promise<Bytes> =>
      Promise.resolve().then(() =>
        signCms({ content, isDetached: true, signers: [{ identity, hash: 'sha256', algorithmForm: 'combined' }] }),
      );
    await rejects(signing(ed), /ED25519/);
    await rejects(signing(mixed), /does not belong/);
  });

  /** A signer as another tool might have written it. */
  function foreign(change: {
    digest?: Bytes;
    attributes?: 'twice' | 'no type';
    signature: (data: Bytes) => Bytes;
    algorithm: Bytes;
    identity?: ReturnType<typeof throwAwayIdentity>;
  }): Bytes {
    const identity = change.identity ?? throwAwayIdentity();
    return encodeSignedData({
      certificates: identity.certificates,
      signerInfos: [
        {
          certificate: identity.certificates[0],
          digestAlgorithm: encodeAlgorithmIdentifier(oidOfHash('sha256')),
          signatureAlgorithm: change.algorithm,
          signature: change.signature(content),
          ...(change.attributes && {
            signedAttrs: [
              ...(change.attributes === 'twice'
                ? [{ attrType: cmsOids.contentType, attrValues: [derObjectIdentifier(cmsOids.data)] }]
                : []),
              ...Array.from({ length: change.attributes === 'twice' ? 2 : 1 }, () => ({
                attrType: cmsOids.messageDigest,
                attrValues: [derOctetString(change.digest ?? createHash('sha256').update(content).digest())],
              })),
            ],
          }),
        },
      ],
    });
  }

  const pssParameters = (mask: CmsHash): Bytes =>
    derSequence(
      derContext(0, encodeAlgorithmIdentifier(oidOfHash('sha256'))),
      derContext(1, encodeAlgorithmIdentifier('1.2.840.113549.1.1.8', encodeAlgorithmIdentifier(oidOfHash(mask)))),
      derContext(2, derInteger(32)),
    );
  const pss = (data: Bytes): Bytes =>
    sign('sha256', data, { key: throwAwayKey('rsa-2048'), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const rsa = (data: Bytes): Bytes => sign('sha256', data, throwAwayKey('rsa-2048'));

  const foreigners: readonly (readonly [string, string, () => Bytes])[] = [
    [
      'valid',
      'RSASSA-PSS',
      () => foreign({ signature: pss, algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', pssParameters('sha256')) }),
    ],
    [
      'unusable',
      'RSASSA-PSS with two hashes',
      () => foreign({ signature: pss, algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.10', pssParameters('sha1')) }),
    ],
    [
      'valid',
      'DSA',
      () => {
        const identity = throwAwayIdentity({ algorithm: 'dsa-2048', hash: 'sha256' });
        const signature = (data: Bytes): Bytes => sign('sha256', data, identity.privateKey);
        return foreign({ identity, signature, algorithm: encodeAlgorithmIdentifier('2.16.840.1.101.3.4.3.2', emptyBytes) });
      },
    ],
    ['unusable', 'an unknown algorithm', () => foreign({ signature: rsa, algorithm: encodeAlgorithmIdentifier('1.2.3.4') })],
    [
      'unusable',
      'an algorithm of another kind of key',
      () => foreign({ signature: rsa, algorithm: encodeAlgorithmIdentifier('1.2.840.10045.4.3.2') }),
    ],
    [
      'unusable',
      'an attribute twice',
      () => foreign({ attributes: 'twice', signature: rsa, algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.1') }),
    ],
    [
      'unusable',
      'no content type',
      () => foreign({ attributes: 'no type', signature: rsa, algorithm: encodeAlgorithmIdentifier('1.2.840.113549.1.1.1') }),
    ],
  ];
  for (const [outcome, what, make] of foreigners)
    it(`with ${what} are ${outcome}`, () => {
      deepStrictEqual(outcomes(make()), [outcome]);
    });

  it('are read in BER with indefinite lengths, and with bytes behind them', () => {
    const encoded = signCms({
      content,
      isDetached: false,
      signers: [{ identity: throwAwayIdentity(), hash: 'sha256', algorithmForm: 'combined' }],
    });
    const headerLength = 4;
    const indefinite = concatBytes(Uint8Array.of(0x30, 0x80), encoded.subarray(headerLength), new Uint8Array(2));
    deepStrictEqual(outcomes(concatBytes(indefinite, new Uint8Array(100))), ['valid']);
  });

  it('have a SEQUENCE as content in signatures of Windows, of which tag and length are not signed', () => {
    // An OCTET STRING of four bytes, which PKCS #7 allows to be anything else (RFC 5652, 5.2.1).
    const encoded = signCms({
      content: derOctetString(utf8('ab')),
      isDetached: false,
      signers: [{ identity: throwAwayIdentity(), hash: 'sha256', algorithmForm: 'combined' }],
    });
    const at = Buffer.from(encoded).indexOf(Buffer.from('040404026162', 'hex'));
    const sequence = Uint8Array.from(encoded);
    sequence[at] = 0x30;
    deepStrictEqual(Buffer.from(parseSignedData(sequence).eContent ?? []).toString('hex'), '04026162');
    deepStrictEqual(outcomes(sequence, derOctetString(utf8('ab'))), ['valid']);
    // A SET is nothing that is signed.
    sequence[at] = 0x31;
    throws(() => parseSignedData(sequence), MalformedAsn1);
  });

  const malformed: readonly (readonly [string, Bytes])[] = [
    ['nothing', emptyBytes],
    ['another content type', derSequence(derObjectIdentifier(cmsOids.data))],
    ['no content', derSequence(derObjectIdentifier(cmsOids.signedData))],
    ['an empty SignedData', derSequence(derObjectIdentifier(cmsOids.signedData), derContext(0, derSequence()))],
  ];
  for (const [what, bytes] of malformed) it(`are malformed with ${what}`, () => throws(() => parseSignedData(bytes), MalformedAsn1));
});
