/**
 * X.509 certificates (RFC 5280 section 4.1): what they say, and their fingerprints. Versions 1 to 3, DER and BER. Validity
 * and signatures are not judged here.
 *
 * Certificate    ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
 * TBSCertificate ::= SEQUENCE { version [0] DEFAULT v1, serialNumber, signature, issuer, validity, subject,
 *                               subjectPublicKeyInfo, issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
 */

import { createHash } from 'node:crypto';
import { equalBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor, insideOf } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix } from '../asn1/asn1Node.ts';
import { timeOf } from '../asn1/asn1Time.ts';
import { bitStringBytesOf, countOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseAlgorithmIdentifier } from './algorithmIdentifier.ts';
import { parseExtensions, readKnownExtensions, type CertificateExtension, type KnownExtensions } from './certificateExtensions.ts';
import { parseDistinguishedName, type DistinguishedName } from './distinguishedName.ts';
import { parsePublicKeyInfo, type PublicKeyInfo } from './publicKeyInfo.ts';
import { nameOfSignatureAlgorithm } from './signatureAlgorithms.ts';

export interface Certificate extends KnownExtensions {
  /** The certificate alone, without bytes that followed it. */
  readonly der: Bytes;
  readonly version: number;
  /** Content octets of the INTEGER, as CMS repeats them. */
  readonly serialNumber: Bytes;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKeyInfo;
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string };
  readonly tbsCertificate: Bytes;
  readonly signatureValue: Bytes;
  readonly extensions: readonly CertificateExtension[];
  /** Subject and issuer are the same name; whether it signed itself is not checked. */
  readonly isSelfIssued: boolean;
  /** Lower-case hexadecimal, as `sha256`. */
  readonly sha1: string;
  readonly sha256: string;
}

function digest(algorithm: 'sha1' | 'sha256', bytes: Bytes): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** Throws `MalformedAsn1`. Bytes after the certificate are ignored. */
export function parseCertificate(bytes: Bytes): Certificate {
  const node = parseAsn1Prefix(bytes);
  const outer = Asn1Cursor.of('SEQUENCE', node);
  const tbsNode = outer.next('tbsCertificate');
  const signatureAlgorithm = parseAlgorithmIdentifier(outer.next('signatureAlgorithm'));
  const signatureValue = bitStringBytesOf(outer.next('signatureValue'));

  const tbs = Asn1Cursor.of('SEQUENCE', tbsNode);
  const versionNode = tbs.optionalContext(0);
  const version = versionNode ? countOf(insideOf(versionNode)) + 1 : 1;
  const serial = tbs.next('serialNumber');
  if (!serial.is('INTEGER')) throw new MalformedAsn1('serialNumber is no INTEGER', serial.offset);
  tbs.sequence('signature');
  const issuer = parseDistinguishedName(tbs.next('issuer'));
  const validity = tbs.sequence('validity');
  const notBefore = timeOf(validity.next('notBefore'));
  const notAfter = timeOf(validity.next('notAfter'));
  const subject = parseDistinguishedName(tbs.next('subject'));
  const publicKey = parsePublicKeyInfo(tbs.next('subjectPublicKeyInfo'));
  tbs.optionalContext(1);
  tbs.optionalContext(2);
  const extensionsNode = tbs.optionalContext(3);
  const extensions = extensionsNode ? parseExtensions(insideOf(extensionsNode)) : [];
  const der = node.encoded;
  return {
    der,
    version,
    serialNumber: serial.content,
    subject,
    issuer,
    notBefore,
    notAfter,
    publicKey,
    signatureAlgorithm: { oid: signatureAlgorithm.oid, name: nameOfSignatureAlgorithm(signatureAlgorithm.oid) },
    tbsCertificate: tbsNode.encoded,
    signatureValue,
    extensions,
    ...readKnownExtensions(extensions),
    isSelfIssued: equalBytes(subject.der, issuer.der),
    sha1: digest('sha1', der),
    sha256: digest('sha256', der),
  };
}

/** The serial number as hexadecimal, as keytool and openssl show it. */
export function serialNumberText(certificate: Certificate): string {
  return toHex(certificate.serialNumber).replace(/^0+(?=.)/, '');
}
