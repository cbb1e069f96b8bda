/**
 * Certificate requests (RFC 2986, PKCS #10), as Apple's developer site takes them: a name and a public key, signed by its private key.
 *
 *     CertificationRequest     ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING }
 *     CertificationRequestInfo ::= SEQUENCE { version INTEGER (0), subject Name, subjectPKInfo, attributes [0] IMPLICIT SET OF }
 */

import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix } from '../asn1/asn1Node.ts';
import { bitStringBytesOf } from '../asn1/asn1Value.ts';
import { derBitString, derContext, derInteger, derSequence } from '../asn1/derWriter.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { encodeAlgorithmIdentifier, parseAlgorithmIdentifier } from './algorithmIdentifier.ts';
import { parseDistinguishedName, type DistinguishedName } from './distinguishedName.ts';
import { encodeDistinguishedName, type NameInput } from './distinguishedNameText.ts';
import { parsePublicKeyInfo, type PublicKeyInfo } from './publicKeyInfo.ts';
import { publicKeyObject } from './publicKeyObject.ts';
import { hashOfSignatureAlgorithm, signatureSchemeOf } from './signatureAlgorithms.ts';

export interface CertificateRequest {
  readonly der: Bytes;
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKeyInfo;
  /** The requester has the private key. */
  readonly isSignatureValid: boolean;
}

export interface CertificateRequestInspection {
  readonly request: CertificateRequest | undefined;
  readonly issues: readonly Issue[];
}

export function createCertificateRequest(subject: NameInput, privateKey: KeyObject): Bytes {
  const scheme = signatureSchemeOf(privateKey, 'sha256');
  const info = derSequence(
    derInteger(0),
    encodeDistinguishedName(subject),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    derContext(0),
  );
  const algorithm = encodeAlgorithmIdentifier(scheme.oid, scheme.hasNullParameters ? undefined : new Uint8Array(0));
  return derSequence(info, algorithm, derBitString(sign(scheme.hash, info, privateKey)));
}

export function inspectCertificateRequest(bytes: Bytes): CertificateRequestInspection {
  try {
    const request = parseCertificateRequest(bytes);
    return { request, issues: request.isSignatureValid ? [] : [createIssue('certificate-request-signature-invalid', {})] };
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    const issue = createIssue('certificate-request-unreadable', { reason: error.message }, { offset: error.offset });
    return { request: undefined, issues: [issue] };
  }
}

function parseCertificateRequest(bytes: Bytes): CertificateRequest {
  const node = parseAsn1Prefix(bytes);
  const outer = Asn1Cursor.of('SEQUENCE', node);
  const infoNode = outer.next('certificationRequestInfo');
  const { oid } = parseAlgorithmIdentifier(outer.next('signatureAlgorithm'));
  const signature = bitStringBytesOf(outer.next('signature'));
  const info = Asn1Cursor.of('SEQUENCE', infoNode);
  info.count('version');
  const subject = parseDistinguishedName(info.next('subject'));
  const publicKey = parsePublicKeyInfo(info.next('subjectPKInfo'));
  return { der: node.encoded, subject, publicKey, isSignatureValid: isSigned(infoNode.encoded, oid, signature, publicKey.der) };
}

function isSigned(info: Bytes, oid: string, signature: Bytes, publicKeyInfo: Bytes): boolean {
  const key = publicKeyObject(publicKeyInfo);
  if (!key) return false;
  try {
    return verify(hashOfSignatureAlgorithm(oid), info, key, signature);
  } catch {
    return false;
  }
}
