/**
 * A provisioning profile (.mobileprovision, .provisionprofile) from bytes that may be anything: a CMS SignedData in DER or BER whose
 * content is a property list (Apple TN3125; RFC 5652). A bare property list is read with an issue. Never throws, and verifies nothing.
 */

import { fromLatin1, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseSignedData, type SignedData } from '../cms/signedData.ts';
import { inspectPlist } from '../plist/inspectPlist.ts';
import { plistEntry, type PlistValue } from '../plist/plistValue.ts';
import { type ProvisioningProfile, readProvisioningProfile } from './provisioningProfile.ts';

export interface ProvisioningProfileInspection {
  /** Absent when nothing could be read; then there is an issue of severity error. */
  readonly profile: ProvisioningProfile | undefined;
  /** Absent for a bare property list, and when the structure is damaged. */
  readonly signedData: SignedData | undefined;
  readonly issues: readonly Issue[];
}

/** What a property list must have to be reported as a profile at all. */
const tellingKeys = ['Entitlements', 'UUID', 'ExpirationDate', 'DeveloperCertificates', 'TeamIdentifier'];
/** What every profile of Apple has. */
const neededKeys = ['Name', 'UUID', 'TeamIdentifier', 'ExpirationDate', 'DeveloperCertificates', 'Entitlements'];

const typeOfKey: Readonly<Record<string, PlistValue['type']>> = {
  Name: 'string',
  UUID: 'string',
  TeamIdentifier: 'array',
  ExpirationDate: 'date',
  DeveloperCertificates: 'array',
  ProvisionedDevices: 'array',
  Entitlements: 'dictionary',
};
const identifierKeys = ['application-identifier', 'com.apple.application-identifier'];

export function inspectProvisioningProfile(bytes: Bytes): ProvisioningProfileInspection {
  // A property list that something is before or after is a bare one, too: then it is what is between.
  if (bytes[0] !== 0x30) return inspectBare(bytes);
  try {
    const signedData = parseSignedData(bytes);
    if (!signedData.eContent)
      return refuse(createIssue('profile-unreadable', { reason: 'it contains a signature but no content' }), signedData);
    return inspectContent(signedData.eContent, signedData, []);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    const issue = error.isTruncated
      ? createIssue('profile-truncated', {}, { offset: error.offset })
      : createIssue('profile-unreadable', { reason: error.message }, { offset: error.offset });
    // What is left of a damaged one may still be reported.
    const rest = plistBetween(bytes);
    const found = rest && inspectContent(rest, undefined, []);
    return found?.profile ? { ...found, issues: [issue, ...found.issues] } : refuse(issue);
  }
}

function inspectBare(bytes: Bytes): ProvisioningProfileInspection {
  const content = plistBetween(bytes) ?? bytes;
  return inspectContent(content, undefined, [createIssue('profile-unsigned', {})]);
}

/** From `<?xml` to `</plist>`. */
function plistBetween(bytes: Bytes): Bytes | undefined {
  const text = fromLatin1(bytes);
  const start = text.indexOf('<?xml');
  const end = text.lastIndexOf('</plist>');
  return start >= 0 && end > start ? bytes.subarray(start, end + '</plist>'.length) : undefined;
}

function inspectContent(content: Bytes, signedData: SignedData | undefined, earlier: readonly Issue[]): ProvisioningProfileInspection {
  const { value, issues } = inspectPlist(content);
  if (value?.type !== 'dictionary') {
    const [first] = issues;
    const reason = first && first.code !== 'plist-not-a-plist' ? first.message : 'its content is not a property list';
    return refuse(createIssue('profile-unreadable', { reason }), signedData);
  }
  if (!tellingKeys.some((key) => value.entries.has(key)))
    return refuse(createIssue('profile-not-a-profile', { what: 'a property list of another kind' }), signedData);
  const missing = neededKeys.filter((key) => !value.entries.has(key));
  const wrong = Object.entries(typeOfKey).filter(([key, type]) => value.entries.has(key) && value.entries.get(key)?.type !== type);
  const profile = readProvisioningProfile(value);
  const hasIdentifier = identifierKeys.some((key) => plistEntry(value.entries.get('Entitlements'), key) !== undefined);
  if (missing.length === 0 && wrong.length === 0 && !hasIdentifier) missing.push('application-identifier');
  else if (hasIdentifier && profile.applicationIdentifier === undefined) wrong.push(['application-identifier', 'string']);
  const incomplete = missing.length > 0 ? [createIssue('profile-incomplete', { keys: missing.join(', ') })] : [];
  const wrongValues = wrong.map(([key, type]) => `${key} (${type})`).join(', ');
  const unfit = wrong.length > 0 ? [createIssue('profile-values-wrong', { keys: wrongValues })] : [];
  return { profile, signedData, issues: [...earlier, ...issues, ...incomplete, ...unfit] };
}

function refuse(issue: Issue, signedData?: SignedData): ProvisioningProfileInspection {
  return { profile: undefined, signedData, issues: [issue] };
}
