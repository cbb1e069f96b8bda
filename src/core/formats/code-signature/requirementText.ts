/**
 * Code requirements as text, in the language that Apple's `codesign -d -r-` and `csreq` print (Security's reqdumper.cpp). Reads what
 * `requirements.ts` describes. Bounded in depth; the text is as long as the bytes are.
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { fromStrictUtf8, toHex, type Bytes } from '../../base/bytes.ts';
import { decodeObjectIdentifier } from '../asn1/objectIdentifier.ts';
import { MalformedSignature } from './malformedSignature.ts';
import {
  anchorCertificate,
  appleEpochSeconds,
  deepestRequirement,
  expressionKind,
  genericFalse,
  genericSkip,
  matchOps,
  opcodeMask,
  readRequirementData as data,
  requirementOps as op,
  requireReadable,
  UnknownRequirement,
} from './requirements.ts';
import { CSMAGIC_REQUIREMENT, CSMAGIC_REQUIREMENTS, parseSuperBlob } from './superBlob.ts';

const typeNames: Readonly<Record<number, string>> = { 1: 'host', 2: 'guest', 3: 'designated', 4: 'library', 5: 'plugin' };

/** One line a requirement, `designated => …`; empty for none. Throws `MalformedSignature`, or `UnknownRequirement`. */
export function requirementsText(encoded: Bytes): readonly string[] {
  requireReadable(encoded);
  try {
    return parseSuperBlob(encoded, CSMAGIC_REQUIREMENTS).map(({ slot, magic, data }) => {
      if (magic !== CSMAGIC_REQUIREMENT) throw new MalformedSignature('a requirement is of an unknown kind');
      return `${typeNames[slot] ?? `/*unknown type*/ ${slot}`} => ${expressionText(data)}`;
    });
  } catch (error) {
    if (error instanceof OutOfBytes) throw new MalformedSignature('a requirement ends too early');
    throw error;
  }
}

function expressionText(data: Bytes): string {
  const reader = new ByteReader(data, { littleEndian: false });
  const kind = reader.u32();
  if (kind !== expressionKind) throw new MalformedSignature(`a requirement has the unknown form ${kind}`);
  const text = expression(reader, 'or', 0);
  if (reader.remaining > 0) throw new MalformedSignature('a requirement goes on behind its end');
  return text;
}

type Level = 'or' | 'and' | 'primary';

/** `level` is what stands around it: what binds weaker gets brackets. */
function expression(reader: ByteReader, level: Level, depth: number): string {
  if (depth > deepestRequirement) throw new MalformedSignature('a requirement is nested too deeply');
  const word = reader.u32();
  const opcode = word & opcodeMask;
  switch (opcode) {
    case op.and: {
      const text = `${expression(reader, 'and', depth + 1)} and ${expression(reader, 'and', depth + 1)}`;
      return level === 'primary' ? `(${text})` : text;
    }
    case op.or: {
      const text = `${expression(reader, 'or', depth + 1)} or ${expression(reader, 'or', depth + 1)}`;
      return level === 'or' ? text : `(${text})`;
    }
    case op.not:
      return `! ${expression(reader, 'primary', depth + 1)}`;
    default:
      return plainExpression(reader, opcode) ?? unknownExpression(reader, word, level, depth);
  }
}

function unknownExpression(reader: ByteReader, word: number, level: Level, depth: number): string {
  const opcode = word & opcodeMask;
  if ((word & genericFalse) === 0 && (word & genericSkip) === 0)
    throw new UnknownRequirement(`a requirement has the unknown operation ${opcode}`);
  data(reader);
  return (word & genericFalse) === 0 ? `/* opcode ${opcode} */ ${expression(reader, level, depth + 1)}` : `never /* opcode ${opcode} */`;
}

function plainExpression(reader: ByteReader, opcode: number): string | undefined {
  switch (opcode) {
    case op.false:
      return 'never';
    case op.true:
      return 'always';
    case op.ident:
      return `identifier ${quoted(data(reader))}`;
    case op.appleAnchor:
      return 'anchor apple';
    case op.appleGenericAnchor:
      return 'anchor apple generic';
    case op.anchorHash:
      return `certificate ${certificateText(reader)} = H"${toHex(data(reader))}"`;
    case op.infoKeyValue:
      return `info[${dotted(data(reader))}] = ${quoted(data(reader))}`;
    case op.infoKeyField:
      return `info[${dotted(data(reader))}]${matchText(reader)}`;
    case op.entitlementField:
      return `entitlement[${dotted(data(reader))}]${matchText(reader)}`;
    case op.certField:
      return `certificate ${certificateText(reader)}[${dotted(data(reader))}]${matchText(reader)}`;
    case op.certGeneric:
      return `certificate ${certificateText(reader)}[field.${oidText(data(reader))}]${matchText(reader)}`;
    case op.certPolicy:
      return `certificate ${certificateText(reader)}[policy.${oidText(data(reader))}]${matchText(reader)}`;
    case op.certFieldDate:
      return `certificate ${certificateText(reader)}[timestamp.${oidText(data(reader))}]${matchText(reader)}`;
    case op.cdHash:
      return `cdhash H"${toHex(data(reader))}"`;
    case op.trustedCert:
      return `certificate ${certificateText(reader)} trusted`;
    case op.trustedCerts:
      return 'anchor trusted';
    case op.namedAnchor:
      return `anchor apple ${quoted(data(reader))}`;
    case op.namedCode:
      return `(${quoted(data(reader))})`;
    case op.platform:
      return `platform = ${reader.i32()}`;
    case op.notarized:
      return 'notarized';
    case op.legacyDevID:
      return 'legacy';
    default:
      return undefined;
  }
}

function certificateText(reader: ByteReader): string {
  const slot = reader.i32();
  if (slot === anchorCertificate) return 'root';
  return slot === 0 ? 'leaf' : String(slot);
}

function matchText(reader: ByteReader): string {
  const match = reader.u32();
  switch (match) {
    case matchOps.exists:
      return ' /* exists */';
    case matchOps.absent:
      return ' absent';
    case matchOps.equal:
      return ` = ${quoted(data(reader))}`;
    case matchOps.contains:
      return ` ~ ${quoted(data(reader))}`;
    case matchOps.beginsWith:
      return ` = ${quoted(data(reader))}*`;
    case matchOps.endsWith:
      return ` = *${quoted(data(reader))}`;
    case matchOps.lessThan:
      return ` < ${quoted(data(reader))}`;
    case matchOps.greaterThan:
      return ` > ${quoted(data(reader))}`;
    case matchOps.lessEqual:
      return ` <= ${quoted(data(reader))}`;
    case matchOps.greaterEqual:
      return ` >= ${quoted(data(reader))}`;
    case matchOps.on:
    case matchOps.before:
    case matchOps.after:
    case matchOps.onOrBefore:
    case matchOps.onOrAfter:
      return ` ${dateOperators[match]} ${timestampText(reader)}`;
    default:
      // As Apple reads it: with one operand, as nearly all have.
      return ` /* match ${match} */ ${quoted(data(reader))}`;
  }
}

const dateOperators: Readonly<Record<number, string>> = { 9: '=', 10: '<', 11: '>', 12: '<=', 13: '>=' };

function timestampText(reader: ByteReader): string {
  const seconds = BigInt.asIntN(64, reader.u64()) + appleEpochSeconds;
  const date = new Date(Number(seconds) * 1000);
  return `timestamp "${Number.isNaN(date.getTime()) ? seconds : date.toISOString()}"`;
}

/** Words stand as they are, other text in quotes, what is not a text as hexadecimal digits. */
function quoted(bytes: Bytes): string {
  return textOf(bytes, /^[A-Za-z][A-Za-z0-9]*$/);
}

function dotted(bytes: Bytes): string {
  return textOf(bytes, /^[A-Za-z][A-Za-z0-9.]*$/);
}

function textOf(bytes: Bytes, plain: RegExp): string {
  const text = fromStrictUtf8(bytes);
  if (text === undefined || /[\p{Cc}\p{Cf}]/u.test(text)) return `0x${toHex(bytes)}`;
  return plain.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function oidText(bytes: Bytes): string {
  return decodeObjectIdentifier(bytes) ?? `0x${toHex(bytes)}`;
}
