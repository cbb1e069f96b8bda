/** Apple's public certificates, ready to be compared with: the roots, and the intermediates that issue developer certificates. */

import { fromBase64 } from '../../base/bytes.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { appleIntermediateData } from './appleIntermediateData.ts';
import { appleRootData } from './appleRootData.ts';

export const appleRoots: readonly Certificate[] = appleRootData.map(({ base64 }) => parseCertificate(fromBase64(base64)));

export const appleIntermediates: readonly Certificate[] = appleIntermediateData.map(({ base64 }) => parseCertificate(fromBase64(base64)));
