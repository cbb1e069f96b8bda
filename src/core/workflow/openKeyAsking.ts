/** Opens the key of a keystore, and asks for the key's own password only when the keystore's does not open it. */

import { openSigningIdentity, type OpenedSigningIdentity } from '../assets/keystore/openSigningIdentity.ts';
import { type SessionCache } from '../assets/sessionCache.ts';
import { type Bytes } from '../base/bytes.ts';
import { type Issue } from '../base/issue.ts';
import { type Secret } from '../base/secret.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { type PasswordSource } from './passwordSource.ts';

export interface KeyAccess {
  /** Absolute path, for the question. */
  readonly file: string;
  readonly alias?: string;
  /** Without it this says what can be known without it. */
  readonly password: Secret | undefined;
  readonly passwords: PasswordSource;
  readonly isNeeded: boolean;
  readonly cache?: SessionCache;
}

export interface OpenedKey {
  readonly identity: SigningIdentity | undefined;
  /** Of the chosen entry, as far as it can be seen. */
  readonly certificate: Certificate | undefined;
  readonly issues: readonly Issue[];
  readonly secrets: readonly Secret[];
}

export async function openKeyAsking(bytes: Bytes, { file, alias, password, passwords, isNeeded, cache }: KeyAccess): Promise<OpenedKey> {
  const chosen = alias === undefined ? {} : { alias };
  const open = async (keyPassword: Secret | undefined): Promise<OpenedSigningIdentity> => {
    const make = (): Promise<OpenedSigningIdentity> =>
      openSigningIdentity(bytes, { ...chosen, ...(password && { password }), ...(keyPassword && { keyPassword }) });
    return await (cache?.remember(`keystore ${alias ?? ''}`, bytes, [password, keyPassword], make) ?? make());
  };
  // A password that was given beforehand is tried at once; no one is asked for one yet.
  const given = await passwords.ask({ purpose: 'key', file, ...chosen, isNeeded: false });
  const first = await open(given);
  const secrets = [password, given].filter((secret) => secret !== undefined);
  const isMissing = first.issues.some(({ code }) => code === 'keystore-key-password-missing');
  const keyPassword = isMissing && isNeeded ? await passwords.ask({ purpose: 'key', file, ...chosen, isNeeded }) : undefined;
  if (!keyPassword) return { ...first, certificate: first.certificate, secrets };
  const second = await open(keyPassword);
  return { ...second, certificate: second.certificate, secrets: [...secrets, keyPassword] };
}
