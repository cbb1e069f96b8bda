/** A certificate file as the user knows it: identities, whatever the format. */

import { type KeyObject } from 'node:crypto';
import { type Issue } from '../../base/issue.ts';
import { type PasswordState } from '../../formats/password-encryption/lockStates.ts';
import { type Pkcs12Encryption } from '../../formats/pkcs12/pkcs12Inspection.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type AppleCertificateKind } from '../apple/appleCertificateKind.ts';

export type CertificateFormat = 'pkcs12' | 'pem' | 'der' | 'pkcs7';

/** A certificate of the file, with its key where that is there and open: for the code that checks and signs. */
export interface FiledIdentity {
  readonly certificate: Certificate;
  /** Whether the file contains the key, open or closed. */
  readonly hasPrivateKey: boolean;
  readonly privateKey?: KeyObject;
  /** The issuers of the certificate that the file contains. */
  readonly issuers: readonly Certificate[];
}

export interface CertificateReading {
  /** `undefined` when the file is none; the issues say what it is. */
  readonly format: CertificateFormat | undefined;
  readonly password: PasswordState;
  /** Of PKCS #12. */
  readonly encryption?: Pkcs12Encryption;
  readonly identities: readonly FiledIdentity[];
  readonly issues: readonly Issue[];
}

/** An identity as it is shown. Fingerprints are in lower-case hexadecimal. */
export interface CertificateIdentity {
  readonly subject: string;
  /** The organizational unit: Apple's identifier of the team. */
  readonly team: string | undefined;
  readonly kind: AppleCertificateKind;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly sha1: string;
  readonly sha256: string;
  readonly hasPrivateKey: boolean;
  /** As people call it. */
  readonly name: string;
  readonly issuer: string;
  readonly serialNumber: string;
  /** `RSA 2048`. */
  readonly key: string;
}

export interface CertificateInspection {
  readonly format: CertificateFormat | undefined;
  readonly identities: readonly CertificateIdentity[];
  readonly issues: readonly Issue[];
}
