/** Writes CMS SignedData (RFC 5652 section 5) in DER, from signatures that were made already (`signing/cms/signCms.ts`). */

import { type Bytes } from '../../base/bytes.ts';
import { derContext, derInteger, derObjectIdentifier, derOctetString, derPrimitive, derSequence, derSetOf } from '../asn1/derWriter.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { cmsOids } from './cmsOids.ts';

export interface NewAttribute {
  readonly attrType: string;
  /** Encoded values. */
  readonly attrValues: readonly Bytes[];
}

export interface NewSignerInfo {
  /** DER of the certificate that identifies the signer. */
  readonly certificate: Bytes;
  /** Encoded AlgorithmIdentifier. */
  readonly digestAlgorithm: Bytes;
  /** Encoded AlgorithmIdentifier. */
  readonly signatureAlgorithm: Bytes;
  readonly signature: Bytes;
  readonly signedAttrs?: readonly NewAttribute[];
  readonly unsignedAttrs?: readonly NewAttribute[];
}

export interface NewSignedData {
  readonly eContentType?: string;
  /** Left out for a detached signature. */
  readonly eContent?: Bytes;
  readonly certificates: readonly Bytes[];
  readonly signerInfos: readonly NewSignerInfo[];
}

function encodeAttributes(attributes: readonly NewAttribute[]): readonly Bytes[] {
  return attributes.map(({ attrType, attrValues }) => derSequence(derObjectIdentifier(attrType), derSetOf(...attrValues)));
}

/** The bytes a signature of signed attributes is made over: a DER SET OF (section 5.4). */
export function encodeSignedAttributes(attributes: readonly NewAttribute[]): Bytes {
  return derSetOf(...encodeAttributes(attributes));
}

/** SET OF under an implicit context tag: the sorted contents of the SET. */
function implicitSet(tag: number, values: readonly Bytes[]): Bytes {
  const set = derSetOf(...values);
  return set.map((byte, index) => (index === 0 ? 0xa0 | tag : byte));
}

function encodeSignerInfo(signer: NewSignerInfo): Bytes {
  const { issuer, serialNumber } = parseCertificate(signer.certificate);
  return derSequence(
    derInteger(1),
    derSequence(issuer.der, derPrimitive('INTEGER', serialNumber)),
    signer.digestAlgorithm,
    ...(signer.signedAttrs ? [implicitSet(0, encodeAttributes(signer.signedAttrs))] : []),
    signer.signatureAlgorithm,
    derOctetString(signer.signature),
    ...(signer.unsignedAttrs ? [implicitSet(1, encodeAttributes(signer.unsignedAttrs))] : []),
  );
}

/** A ContentInfo with the SignedData in it. Certificates keep their order: readers take the signer's from the front. */
export function encodeSignedData(data: NewSignedData): Bytes {
  const digestAlgorithms = [...new Map(data.signerInfos.map(({ digestAlgorithm }) => [digestAlgorithm.join(), digestAlgorithm])).values()];
  const eContentType = derObjectIdentifier(data.eContentType ?? cmsOids.data);
  const signedData = derSequence(
    derInteger(1),
    derSetOf(...digestAlgorithms),
    derSequence(eContentType, ...(data.eContent ? [derContext(0, derOctetString(data.eContent))] : [])),
    derContext(0, ...data.certificates),
    derSetOf(...data.signerInfos.map(encodeSignerInfo)),
  );
  return derSequence(derObjectIdentifier(cmsOids.signedData), derContext(0, signedData));
}
