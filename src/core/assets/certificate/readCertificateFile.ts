/**
 * A certificate file of any form (.p12, .pfx, .cer, .crt, .pem, .p7b) as identities with what opened, and issues in the words of certificates.
 * The content counts, not the name: a PEM that is only called .p12 is read, with an issue. Never throws.
 */

import { type KeyObject } from 'node:crypto';
import { fromUtf8, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { parseSignedData } from '../../formats/cms/signedData.ts';
import { parsePem, type PemBlock } from '../../formats/pem/pem.ts';
import { inspectPkcs12 } from '../../formats/pkcs12/inspectPkcs12.ts';
import { type Pkcs12Identity, type Pkcs12Inspection } from '../../formats/pkcs12/pkcs12Inspection.ts';
import { encodingIssues, fileIssue } from '../../formats/recognition/fileIssue.ts';
import { type RecognizedFile } from '../../formats/recognition/fileKind.ts';
import { recognizeFile } from '../../formats/recognition/recognizeFile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { inspectCertificate } from '../../formats/x509/inspectCertificate.ts';
import { isCertificateOfKey } from '../../formats/x509/isCertificateOfKey.ts';
import { passwordFlaws } from '../passwordFlaws.ts';
import { type CertificateReading, type FiledIdentity } from './certificateFile.ts';
import { openPemKey } from './privateKeyFile.ts';

/** Certificate files have some kilobytes. */
export const largestCertificateFile = 4 * 1024 * 1024;
/** Of a .p12 or .p7b; the rest is not listed. */
const mostIdentities = 200;
/** More blocks than any chain has; the rest of a hostile text is not looked at. */
const mostPemBlocks = 64;

export async function readCertificateFile(bytes: Bytes, password?: Secret): Promise<CertificateReading> {
  if (bytes.length > largestCertificateFile) return refuse(createIssue('certificate-too-large', { sizeBytes: bytes.length }));
  const file = recognizeFile(bytes);
  const reading = await readRecognized(file, password);
  return reading ? { ...reading, issues: [...encodingIssues(file), ...reading.issues] } : refuse(fileIssue(file, 'certificate'));
}

/** `undefined` for any other kind of file. */
async function readRecognized(file: RecognizedFile, password: Secret | undefined): Promise<CertificateReading | undefined> {
  const { kind, bytes, isPem } = file;
  switch (kind) {
    case 'pkcs12':
      return readPkcs12(await inspectPkcs12(bytes, password ? { password } : {}), password);
    case 'pem-identity':
      return readPem(parsePem(fromUtf8(bytes)).slice(0, mostPemBlocks), password);
    case 'private-key':
      return isPem ? readPem(parsePem(fromUtf8(bytes)).slice(0, mostPemBlocks), password) : undefined;
    case 'certificate': {
      if (isPem) return readPem(parsePem(fromUtf8(bytes)).slice(0, mostPemBlocks), password);
      const { certificate, issues } = inspectCertificate(bytes);
      return { format: 'der', password: 'not-needed', identities: certificate ? [keyless(certificate)] : [], issues };
    }
    case 'certificate-bundle':
      return readBundle(isPem ? (parsePem(fromUtf8(bytes))[0]?.bytes ?? bytes) : bytes);
    default:
      return undefined;
  }
}

function keyless(certificate: Certificate): FiledIdentity {
  return { certificate, hasPrivateKey: false, issuers: [] };
}

/** The certificates of a .p7b: each with the issuers that are next to it. */
function readBundle(bytes: Bytes): CertificateReading {
  const issues: Issue[] = [];
  const certificates: Certificate[] = [];
  for (const der of certificatesOf(bytes).slice(0, mostIdentities)) {
    const inspected = inspectCertificate(der);
    issues.push(...inspected.issues);
    if (inspected.certificate) certificates.push(inspected.certificate);
  }
  const leaves = certificates.filter(({ isCa }) => !isCa);
  const issuers = certificates.filter(({ isCa }) => isCa);
  const identities = leaves.length > 0 ? leaves.map((certificate) => ({ ...keyless(certificate), issuers })) : issuers.map(keyless);
  return { format: 'pkcs7', password: 'not-needed', identities, issues };
}

function certificatesOf(bytes: Bytes): readonly Bytes[] {
  try {
    return parseSignedData(bytes).certificates;
  } catch (error) {
    if (error instanceof MalformedAsn1) return [];
    throw error;
  }
}

function refuse(issue: Issue): CertificateReading {
  return { format: undefined, password: 'unchecked', identities: [], issues: [issue] };
}

function readPkcs12(inspection: Pkcs12Inspection, given: Secret | undefined): CertificateReading {
  const withKeys = inspection.identities.flatMap((identity) => identityOf(identity) ?? []);
  // Next to a key, the certificates of issuers belong to its chain; without any key they are all there is.
  const alone = inspection.certificates
    .map(({ certificate }) => certificate)
    .filter((certificate) => withKeys.length === 0 || !certificate.isCa)
    .map(keyless);
  return {
    format: 'pkcs12',
    password: inspection.password,
    encryption: inspection,
    identities: [...withKeys, ...alone].slice(0, mostIdentities),
    issues: [...stateIssues(inspection, given), ...inspection.issues],
  };
}

function identityOf({ certificates, privateKey, isCertificateOfKey: isOfKey }: Pkcs12Identity): FiledIdentity | undefined {
  const [certificate, ...issuers] = certificates;
  if (!certificate || isOfKey === false) return undefined;
  return { certificate, hasPrivateKey: true, ...(privateKey && { privateKey }), issuers };
}

function stateIssues(inspection: Pkcs12Inspection, given: Secret | undefined): readonly Issue[] {
  const { password, integrity, identities, issues } = inspection;
  // What is damaged in its structure says nothing about the password.
  if (issues.some(({ code }) => code === 'pkcs12-unreadable' || code === 'pkcs12-truncated')) return [];
  if (password === 'wrong') return [createIssue('certificate-password-wrong', {}), ...passwordFlaws(given)];
  if (password === 'missing') return [createIssue('certificate-password-missing', {})];
  const found: Issue[] = [];
  if (integrity === 'failed') found.push(createIssue('certificate-tampered', {}));
  if (given && inspection.hasNewProtection) {
    const protection = inspection.protections[0] ?? inspection.mac ?? '';
    found.push(createIssue('certificate-encryption-new', { protection }));
  }
  for (const { certificates, keyState } of identities) {
    const [leaf] = certificates;
    if (!leaf) found.push(createIssue('certificate-key-alone', {}));
    else if (keyState !== 'open') found.push(createIssue('certificate-key-locked', { subject: leaf.subject.text }));
  }
  return found;
}

function readPem(blocks: readonly PemBlock[], password: Secret | undefined): CertificateReading {
  const issues: Issue[] = [];
  const certificates: Certificate[] = [];
  const keys: (KeyObject | 'closed')[] = [];
  for (const block of blocks) {
    if (/^(?:X509 |TRUSTED )?CERTIFICATE$/.test(block.label)) {
      const inspected = inspectCertificate(block.bytes);
      issues.push(...inspected.issues);
      if (inspected.certificate) certificates.push(inspected.certificate);
    } else if (block.label.endsWith('PRIVATE KEY')) keys.push(openPemKey(block, password) ?? 'closed');
  }
  if (keys.length > 0) {
    const labels = [...new Set(blocks.map(({ label }) => label))].join(', ');
    issues.push(createIssue('certificate-is-pem', { labels }));
  }
  const isClosed = keys.includes('closed');
  if (isClosed && password) issues.push(createIssue('certificate-password-wrong', {}), ...passwordFlaws(password));
  else if (isClosed) issues.push(createIssue('certificate-password-missing', {}));
  else if (keys.length > 0 && certificates.length === 0) issues.push(createIssue('certificate-key-alone', {}));
  const identities = certificates
    .map((certificate) => pemIdentity(certificate, certificates, keys))
    // The chain of the key's certificate is listed with it.
    .filter(({ hasPrivateKey, certificate }, _, all) => hasPrivateKey || !certificate.isCa || all.every((other) => !other.hasPrivateKey));
  const state = isClosed ? (password ? 'wrong' : 'missing') : 'not-needed';
  return { format: 'pem', password: state, identities, issues };
}

function pemIdentity(certificate: Certificate, all: readonly Certificate[], keys: readonly (KeyObject | 'closed')[]): FiledIdentity {
  const privateKey = keys.find((key): key is KeyObject => key !== 'closed' && isCertificateOfKey(certificate, key) === true);
  // A closed key may be of any certificate; with a single one there is no doubt.
  const hasClosedKey = keys.includes('closed') && all.filter(({ isCa }) => !isCa).length === 1 && !certificate.isCa;
  const issuers = all.filter((other) => other !== certificate && other.isCa);
  return { certificate, hasPrivateKey: privateKey !== undefined || hasClosedKey, ...(privateKey && { privateKey }), issuers };
}
