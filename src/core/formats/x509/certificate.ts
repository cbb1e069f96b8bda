/**
 * X.509 certificates (RFC 5280 section 4.1): what they say, and their fingerprints. Versions 1 to 3, DER and BER. What Java's parser
 * refuses is refused here (a test compares the two), so that no verifier takes a certificate that the tools of Android do not take.
 * Validity and signatures are not judged here.
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
import { isSameAlgorithm, parseAlgorithmIdentifier } from './algorithmIdentifier.ts';
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
  outer.end('Certificate');

  const tbs = Asn1Cursor.of('SEQUENCE', tbsNode);
  const versionNode = tbs.optionalContext(0);
  const version = versionNode ? countOf(insideOf(versionNode)) + 1 : 1;
  if (version > 3) throw new MalformedAsn1(`Unknown X.509 version ${version}`, tbsNode.offset);
  const serial = tbs.next('serialNumber');
  if (!serial.is('INTEGER') || serial.isConstructed || serial.content.length === 0)
    throw new MalformedAsn1('serialNumber is not an INTEGER', serial.offset);
  const signature = parseAlgorithmIdentifier(tbs.next('signature'));
  if (!isSameAlgorithm(signature, signatureAlgorithm))
    throw new MalformedAsn1('The certificate names two different signature algorithms', tbsNode.offset);
  const issuer = parseDistinguishedName(tbs.next('issuer'));
  if (issuer.attributes.length === 0) throw new MalformedAsn1('The issuer is empty', tbsNode.offset);
  const validity = tbs.sequence('validity');
  const notBefore = timeOf(validity.next('notBefore'));
  const notAfter = timeOf(validity.next('notAfter'));
  validity.end('validity');
  const subject = parseDistinguishedName(tbs.next('subject'));
  const publicKey = parsePublicKeyInfo(tbs.next('subjectPublicKeyInfo'));
  if (tbs.hasMore && version === 1) throw new MalformedAsn1('Version 1 has neither extensions nor unique identifiers', tbsNode.offset);
  tbs.optionalContext(1);
  tbs.optionalContext(2);
  if (tbs.hasMore && version === 2) throw new MalformedAsn1('Version 2 has no extensions', tbsNode.offset);
  const extensionsNode = tbs.optionalContext(3);
  const extensions = extensionsNode ? parseExtensions(insideOf(extensionsNode)) : [];
  if (extensionsNode) requireSubject(subject, extensions, tbsNode.offset);
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

const subjectAlternativeName = '2.5.29.17';

/** Without a subject, a critical alternative name has to say whose the certificate is (RFC 5280 section 4.1.2.6). */
function requireSubject({ attributes }: DistinguishedName, extensions: readonly CertificateExtension[], offset: number): void {
  if (attributes.length > 0 || extensions.some(({ oid, isCritical }) => isCritical && oid === subjectAlternativeName)) return;
  throw new MalformedAsn1('The subject is empty', offset);
}

/** The serial number as hexadecimal, as keytool and openssl show it. */
export function serialNumberText(certificate: Certificate): string {
  return toHex(certificate.serialNumber).replace(/^0+(?=.)/, '');
}
