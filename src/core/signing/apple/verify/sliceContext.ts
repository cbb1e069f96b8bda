/** What the checks of one file of code, and of one slice of it, are given. */

import { type Bytes } from '../../../base/bytes.ts';
import { type CodeSignature } from '../../../formats/code-signature/inspectCodeSignature.ts';
import { type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { type CodeSlice } from '../code/openCode.ts';
import { type SealFindings } from './sealFindings.ts';

export interface CodeDemands {
  /** Path from the top of the package. */
  readonly file: string;
  /** Of a bundle's executable: the bytes of the bundle's Info.plist, and of its list of sealed files where it has one. */
  readonly bundle?: { readonly infoPlist: Bytes; readonly codeResources: Bytes | undefined; readonly identifier: string | undefined };
  readonly wantsFileHashes: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What is checked of one slice. */
export interface SliceContext {
  readonly findings: SealFindings;
  readonly demands: CodeDemands;
  readonly slice: CodeSlice;
  readonly signature: CodeSignature;
  /** As computed, in the order of the code directories; absent where the pages of one cannot be computed. */
  readonly pageHashes: readonly (Bytes | undefined)[];
}

export interface VerifiedSlice {
  readonly architecture: string;
  /** As the code says it. */
  readonly platform?: string;
  readonly signature: CodeSignature;
  /** Of the one that signed, as the CMS names it, and the others that came along. */
  readonly signer?: { readonly certificate: Certificate; readonly issuers: readonly Certificate[] };
  /** Of loose code: its Info.plist, which is inside it. */
  readonly embeddedInfo?: Bytes;
  /** What the system goes by: the DER form, else the property list. */
  readonly entitlements?: PlistDictionary;
}
