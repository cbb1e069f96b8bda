/** What was read of an iOS package, in the form the checks work with. */

import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { type AppSigner } from './appSignature.ts';
import { type InfoFacts } from './infoFacts.ts';
import { type NestedItem } from './ipaInspection.ts';
import { type ExecutableSlice } from './readExecutable.ts';

export interface OpenedIpa {
  readonly facts: InfoFacts;
  /** Of the main executable; empty when it cannot be read. */
  readonly slices: readonly ExecutableSlice[];
  /** Of the first architecture that has one. */
  readonly signer: AppSigner | undefined;
  /** `embedded.mobileprovision`. */
  readonly profile: ProfileInspection | undefined;
  readonly nested: readonly NestedItem[];
}
