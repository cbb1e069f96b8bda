/**
 * `ResTable_config` (ResourceTypes.h), which grew from 28 to 64 bytes over the years; what a short one lacks is "any".
 *
 *    0  u32 size            16  u8 keyboard, navigation,     32  u16 screenWidthDp, screenHeightDp
 *    4  u16 mcc, mnc            inputFlags, grammatical-     36  char localeScript[4]
 *    8  u8 language[2],         Inflection                   40  char localeVariant[8]
 *       country[2]          20  u16 screenWidth, Height      48  u8 screenLayout2, colorMode, u16 pad
 *   12  u8 orientation,     24  u16 sdkVersion, minorVersion 52  u8 localeScriptWasComputed
 *       touchscreen,        28  u8 screenLayout, uiMode,     53  char localeNumberingSystem[8]
 *       u16 density             u16 smallestScreenWidthDp    61  pad to 64
 */

import { type Bytes } from '../../base/bytes.ts';
import { type ResourceConfiguration } from '../android-resources/resourceConfiguration.ts';
import { packLanguage, packRegion, unpackLanguage, unpackRegion } from '../android-resources/packedLocale.ts';

export const configurationSize = 64;

const bytesAt = [
  ['orientation', 12],
  ['touchscreen', 13],
  ['keyboard', 16],
  ['navigation', 17],
  ['inputFlags', 18],
  ['grammaticalInflection', 19],
  ['screenLayout', 28],
  ['uiMode', 29],
  ['screenLayout2', 48],
  ['colorMode', 49],
] as const;

const wordsAt = [
  ['mcc', 4],
  ['mnc', 6],
  ['density', 14],
  ['screenWidth', 20],
  ['screenHeight', 22],
  ['sdkVersion', 24],
  ['minorVersion', 26],
  ['smallestScreenWidthDp', 30],
  ['screenWidthDp', 32],
  ['screenHeightDp', 34],
] as const;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads the configuration at `offset`, as far as its own size and `limit` allow. */
export function decodeConfiguration(view: DataView, offset: number, limit: number): ResourceConfiguration {
  if (offset + 4 > limit) return {};
  const size = Math.min(view.getUint32(offset, true), limit - offset);
  const configuration: Writable<ResourceConfiguration> = {};
  for (const [key, at] of bytesAt) {
    const value = at < size ? view.getUint8(offset + at) : 0;
    if (value !== 0) configuration[key] = value;
  }
  for (const [key, at] of wordsAt) {
    const value = at + 2 <= size ? view.getUint16(offset + at, true) : 0;
    if (value !== 0) configuration[key] = value;
  }
  if (size >= 12) {
    const language = unpackLanguage(view.getUint8(offset + 8), view.getUint8(offset + 9));
    const region = unpackRegion(view.getUint8(offset + 10), view.getUint8(offset + 11));
    if (language !== undefined) configuration.language = language;
    if (region !== undefined) configuration.region = region;
  }
  const script = text(view, offset, 36, 4, size);
  const wasComputed = size > 52 && view.getUint8(offset + 52) !== 0;
  if (script !== '' && !wasComputed) configuration.script = script;
  const variant = text(view, offset, 40, 8, size);
  if (variant !== '') configuration.variant = variant;
  const numberingSystem = text(view, offset, 53, 8, size);
  if (numberingSystem !== '') configuration.numberingSystem = numberingSystem;
  return configuration;
}

/** ASCII up to the first zero. */
function text(view: DataView, offset: number, at: number, length: number, size: number): string {
  let result = '';
  for (let index = at; index < Math.min(at + length, size); index += 1) {
    const unit = view.getUint8(offset + index);
    if (unit === 0) break;
    result += String.fromCharCode(unit);
  }
  return result;
}

export function encodeConfiguration(configuration: ResourceConfiguration): Bytes {
  const bytes = new Uint8Array(configurationSize);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, configurationSize, true);
  for (const [key, at] of bytesAt) view.setUint8(at, configuration[key] ?? 0);
  for (const [key, at] of wordsAt) view.setUint16(at, configuration[key] ?? 0, true);
  bytes.set(packLanguage(configuration.language ?? ''), 8);
  bytes.set(packRegion(configuration.region ?? ''), 10);
  setText(bytes, 36, 4, configuration.script);
  setText(bytes, 40, 8, configuration.variant);
  setText(bytes, 53, 8, configuration.numberingSystem);
  return bytes;
}

function setText(bytes: Bytes, at: number, length: number, value = ''): void {
  for (let index = 0; index < Math.min(length, value.length); index += 1) bytes[at + index] = value.charCodeAt(index) & 0xff;
}
