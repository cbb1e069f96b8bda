/** Where the workflow gets passwords from: SecretStorage or a prompt in the editor, `env:`, `file:` or a prompt on the command line. */

import { type Secret } from '../base/secret.ts';

export interface PasswordRequest {
  /** `keystore` opens the file; `key` the one key in it that has its own password; `certificate` opens a .p12 of Apple's. */
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

/**
 * For several packages of one call: what a source gave for a file is given to the others too, and a question waits until the one before
 * is answered. A source that fails is asked again.
 */
export function askedOnce(): (source: PasswordSource) => PasswordSource {
  const answers = new Map<string, Secret>();
  let last: Promise<unknown> = Promise.resolve();
  return (source) => ({
    ask: async (request) => {
      const id = JSON.stringify([request.purpose, request.file, request.alias]);
      const answer = last.then(async () => {
        const given = answers.get(id) ?? (await source.ask(request));
        if (given) answers.set(id, given);
        return given;
      });
      last = answer.catch(() => undefined);
      return await answer;
    },
  });
}
