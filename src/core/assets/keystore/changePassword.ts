/** The keys of a keystore in a new one under another password: PKCS #12 with AES-256, whatever the old one was. */

import { type Bytes } from '../../base/bytes.ts';
import { type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePkcs12, type Pkcs12Entry } from '../../formats/pkcs12/encodePkcs12.ts';
import { type Random } from '../../ports/random.ts';
import { type KeystoreAccess } from './keystore.ts';
import { readKeystore } from './readKeystore.ts';

export interface ChangedKeystore {
  /** Absent when no key of the keystore opened; the issues say why. */
  readonly bytes?: Bytes;
  readonly aliases: readonly string[];
  readonly issues: readonly Issue[];
}

/** Keys that stay closed, and certificates without a key, are left out. */
export async function changeKeystorePassword(
  bytes: Bytes,
  access: KeystoreAccess,
  password: Secret,
  random: Random,
): Promise<ChangedKeystore> {
  const { contents, issues } = await readKeystore(bytes, access);
  const entries = contents.flatMap(({ alias, privateKey, certificates: [leaf, ...issuers] }): Pkcs12Entry[] =>
    privateKey && leaf ? [{ alias, privateKey, certificates: [leaf.der, ...issuers.map(({ der }) => der)] }] : [],
  );
  if (entries.length === 0) return { aliases: [], issues };
  const changed = await encodePkcs12({ entries, password, form: 'modern', randomBytes: (count) => random.bytes(count) });
  return { bytes: changed, aliases: entries.map(({ alias }) => alias), issues };
}
