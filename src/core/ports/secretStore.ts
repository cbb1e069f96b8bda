/** Where passwords are kept between uses: VS Code's SecretStorage in the editor, nowhere on the command line. */

import { type Secret } from '../base/secret.ts';

export interface SecretStore {
  get(key: string): Promise<Secret | undefined>;
  set(key: string, secret: Secret): Promise<void>;
  delete(key: string): Promise<void>;
}
