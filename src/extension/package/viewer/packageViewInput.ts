/** What the view of a package is made from, and what its buttons do besides what all viewers' buttons do. */

import { type Issue } from '../../../core/base/issue.ts';
import { type PackageDifference } from '../../../core/packages/comparison/comparePackages.ts';
import { type IpaVerification } from '../../../core/packages/ipa/seal/verifyIpa.ts';
import { type PackageInspection } from '../../../core/packages/packageInspection.ts';
import { type SizeNode } from '../../../core/packages/sizes/sizeTree.ts';
import { type AllowFile } from '../../../core/settings/fixes/fix.ts';
import { type PackageVerification } from '../../../core/packages/verifyPackage.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type AssetButtons } from '../../shared/asset-page/assetContent.ts';

export type PackageAction =
  | { readonly kind: 'compare' }
  | { readonly kind: 'stopComparing' }
  | { readonly kind: 'installQrCode' }
  | { readonly kind: 'sign'; readonly command: CommandId }
  | { readonly kind: 'reveal' }
  /** In the settings of the app that the package belongs to. */
  | { readonly kind: 'allow'; readonly allow: AllowFile };

export type PackageButtons = AssetButtons<PackageAction>;

export interface PackageViewInput {
  readonly name: string;
  /** For people. */
  readonly place: string;
  readonly sizeBytes: number;
  readonly now: Date;
  /** Absent for what is not a package. */
  readonly inspection?: PackageInspection;
  readonly sizes?: SizeNode;
  /** As a data URI. */
  readonly icon?: string;
  /** Lower-case hexadecimal; absent until it is known. */
  readonly sha256?: string;
  /** Of Android packages; absent until they are checked, and for what is not signed. */
  readonly verification?: PackageVerification;
  /** Of an iOS package; absent until it is checked. */
  readonly seal?: IpaVerification;
  /** Of the file, its readiness and its signatures, each once. */
  readonly issues: readonly Issue[];
  /** With the package that it is compared with. */
  readonly comparison?: { readonly name: string; readonly difference: PackageDifference };
  readonly isOnDisk: boolean;
  /** In the ledger of an app of the workspace. */
  readonly record?: PackageRecord;
  /** Whether its app has settings here that can be changed. */
  readonly canAllow?: boolean;
}
