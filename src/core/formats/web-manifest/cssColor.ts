/**
 * Colours as CSS writes them (CSS Color Module Level 4, sections 4 to 8): hexadecimal, names, `rgb()` and `hsl()` with commas or
 * without. Other functions (`lab()`, `color()` …) are not read.
 */

import { namedColors } from './namedColors.ts';

/** 0xAARRGGBB, or `undefined` when the text is not a colour that is read here. */
export function parseCssColor(text: string): number | undefined {
  const value = text.trim().toLowerCase();
  if (value.length > 64) return undefined;
  if (value.startsWith('#')) return parseHex(value.slice(1));
  if (value === 'transparent') return 0;
  if (Object.hasOwn(namedColors, value)) return (0xff00_0000 | (namedColors[value] ?? 0)) >>> 0;
  const call = /^(rgb|rgba|hsl|hsla)\(([^()]*)\)$/.exec(value);
  if (call === null) return undefined;
  const [, name = '', list = ''] = call;
  const parts = list.includes(',') ? list.split(',') : list.replace('/', ' / ').split(/\s+/).filter(Boolean);
  const slash = parts.indexOf('/');
  if (slash !== -1 && slash !== 3) return undefined;
  if (slash === -1 && parts.length > 3 && !list.includes(',')) return undefined;
  if (slash === 3) parts.splice(3, 1);
  const [first = '', second = '', third = '', fourth] = parts.map((part) => part.trim());
  if (parts.length < 3 || parts.length > 4) return undefined;
  const alpha = fourth === undefined ? 1 : parseNumber(fourth, 1);
  const rgb = name.startsWith('rgb')
    ? [parseNumber(first, 255), parseNumber(second, 255), parseNumber(third, 255)]
    : fromHsl(parseHue(first), parseNumber(second.replace(/^[\d.]+$/, '$&%'), 1), parseNumber(third.replace(/^[\d.]+$/, '$&%'), 1));
  const [red, green, blue] = rgb;
  if (red === undefined || green === undefined || blue === undefined || alpha === undefined) return undefined;
  return pack(red, green, blue, alpha * 255);
}

/** `#rrggbb`, or `#aarrggbb` when it is not opaque, as Android writes colours. */
export function formatColor(argb: number): string {
  const digits = (argb >>> 0).toString(16).padStart(8, '0');
  return digits.startsWith('ff') ? `#${digits.slice(2)}` : `#${digits}`;
}

/** Whether dark text reads better on it than light text (the same measure as the Android shell uses for its bars). */
export function isLightColor(argb: number): boolean {
  return 299 * ((argb >>> 16) & 255) + 587 * ((argb >>> 8) & 255) + 114 * (argb & 255) > 150_000;
}

function parseHex(digits: string): number | undefined {
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(digits)) return undefined;
  const full = digits.length <= 4 ? digits.replace(/./g, '$&$&') : digits;
  const rgb = Number.parseInt(full.slice(0, 6), 16);
  const alpha = full.length === 8 ? Number.parseInt(full.slice(6), 16) : 255;
  return ((alpha << 24) | rgb) >>> 0;
}

/** A number or a percentage of `whole`; `none` is 0. */
function parseNumber(text: string, whole: number): number | undefined {
  if (text === 'none') return 0;
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(%?)$/.exec(text);
  if (match === null) return undefined;
  const number = Number(match[1]);
  return match[2] === '%' ? (number / 100) * whole : number;
}

function parseHue(text: string): number | undefined {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(deg|grad|rad|turn)?$/.exec(text);
  if (match === null) return text === 'none' ? 0 : undefined;
  const perUnit = { deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 }[match[2] ?? 'deg'] ?? 1;
  return Number(match[1]) * perUnit;
}

function fromHsl(hue: number | undefined, saturation: number | undefined, lightness: number | undefined): readonly (number | undefined)[] {
  if (hue === undefined || saturation === undefined || lightness === undefined) return [];
  const s = Math.min(1, Math.max(0, saturation));
  const l = Math.min(1, Math.max(0, lightness));
  return [0, 8, 4].map((n) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}

function pack(red: number, green: number, blue: number, alpha: number): number {
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
  return ((byte(alpha) << 24) | (byte(red) << 16) | (byte(green) << 8) | byte(blue)) >>> 0;
}
