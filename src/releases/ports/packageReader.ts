/** Reads what a release says of its package. Packages come from strangers: an implementation bounds time and memory, and never throws for what the bytes are. */

import { type Bytes } from '../../core/base/bytes.ts';
import { type PackageFacts } from '../model/packageFacts.ts';

export interface ReadPackage {
  readonly facts: PackageFacts;
  readonly icon: { readonly mediaType: string; readonly bytes: Bytes } | null;
  /** Why it is not a package of its kind; `null` when it is one, or when no reader exists for the kind. */
  readonly problem: string | null;
}

export interface MadeApk extends Pick<ReadPackage, 'facts' | 'icon'> {
  readonly sizeBytes: number;
  /** From the beginning, each piece in memory of its own. */
  pieces(): AsyncIterable<Bytes>;
}

/** What debug symbols are of. */
export interface SymbolId {
  /** LC_UUID of an executable, in lower case. */
  readonly id: string;
  /** `arm64` */
  readonly architecture: string;
}

export interface PackageReader {
  read(sha256: string, extension: string): Promise<ReadPackage>;
  /** Of a .zip with symbols for Apple's systems; none of a file that cannot be read. */
  readSymbolIds(sha256: string): Promise<readonly SymbolId[]>;
  /**
   * Makes an APK for all devices of an app bundle, signed with the key that this storage keeps for that. It is there until the work is done;
   * where none can be made, the work gets the reason.
   */
  withApk<Result>(sha256: string, work: (made: MadeApk | { readonly problem: string }) => Promise<Result>): Promise<Result>;
}
