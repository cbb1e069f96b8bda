/**
 * What a file is that is offered as a certificate or a profile, in the words of a sentence: the mix-ups that happen. It is told by the
 * content alone, with the eyes that keystores are told with.
 */

import { type Bytes } from '../base/bytes.ts';
import { type IssueCode } from '../base/issues/issueTable.ts';
import { phrase } from '../base/phrase.ts';
import { detectKeystoreFormat } from './keystore/detectKeystoreFormat.ts';

export type AssetFileKind =
  | 'pkcs12'
  | 'certificate'
  | 'certificate-request'
  | 'private-key'
  | 'pem'
  | 'signed-data'
  | 'property-list'
  | 'other';

export interface AssetFile {
  readonly kind: AssetFileKind;
  /** With its article. */
  readonly what: string;
}

const byIssue: Readonly<Partial<Record<IssueCode, AssetFile>>> = {
  'keystore-empty': { kind: 'other', what: phrase('an empty file') },
  'keystore-truncated': { kind: 'other', what: phrase('a file that was cut off: it ends before it says so') },
  'keystore-is-pem': { kind: 'pem', what: phrase('PEM text') },
  'keystore-is-certificate': { kind: 'certificate', what: phrase('a certificate') },
  'keystore-is-certificate-request': { kind: 'certificate-request', what: phrase('a certificate request') },
  'keystore-is-private-key': { kind: 'private-key', what: phrase('a private key without its certificate') },
  'keystore-is-public-key': { kind: 'other', what: phrase('a public key') },
  'keystore-is-provisioning-profile': { kind: 'signed-data', what: phrase('a provisioning profile') },
  'keystore-is-property-list': { kind: 'property-list', what: phrase('a property list') },
  'keystore-is-archive': { kind: 'other', what: phrase('a zip archive or a package') },
  'keystore-is-web-page': { kind: 'other', what: phrase('a web page: the download gave a page instead of the file') },
  'keystore-is-lfs-pointer': { kind: 'other', what: phrase('a pointer of Git LFS, which git lfs pull replaces by the file') },
  'keystore-is-base64': { kind: 'other', what: phrase('base64 text, which must be decoded first') },
  'keystore-is-text': { kind: 'other', what: phrase('a text file') },
  'keystore-format-unsupported': { kind: 'other', what: phrase('a Java keystore') },
};

/** ContentInfo with the type signedData: its beginning, whatever the lengths. */
const signedDataType = Buffer.from('06092a864886f70d010702', 'hex');

export function assetFileKind(bytes: Bytes): AssetFile {
  if (bytes[0] === 0x30 && Buffer.from(bytes.subarray(0, 24)).includes(signedDataType))
    return { kind: 'signed-data', what: phrase('signed data (PKCS #7)') };
  const { format, issue } = detectKeystoreFormat(bytes);
  if (format === 'pkcs12') return { kind: 'pkcs12', what: phrase('a PKCS #12 file') };
  if (format === 'jks') return { kind: 'other', what: phrase('a Java keystore') };
  return (issue && byIssue[issue.code]) ?? { kind: 'other', what: phrase('a file of another kind') };
}
