/**
 * What a provisioning profile says (Apple TN3125): which team may sign which app, with which certificates, for which devices, until
 * when, with which entitlements. Reads the property list inside; who signed it is not looked at here.
 */

import { type Bytes } from '../../base/bytes.ts';
import {
  plistBoolean,
  type PlistDictionary,
  plistEntry,
  plistItems,
  plistString,
  plistStrings,
  type PlistValue,
} from '../plist/plistValue.ts';

export type ProfileKind = 'development' | 'ad-hoc' | 'app-store' | 'in-house';

/** Keys are called as the property list calls them, in the product's spelling; what is absent is `undefined` or empty. */
export interface ProvisioningProfile {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly appIdName: string | undefined;
  readonly teamName: string | undefined;
  readonly teamIdentifiers: readonly string[];
  readonly applicationIdentifierPrefixes: readonly string[];
  /** `iOS`, `xrOS`, `visionOS`, `tvOS`, `OSX` … as written. */
  readonly platforms: readonly string[];
  readonly createdAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly timeToLiveDays: number | undefined;
  readonly version: number | undefined;
  readonly isXcodeManaged: boolean;
  /** Made by Xcode for a team without a paid membership. */
  readonly isLocal: boolean;
  readonly provisionsAllDevices: boolean;
  /** UDIDs as written; `undefined` when the profile lists none, as those for the App Store do. */
  readonly devices: readonly string[] | undefined;
  /** DER of the certificates that may sign. */
  readonly developerCertificates: readonly Bytes[];
  readonly entitlements: PlistDictionary;
  /** With its prefix: `TEAM123456.com.example.*`. */
  readonly applicationIdentifier: string | undefined;
  readonly kind: ProfileKind;
  /** The same profile in DER, signed by itself: what devices from iOS 15 on go by. */
  readonly derEncodedProfile: Bytes | undefined;
  /** Everything, for callers that need a key without a name here. */
  readonly plist: PlistDictionary;
}

const noEntitlements: PlistDictionary = { type: 'dictionary', entries: new Map() };

export function readProvisioningProfile(plist: PlistDictionary): ProvisioningProfile {
  const entry = (key: string): PlistValue | undefined => plistEntry(plist, key);
  const found = entry('Entitlements');
  const entitlements = found?.type === 'dictionary' ? found : noEntitlements;
  const derEncoded = entry('DER-Encoded-Profile');
  const identifier = plistEntry(entitlements, 'application-identifier') ?? plistEntry(entitlements, 'com.apple.application-identifier');
  return {
    name: plistString(entry('Name')),
    uuid: plistString(entry('UUID')),
    appIdName: plistString(entry('AppIDName')),
    teamName: plistString(entry('TeamName')),
    teamIdentifiers: plistStrings(entry('TeamIdentifier')),
    applicationIdentifierPrefixes: plistStrings(entry('ApplicationIdentifierPrefix')),
    platforms: plistStrings(entry('Platform')),
    createdAt: dateOf(entry('CreationDate')),
    expiresAt: dateOf(entry('ExpirationDate')),
    timeToLiveDays: countOf(entry('TimeToLive')),
    version: countOf(entry('Version')),
    isXcodeManaged: plistBoolean(entry('IsXcodeManaged')) ?? false,
    isLocal: plistBoolean(entry('LocalProvision')) ?? false,
    provisionsAllDevices: plistBoolean(entry('ProvisionsAllDevices')) ?? false,
    devices: entry('ProvisionedDevices') && plistStrings(entry('ProvisionedDevices')),
    developerCertificates: plistItems(entry('DeveloperCertificates')).flatMap((item) => (item.type === 'data' ? [item.value] : [])),
    entitlements,
    applicationIdentifier: plistString(identifier),
    kind: kindOf(plist, entitlements),
    derEncodedProfile: derEncoded?.type === 'data' ? derEncoded.value : undefined,
    plist,
  };
}

/** No key says the kind; it follows from who may run the app. */
function kindOf(plist: PlistDictionary, entitlements: PlistDictionary): ProfileKind {
  if (plistBoolean(plistEntry(plist, 'ProvisionsAllDevices')) === true) return 'in-house';
  if (plistBoolean(plistEntry(entitlements, 'get-task-allow')) === true) return 'development';
  return plistEntry(plist, 'ProvisionedDevices') ? 'ad-hoc' : 'app-store';
}

/** A malformed date makes the list unreadable, so a date here has a time. */
function dateOf(value: PlistValue | undefined): Date | undefined {
  return value?.type === 'date' ? value.value : undefined;
}

function countOf(value: PlistValue | undefined): number | undefined {
  return value?.type === 'integer' ? Number(value.value) : undefined;
}

/** Whether the profile covers more than one app. */
export function isWildcardIdentifier(applicationIdentifier: string): boolean {
  return applicationIdentifier.endsWith('*');
}

/** Without the prefix, which ends at the first dot: `com.example.hello`, or `*`. */
export function withoutPrefix(applicationIdentifier: string): string {
  return applicationIdentifier.slice(applicationIdentifier.indexOf('.') + 1);
}
