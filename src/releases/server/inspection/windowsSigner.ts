/** The certificate of the signer in a signature of Windows, a CMS of RFC 5652. The signature is not checked; Windows does that. */

import { X509Certificate } from 'node:crypto';
import { type Bytes } from '../../../core/base/bytes.ts';
import { parseSignedData } from '../../../core/formats/cms/signedData.ts';

const mostCertificates = 20;

/** SHA-256 of the signer's certificate: of a chain, in whatever order, the one that issued none of the others. */
export function signerOfCms(cms: Bytes): string | null {
  try {
    const chain = parseSignedData(cms)
      .certificates.slice(0, mostCertificates)
      .map((bytes) => new X509Certificate(bytes));
    const leaf = chain.find((each) => !chain.some((other) => other !== each && other.issuer === each.subject));
    return leaf ? leaf.fingerprint256.replaceAll(':', '').toLowerCase() : null;
  } catch {
    return null;
  }
}
