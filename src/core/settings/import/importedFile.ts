/** What a file of another tool says that the settings of an app can take over: values with their place, and secrets apart from them. */

import { type Issue, type TextRange } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type SettingsChange } from '../editSettings.ts';

export interface ImportPlace {
  /** Relative to the app's folder, with slashes. */
  readonly file: string;
  /** Absent in binary files. */
  readonly range?: TextRange;
}

export interface ImportedValue {
  /** Where it belongs in the settings. */
  readonly path: SettingsChange['path'];
  readonly value: string | number;
  readonly origin: ImportPlace;
}

/** A password that is in the file. Its value is never shown. */
export interface ImportedSecret {
  /** `other`: it belongs to no asset that the settings know. */
  readonly purpose: 'keystore' | 'key' | 'certificate' | 'other';
  /** As the file names it: `storePassword`. */
  readonly key: string;
  readonly secret: Secret;
  readonly place: ImportPlace;
  /** The file that it opens, relative to the app, as far as it is known. */
  readonly asset?: string;
  readonly alias?: string;
  /** The part of the text that is to go so that the secret is gone and the rest stays valid. */
  readonly removal: { readonly offset: number; readonly length: number };
}

export interface ImportedFile {
  readonly file: string;
  /** Whose file it is, for people: `Expo Application Services`. */
  readonly tool: string;
  readonly values: readonly ImportedValue[];
  readonly secrets: readonly ImportedSecret[];
  readonly issues: readonly Issue[];
  /** Values of one setting each, of which nothing says which one counts. */
  readonly undecided: readonly (readonly ImportedValue[])[];
}

/** What is known of the app from elsewhere, to choose between several of a file. */
export interface ImportContext {
  readonly iosAppIdentifier?: string | undefined;
  /** Names by which tools may call the target that makes the app. */
  readonly targetNames?: readonly string[];
}

/** Reads one kind of file. Never throws, runs nothing: what is computed there stays unknown. */
export interface ImportReader {
  readonly tool: string;
  /** Paths relative to the app's folder, with slashes; `*` stands for a name in the app's own folder. */
  readonly files: readonly string[];
  read(text: string, file: string, context?: ImportContext): ImportedFile;
}
