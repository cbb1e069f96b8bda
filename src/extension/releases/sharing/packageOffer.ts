/** A package file as it is offered: by which path, and what its install page tells of it. */

import { type ShareFacts } from '../../../releases/share/openSharedPackage.ts';

export interface PackageOffer {
  /** Absolute. */
  readonly path: string;
  readonly facts: ShareFacts;
}

/** A link as it is shown and copied. */
export interface SharedLink {
  readonly address: string;
  readonly expiresAt: Date;
}
