/**
 * How a requirement compares what it finds in the code, a certificate, Info.plist or the entitlements (Security's reqinterp.cpp, Match):
 * text with text, dates with dates, and of a list any item may fit. What is of another type never fits.
 */

import { type ByteReader } from '../../base/byteReader.ts';
import { fromStrictUtf8 } from '../../base/bytes.ts';
import { type PlistValue } from '../plist/plistValue.ts';
import { appleEpochSeconds, matchOps, readRequirementData } from './requirements.ts';

/** `undefined` where it cannot be known. */
export type Truth = boolean | undefined;

export type RequirementMatch = (candidate: PlistValue | undefined) => Truth;

/** Reads one comparison; of an unknown one, the operand that Apple assumes. */
export function readMatch(reader: ByteReader): RequirementMatch {
  const match = reader.u32();
  switch (match) {
    case matchOps.exists:
      return (candidate) => candidate !== undefined && !(candidate.type === 'boolean' && !candidate.value);
    case matchOps.absent:
      return (candidate) => candidate === undefined;
    case matchOps.on:
    case matchOps.before:
    case matchOps.after:
    case matchOps.onOrBefore:
    case matchOps.onOrAfter: {
      const seconds = Number(BigInt.asIntN(64, reader.u64()) + appleEpochSeconds);
      return (candidate) => candidate?.type === 'date' && isOrdered(match, candidate.value.getTime() / 1000 - seconds);
    }
    default: {
      const wanted = fromStrictUtf8(readRequirementData(reader));
      const compare = textMatches[match];
      if (!compare) return () => undefined;
      return (candidate) => wanted !== undefined && textsOf(candidate).some((text) => compare(text, wanted));
    }
  }
}

function isOrdered(match: number, difference: number): boolean {
  switch (match) {
    case matchOps.before:
      return difference < 0;
    case matchOps.after:
      return difference > 0;
    case matchOps.onOrBefore:
      return difference <= 0;
    case matchOps.onOrAfter:
      return difference >= 0;
    default:
      return difference === 0;
  }
}

const textMatches: Readonly<Record<number, (text: string, wanted: string) => boolean>> = {
  [matchOps.equal]: (text, wanted) => text === wanted,
  [matchOps.contains]: (text, wanted) => text.includes(wanted),
  [matchOps.beginsWith]: (text, wanted) => text.startsWith(wanted),
  [matchOps.endsWith]: (text, wanted) => text.endsWith(wanted),
  [matchOps.lessThan]: (text, wanted) => compareByNumbers(text, wanted) < 0,
  [matchOps.greaterThan]: (text, wanted) => compareByNumbers(text, wanted) > 0,
  [matchOps.lessEqual]: (text, wanted) => compareByNumbers(text, wanted) <= 0,
  [matchOps.greaterEqual]: (text, wanted) => compareByNumbers(text, wanted) >= 0,
};

function textsOf(candidate: PlistValue | undefined): readonly string[] {
  if (candidate?.type === 'string') return [candidate.value];
  return candidate?.type === 'array' ? candidate.items.flatMap((item) => (item.type === 'string' ? [item.value] : [])) : [];
}

/** As `kCFCompareNumerically` has it: runs of digits by their value, so that 10 comes after 9. */
function compareByNumbers(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [one, other] = [left[index], right[index]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const order = isNumber(one) && isNumber(other) ? orderOfNumbers(one, other) : orderOf(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(text: string): readonly string[] {
  return text.match(/[0-9]+|[^0-9]/gu) ?? [];
}

function isNumber(part: string): boolean {
  return /^[0-9]/.test(part);
}

/** By length first, without leading zeros: a number may have more digits than a `number` holds. */
function orderOfNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+(?=.)/, ''), b.replace(/^0+(?=.)/, '')];
  return one.length - other.length || orderOf(one, other);
}

function orderOf(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
