/** Which programs open a PKCS #12 file as it is encrypted. */

import { type Pkcs12Encryption } from '../../formats/pkcs12/pkcs12Inspection.ts';

export interface Pkcs12Acceptance {
  /** macOS imports only what PKCS #12 itself once had: SHA-1, 3DES and RC2 (Apple's Security framework). */
  readonly keychain: boolean;
  /** OpenSSL 3 keeps RC2 and DES in a separate provider, which `-legacy` asks for. */
  readonly openssl: 'opens' | 'needs-legacy';
}

export function pkcs12Acceptance({ hasNewProtection, hasLegacyProtection }: Pkcs12Encryption): Pkcs12Acceptance {
  return { keychain: !hasNewProtection, openssl: hasLegacyProtection ? 'needs-legacy' : 'opens' };
}
