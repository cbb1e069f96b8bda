/** A package file as it is offered: what was read of it, and where it comes from. */

import { type ReadPackageFile } from '../../../node/packageWorker/readPackageFile.ts';
import { type BuildInput } from '../../../releases/client/buildInput.ts';

export interface PackageOffer {
  readonly content: ReadPackageFile;
  readonly build: BuildInput;
}

/** A link as it is shown and copied. */
export interface SharedLink {
  readonly address: string;
  readonly expiresAt: Date;
}
