/** The stored passwords, without any prompt. */

import { type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { type PasswordStore } from './passwordStore.ts';

export function storedPasswords(passwords: PasswordStore): PasswordSource {
  return {
    ask: async ({ purpose, file, alias }) => await passwords.get({ purpose, asset: file, ...(alias !== undefined && { alias }) }),
  };
}
