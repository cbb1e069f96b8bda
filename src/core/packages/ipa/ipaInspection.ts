/**
 * Everything `inspectIpa` reports about an iOS package, as plain data. All of it was read from the file; nothing of it is believed to be
 * signed. What could not be read is absent: no fact is ever made up for it. The facts of Info.plist are absent together when it cannot be read.
 */

import { type AppleCertificateKind } from '../../assets/apple/appleCertificateKind.ts';
import { type CodeHash } from '../../formats/code-signature/codeDirectory.ts';
import { type PlainValue } from '../../formats/plist/plainPlist.ts';
import { type ProfileKind } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type PackageIcon } from '../packageIcon.ts';
import { type MeasuredParts } from '../packageSizes.ts';
import { type InfoFacts } from './infoFacts.ts';
import { type IpaPart, type NestedKind } from './ipaEntries.ts';

export interface IpaInspection extends Partial<InfoFacts> {
  readonly format: 'ipa';
  readonly sizeBytes: number;
  readonly isInfoReadable: boolean;
  /** `Payload/Demo.app` */
  readonly appFolder: string;
  readonly icon?: PackageIcon;
  /** Absent when the executable cannot be read. */
  readonly architectures?: readonly string[];
  /** As the executable says. */
  readonly builtFor?: { readonly platform: string; readonly minimumOs: string; readonly sdk: string };
  readonly isEncrypted?: boolean;
  readonly nested: readonly NestedItem[];
  readonly signing: IpaSigning;
  readonly profile?: IpaProfile;
  readonly isProfileThere: boolean;
  /** That the signature claims; of the property list, or of the DER form where that is alone. Absent when they cannot be read. */
  readonly entitlements?: Readonly<Record<string, PlainValue>>;
  readonly sizes: MeasuredParts<IpaPart>;
}

export interface NestedItem {
  readonly kind: NestedKind;
  readonly path: string;
  /** Of its Info.plist. */
  readonly appIdentifier?: string;
  readonly version?: string;
}

export interface IpaSigning {
  /** `ad-hoc`: without a certificate. Absent when it cannot be read. */
  readonly state?: 'none' | 'ad-hoc' | 'certificate';
  /** Whether hashes and signature hold is not looked at here. */
  readonly seal: 'not-checked';
  readonly identifier?: string;
  readonly team?: string;
  readonly hashes: readonly CodeHash[];
  readonly signer?: IpaSigner;
}

export interface IpaSigner {
  readonly subject: string;
  readonly issuer: string;
  readonly team?: string;
  readonly kind: AppleCertificateKind;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyAlgorithm: string;
  readonly keyBits: number;
  readonly sha1: string;
  readonly sha256: string;
  /** Subjects from the signer up, as far as they are known. */
  readonly chain: readonly string[];
  /** Whose root the chain ends in. */
  readonly anchor?: 'apple' | 'trusted';
}

export interface IpaProfile {
  readonly name?: string;
  readonly uuid?: string;
  readonly kind?: ProfileKind;
  readonly teamIdentifier?: string;
  readonly applicationIdentifier?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly expiresAt?: string;
  /** How many it lists. */
  readonly devices: number;
  readonly certificates: readonly { readonly subject: string; readonly sha1: string }[];
  readonly signatureValid: boolean;
}
