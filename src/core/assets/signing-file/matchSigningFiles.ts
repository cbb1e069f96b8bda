/** Which signing files belong together: a profile and the certificates that it allows. */

import { type Certificate } from '../../formats/x509/certificate.ts';
import { allowsCertificate } from '../provisioning-profile/matchProfile.ts';
import { type SigningFile } from './signingFile.ts';

/** The certificates of one file that the other one, a profile, allows; none when the two are of one kind. */
export function commonCertificates(one: SigningFile, other: SigningFile): readonly Certificate[] {
  const profile = one.kind === 'profile' ? one : other;
  const store = one.kind === 'store' ? one : other;
  if (profile.kind !== 'profile' || store.kind !== 'store') return [];
  return store.entries.flatMap(({ certificate }) =>
    certificate && allowsCertificate(profile.inspection, certificate) ? [certificate] : [],
  );
}

/** Whether the file may contain certificates that are not seen without its password. */
export function hidesCertificates(file: SigningFile): boolean {
  return file.kind === 'store' && file.format === 'pkcs12' && (file.password === 'missing' || file.password === 'wrong');
}
