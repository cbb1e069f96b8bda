/** What the parts of the form ask of the page: to send something to the extension, and to say when that did not work. */

import { type FieldId, type FormStrings } from '../../src/protocol/packageSettingsProtocol.ts';

export interface FormActions {
  readonly strings: FormStrings;
  change(field: FieldId, value: string): Promise<void>;
  browse(field: FieldId): void;
  setPassword(field: FieldId): void;
  forgetPassword(field: FieldId): void;
  fix(id: string): void;
  addPlatform(platform: 'android' | 'ios'): void;
  createPackage(platform: 'android' | 'ios'): void;
  cancelPackage(platform: 'android' | 'ios'): void;
}
