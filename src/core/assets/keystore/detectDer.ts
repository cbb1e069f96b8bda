/**
 * Tells the structures that begin with a DER SEQUENCE from each other by their outermost values: PKCS #12, certificates, keys,
 * requests, signed data, Bouncy Castle's BCFKS. A truncated one is told by what is left of it.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { isCutOff } from '../../formats/asn1/asn1Header.ts';
import { parseAsn1Prefix, type Asn1Node } from '../../formats/asn1/asn1Node.ts';
import { objectIdentifierOf } from '../../formats/asn1/asn1Value.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';

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

function detectSignedData(children: readonly Asn1Node[], bytes: Bytes): Issue | undefined {
  const [type] = children;
  if (!type || objectIdentifierOf(type) !== '1.2.840.113549.1.7.2') return undefined;
  const isProfile = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('<key>ProvisionedDevices</key>');
  const isPlist = isProfile || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('<!DOCTYPE plist');
  return isPlist ? createIssue('keystore-is-provisioning-profile', {}) : createIssue('keystore-is-certificate', {});
}

function detectComplete(bytes: Bytes): 'pkcs12' | 'bcfks' | Issue | undefined {
  const { children } = parseAsn1Prefix(bytes);
  const [first, second, third] = children;
  const shape = shapeOf(children);
  const inner = shapeOf(childrenOf(first));
  if (/^IS(S|$)/.test(shape) && versionOf(first) === 3) return 'pkcs12';
  // PrivateKeyInfo and ECPrivateKey and RSAPrivateKey.
  if (/^(?:IST|IT|IIIIII)/.test(shape)) return createIssue('keystore-is-private-key', {});
  // EncryptedPrivateKeyInfo.
  if (shape === 'ST' && inner.startsWith('O')) return createIssue('keystore-is-private-key', {});
  if (shape === 'SB') return createIssue('keystore-is-public-key', {});
  if (shape === 'SSB' && third)
    return createIssue(/^CI|^ISSSSS/.test(inner) ? 'keystore-is-certificate' : 'keystore-is-certificate-request', {});
  if (shape.startsWith('OC')) return detectSignedData(children, bytes);
  // ObjectStore ::= SEQUENCE { storeData, integrityCheck }, the data being encrypted or itself an ObjectStoreData.
  if (shape === 'SS' && (inner === 'ST' || inner.startsWith('IS')) && childrenOf(second).length >= 2) return 'bcfks';
  return undefined;
}

/** The format of a keystore, or the issue that says what it is instead; `undefined` when it is nothing known. */
export function detectDer(bytes: Bytes): 'pkcs12' | 'bcfks' | Issue | undefined {
  try {
    return detectComplete(bytes);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return isCutOff(bytes) ? detectRest(bytes) : undefined;
  }
}

/** Of a file that was cut off, what its beginning promises. */
function detectRest(bytes: Bytes): 'pkcs12' | Issue | undefined {
  const first = afterHeader(bytes, 0);
  const second = afterHeader(bytes, first);
  const begins = (at: number, ...expected: readonly number[]): boolean => expected.every((byte, index) => bytes[at + index] === byte);
  if (begins(first, integerTag, 1, 3)) return 'pkcs12';
  // The version of a certificate: [0] { INTEGER }.
  if (begins(first, sequenceTag) && begins(second, 0xa0, 3, integerTag, 1)) return createIssue('keystore-is-certificate', {});
  // Long enough for a length of several bytes, and with a value in it that these structures begin with.
  const isDer = [0x81, 0x82, 0x83].includes(bytes[1] ?? 0) && [sequenceTag, integerTag, objectIdentifierTag].includes(bytes[first] ?? 0);
  return isDer ? createIssue('keystore-truncated', {}) : undefined;
}

const [sequenceTag, integerTag, objectIdentifierTag] = [0x30, 2, 6];

/** Where the content of the value at a position begins. */
function afterHeader(bytes: Bytes, position: number): number {
  const length = bytes[position + 1] ?? 0;
  return position + 2 + (length > 0x80 ? length & 0x7f : 0);
}
