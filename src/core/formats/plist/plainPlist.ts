/** A property list as plain data for a JSON document or a view. Data becomes base64; integers that a number cannot contain, text. */

import { toBase64 } from '../../base/bytes.ts';
import { type PlistDictionary, type PlistValue } from './plistValue.ts';

export type PlainValue = string | number | boolean | readonly PlainValue[] | { readonly [key: string]: PlainValue };

export function plainPlist(value: PlistValue): PlainValue {
  switch (value.type) {
    case 'array':
      return value.items.map(plainPlist);
    case 'dictionary':
      return plainDictionary(value);
    case 'data':
      return toBase64(value.value);
    case 'date':
      return value.value.toISOString();
    case 'integer':
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : String(value.value);
    default:
      return value.value;
  }
}

export function plainDictionary({ entries }: PlistDictionary): Readonly<Record<string, PlainValue>> {
  return Object.fromEntries([...entries].map(([key, item]) => [key, plainPlist(item)]));
}
