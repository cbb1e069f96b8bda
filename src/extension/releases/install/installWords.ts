/** The words of the install panel, as its content asks for them. */

import { type Issue } from '../../../core/base/issue.ts';
import { type ProfileKind } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { type FactId, type InstallAction, type InstallStrings } from '../../../protocol/installPanelProtocol.ts';

export interface InstallWords {
  readonly strings: InstallStrings;
  readonly facts: Readonly<Record<FactId, string>>;
  readonly actions: Readonly<Record<InstallAction, string>>;
  readonly buildTypes: Readonly<Record<string, string>>;
  readonly time: (time: Date) => string;
  readonly bytes: (count: number) => string;
  readonly uncommitted: string;
  /** Relative to the workspace if it is inside. */
  readonly place: (path: string) => string;
  readonly iosOrNewer: (version: string) => string;
  readonly orNewer: (android: string, level: number) => string;
  readonly reading: string;
  readonly making: string;
  readonly linkCode: (name: string) => string;
  readonly webCode: string;
  readonly webNote: string;
  readonly until: (time: string) => string;
  readonly onlyHere: string;
  /** An iOS package on an address without https. */
  readonly needsHttps: string;
  readonly off: Words;
  readonly ended: Words;
  readonly restricted: Words;
  readonly missing: Words;
  readonly changed: Words;
  readonly bundle: Words;
  readonly unreadable: Words;
  /** An iOS package that only the App Store or no one installs. */
  readonly storeOnly: Words;
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly debugStep: string;
  readonly iosSteps: Readonly<Partial<Record<ProfileKind, readonly string[]>>>;
  readonly issueText: (issue: Issue) => Pick<Issue, 'message' | 'remedy'>;
}

/** What is so, and what to do. */
interface Words {
  readonly text: string;
  readonly detail: string;
}
