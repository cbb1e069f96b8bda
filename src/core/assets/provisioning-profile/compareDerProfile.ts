/**
 * Compares a profile's property list with the DER form inside it (Apple TN3125, "The future is DER"). Devices from iOS 15 on go by the
 * DER form, people and Xcode by the list; a difference means that one of them was changed. Certificates are SHA-256 digests in DER.
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { parseSignedData } from '../../formats/cms/signedData.ts';
import { parseDerPlist } from '../../formats/plist/derPlist.ts';
import { equalPlists, type PlistDictionary, type PlistValue } from '../../formats/plist/plistValue.ts';
import { type ProvisioningProfile } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { verifyProfileSignature } from './verifyProfileSignature.ts';

export function compareDerProfile({ plist, derEncodedProfile }: ProvisioningProfile, trusted: readonly Certificate[]): readonly Issue[] {
  if (!derEncodedProfile) return [];
  const unreadable = (reason: string): readonly Issue[] => [createIssue('profile-der-unreadable', { reason })];
  try {
    const signedData = parseSignedData(derEncodedProfile);
    if (!signedData.eContent) return unreadable('it has no content');
    const content = parseDerPlist(signedData.eContent);
    if (content.type !== 'dictionary') return unreadable('its content is not a dictionary');
    const signature = verifyProfileSignature(signedData, signedData.eContent, trusted);
    if (!signature.isValid) return [createIssue('profile-der-signature-broken', {})];
    const keys = differingKeys(plist, content);
    return keys.length === 0 ? [] : [createIssue('profile-der-differs', { keys: keys.join(', ') })];
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    return unreadable(error.message);
  }
}

const mostNamed = 8;
/** What decides who may run what: these are in both forms or in none. */
const decidingKeys = ['DeveloperCertificates', 'Entitlements', 'ExpirationDate', 'ProvisionedDevices', 'ProvisionsAllDevices'];

/** Either form has its own keys (`ProfileDistributionType` is in DER alone), which say nothing about the other. */
function differingKeys(plist: PlistDictionary, der: PlistDictionary): readonly string[] {
  const keys = new Set(decidingKeys.filter((key) => plist.entries.has(key) !== der.entries.has(key)));
  for (const [key, value] of der.entries) {
    const listed = plist.entries.get(key);
    const wanted = key === 'DeveloperCertificates' && listed ? digestsOf(listed) : listed;
    if (wanted && !equalPlists(wholeSeconds(wanted), wholeSeconds(value))) keys.add(key);
  }
  return [...keys].toSorted().slice(0, mostNamed);
}

function digestsOf(certificates: PlistValue): PlistValue {
  if (certificates.type !== 'array') return certificates;
  return { type: 'array', items: certificates.items.map((item) => (item.type === 'data' ? digestOf(item.value) : item)) };
}

function digestOf(certificate: Bytes): PlistValue {
  return { type: 'data', value: new Uint8Array(createHash('sha256').update(certificate).digest()) };
}

/** Neither form writes fractions of a second, but a binary list may. */
function wholeSeconds(value: PlistValue): PlistValue {
  return value.type === 'date' ? { type: 'date', value: new Date(Math.floor(value.value.getTime() / 1000) * 1000) } : value;
}
