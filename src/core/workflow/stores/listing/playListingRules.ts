/**
 * The listing of Google Play as files, and what Google Play refuses in it (support.google.com/googleplay/android-developer/answer/9866151):
 *
 *   store/google-play/en-US/title.txt                    also short-description.txt, full-description.txt, video.txt
 *   store/google-play/en-US/icon.png                     also feature-graphic, tv-banner; .png, .jpg or .jpeg
 *   store/google-play/en-US/phone-screenshots/1.png      also seven-inch-, ten-inch-, tv-, wear-screenshots; in the order of their names
 */

import { type ListingImageKind, type ListingText } from '../../../stores/google-play/playListings.ts';
import { oneOf, type ImageRule, type ListingRules } from './listingRules.ts';

const mebibyte = 1024 * 1024;
const screenshotSides = [320, 3840] as const;

function single(name: string, width: number, height: number, limitBytes = 8 * mebibyte): ImageRule {
  return { name, isFolder: false, most: 1, limitBytes, mayHaveAlpha: true, wantedInstead: oneOf([[width, height]]) };
}

function screenshots(name: string): ImageRule {
  const wantedInstead: ImageRule['wantedInstead'] = ({ width, height }) => {
    const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
    const [least, most] = screenshotSides;
    return shorter >= least && longer <= most && longer <= 2 * shorter ? undefined : `${least} to ${most}, at most 2:1`;
  };
  return { name, isFolder: true, most: 8, limitBytes: 8 * mebibyte, mayHaveAlpha: true, wantedInstead };
}

export const playListingRules: ListingRules<ListingText, ListingImageKind> = {
  store: 'Google Play',
  texts: {
    title: { file: 'title.txt', limit: 30, isNeeded: true },
    shortDescription: { file: 'short-description.txt', limit: 80, isNeeded: true },
    fullDescription: { file: 'full-description.txt', limit: 4000, isNeeded: true },
    video: { file: 'video.txt', limit: 2000 },
  },
  images: {
    icon: single('icon', 512, 512, mebibyte),
    featureGraphic: single('feature-graphic', 1024, 500),
    phoneScreenshots: screenshots('phone-screenshots'),
    sevenInchScreenshots: screenshots('seven-inch-screenshots'),
    tenInchScreenshots: screenshots('ten-inch-screenshots'),
    tvScreenshots: screenshots('tv-screenshots'),
    wearScreenshots: screenshots('wear-screenshots'),
    tvBanner: single('tv-banner', 1280, 720),
  },
};
