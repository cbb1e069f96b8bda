/** What was read of an iOS package, in the form the checks work with. */

import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { type AppSigner } from './appSignature.ts';
import { type InfoFacts } from './infoFacts.ts';
import { type NestedItem } from './ipaInspection.ts';
import { type AppContents } from './readContents.ts';
import { type ExecutableSlice } from './readExecutable.ts';

export interface OpenedIpa {
  /** Of a list that cannot be read, what a list says that is empty. */
  readonly facts: InfoFacts;
  readonly isInfoReadable: boolean;
  /** Of the main executable; empty when it cannot be read. */
  readonly slices: readonly ExecutableSlice[];
  /** Of the first architecture that has one. */
  readonly signer: AppSigner | undefined;
  /** `embedded.mobileprovision`; absent also when it is there and cannot be read. */
  readonly profile: ProfileInspection | undefined;
  readonly isProfileThere: boolean;
  readonly nested: readonly NestedItem[];
  readonly contents: AppContents;
}
