/**
 * UTCTime and GeneralizedTime (X.680 clauses 46 and 47) as certificates use them (RFC 5280 section 4.1.2.5): years of two
 * digits from 50 on are 19xx; dates from 2050 on are GeneralizedTime. BER forms without seconds or with a zone are read; a time without any zone is no one's.
 */

import { fromLatin1, type Bytes } from '../../base/bytes.ts';
import { type Asn1Node } from './asn1Node.ts';
import { MalformedAsn1 } from './malformedAsn1.ts';

const pattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d{1,9})?(?:Z|([+-])(\d{2})(\d{2}))$/;

function parseTime(text: string, yearDigits: 2 | 4): Date | undefined {
  const match = pattern.exec(yearDigits === 2 ? `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}` : text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that a month does not have is one of the next or of the last month.
  if (date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  date.setUTCHours(hour, minute, second);
  const zone = (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)) * 60_000;
  return new Date(date.getTime() - (match[7] === '-' ? -zone : zone));
}

/** The text of a GeneralizedTime, which Apple's markers have in a string. */
export function parseTimeText(text: string): Date | undefined {
  return text.length > 32 ? undefined : parseTime(text, 4);
}

export function timeOf(node: Asn1Node): Date {
  const isUtc = node.is('UTCTime');
  if (!isUtc && !node.is('GeneralizedTime')) throw new MalformedAsn1('UTCTime or GeneralizedTime expected', node.offset);
  const date = node.content.length > 32 ? undefined : parseTime(fromLatin1(node.content), isUtc ? 2 : 4);
  if (!date) throw new MalformedAsn1('A time is malformed', node.offset);
  return date;
}

/** The content octets and type of a time, in whole seconds. Years beyond 9999 cannot be written. */
export function encodeTimeContent(date: Date): { readonly type: 'UTCTime' | 'GeneralizedTime'; readonly content: Bytes } {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError('a time in ASN.1 has a year of four digits');
  const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const isUtc = year >= 1950 && year < 2050;
  return { type: isUtc ? 'UTCTime' : 'GeneralizedTime', content: new TextEncoder().encode(isUtc ? digits.slice(2) : digits) };
}
