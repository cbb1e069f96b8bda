/** What `inspectPkcs12` tells. The states of password and integrity are facts; which sentence the user reads is the caller's choice. */

import { type KeyObject } from 'node:crypto';
import { type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type KeyPasswords } from '../password-encryption/keyPasswords.ts';
import { type IntegrityState, type KeyState, type PasswordState } from '../password-encryption/lockStates.ts';
import { type PrivateKeyInfo } from '../pkcs8/privateKeyInfo.ts';
import { type Certificate } from '../x509/certificate.ts';

export interface Pkcs12Access {
  /** Without one, the empty password is tried, and what is readable is reported. */
  readonly password?: Secret;
  readonly keyPasswords?: KeyPasswords;
}

export interface Pkcs12Identity {
  /** The friendly name, or a number for entries without one, counted as Java counts them. */
  readonly alias: string;
  readonly hasFriendlyName: boolean;
  readonly keyState: KeyState;
  /** Present when the key is open. */
  readonly privateKeyInfo: PrivateKeyInfo | undefined;
  /** Present when the key is open and the crypto library of this runtime takes it. */
  readonly privateKey: KeyObject | undefined;
  /** How the key is protected, for people. */
  readonly protection: string | undefined;
  /** The certificate of the key first, then its issuers as far as the file has them; may be empty. */
  readonly certificates: readonly Certificate[];
  /** Whether key and certificate belong together; `undefined` when it cannot be determined. */
  readonly isCertificateOfKey: boolean | undefined;
}

export interface Pkcs12Certificate {
  readonly alias: string;
  readonly hasFriendlyName: boolean;
  readonly certificate: Certificate;
}

/** How a file is protected, as far as it was looked at. */
export interface Pkcs12Encryption {
  readonly integrity: IntegrityState;
  /** How the integrity is protected, for people; `undefined` when it is not. */
  readonly mac: string | undefined;
  /** How the parts and keys are encrypted, for people, each once. */
  readonly protections: readonly string[];
  /** A part, a key or the integrity is protected in a way that came after PKCS #12's own SHA-1: PBES2, PBMAC1, SHA-2. */
  readonly hasNewProtection: boolean;
  /** A part or a key is encrypted with RC2 or single DES, which OpenSSL 3 opens with its legacy provider only. */
  readonly hasLegacyProtection: boolean;
}

export interface Pkcs12Inspection extends Pkcs12Encryption {
  /** The bytes have the structure of PKCS #12; when not, everything else is empty. */
  readonly isPkcs12: boolean;
  readonly password: PasswordState;
  readonly identities: readonly Pkcs12Identity[];
  /** Certificates that belong to no key's chain. */
  readonly certificates: readonly Pkcs12Certificate[];
  readonly issues: readonly Issue[];
}
