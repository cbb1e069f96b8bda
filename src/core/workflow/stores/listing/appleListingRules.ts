/**
 * The listing of the App Store as files, and what Apple refuses in it (developer.apple.com/help/app-store-connect/reference: app information,
 * platform version information, screenshot specifications):
 *
 *   store/app-store-connect/en-US/name.txt                       also subtitle.txt, privacy-policy-url.txt, privacy-choices-url.txt
 *   store/app-store-connect/en-US/description.txt                also keywords, promotional-text, support-url, marketing-url, whats-new
 *   store/app-store-connect/en-US/iphone-67-screenshots/1.png    a folder for each display type, in the order of the names
 */

import { displayTypes, type AppleListingText, type DisplayType } from '../../../stores/app-store-connect/appleListing.ts';
import { oneOf, type ImageRule, type ListingRules } from './listingRules.ts';

type Size = readonly [width: number, height: number];

const addressLimit = 255;
/** Apple takes more, but no screenshot needs it. */
const limitBytes = 32 * 1024 * 1024;
const mostScreenshots = 10;

/** Upright; lying down they are taken too. Apple puts newer devices in the row of an older one. */
const phone67: readonly Size[] = [
  [1260, 2736],
  [1290, 2796],
  [1320, 2868],
];
const phone65: readonly Size[] = [
  [1242, 2688],
  [1284, 2778],
];
const phone61: readonly Size[] = [
  [1179, 2556],
  [1206, 2622],
];
const phone58: readonly Size[] = [
  [1080, 2340],
  [1125, 2436],
  [1170, 2532],
];
const phone55: readonly Size[] = [[1242, 2208]];
const phone47: readonly Size[] = [[750, 1334]];
/** With and without the status bar. */
const phone40: readonly Size[] = [
  [640, 1096],
  [640, 1136],
  [600, 1136],
];
const phone35: readonly Size[] = [
  [640, 920],
  [640, 960],
  [600, 960],
];
const pad129: readonly Size[] = [
  [2048, 2732],
  [2064, 2752],
];
const pad11: readonly Size[] = [
  [1488, 2266],
  [1640, 2360],
  [1668, 2388],
  [1668, 2420],
];
const pad105: readonly Size[] = [[1668, 2224]];
const pad97: readonly Size[] = [
  [768, 1004],
  [768, 1024],
  [748, 1024],
  [1536, 2008],
  [1536, 2048],
  [1496, 2048],
];

const sizes: Readonly<Record<DisplayType, readonly Size[]>> = {
  APP_IPHONE_67: phone67,
  APP_IPHONE_65: phone65,
  APP_IPHONE_61: phone61,
  APP_IPHONE_58: phone58,
  APP_IPHONE_55: phone55,
  APP_IPHONE_47: phone47,
  APP_IPHONE_40: phone40,
  APP_IPHONE_35: phone35,
  APP_IPAD_PRO_3GEN_129: pad129,
  APP_IPAD_PRO_3GEN_11: pad11,
  APP_IPAD_PRO_129: pad129,
  APP_IPAD_105: pad105,
  APP_IPAD_97: pad97,
  APP_WATCH_ULTRA: [
    [410, 502],
    [422, 514],
  ],
  APP_WATCH_SERIES_10: [[416, 496]],
  APP_WATCH_SERIES_7: [[396, 484]],
  APP_WATCH_SERIES_4: [[368, 448]],
  APP_WATCH_SERIES_3: [[312, 390]],
  IMESSAGE_APP_IPHONE_67: phone67,
  IMESSAGE_APP_IPHONE_65: phone65,
  IMESSAGE_APP_IPHONE_61: phone61,
  IMESSAGE_APP_IPHONE_58: phone58,
  IMESSAGE_APP_IPHONE_55: phone55,
  IMESSAGE_APP_IPHONE_47: phone47,
  IMESSAGE_APP_IPHONE_40: phone40,
  IMESSAGE_APP_IPAD_PRO_3GEN_129: pad129,
  IMESSAGE_APP_IPAD_PRO_3GEN_11: pad11,
  IMESSAGE_APP_IPAD_PRO_129: pad129,
  IMESSAGE_APP_IPAD_105: pad105,
  IMESSAGE_APP_IPAD_97: pad97,
};

function screenshots(type: DisplayType): ImageRule {
  const upright = sizes[type];
  const isWatch = type.startsWith('APP_WATCH');
  const lying = isWatch ? [] : upright.map(([width, height]): Size => [height, width]);
  const name = `${type.replace(/^APP_/, '').replace('_APP', '').toLowerCase().replaceAll('_', '-')}-screenshots`;
  return { name, isFolder: true, most: mostScreenshots, limitBytes, mayHaveAlpha: false, wantedInstead: oneOf([...upright, ...lying]) };
}

export const appleListingRules: ListingRules<AppleListingText, DisplayType> = {
  store: 'App Store Connect',
  texts: {
    name: { file: 'name.txt', limit: 30, isNeeded: true },
    subtitle: { file: 'subtitle.txt', limit: 30 },
    privacyPolicyUrl: { file: 'privacy-policy-url.txt', limit: addressLimit, isAddress: true },
    privacyChoicesUrl: { file: 'privacy-choices-url.txt', limit: addressLimit, isAddress: true },
    description: { file: 'description.txt', limit: 4000, isNeeded: true },
    keywords: { file: 'keywords.txt', limit: 100, isNeeded: true },
    promotionalText: { file: 'promotional-text.txt', limit: 170 },
    supportUrl: { file: 'support-url.txt', limit: addressLimit, isNeeded: true, isAddress: true },
    marketingUrl: { file: 'marketing-url.txt', limit: addressLimit, isAddress: true },
    whatsNew: { file: 'whats-new.txt', limit: 4000 },
  },
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- there is an entry for each display type
  images: Object.fromEntries(displayTypes.map((type) => [type, screenshots(type)])) as unknown as Record<DisplayType, ImageRule>,
};
