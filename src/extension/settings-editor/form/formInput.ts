/** Everything the form is made from, found out before by `formReading.ts`. */

import { type Platform } from '../../../core/settings/platform.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type AppValidation } from '../../../core/workflow/validateApp.ts';
import { type FormRun } from '../../../protocol/packageSettingsProtocol.ts';
import { type NearbyFiles } from '../../app/fixes/nearbyFiles.ts';
import { type PlacedIssue } from '../../app/checks/issuePlacement.ts';
import { type FormWords } from './formWords.ts';

/** Of a password. */
export type StoredState = 'stored' | 'missing' | 'lost';

/** What is known of the signing assets of one platform. */
export interface SigningFacts {
  readonly passwords: { readonly asset: StoredState; readonly key: StoredState };
  /** Of the keystore or the certificate; absent when none is named. */
  readonly asset?: AssetFacts;
  /** Of the provisioning profile; absent when none is named. */
  readonly profile?: AssetFacts;
}

/** Of one signing asset: whether its file is there, and how long it is valid. */
export interface AssetFacts {
  readonly isThere: boolean;
  /** Whether it opens, with the stored password where it needs one. */
  readonly isOpen: boolean;
  /** Of the keys inside, as far as it is open. */
  readonly aliases: readonly string[];
  /** In words: `valid until 1 Jan 2030`. */
  readonly validity?: string;
  /** Why the file is not what it should be. */
  readonly problem?: string;
}

/** What was found out about one platform that has settings. */
export interface PlatformState {
  readonly validation: Pick<AppValidation, 'effective' | 'last' | 'issues' | 'engineVersion' | 'signing'>;
  readonly signing: SigningFacts;
}

export interface FormInput {
  readonly words: FormWords;
  readonly path: string;
  /** Of the document, saved or not. */
  readonly text: string;
  readonly app: OpenedApp;
  readonly platforms: Readonly<Partial<Record<Platform, PlatformState>>>;
  /** What the Problems panel shows. */
  readonly issues: readonly PlacedIssue[];
  /** The versions of each engine that can be chosen here, newest first. */
  readonly engineVersions: ReadonlyMap<string, readonly string[]>;
  /** Of the tools that the engines of this app need, the versions that are here; those the user chose come first. By their key in the settings. */
  readonly toolVersions: ReadonlyMap<string, readonly string[]>;
  /** Files that remedies could name. */
  readonly near: NearbyFiles;
  /** Files of other tools that say what the settings do not say yet. */
  readonly importable: readonly string[];
  readonly isDirty: boolean;
  readonly isTrusted: boolean;
  /** Not the old side of a comparison. */
  readonly isWritable: boolean;
  readonly runs: readonly FormRun[];
}
