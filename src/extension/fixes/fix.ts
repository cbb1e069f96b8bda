/** What one click can do about an issue. Pure data: `fixRunner.ts` does it in a text editor, the form does it in its document. */

import { type SettingsChange } from '../../core/settings/editSettings.ts';
import { type CommandId } from '../manifest.ts';

/** Keys from the root of the settings file. */
export type SettingsPath = SettingsChange['path'];

export type FixAction =
  /** Write this value. */
  | { readonly kind: 'set'; readonly path: SettingsPath; readonly value: string | number }
  /** Take the key out, so that the proposed value counts. */
  | { readonly kind: 'remove'; readonly path: SettingsPath }
  /** Give the key another name. */
  | { readonly kind: 'rename'; readonly path: SettingsPath; readonly name: string }
  /** Of a key that stands there several times, keep the last one: it is the one that counts. */
  | { readonly kind: 'keepLast'; readonly path: SettingsPath }
  /** Choose one of these values. */
  | { readonly kind: 'choose'; readonly path: SettingsPath; readonly values: readonly string[] }
  /** Type the value; what is wrong with it is said while typing. */
  | { readonly kind: 'ask'; readonly path: SettingsPath; readonly value: string }
  /** Choose a file or folder with a dialog. */
  | { readonly kind: 'browse'; readonly path: SettingsPath }
  | { readonly kind: 'setPassword'; readonly purpose: 'keystore' | 'key' | 'certificate' }
  /** Run a command on the app. */
  | { readonly kind: 'command'; readonly command: CommandId }
  /** Take the permission to read the file from everybody else. */
  | { readonly kind: 'protectFile'; readonly path: SettingsPath }
  /** Take a whole line out of the file the issue is in. */
  | { readonly kind: 'removeLine'; readonly line: number };

export interface Fix {
  readonly action: FixAction;
  /** The one fix that is most probably wanted. */
  readonly isPreferred?: true;
}

/** What is known around an issue; each part may be missing. */
export interface FixFacts {
  readonly platform: 'android' | 'ios' | undefined;
  /** The value that the settings hold at the place of the issue, as JSON has it. */
  readonly written: unknown;
  /** The keys of the object around it. */
  readonly siblings?: readonly string[];
  /** Of the app on the other platform, of the project. */
  readonly otherIdentifier?: string | undefined;
  readonly projectIdentifier?: string | undefined;
  readonly hasPackages?: boolean;
  /** Of the keystore, when it is open. */
  readonly aliases?: readonly string[];
  /** Relative to the app: files that look like keystores, folders that look like built web files. */
  readonly keystoreFiles?: readonly string[];
  readonly profileFiles?: readonly string[];
  readonly webFolders?: readonly string[];
  readonly startPages?: readonly string[];
}
