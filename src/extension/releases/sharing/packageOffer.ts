/** A package file as it is offered: what was read of it, and what its install page says of it. */

import { type ReadPackageFile } from '../../../node/packageWorker/readPackageFile.ts';
import { type ShareFacts } from '../../../releases/share/openSharedPackage.ts';

export interface PackageOffer {
  /** What was read of it. */
  readonly content: ReadPackageFile;
  readonly facts: ShareFacts;
}

/** A link as it is shown and copied. */
export interface SharedLink {
  readonly address: string;
  readonly expiresAt: Date;
}
