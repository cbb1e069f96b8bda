/** Pushes the listing of a folder to App Store Connect, or pulls what is there into it. */

import { Failure } from '../../../base/failure.ts';
import { hasErrors } from '../../../base/issue.ts';
import { textField } from '../../../stores/jsonObject.ts';
import {
  appleListingTexts,
  compareAppleListings,
  findListing,
  openListing,
  readAppleListings,
  writeAppleListings,
} from '../../../stores/app-store-connect/appleListing.ts';
import { findConnectApp, withConnect, type ConnectAccount, type ConnectNetwork } from '../../../stores/app-store-connect/connectAccess.ts';
import { appleListingRules as rules } from './appleListingRules.ts';
import { ListingFiles, type PulledListing, type PullPlace } from './listingFiles.ts';
import { readListingFolder, type ListingWorld } from './readListing.ts';
import { type PushedListing } from './syncPlayListing.ts';

type AppleWorld = ConnectNetwork & ListingWorld & { readonly wait: (milliseconds: number) => Promise<void> };

export interface AppleListingApp {
  readonly account: ConnectAccount;
  readonly appIdentifier: string;
  /** The version that the texts and screenshots belong to; the one that can be changed when it is absent. */
  readonly version: string | undefined;
}

export interface PushedAppleListing extends PushedListing {
  /** As people see it. */
  readonly version: string;
}

/** A dry run only reads. Fails with `store-listing-refused` when Apple would refuse something. */
export async function pushAppleListing(
  world: AppleWorld,
  { account, appIdentifier, version }: AppleListingApp,
  { folder, isDryRun }: { readonly folder: string; readonly isDryRun: boolean },
): Promise<PushedAppleListing> {
  const { listings, issues } = await readListingFolder(world, rules, folder);
  if (hasErrors(issues)) throw Failure.of('store-listing-refused', { store: rules.store, folder }, { issues });
  return await withConnect(world, account, appIdentifier, async (api) => {
    const app = await findConnectApp(api, appIdentifier);
    const place = isDryRun ? await findListing(api, app, { version, isMade: true }) : await openListing(api, app, version);
    const differences = await compareAppleListings(api, place, listings);
    const isChanged = differences.length > 0 && !isDryRun;
    const { http, wait } = world;
    const mainLanguage = textField(app.attributes, 'primaryLocale');
    if (isChanged)
      await writeAppleListings(api, { place, mainLanguage, world: { http, wait, signal: account.signal } }, listings, differences);
    return { differences, isChanged, version: place.version, issues };
  });
}

/** Texts and screenshots that are at the store take the place of those in the folder. */
export async function pullAppleListing(
  world: AppleWorld,
  { account, appIdentifier, version }: AppleListingApp,
  place: PullPlace,
): Promise<PulledListing & { readonly version: string }> {
  return await withConnect(world, account, appIdentifier, async (api) => {
    const found = await findListing(api, await findConnectApp(api, appIdentifier), { version, isMade: false });
    const files = new ListingFiles(world, place, rules, account.signal);
    const listings = await readAppleListings(api, found);
    for (const { language, texts, screenshots } of listings) {
      for (const field of appleListingTexts) {
        const text = texts[field];
        if (text !== undefined) await files.writeText(language, rules.texts[field], text);
      }
      for (const { type, pictures } of screenshots)
        for (const [index, { url }] of pictures.entries()) await files.writePicture(language, rules.images[type], index, url);
    }
    return { languages: listings.map(({ language }) => language), written: files.written, version: found.version };
  });
}
