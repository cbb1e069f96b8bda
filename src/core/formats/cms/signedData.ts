/**
 * CMS SignedData (RFC 5652 section 5), which JAR signature blocks, Apple's code signatures and provisioning profiles are.
 * BER is read. Nothing is verified here (`signing/cms`), and certificates stay encoded, because they may be of any kind.
 *
 *     ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }
 *     SignedData ::= SEQUENCE { version, digestAlgorithms SET OF, encapContentInfo, certificates [0] IMPLICIT SET OF OPTIONAL,
 *                               crls [1] IMPLICIT SET OF OPTIONAL, signerInfos SET OF SignerInfo }
 *     EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OCTET STRING OPTIONAL }
 */

import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor, insideOf } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { octetsOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseAlgorithmIdentifier, type AlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { cmsOids } from './cmsOids.ts';
import { parseSignerInfo, type SignerInfo } from './signerInfo.ts';

export interface SignedData {
  readonly digestAlgorithms: readonly AlgorithmIdentifier[];
  readonly eContentType: string;
  /** `undefined` when the content is detached. What is signed: of a SEQUENCE, as Windows signs it, without its tag and length (RFC 5652, 5.2.1). */
  readonly eContent: Bytes | undefined;
  /** Encoded as they are there, usually X.509. */
  readonly certificates: readonly Bytes[];
  readonly signerInfos: readonly SignerInfo[];
}

/** Throws `MalformedAsn1`. Bytes that follow the structure are ignored, as they pad the signatures of executables. */
export function parseSignedData(bytes: Bytes): SignedData {
  const contentInfo = Asn1Cursor.of('SEQUENCE', parseAsn1Prefix(bytes));
  const contentType = contentInfo.objectIdentifier('contentType');
  if (contentType !== cmsOids.signedData) throw new MalformedAsn1(`The content is not SignedData but ${contentType}`, 0);
  const content = contentInfo.optionalContext(0);
  if (!content) throw new MalformedAsn1('content is missing', 0);
  return parseBody(insideOf(content));
}

function parseBody(node: Asn1Node): SignedData {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  cursor.integer('version');
  const digestAlgorithms = cursor.set('digestAlgorithms').rest().map(parseAlgorithmIdentifier);
  const encapsulated = cursor.sequence('encapContentInfo');
  const eContentType = encapsulated.objectIdentifier('eContentType');
  const eContentNode = encapsulated.optionalContext(0);
  const eContent = eContentNode && contentOf(insideOf(eContentNode));
  const certificates = (cursor.optionalContext(0)?.children ?? []).map((certificate) => certificate.encoded);
  cursor.optionalContext(1);
  const signerInfos = cursor.set('signerInfos').rest().map(parseSignerInfo);
  return { digestAlgorithms, eContentType, eContent, certificates, signerInfos };
}

function contentOf(node: Asn1Node): Bytes {
  return node.is('SEQUENCE') ? node.content : octetsOf(node);
}
