/**
 * The order of configurations in a table (`ResTable_config::compare`), and which changes of a device make two of them
 * differ (`ResTable_config::diff`, the `ACONFIGURATION_*` bits that a type spec keeps for each entry).
 */

import { packLanguage, packRegion } from './packedLocale.ts';
import { type ResourceConfiguration } from './resourceConfiguration.ts';

/** Negative when `a` is before `b`; 0 when they are the same. */
export function compareConfigurations(a: ResourceConfiguration, b: ResourceConfiguration): number {
  for (const key of orderKeys) {
    const difference = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

type Key = (configuration: ResourceConfiguration) => number | string;

function pair(low = 0, high = 0): number {
  return high * 0x10000 + low;
}

/** The C structure compares its fields as little-endian words, so later fields weigh more. */
const orderKeys: readonly Key[] = [
  ({ mcc, mnc }) => pair(mcc, mnc),
  localeWord,
  ({ script }) => script ?? '',
  ({ variant }) => variant ?? '',
  ({ numberingSystem }) => numberingSystem ?? '',
  ({ grammaticalInflection }) => grammaticalInflection ?? 0,
  ({ orientation, touchscreen, density }) => pair((orientation ?? 0) + (touchscreen ?? 0) * 0x100, density),
  ({ keyboard, navigation, inputFlags }) => (keyboard ?? 0) + (navigation ?? 0) * 0x100 + (inputFlags ?? 0) * 0x10000,
  ({ screenWidth, screenHeight }) => pair(screenWidth, screenHeight),
  ({ sdkVersion, minorVersion }) => pair(sdkVersion, minorVersion),
  ({ screenLayout }) => screenLayout ?? 0,
  ({ screenLayout2 }) => screenLayout2 ?? 0,
  ({ colorMode }) => colorMode ?? 0,
  ({ uiMode }) => uiMode ?? 0,
  ({ smallestScreenWidthDp }) => smallestScreenWidthDp ?? 0,
  ({ screenWidthDp, screenHeightDp }) => pair(screenWidthDp, screenHeightDp),
];

/** Language and region as the one word that the platform compares. */
function localeWord({ language = '', region = '' }: ResourceConfiguration): number {
  const [language0, language1] = packLanguage(language);
  const [region0, region1] = packRegion(region);
  return pair(language0 + language1 * 0x100, region0 + region1 * 0x100);
}

const MASK_LAYOUTDIR = 0xc0;
const MASK_SCREENROUND = 0x03;
const MASK_KEYSHIDDEN_NAVHIDDEN = 0x0f;

/** The configuration changes after which a device has to choose again between the two. */
export function configurationChanges(a: ResourceConfiguration, b: ResourceConfiguration): number {
  let mask = 0;
  for (const [bit, key] of changeKeys) if (key(a) !== key(b)) mask |= bit;
  return mask;
}

const changeKeys: readonly (readonly [number, Key])[] = [
  [0x0001, ({ mcc }) => mcc ?? 0],
  [0x0002, ({ mnc }) => mnc ?? 0],
  [0x0004, (c) => [c.language, c.region, c.script, c.variant, c.numberingSystem].map((part) => part ?? '').join('-')],
  [0x0008, ({ touchscreen }) => touchscreen ?? 0],
  [0x0010, ({ keyboard }) => keyboard ?? 0],
  [0x0020, ({ inputFlags }) => (inputFlags ?? 0) & MASK_KEYSHIDDEN_NAVHIDDEN],
  [0x0040, ({ navigation }) => navigation ?? 0],
  [0x0080, ({ orientation }) => orientation ?? 0],
  [0x0100, ({ density }) => density ?? 0],
  [0x0200, (c) => [c.screenWidth, c.screenHeight, c.screenWidthDp, c.screenHeightDp].map((part) => part ?? 0).join('-')],
  [0x0400, ({ sdkVersion, minorVersion }) => pair(sdkVersion, minorVersion)],
  [0x0800, ({ screenLayout }) => (screenLayout ?? 0) & ~MASK_LAYOUTDIR],
  [0x1000, ({ uiMode }) => uiMode ?? 0],
  [0x2000, ({ smallestScreenWidthDp }) => smallestScreenWidthDp ?? 0],
  [0x4000, ({ screenLayout }) => (screenLayout ?? 0) & MASK_LAYOUTDIR],
  [0x8000, ({ screenLayout2 }) => (screenLayout2 ?? 0) & MASK_SCREENROUND],
  [0x10000, ({ colorMode }) => (colorMode ?? 0) & 0x0f],
  [0x20000, ({ grammaticalInflection }) => grammaticalInflection ?? 0],
];
