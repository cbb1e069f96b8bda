/** Any file that signing knows, by its content: a store of keys and certificates, a provisioning profile, or something else. */

import { type Issue } from '../../base/issue.ts';
import { type KeyState, type PasswordState } from '../../formats/password-encryption/lockStates.ts';
import { type Pkcs12Encryption } from '../../formats/pkcs12/pkcs12Inspection.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type KeyDescription } from '../../formats/x509/publicKeyInfo.ts';
import { type CertificateFormat } from '../certificate/certificateFile.ts';
import { type KeystoreFormat } from '../keystore/keystore.ts';
import { type ProfileInspection } from '../provisioning-profile/profileInspection.ts';

/** What a file of keys is used as: for Android packages, or for iOS packages. */
export type SigningRole = 'keystore' | 'certificate';

export type SigningFile = SigningStore | SigningProfile | OtherFile;

export interface SigningStore {
  readonly kind: 'store';
  /** `undefined` while nothing tells. */
  readonly role: SigningRole | undefined;
  readonly format: KeystoreFormat | CertificateFormat;
  readonly password: PasswordState;
  /** Of PKCS #12. */
  readonly encryption?: Pkcs12Encryption;
  readonly entries: readonly SigningEntry[];
  readonly issues: readonly Issue[];
}

export interface SigningEntry {
  /** Certificate files name no entries. */
  readonly alias: string | undefined;
  /** Whether the file contains the key, open or closed. */
  readonly hasPrivateKey: boolean;
  readonly keyState: KeyState | undefined;
  readonly key: KeyDescription | undefined;
  readonly certificate: Certificate | undefined;
  /** The issuers of the certificate that the file contains. */
  readonly issuers: readonly Certificate[];
}

export interface SigningProfile {
  readonly kind: 'profile';
  readonly inspection: ProfileInspection;
  readonly issues: readonly Issue[];
}

export interface OtherFile {
  readonly kind: 'other';
  /** What it is, with its article. */
  readonly what: string;
  readonly issues: readonly Issue[];
}
