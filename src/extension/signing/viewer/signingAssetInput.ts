/** What the view of a signing asset is made from, and what its buttons do besides what all viewers' buttons do. */

import type * as vscode from 'vscode';
import { type SigningFile } from '../../../core/assets/signing-file/signingFile.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type FixAction } from '../../../core/settings/fixes/fix.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { type AssetButtons } from '../../shared/asset-page/assetContent.ts';

export type SigningAction =
  | { readonly kind: 'askPassword' }
  /** Of a key that has its own password. */
  | { readonly kind: 'askKeyPassword'; readonly alias: string }
  /** The settings of an app, at the field that names this file. */
  | { readonly kind: 'openSettings'; readonly settings: string; readonly field: FieldId }
  /** In the settings of an app that uses the file. */
  | { readonly kind: 'fix'; readonly folder: string; readonly platform: Platform; readonly action: FixAction }
  /** Begins with this file. */
  | { readonly kind: 'wizard'; readonly wizard: AssetWizard }
  | { readonly kind: 'openPage'; readonly url: string };

export const assetWizards = ['compatibleCopy', 'combineCertificate', 'requestCertificate', 'createKeystore'] as const;
export type AssetWizard = (typeof assetWizards)[number];

export interface SigningAssetInput {
  readonly name: string;
  /** For people. */
  readonly place: string;
  readonly file: SigningFile;
  /** Whether a password is stored for it. */
  readonly isRemembered: boolean;
  readonly now: Date;
  /** Whether wizards may begin with the file: it is on the disk, and the window is trusted. */
  readonly hasWizards: boolean;
  readonly uses: readonly AssetUse[];
  readonly related: RelatedFiles;
}

/** An app whose settings name the file. */
export interface AssetUse {
  readonly appName: string;
  readonly folder: string;
  readonly settings: string;
  readonly platform: Platform;
  readonly field: 'android.keystore' | 'ios.certificate' | 'ios.provisioningProfile';
  readonly appIdentifier?: string;
  readonly buildType: string;
  readonly alias?: string;
  /** What its validation says of the file; absent until that is known. */
  readonly issues?: readonly UseIssue[];
}

export interface UseIssue {
  readonly issue: Issue;
  readonly fixes: readonly { readonly title: string; readonly action: FixAction }[];
}

/** Files of the workspace that belong to this one. */
export interface RelatedFiles {
  readonly files: readonly RelatedFile[];
  /** Others that may belong to it: which certificates they contain is hidden by a password. */
  readonly locked: readonly FileOfWorkspace[];
}

export interface FileOfWorkspace {
  readonly uri: vscode.Uri;
  /** Relative to the workspace. */
  readonly path: string;
}

export interface RelatedFile extends FileOfWorkspace {
  readonly kind: 'profile' | 'certificate';
  /** Of the profile, or of the certificates that both have. */
  readonly names: readonly string[];
  readonly hasPrivateKey: boolean;
  readonly validUntil: Date | undefined;
}

export type SigningButtons = AssetButtons<SigningAction>;
