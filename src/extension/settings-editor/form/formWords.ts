/** The words that the form is made with. `translatedFormWords.ts` has them; the form itself knows no VS Code. */

import { type Issue } from '../../../core/base/issue.ts';
import { type Origin } from '../../../core/settings/origin.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type FieldId, type FormStrings } from '../../../protocol/packageSettingsProtocol.ts';
import { type ValueField } from '../../../core/settings/settingsField.ts';
import { type FixAction } from '../../../core/settings/fixes/fix.ts';
import { type FieldRow } from './formFields.ts';

export interface FormWords {
  readonly strings: FormStrings;
  readonly field: (row: FieldRow) => { readonly label: string; readonly description: string };
  readonly choice: (field: ValueField, choice: string) => string;
  readonly on: string;
  readonly off: string;
  readonly appTitle: string;
  readonly platforms: Readonly<Record<Platform, string>>;
  readonly addPlatform: (platform: string) => string;
  readonly labelOnPlatform: (label: string, platform: string) => string;
  readonly createPackage: (platform: string) => string;
  readonly counts: (errors: number, warnings: number) => string;
  readonly inRestrictedMode: string;
  readonly restrictedRemedy: string;
  readonly brokenRemedy: (line: number) => string;
  readonly goToLine: string;
  readonly issueText: (issue: Issue) => Pick<Issue, 'message' | 'remedy'>;
  readonly fixTitle: (action: FixAction) => string;
  readonly importable: (files: string) => string;
  readonly importSettings: string;
  readonly use: (value: string) => string;
  readonly from: (origin: Origin, field: FieldId) => string;
  readonly onlyKey: string;
  readonly onlyIdentity: string;
  readonly newestEngine: string;
  /** Of a version of a tool: that of the last package, or what was found first. */
  readonly lastUsed: string;
  readonly foundHere: string;
  readonly noPackageYet: string;
  readonly versionRange: (version: string, code: number) => string;
  readonly codeRange: (version: string, code: number, lowest: number, highest: number) => string;
  readonly anyCode: (highest: number) => string;
  readonly debugNeedsNoKey: string;
  readonly debugNeedsNoPassword: string;
  readonly storedPassword: string;
  readonly lostPassword: string;
  readonly missingPassword: string;
  readonly passwordNeedsFile: string;
  readonly keyPasswordNotNeeded: string;
  readonly keyPasswordWaits: string;
  readonly keyValidity: (text: string) => string;
  readonly certificateValidity: (text: string) => string;
  readonly profileValidity: (text: string) => string;
  readonly made: (version: string, code: number) => string;
  readonly failed: (reason: string) => string;
  readonly cancelled: string;
  readonly notInKeystore: (alias: string) => string;
  readonly notInCertificate: (identity: string) => string;
  readonly identityLocked: string;
  readonly aliasLocked: string;
}
