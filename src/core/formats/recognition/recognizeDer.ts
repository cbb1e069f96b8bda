/**
 * Tells the structures that begin with a DER SEQUENCE from each other by their outermost values: PKCS #12, certificates, keys,
 * requests, signed data, Bouncy Castle's BCFKS. A truncated one is recognized by what is left of it.
 */

import { type Bytes } from '../../base/bytes.ts';
import { isCutOff } from '../asn1/asn1Header.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { objectIdentifierOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { type FileKind } from './fileKind.ts';

/** One letter a value: S sequence, I integer, O object identifier, B bit string, T octet string, C context tag, ? others. */
function shapeOf(nodes: readonly Asn1Node[]): string {
  const letters: Readonly<Record<number, string>> = { 16: 'S', 2: 'I', 6: 'O', 3: 'B', 4: 'T' };
  return nodes
    .slice(0, 8)
    .map((node) => (node.tagClass === 'context' ? 'C' : (node.tagClass === 'universal' && letters[node.tag]) || '?'))
    .join('');
}

function childrenOf(node: Asn1Node | undefined): readonly Asn1Node[] {
  return node?.isConstructed ? node.children : [];
}

function versionOf(node: Asn1Node | undefined): number | undefined {
  return node?.is('INTEGER') && node.content.length === 1 ? node.content[0] : undefined;
}

const kindOfContentType: Readonly<Record<string, FileKind>> = {
  '1.2.840.113549.1.7.2': 'signed-data',
  '1.2.840.113549.1.7.3': 'smime-encrypted',
  '1.2.840.113549.1.7.6': 'smime-encrypted',
  '1.2.840.113549.1.9.16.1.23': 'smime-encrypted',
};

function kindOfContentInfo([type]: readonly Asn1Node[], bytes: Bytes): FileKind | undefined {
  const kind = type && kindOfContentType[objectIdentifierOf(type)];
  if (kind !== 'signed-data') return kind;
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // The property list of a profile is the content of its signature, in plain text.
  if (content.includes('<plist') || content.includes('<!DOCTYPE plist') || content.includes('bplist00')) return 'provisioning-profile';
  return isWithoutSigners(bytes) ? 'certificate-bundle' : 'signed-data';
}

/** `signerInfos` is the last value of SignedData; in a bundle of certificates it is empty. */
function isWithoutSigners(bytes: Bytes): boolean {
  const [, content] = parseAsn1Prefix(bytes).children;
  const signers = childrenOf(childrenOf(content)[0]).at(-1);
  return signers?.is('SET') === true && signers.content.length === 0;
}

function kindOfStructure(bytes: Bytes): FileKind | undefined {
  const { children } = parseAsn1Prefix(bytes);
  const [first, second, third] = children;
  const shape = shapeOf(children);
  const inner = shapeOf(childrenOf(first));
  if (/^IS(?:S|$)/.test(shape) && versionOf(first) === 3) return 'pkcs12';
  // PrivateKeyInfo, ECPrivateKey, and the traditional forms of RSA and DSA.
  if (/^(?:IST|IT|IIIIII)/.test(shape)) return 'private-key';
  // EncryptedPrivateKeyInfo.
  if (shape === 'ST' && inner.startsWith('O')) return 'private-key';
  if (shape === 'SB') return 'public-key';
  if (shape === 'SSB' && third) return kindOfSigned(childrenOf(first));
  if (shape.startsWith('O')) return kindOfContentInfo(children, bytes);
  // ObjectStore ::= SEQUENCE { storeData, integrityCheck }, the data being encrypted or itself an ObjectStoreData.
  if (shape === 'SS' && (inner === 'ST' || inner.startsWith('IS')) && childrenOf(second).length >= 2) return 'bcfks';
  return undefined;
}

/** Certificates, requests and revocation lists are all a SEQUENCE, an algorithm and a signature. */
function kindOfSigned(values: readonly Asn1Node[]): FileKind {
  const shape = shapeOf(values);
  if (/^CI|^ISSSSS/.test(shape)) return 'certificate';
  // TBSCertList: version, signature, issuer, and a time where a certificate has its validity.
  const issuerAt = shape.startsWith('I') ? 2 : 1;
  const update = values[issuerAt + 1];
  if (update && (update.is('UTCTime') || update.is('GeneralizedTime'))) return 'revocation-list';
  return 'certificate-request';
}

/** `undefined` when it is nothing known. */
export function recognizeDer(bytes: Bytes): FileKind | undefined {
  try {
    return kindOfStructure(bytes);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    // Damaged signed data is still recognized by its type, as a damaged profile shows what is left of it.
    if (Buffer.from(bytes.subarray(0, 24)).includes(signedDataType)) return 'provisioning-profile';
    return isCutOff(bytes) ? kindOfRest(bytes) : undefined;
  }
}

/** Whether a SEQUENCE begins the bytes and ends exactly with them. */
export function isExactDer(bytes: Bytes): boolean {
  if (bytes[0] !== 0x30) return false;
  try {
    return parseAsn1Prefix(bytes).encoded.length === bytes.length;
  } catch (error) {
    if (error instanceof MalformedAsn1) return false;
    throw error;
  }
}

/** Of a file that was cut off, what its beginning promises. */
function kindOfRest(bytes: Bytes): FileKind | undefined {
  const first = afterHeader(bytes, 0);
  const second = afterHeader(bytes, first);
  const begins = (at: number, ...expected: readonly number[]): boolean => expected.every((byte, index) => bytes[at + index] === byte);
  if (begins(first, integerTag, 1, 3)) return 'pkcs12';
  // The version of a certificate: [0] { INTEGER }.
  if (begins(first, sequenceTag) && begins(second, 0xa0, 3, integerTag, 1)) return 'certificate';
  // Long enough for a length of several bytes, and with a value in it that these structures begin with.
  const isDer = [0x81, 0x82, 0x83].includes(bytes[1] ?? 0) && [sequenceTag, integerTag, objectIdentifierTag].includes(bytes[first] ?? 0);
  return isDer ? 'truncated' : undefined;
}

const [sequenceTag, integerTag, objectIdentifierTag] = [0x30, 2, 6];
const signedDataType = Buffer.from('06092a864886f70d010702', 'hex');

/** Where the content of the value at a position begins. */
function afterHeader(bytes: Bytes, position: number): number {
  const length = bytes[position + 1] ?? 0;
  return position + 2 + (length > 0x80 ? length & 0x7f : 0);
}
