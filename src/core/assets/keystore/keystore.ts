/** A keystore as the user knows it: entries with an alias, whatever the format of the file. */

import { type KeyObject } from 'node:crypto';
import { type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type KeyState } from '../../formats/password-encryption/lockStates.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type KeyDescription, type PublicKeyAlgorithm } from '../../formats/x509/publicKeyInfo.ts';

export type KeystoreFormat = 'pkcs12' | 'jks';

export interface KeystoreAccess {
  readonly password?: Secret;
  /** For every key without one of its own in `keyPasswords`; the store's password is tried as well. */
  readonly keyPassword?: Secret;
  readonly keyPasswords?: ReadonlyMap<string, Secret>;
}

/** An entry with everything that opened, for the code that signs. */
export interface KeystoreContent {
  readonly alias: string;
  readonly kind: 'private-key' | 'certificate';
  /** Private keys only. */
  readonly keyState?: KeyState;
  readonly key?: KeyDescription;
  readonly privateKey?: KeyObject;
  readonly isCertificateOfKey?: boolean;
  /** The certificate of the entry first, then its issuers; empty when none is known. */
  readonly certificates: readonly Certificate[];
}

/** An entry as it is shown. Fingerprints are of the entry's certificate, in lower-case hexadecimal. */
export interface KeystoreEntry {
  readonly alias: string;
  readonly kind: 'private-key' | 'certificate';
  readonly algorithm?: PublicKeyAlgorithm;
  readonly keyBits?: number;
  /** EC only: `P-256` … */
  readonly curve?: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serialNumber?: string;
  readonly signatureAlgorithm?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly sha1?: string;
  readonly sha256?: string;
  readonly chainLength: number;
}

export interface KeystoreInspection {
  /** `undefined` when the file is not a keystore this product reads; the issues say what it is. */
  readonly format: KeystoreFormat | undefined;
  readonly entries: readonly KeystoreEntry[];
  readonly issues: readonly Issue[];
}
