/** Passwords of single keys, which a few stores have besides the password of the store. */

import { type Secret } from '../../base/secret.ts';

export interface KeyPasswords {
  /** For every key that has none of its own in `byAlias`. */
  readonly shared?: Secret;
  /** By alias in lower case. */
  readonly byAlias?: ReadonlyMap<string, Secret>;
}

/** What to try on the key of an alias: its own password, the shared one, then the store's. */
export function passwordsToTry(
  alias: string | undefined,
  keyPasswords: KeyPasswords | undefined,
  storePassword: Secret | undefined,
): readonly Secret[] {
  const own = alias === undefined ? undefined : keyPasswords?.byAlias?.get(alias.toLowerCase());
  const tried: Secret[] = [];
  for (const password of [own, keyPasswords?.shared, storePassword])
    if (password && !tried.some((earlier) => earlier.equals(password))) tried.push(password);
  return tried;
}
