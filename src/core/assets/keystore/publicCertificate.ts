/** The public side of a signing key, in the forms that stores and web sites ask for. */

import { encodePem } from '../../formats/pem/pem.ts';
import { type Bytes } from '../../base/bytes.ts';
import { fingerprintText } from '../../base/fingerprintText.ts';

/** As Google Play takes an upload certificate: PEM. */
export function certificatePem(der: Bytes): string {
  return encodePem('CERTIFICATE', der);
}

/**
 * The statement that a web site trusts an app signed by this key (Digital Asset Links, "Statement list"), for
 * `/.well-known/assetlinks.json`. With Play App Signing the fingerprint of Google's key belongs there too.
 */
export function assetLinks(appIdentifier: string, sha256: readonly string[]): unknown {
  return [
    {
      relation: ['delegate_permission/common.handle_all_urls'],
      target: { namespace: 'android_app', package_name: appIdentifier, sha256_cert_fingerprints: sha256.map(fingerprintText) },
    },
  ];
}
