/**
 * What one click, or one command, can do about an issue. Pure data: the editor does it in a document, the command line names it. Nothing
 * here knows where the settings file is or how anyone is asked.
 */

import { type SettingsChange } from '../editSettings.ts';
import { type Platform } from '../platform.ts';

/** Keys from the root of the settings file. */
export type SettingsPath = SettingsChange['path'];

export type FixAction =
  /** Write this value. */
  | { readonly kind: 'set'; readonly path: SettingsPath; readonly value: string | number }
  /** Take the key out, so that the proposed value counts. */
  | { readonly kind: 'remove'; readonly path: SettingsPath }
  /** Give the key another name. */
  | { readonly kind: 'rename'; readonly path: SettingsPath; readonly name: string }
  /** Of a key that is there several times, keep the last one: it is the one that counts. */
  | { readonly kind: 'keepLast'; readonly path: SettingsPath }
  /** Choose one of these values. */
  | { readonly kind: 'choose'; readonly path: SettingsPath; readonly values: readonly string[] }
  /** Type the value; what is wrong with it is said while typing. */
  | { readonly kind: 'ask'; readonly path: SettingsPath; readonly value: string }
  /** Choose a file or folder with a dialog. */
  | { readonly kind: 'browse'; readonly path: SettingsPath }
  /** Choose one of the provisioning profiles that are there. */
  | { readonly kind: 'chooseProfile'; readonly path: SettingsPath }
  | { readonly kind: 'setPassword'; readonly purpose: 'keystore' | 'key' | 'certificate' }
  | { readonly kind: 'createKeystore' }
  | { readonly kind: 'createPackage'; readonly platform: Platform }
  /** Run the build of the project, after a question that shows its command, and create a package of what it made. */
  | { readonly kind: 'runBuild'; readonly command: string }
  /** Ask the tools of the project for what it computes, after a question: they run its code. */
  | { readonly kind: 'evaluateProject' }
  /** Write settings, from the files of other tools where they say something. */
  | { readonly kind: 'importSettings' }
  /** Save a copy of the certificate file that macOS imports. */
  | { readonly kind: 'compatibleCopy' }
  /** Ask Apple for a certificate, or put the downloaded one together with its key. */
  | { readonly kind: 'requestCertificate' }
  | { readonly kind: 'combineCertificate' }
  /** Take the permission to read the file from everybody else. */
  | { readonly kind: 'protectFile'; readonly path: SettingsPath }
  /** Keep the file and let git forget it: `git rm --cached`, and a line in `.gitignore`. */
  | { readonly kind: 'untrackFile'; readonly path: SettingsPath }
  /** The same for a file that the settings do not name; relative to the app. */
  | { readonly kind: 'untrackFile'; readonly file: string }
  /** Keep a file that git does not track out of the next commit: a line in `.gitignore`. Relative to the app. */
  | { readonly kind: 'ignoreFile'; readonly file: string }
  /** Put the key of a store into the secret storage, by connecting the store with it. Relative to the app. */
  | { readonly kind: 'connectStore'; readonly file: string }
  /** Put the password into the secret storage and take it out of the file. */
  | { readonly kind: 'moveSecret'; readonly file: string; readonly key: string }
  /** Take a whole line out of the file the issue is in. */
  | { readonly kind: 'removeLine'; readonly line: number }
  /** Let a file that looks like a secret into packages, after a question that names the risk. */
  | AllowFile
  | { readonly kind: 'openPage'; readonly url: string };

/** `file` as the list names it: of `build` an entry of the package, of `web` a path in the folder of web files. */
export interface AllowFile {
  readonly kind: 'allowFile';
  readonly list: 'build' | 'web';
  readonly file: string;
}

export interface Fix {
  readonly action: FixAction;
  /** The one fix that is most probably wanted. */
  readonly isPreferred?: true;
}

/** What is known around an issue; each part may be missing. */
export interface FixFacts {
  readonly platform: Platform | undefined;
  /** The value that the settings contain at the place of the issue, as JSON has it. */
  readonly written: unknown;
  /** The keys of the object around it. */
  readonly siblings?: readonly string[];
  /** Of the app on the other platform, of the project. */
  readonly otherIdentifier?: string | undefined;
  readonly projectIdentifier?: string | undefined;
  readonly hasPackages?: boolean;
  /** Of the keystore, when it is open. */
  readonly aliases?: readonly string[];
  /** Relative to the app: files that look like what is wanted, folders that look like built web files. */
  readonly keystoreFiles?: readonly string[];
  readonly certificateFiles?: readonly string[];
  /** Provisioning profiles next to the app that fit it. */
  readonly fittingProfiles?: readonly string[];
  readonly webFolders?: readonly string[];
  readonly startPages?: readonly string[];
}
