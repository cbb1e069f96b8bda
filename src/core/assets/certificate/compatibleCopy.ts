/** A copy of a certificate file in the older encryption that Keychain Access and `security import` take, under the same password. */

import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePkcs12, type Pkcs12Entry } from '../../formats/pkcs12/encodePkcs12.ts';
import { type Random } from '../../ports/random.ts';
import { certificateName } from '../apple/appleCertificateKind.ts';
import { type CertificateReading } from './certificateFile.ts';

/** `undefined` when no key of the file is open. Certificates without a key are left out. */
export async function makeCompatibleCopy({ identities }: CertificateReading, password: Secret, random: Random): Promise<Bytes | undefined> {
  const entries = identities.flatMap(({ certificate, privateKey, issuers }): Pkcs12Entry[] => {
    if (!privateKey) return [];
    return [{ alias: certificateName(certificate), privateKey, certificates: [certificate.der, ...issuers.map(({ der }) => der)] }];
  });
  if (entries.length === 0) return undefined;
  return await encodePkcs12({ entries, password, form: 'compatible', randomBytes: (count) => random.bytes(count) });
}
