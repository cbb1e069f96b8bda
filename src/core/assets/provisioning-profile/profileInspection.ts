/** What `inspectProfile` says of a provisioning profile, as `profile inspect` and the editor show it. */

import { type Issue } from '../../base/issue.ts';
import { type ProfileKind, type ProvisioningProfile } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';

export interface ProfileInspection {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly kind: ProfileKind | undefined;
  readonly teamIdentifier: string | undefined;
  /** With its prefix; ends in `*` for a wildcard. */
  readonly applicationIdentifier: string | undefined;
  readonly expiresAt: Date | undefined;
  /** Empty when it lists none. */
  readonly devices: readonly string[];
  /** That may sign with it; those that could not be read are reported by an issue. */
  readonly certificates: readonly Certificate[];
  /** The signature fits the content. An issue says when the root is not Apple's. */
  readonly signatureValid: boolean;
  /** Everything else the profile says; absent when it could not be read. */
  readonly profile: ProvisioningProfile | undefined;
  readonly issues: readonly Issue[];
}
