/**
 * The nodes of the view Apps: app → platform → runs, Signing (assets) and Packages (package records, newest first); in a project with variants
 * each has its packages, and Packages has those of no variant.
 */

import { type Platform } from '../../core/settings/platform.ts';
import { type PackageRecord } from '../../core/versions/packageRecord.ts';
import { type AppEntry } from './appEntry.ts';

export type AppsNode =
  | AppNode
  | PlatformNode
  | RunNode
  | SigningNode
  | AssetNode
  | VariantNode
  | OtherVariantsNode
  | PackagesNode
  | PackageNode
  | MoreNode;

export interface AppNode {
  readonly kind: 'app';
  readonly app: AppEntry;
}

export interface PlatformNode {
  readonly kind: 'platform';
  readonly app: AppEntry;
  readonly platform: Platform;
}

/** A package that is being made. A row by itself, since its progress changes often and rows below a changed row are read again. */
export interface RunNode {
  readonly kind: 'run';
  readonly app: AppEntry;
  readonly platform: Platform;
  /** Of a run of this window. */
  readonly runId: number;
}

export interface SigningNode {
  readonly kind: 'signing';
  readonly app: AppEntry;
  readonly platform: Platform;
}

export type AssetKind = 'keystore' | 'certificate' | 'profile' | 'debugKey';

export interface AssetNode {
  readonly kind: 'asset';
  readonly app: AppEntry;
  readonly platform: Platform;
  readonly asset: AssetKind;
  /** Absolute; absent when the settings name none. */
  readonly path?: string;
  readonly alias?: string;
}

/** A variant of the project, such as a flavor with a build type. */
export interface VariantNode {
  readonly kind: 'variant';
  readonly app: AppEntry;
  readonly platform: Platform;
  readonly variant: string;
}

/** Stands for variants without packages where there are many. */
export interface OtherVariantsNode {
  readonly kind: 'otherVariants';
  readonly app: AppEntry;
  readonly platform: Platform;
}

export interface PackagesNode {
  readonly kind: 'packages';
  readonly app: AppEntry;
  readonly platform: Platform;
}

export interface PackageNode {
  readonly kind: 'package';
  readonly app: AppEntry;
  readonly record: PackageRecord;
  /** Whether the row above names its variant. */
  readonly isBelowVariant?: boolean;
}

/** Stands for the older packages until it is opened. */
export interface MoreNode {
  readonly kind: 'more';
  readonly app: AppEntry;
  readonly platform: Platform;
  readonly variant?: string;
  readonly from: number;
}

/** The value that `when` clauses of package.json match: `kind=platform;platform=android;running=no`. */
export function contextValue(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(';');
}

export function isAppsNode(value: unknown): value is AppsNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'app' in value;
}
