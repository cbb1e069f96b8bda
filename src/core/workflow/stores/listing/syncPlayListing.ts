/** Pushes the listing of a folder to Google Play, or pulls what is there into it. */

import { Failure } from '../../../base/failure.ts';
import { hasErrors, type Issue } from '../../../base/issue.ts';
import { inEdit, type PlayApp, type PlayNetwork } from '../../../stores/google-play/inEdit.ts';
import {
  compareListings,
  listingImages,
  listingTexts,
  readImages,
  readListings,
  writeListings,
} from '../../../stores/google-play/playListings.ts';
import { type ListingDifference } from '../../../stores/storeListing.ts';
import { ListingFiles, type PulledListing, type PullPlace } from './listingFiles.ts';
import { playListingRules as rules } from './playListingRules.ts';
import { readListingFolder, type ListingWorld } from './readListing.ts';

export interface PushedListing {
  readonly differences: readonly ListingDifference[];
  readonly isChanged: boolean;
  readonly issues: readonly Issue[];
}

/** A dry run compares in an edit that is deleted. Fails with `store-listing-refused` when Google Play would refuse something. */
export async function pushPlayListing(
  world: PlayNetwork & ListingWorld,
  app: PlayApp,
  { folder, isDryRun }: { readonly folder: string; readonly isDryRun: boolean },
): Promise<PushedListing & { readonly isSentForReview: boolean }> {
  const { listings, issues } = await readListingFolder(world, rules, folder);
  if (hasErrors(issues)) throw Failure.of('store-listing-refused', { store: rules.store, folder }, { issues });
  const { result, isChanged, isSentForReview } = await inEdit(world, app, async (api, editId) => {
    const differences = await compareListings(api, editId, listings);
    const isWritten = differences.length > 0 && !isDryRun;
    const { http } = world;
    if (isWritten) await writeListings({ http, api, packageName: app.packageName }, editId, listings, differences, app.signal);
    return { result: differences, isChanged: isWritten };
  });
  return { differences: result, isChanged, isSentForReview, issues };
}

/** Texts and pictures that are at the store take the place of those in the folder. */
export async function pullPlayListing(world: PlayNetwork & ListingWorld, app: PlayApp, place: PullPlace): Promise<PulledListing> {
  const { result } = await inEdit(world, app, async (api, editId) => {
    const files = new ListingFiles(world, place, rules, app.signal);
    const listings = await readListings(api, editId);
    for (const { language, texts } of listings) {
      for (const field of listingTexts) {
        const text = texts[field];
        if (text !== undefined) await files.writeText(language, rules.texts[field], text);
      }
      for (const kind of listingImages)
        for (const [index, { url }] of (await readImages(api, editId, language, kind)).entries())
          await files.writePicture(language, rules.images[kind], index, url);
    }
    return { result: { languages: listings.map(({ language }) => language), written: files.written }, isChanged: false };
  });
  return result;
}
