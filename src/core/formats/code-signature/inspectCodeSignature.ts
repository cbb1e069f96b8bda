/**
 * What the signature of a Mach-O file says: code directories, entitlements in both forms, and the CMS of the signer. Nothing is hashed and
 * no signature is checked here. Never throws.
 */

import { OutOfBytes } from '../../base/byteReader.ts';
import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseSignedData, type SignedData } from '../cms/signedData.ts';
import { parseDerPlist } from '../plist/derPlist.ts';
import { inspectPlist } from '../plist/inspectPlist.ts';
import { type PlistDictionary, type PlistValue } from '../plist/plistValue.ts';
import { parseCodeDirectory, type CodeDirectory } from './codeDirectory.ts';
import { MalformedSignature } from './malformedSignature.ts';
import * as blob from './superBlob.ts';

export interface CodeSignature {
  /** The primary first; further ones have other hashes. */
  readonly codeDirectories: readonly [CodeDirectory, ...CodeDirectory[]];
  readonly entitlements?: PlistDictionary;
  /** What devices from iOS 15 on go by. */
  readonly derEntitlements?: PlistDictionary;
  /** How the DER form is written: devices from iOS 15 on want the one with a version. */
  readonly derForm?: 'current' | 'legacy';
  /** Absent without a certificate: then it is ad hoc. */
  readonly cms?: SignedData;
  /** Everything in it, by slot. */
  readonly blobs: readonly blob.SignatureBlob[];
}

/** `[APPLICATION 16]`; older tools write a plain SET. */
const currentDerTag = 0x70;
/** They have some kilobytes. */
const largestEntitlements = 1024 * 1024;

export interface InspectedCodeSignature {
  readonly signature: CodeSignature | undefined;
  readonly issues: readonly Issue[];
}

export function inspectCodeSignature(bytes: Bytes): InspectedCodeSignature {
  try {
    return { signature: parseCodeSignature(bytes), issues: [] };
  } catch (error) {
    const reason = reasonOf(error);
    return { signature: undefined, issues: [createIssue('code-signature-malformed', { reason })] };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof OutOfBytes) return 'it ends too early';
  if (error instanceof MalformedSignature || error instanceof MalformedAsn1) return error.message;
  throw error;
}

function parseCodeSignature(bytes: Bytes): CodeSignature {
  const blobs = blob.parseSuperBlob(bytes);
  const [primary, ...others] = blobs
    .filter(({ slot }) => blob.isCodeDirectorySlot(slot))
    .toSorted((a, b) => a.slot - b.slot)
    .map(parseCodeDirectory);
  if (!primary) throw new MalformedSignature('it has no code directory');
  const xml = entitlementsIn(blobs, blob.blobSlots.entitlements, blob.CSMAGIC_EMBEDDED_ENTITLEMENTS);
  const der = entitlementsIn(blobs, blob.blobSlots.derEntitlements, blob.CSMAGIC_EMBEDDED_DER_ENTITLEMENTS);
  const cms = blob.blobData(blobs, blob.blobSlots.cms, blob.CSMAGIC_BLOBWRAPPER);
  return {
    codeDirectories: [primary, ...others],
    ...present('entitlements', xml && dictionaryOf(inspectPlist(xml).value, 'entitlements')),
    ...present('derEntitlements', der && dictionaryOf(parseDerPlist(der), 'entitlements in DER')),
    ...present('derForm', der && (der[0] === currentDerTag ? 'current' : 'legacy')),
    // An ad hoc signature has the wrapper with nothing in it.
    ...present('cms', cms && cms.length > 0 ? parseSignedData(cms) : undefined),
    blobs,
  };
}

function entitlementsIn(blobs: readonly blob.SignatureBlob[], slot: number, magic: number): Bytes | undefined {
  const data = blob.blobData(blobs, slot, magic);
  if (data && data.length > largestEntitlements) throw new MalformedSignature(`its entitlements have ${data.length} bytes`);
  return data;
}

function dictionaryOf(value: PlistValue | undefined, what: string): PlistDictionary {
  if (value?.type !== 'dictionary') throw new MalformedSignature(`its ${what} are not a dictionary`);
  return value;
}
