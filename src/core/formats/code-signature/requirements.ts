/**
 * Code requirements in Apple's binary form (Security's requirement.h and drmaker.cpp): written as its signer writes the designated
 * requirement. Big-endian.
 *
 *   requirements: a SuperBlob fade0c01 of requirements by type; 3 is the designated one
 *   requirement: fade0c00 · length · kind (1) · expression
 *   expression: opcode u32, then its operands; data is a length u32, the bytes, and zeros up to the next multiple of four
 */

import { type ByteReader } from '../../base/byteReader.ts';
import { ByteWriter } from '../../base/byteWriter.ts';
import { utf8, type Bytes } from '../../base/bytes.ts';
import { encodeObjectIdentifier } from '../asn1/objectIdentifier.ts';
import { MalformedSignature } from './malformedSignature.ts';
import { CSMAGIC_REQUIREMENT, CSMAGIC_REQUIREMENTS, encodeBlob, encodeSuperBlob } from './superBlob.ts';

export const requirementOps = {
  false: 0,
  true: 1,
  ident: 2,
  appleAnchor: 3,
  anchorHash: 4,
  infoKeyValue: 5,
  and: 6,
  or: 7,
  cdHash: 8,
  not: 9,
  infoKeyField: 10,
  certField: 11,
  trustedCert: 12,
  trustedCerts: 13,
  certGeneric: 14,
  appleGenericAnchor: 15,
  entitlementField: 16,
  certPolicy: 17,
  namedAnchor: 18,
  namedCode: 19,
  platform: 20,
  notarized: 21,
  certFieldDate: 22,
  legacyDevID: 23,
} as const;

/** The upper bits of an opcode say what a reader may do that does not know it: its length follows, so it can be passed over. */
export const opcodeMask = 0x00ff_ffff;
/** Passed over, it counts as false. */
export const genericFalse = 0x8000_0000;
/** Passed over, the expression behind it counts in its place. */
export const genericSkip = 0x4000_0000;

export const expressionKind = 1;
/** `kSecDesignatedRequirementType`. */
export const designatedRequirement = 3;
/** Of expressions; Apple's own evaluation ends at 1000. */
export const deepestRequirement = 200;
/** Apple's form has about 200 bytes. */
const largestRequirements = 256 * 1024;
/** The last certificate of the chain. */
export const anchorCertificate = -1;

export const noRequirements: Bytes = encodeSuperBlob(new Map(), CSMAGIC_REQUIREMENTS);

export type DesignatedRequirement =
  /** Of a certificate that Apple's Worldwide Developer Relations issued: the name of the leaf counts, so that a renewed one fits. */
  | { readonly kind: 'apple'; readonly identifier: string; readonly leafCommonName: string }
  /** Of any other authority: the certificate at that place in the chain. */
  | { readonly kind: 'anchor'; readonly identifier: string; readonly certificate: number; readonly sha1: Bytes };

/** The marker of the intermediates that issue certificates to developers. */
const intermediateMarker = '1.2.840.113635.100.6.2.1';

/** The whole set, for slot 2. */
export function encodeDesignatedRequirement(requirement: DesignatedRequirement): Bytes {
  const { and, ident, appleGenericAnchor, certField, certGeneric, anchorHash } = requirementOps;
  const writer = new ByteWriter({ littleEndian: false }).u32(expressionKind).u32(and).u32(ident);
  writeData(writer, utf8(requirement.identifier));
  if (requirement.kind === 'apple') {
    writer.u32(and).u32(appleGenericAnchor).u32(and).u32(certField).u32(0);
    writeData(writer, utf8('subject.CN'));
    writer.u32(matchOps.equal);
    writeData(writer, utf8(requirement.leafCommonName));
    writer.u32(certGeneric).u32(1);
    writeData(writer, encodeObjectIdentifier(intermediateMarker));
    writer.u32(matchOps.exists);
  } else {
    writer.u32(anchorHash).i32(requirement.certificate);
    writeData(writer, requirement.sha1);
  }
  const encoded = encodeBlob(CSMAGIC_REQUIREMENT, writer.finish());
  return encodeSuperBlob(new Map([[designatedRequirement, encoded]]), CSMAGIC_REQUIREMENTS);
}

export const matchOps = {
  exists: 0,
  equal: 1,
  contains: 2,
  beginsWith: 3,
  endsWith: 4,
  lessThan: 5,
  greaterThan: 6,
  lessEqual: 7,
  greaterEqual: 8,
  on: 9,
  before: 10,
  after: 11,
  onOrBefore: 12,
  onOrAfter: 13,
  absent: 14,
} as const;

/** Seconds from 1970-01-01 to 2001-01-01, the epoch of CFAbsoluteTime, which comparisons of dates count from. */
export const appleEpochSeconds = 978_307_200n;

/** An operation that is not in the table, and does not say how long it is: nothing behind it can be read. */
export class UnknownRequirement extends MalformedSignature {}

export function requireReadable(encoded: Bytes): void {
  if (encoded.length > largestRequirements) throw new MalformedSignature(`the requirements have ${encoded.length} bytes`);
}

export function readRequirementData(reader: ByteReader): Bytes {
  const bytes = reader.take(reader.u32());
  reader.skip(-bytes.length & 3);
  return bytes;
}

function writeData(writer: ByteWriter, data: Bytes): void {
  writer.u32(data.length).bytes(data).align(4);
}
