/** What a link is made with: on the server, and by those who ask for one. */

import { type Secret } from '../../core/base/secret.ts';

/** To a release, by its number or `latest`, or to the newest of a group. */
export interface LinkInput {
  readonly release?: string | undefined;
  readonly group?: string | undefined;
  /** Whose link it is: downloads are known as theirs. */
  readonly testerEmail?: string | undefined;
  readonly label?: string | undefined;
  readonly password?: Secret | undefined;
  readonly expiresAt?: Date | undefined;
  /** A whole number above 0. */
  readonly installLimit?: number | undefined;
}
