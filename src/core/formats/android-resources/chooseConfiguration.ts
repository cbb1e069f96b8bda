/**
 * Which variant of a resource a device takes (`ResTable_config::match`, `isBetterThan`, `isLocaleBetterThan`): first
 * those that contradict the device drop out, then the more specific one wins, qualifier by qualifier in the order that
 * the platform documents. Mobile networks, unusual screens and input devices are only matched as far as a plain phone
 * in portrait needs; scripts are compared as written, without the platform's table of likely ones.
 */

import { parseLocaleTag } from './localeTag.ts';
import { anyDensity, type ResourceConfiguration } from './resourceConfiguration.ts';

/** What is asked of the device; the rest is a plain phone. */
export interface DeviceConfiguration {
  /** BCP 47, the most wanted first. None: only resources without a locale. */
  readonly locales?: readonly string[];
  /** Dots per inch; 480 when absent. */
  readonly density?: number;
  /** API level; the newest when absent. */
  readonly sdkVersion?: number;
  readonly night?: boolean;
}

const defaultDensity = 160;
const phone = { density: 480, sdkVersion: 36, smallestScreenWidthDp: 411, screenWidthDp: 411, screenHeightDp: 891 } as const;
/** Screen layout: normal (2), not long (0x10), left to right (0x40). */
const phoneScreenLayout = 0x52;
const portrait = 1;

/** The best of the candidates, or `undefined` when none fits the device. */
export function chooseConfiguration<Candidate extends { readonly configuration: ResourceConfiguration }>(
  candidates: readonly Candidate[],
  device: DeviceConfiguration = {},
): Candidate | undefined {
  const locales = device.locales?.length ? device.locales : [''];
  const fitting = candidates.filter(({ configuration }) => matchesPhone(configuration, device));
  for (const locale of locales) {
    const wanted = parseLocaleTag(locale);
    const spoken = fitting.filter(({ configuration }) => matchesLocale(configuration, wanted));
    const isLast = locale === locales.at(-1);
    // A language that the resource does not know is passed over while another one is wanted.
    if (!isLast && !spoken.some(({ configuration }) => configuration.language !== undefined)) continue;
    if (spoken.length > 0)
      return spoken.reduce((best, candidate) => (isBetter(candidate.configuration, best.configuration, wanted, device) ? candidate : best));
  }
  return fitting.find(({ configuration }) => configuration.language === undefined);
}

function matchesLocale(configuration: ResourceConfiguration, wanted: ResourceConfiguration): boolean {
  if (configuration.language === undefined) return true;
  if (configuration.language !== wanted.language) return false;
  if (configuration.script !== undefined && wanted.script !== undefined && configuration.script !== wanted.script) return false;
  return configuration.region === undefined || configuration.region === wanted.region;
}

function matchesPhone(configuration: ResourceConfiguration, device: DeviceConfiguration): boolean {
  const { screenLayout = 0, uiMode = 0, orientation = 0 } = configuration;
  const night = device.night === true ? 0x20 : 0x10;
  return (
    configuration.mcc === undefined &&
    configuration.mnc === undefined &&
    (configuration.sdkVersion ?? 0) <= (device.sdkVersion ?? phone.sdkVersion) &&
    (configuration.smallestScreenWidthDp ?? 0) <= phone.smallestScreenWidthDp &&
    (configuration.screenWidthDp ?? 0) <= phone.screenWidthDp &&
    (configuration.screenHeightDp ?? 0) <= phone.screenHeightDp &&
    (screenLayout & 0x0f) <= (phoneScreenLayout & 0x0f) &&
    matchesBits(screenLayout & 0x30, phoneScreenLayout & 0x30) &&
    matchesBits(screenLayout & 0xc0, phoneScreenLayout & 0xc0) &&
    matchesBits(orientation, portrait) &&
    matchesBits(uiMode & 0x0f, 1) &&
    matchesBits(uiMode & 0x30, night) &&
    matchesBits((configuration.screenLayout2 ?? 0) & 0x03, 1)
  );
}

function matchesBits(asked: number, has: number): boolean {
  return asked === 0 || asked === has;
}

type Measure = (configuration: ResourceConfiguration, wanted: ResourceConfiguration) => number;

/** In order of weight; the larger measure wins. Density has a separate rule and is between the two lists. */
const beforeDensity: readonly Measure[] = [
  ({ language }) => Number(language !== undefined),
  ({ region }) => Number(region !== undefined),
  ({ script }) => Number(script !== undefined),
  ({ variant }, wanted) => (variant === undefined ? 0 : variant === wanted.variant ? 1 : -1),
  ({ grammaticalInflection }) => -Number(grammaticalInflection !== undefined),
  ({ screenLayout = 0 }) => screenLayout & 0xc0,
  ({ smallestScreenWidthDp = 0 }) => smallestScreenWidthDp,
  ({ screenWidthDp = 0, screenHeightDp = 0 }) => screenWidthDp + screenHeightDp,
  ({ screenLayout = 0 }) => screenLayout & 0x0f,
  ({ screenLayout = 0 }) => screenLayout & 0x30,
  ({ screenLayout2 = 0 }) => screenLayout2 & 0x03,
  ({ orientation = 0 }) => orientation,
  ({ uiMode = 0 }) => uiMode & 0x0f,
  ({ uiMode = 0 }) => uiMode & 0x30,
];
const afterDensity: readonly Measure[] = [({ sdkVersion = 0 }) => sdkVersion, ({ minorVersion = 0 }) => minorVersion];

function isBetter(a: ResourceConfiguration, b: ResourceConfiguration, wanted: ResourceConfiguration, device: DeviceConfiguration): boolean {
  for (const measure of beforeDensity) if (measure(a, wanted) !== measure(b, wanted)) return measure(a, wanted) > measure(b, wanted);
  if ((a.density ?? defaultDensity) !== (b.density ?? defaultDensity))
    return isBetterDensity(a.density ?? defaultDensity, b.density ?? defaultDensity, device.density ?? phone.density);
  for (const measure of afterDensity) if (measure(a, wanted) !== measure(b, wanted)) return measure(a, wanted) > measure(b, wanted);
  return false;
}

/** Scaling down is preferred to scaling up, twice as much; `anydpi` fits every screen. The densities differ. */
function isBetterDensity(a: number, b: number, wanted: number): boolean {
  if (a === anyDensity || b === anyDensity) return a === anyDensity;
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  const isHigh = a === high;
  if (wanted >= high) return isHigh;
  if (low >= wanted) return !isHigh;
  return (2 * low - wanted) * high > wanted * wanted ? !isHigh : isHigh;
}
