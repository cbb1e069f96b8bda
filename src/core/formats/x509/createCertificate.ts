/**
 * Makes certificates: self-signed ones for upload keys and debug keys, and issued ones for chains. RSA, EC, DSA and Ed25519.
 * Version 3 with a subject key identifier (SHA-1 of the public key, RFC 5280 section 4.2.1.2), as keytool makes them, and
 * basic constraints for authorities. Certificate requests belong into a file next to this one.
 */

import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { parseAsn1 } from '../asn1/asn1Node.ts';
import { bitStringBytesOf } from '../asn1/asn1Value.ts';
import {
  derBitString,
  derBoolean,
  derContext,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derTime,
  derUnsignedInteger,
} from '../asn1/derWriter.ts';
import { encodeAlgorithmIdentifier } from './algorithmIdentifier.ts';
import { encodeDistinguishedName, type NameInput } from './distinguishedNameText.ts';
import { signatureSchemeOf, type SignatureHash } from './signatureAlgorithms.ts';

export interface CertificateRequestedExtension {
  readonly oid: string;
  readonly isCritical?: boolean;
  /** DER of the extension's value. */
  readonly value: Bytes;
}

export interface CertificateInput {
  readonly subject: NameInput;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Unsigned big-endian, at most 20 bytes. */
  readonly serialNumber: Bytes;
  readonly publicKey: KeyObject;
  readonly issuer: { readonly name: NameInput; readonly privateKey: KeyObject };
  readonly hash?: SignatureHash;
  readonly isCa?: boolean;
  /** Written after the ones that are made here. */
  readonly extensions?: readonly CertificateRequestedExtension[];
}

function encodeExtension({ oid, isCritical = false, value }: CertificateRequestedExtension): Bytes {
  return derSequence(derObjectIdentifier(oid), ...(isCritical ? [derBoolean(true)] : []), derOctetString(value));
}

function subjectKeyIdentifier(publicKeyInfo: Bytes): CertificateRequestedExtension {
  const key = parseAsn1(publicKeyInfo).children[1];
  const identifier = createHash('sha1')
    .update(key ? bitStringBytesOf(key) : publicKeyInfo)
    .digest();
  return { oid: '2.5.29.14', value: derOctetString(identifier) };
}

export function createCertificate(input: CertificateInput): Bytes {
  const { issuer, hash = 'sha256', isCa = false } = input;
  const scheme = signatureSchemeOf(issuer.privateKey, hash);
  const algorithm = encodeAlgorithmIdentifier(scheme.oid, scheme.hasNullParameters ? undefined : new Uint8Array(0));
  const publicKeyInfo = input.publicKey.export({ type: 'spki', format: 'der' });
  const extensions = [
    ...(isCa ? [{ oid: '2.5.29.19', isCritical: true, value: derSequence(derBoolean(true)) }] : []),
    subjectKeyIdentifier(publicKeyInfo),
    ...(input.extensions ?? []),
  ];
  const tbsCertificate = derSequence(
    derContext(0, derInteger(2)),
    derUnsignedInteger(input.serialNumber),
    algorithm,
    encodeDistinguishedName(issuer.name),
    derSequence(derTime(input.notBefore), derTime(input.notAfter)),
    encodeDistinguishedName(input.subject),
    publicKeyInfo,
    derContext(3, derSequence(...extensions.map(encodeExtension))),
  );
  return derSequence(tbsCertificate, algorithm, derBitString(sign(scheme.hash, tbsCertificate, issuer.privateKey)));
}

export interface SelfSignedCertificateInput extends Omit<CertificateInput, 'publicKey' | 'issuer'> {
  readonly privateKey: KeyObject;
}

/** A certificate whose key vouches for itself, as Android wants it. */
export function createSelfSignedCertificate({ privateKey, ...input }: SelfSignedCertificateInput): Bytes {
  return createCertificate({ ...input, publicKey: createPublicKey(privateKey), issuer: { name: input.subject, privateKey } });
}
