/** Where the workflow gets passwords from: SecretStorage or a prompt in the editor, `env:`, `file:` or a prompt on the command line. */

import { type Secret } from '../base/secret.ts';

export interface PasswordRequest {
  /** `keystore` opens the file; `key` the one key in it that has a password of its own; `certificate` opens a .p12 of Apple's. */
  readonly purpose: 'keystore' | 'key' | 'certificate';
  /** Absolute path of the file the password is for. */
  readonly file: string;
  readonly alias?: string;
  /** Whether the work cannot go on without it. A source that cannot give a needed one fails and says how to. */
  readonly isNeeded: boolean;
}

export interface PasswordSource {
  ask(request: PasswordRequest): Promise<Secret | undefined>;
}
