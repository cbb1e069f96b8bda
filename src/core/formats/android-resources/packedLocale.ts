/**
 * Languages and regions in two bytes (`ResTable_config::packLanguageOrRegion`): two ASCII letters as they are, or three
 * characters of five bits each with the top bit set, counted from `a` for languages and from `0` for regions.
 */

function unpack(first: number, second: number, base: number): string | undefined {
  if ((first & 0x80) === 0) return first === 0 ? undefined : String.fromCharCode(...(second === 0 ? [first] : [first, second]));
  return String.fromCharCode(base + (second & 0x1f), base + ((second & 0xe0) >> 5) + ((first & 0x03) << 3), base + ((first & 0x7c) >> 2));
}

function pack(text: string, base: number): readonly [number, number] {
  if (text.length !== 3) return [text.charCodeAt(0) || 0, text.charCodeAt(1) || 0];
  const bits = (index: number) => (text.charCodeAt(index) - base) & 0x1f;
  return [(0x80 | (bits(2) << 2) | (bits(1) >> 3)) & 0xff, ((bits(1) << 5) | bits(0)) & 0xff];
}

const letterA = 0x61;
const digit0 = 0x30;

export function unpackLanguage(first: number, second: number): string | undefined {
  return unpack(first, second, letterA);
}

export function unpackRegion(first: number, second: number): string | undefined {
  return unpack(first, second, digit0);
}

export function packLanguage(language: string): readonly [number, number] {
  return pack(language.toLowerCase(), letterA);
}

export function packRegion(region: string): readonly [number, number] {
  return pack(region.toUpperCase(), digit0);
}
