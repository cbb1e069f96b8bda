/**
 * Reads who signed a package: the signers' certificates of the APK Signing Block (schemes v2, v3, v3.1, v3.2) and of the JAR
 * signature files (v1, and app bundles). What cannot be read is left out; the verifiers say what is wrong with it.
 */

import { ByteReader, OutOfBytes } from '../base/byteReader.ts';
import { equalBytes, type Bytes } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { MalformedAsn1 } from '../formats/asn1/malformedAsn1.ts';
import { parseSignedData } from '../formats/cms/signedData.ts';
import { parseCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { readEntry } from '../formats/zip/readEntry.ts';
import { type ZipArchive } from '../formats/zip/zipEntry.ts';
import { present } from '../base/present.ts';
import { readApkSigningBlock, verityPaddingBlockId, type SigningBlockPair } from '../signing/android/apkSigningBlock.ts';
import { readPrefixed, readPrefixedSequence } from '../signing/android/lengthPrefixed.ts';
import { v2BlockId } from '../signing/android/v2/constants.ts';
import { v31BlockId, v3BlockId } from '../signing/android/v3/constants.ts';
import { v32BlockId } from '../signing/android/v32/constants.ts';
import { type SignerSummary, type SigningBlockSummary, type SigningScheme, type SigningSummary } from './signingSummary.ts';

/** Names of what may be in a signing block, after apksig and the tools that put it there. */
const blockNames: ReadonlyMap<number, string> = new Map([
  [v2BlockId, 'APK Signature Scheme v2'],
  [v3BlockId, 'APK Signature Scheme v3'],
  [v31BlockId, 'APK Signature Scheme v3.1'],
  [v32BlockId, 'APK Signature Scheme v3.2'],
  [verityPaddingBlockId, 'padding'],
  [0x6dff800d, 'source stamp v2'],
  [0x2b09189e, 'source stamp v1'],
  [0x504b4453, 'dependency information for Google Play'],
  [0x2146444e, 'frosting of Google Play'],
  [0x71777777, 'channel (Walle)'],
]);

const schemeOfBlock: ReadonlyMap<number, SigningScheme> = new Map([
  [v2BlockId, 'v2'],
  [v3BlockId, 'v3'],
  [v31BlockId, 'v31'],
  [v32BlockId, 'v32'],
]);

/** Android takes ten at most; a hostile list may be longer. */
const maxSigners = 10;
const maxBlocks = 50;
const maxSignatureFileBytes = 1024 * 1024;
const signatureFile = /^META-INF\/([^/]+)\.(RSA|DSA|EC)$/i;

export async function readSigning(source: ByteSource, archive: ZipArchive): Promise<SigningSummary> {
  const block = await readApkSigningBlock(source, archive.layout);
  const pairs = block?.pairs ?? [];
  const found: { readonly scheme: SigningScheme; readonly certificate: Certificate }[] = [];
  const schemes = new Set<SigningScheme>();
  for (const { id, value } of pairs) {
    const scheme = schemeOfBlock.get(id);
    // Of several pairs with one id the first counts.
    if (scheme === undefined || schemes.has(scheme)) continue;
    schemes.add(scheme);
    for (const certificate of blockCertificates(value)) found.push({ scheme, certificate });
  }
  const jarCertificates = await readJarCertificates(source, archive);
  if (jarCertificates.length > 0) schemes.add('v1');
  for (const certificate of jarCertificates) found.push({ scheme: 'v1', certificate });
  return {
    schemes: { v1: schemes.has('v1'), v2: schemes.has('v2'), v3: schemes.has('v3'), v31: schemes.has('v31'), v32: schemes.has('v32') },
    blocks: pairs.slice(0, maxBlocks).map(describeBlock),
    signers: joinSigners(found),
  };
}

function describeBlock({ id, value }: SigningBlockPair): SigningBlockSummary {
  return { id: `0x${id.toString(16).padStart(8, '0')}`, ...present('name', blockNames.get(id)), sizeBytes: value.length };
}

/** `signers: prefixed (signer: prefixed signed data (prefixed digests · prefixed certificates · …) …) …` */
function blockCertificates(value: Bytes): readonly Certificate[] {
  const certificates: Certificate[] = [];
  try {
    for (const signer of readPrefixedSequence(readPrefixed(new ByteReader(value)))) {
      if (certificates.length === maxSigners) break;
      const signedData = new ByteReader(readPrefixed(new ByteReader(signer)));
      readPrefixed(signedData);
      const [first] = readPrefixedSequence(readPrefixed(signedData));
      if (first) certificates.push(parseCertificate(first));
    }
  } catch (error) {
    if (!(error instanceof OutOfBytes || error instanceof MalformedAsn1)) throw error;
  }
  return certificates;
}

async function readJarCertificates(source: ByteSource, archive: ZipArchive): Promise<readonly Certificate[]> {
  const entries = archive.entries.filter(({ name }) => name.startsWith('META-INF/'));
  const names = new Set(entries.map(({ name }) => name.toUpperCase()));
  if (!names.has('META-INF/MANIFEST.MF')) return [];
  const certificates: Certificate[] = [];
  for (const entry of entries) {
    const [, stem] = signatureFile.exec(entry.name) ?? [];
    if (stem === undefined || certificates.length === maxSigners || !names.has(`META-INF/${stem.toUpperCase()}.SF`)) continue;
    const { bytes } = await readEntry(source, entry, { maxBytes: maxSignatureFileBytes });
    const certificate = bytes && jarSignerCertificate(bytes);
    if (certificate) certificates.push(certificate);
  }
  return certificates;
}

function jarSignerCertificate(bytes: Bytes): Certificate | undefined {
  try {
    const { certificates, signerInfos } = parseSignedData(bytes);
    const parsed = certificates.slice(0, maxSigners).map(parseCertificate);
    const sid = signerInfos[0]?.sid;
    const isSigner = (certificate: Certificate): boolean =>
      sid?.kind === 'issuerAndSerialNumber' &&
      equalBytes(certificate.serialNumber, sid.serialNumber) &&
      equalBytes(certificate.issuer.der, sid.issuer);
    return parsed.find(isSigner) ?? parsed[0];
  } catch (error) {
    if (error instanceof MalformedAsn1) return undefined;
    throw error;
  }
}

const schemeOrder: readonly SigningScheme[] = ['v1', 'v2', 'v3', 'v31', 'v32'];

function joinSigners(found: readonly { readonly scheme: SigningScheme; readonly certificate: Certificate }[]): readonly SignerSummary[] {
  const byDigest = new Map<string, { readonly certificate: Certificate; readonly schemes: Set<SigningScheme> }>();
  for (const { scheme, certificate } of found) {
    const row = byDigest.get(certificate.sha256) ?? { certificate, schemes: new Set() };
    row.schemes.add(scheme);
    byDigest.set(certificate.sha256, row);
  }
  return [...byDigest.values()].map(({ certificate, schemes }) => ({
    schemes: schemeOrder.filter((scheme) => schemes.has(scheme)),
    sha256: certificate.sha256,
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyAlgorithm: certificate.publicKey.algorithm,
    keyBits: certificate.publicKey.bits,
  }));
}
