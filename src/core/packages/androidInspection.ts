/**
 * Everything `inspectAndroidPackage` reports about a package. All of it was read from the file; nothing of it is believed to be signed. What
 * could not be read is absent: no fact is ever made up for it. The facts of the manifest are absent together when it cannot be read.
 */

import { type DexFile } from './dexFiles.ts';
import { type ManifestFacts } from './manifestFacts.ts';
import { type NativeLibrary } from './nativeLibraries.ts';
import { type AndroidFormat } from './packageEntries.ts';
import { type PackageIcon } from './packageIcon.ts';
import { type PackageSizes } from './packageSizes.ts';
import { type SigningSummary } from './signingSummary.ts';

export interface AndroidInspection extends Partial<ManifestFacts> {
  readonly format: AndroidFormat;
  readonly isManifestReadable: boolean;
  readonly sizeBytes: number;
  readonly icon?: PackageIcon;
  /** The ABIs with native libraries; empty when the app runs on all. */
  readonly abis: readonly string[];
  readonly libraries: readonly NativeLibrary[];
  readonly dexFiles: readonly DexFile[];
  readonly sizes: PackageSizes;
  readonly signing: SigningSummary;
  /** `resources.arsc` of an APK. */
  readonly resourceTable?: { readonly isStored: boolean; readonly dataOffset: number };
  /** Of an app bundle. */
  readonly bundle?: BundleFacts;
}

export interface BundleFacts {
  /** `base` and the feature modules and asset packs. */
  readonly modules: readonly string[];
  /** The version of bundletool that `BundleConfig.pb` names. */
  readonly bundletoolVersion?: string;
}
