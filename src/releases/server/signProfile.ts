/** Signs configuration profiles with the certificate of the server, so that devices that trust its authority show them as verified. */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type Bytes } from '../../core/base/bytes.ts';
import { signCms } from '../../core/signing/cms/signCms.ts';
import { type TlsIdentity } from './certificateAuthority.ts';

export function signProfile({ certificate, privateKey }: TlsIdentity, profile: Bytes): Bytes {
  const [leaf, ...issuers] = Array.from(certificate.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g), ([pem]) => {
    return new Uint8Array(new X509Certificate(pem).raw);
  });
  if (!leaf) throw new TypeError('the identity of the server has no certificate');
  const identity = { certificates: [leaf, ...issuers] as const, privateKey: createPrivateKey(privateKey) };
  return signCms({
    content: profile,
    isDetached: false,
    signers: [{ identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes: [] }],
  });
}
