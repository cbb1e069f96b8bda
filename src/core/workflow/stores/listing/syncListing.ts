/** Pushes the listing of a folder to Google Play, or pulls what is there into it. */

import { utf8 } from '../../../base/bytes.ts';
import { Failure } from '../../../base/failure.ts';
import { hasErrors, type Issue } from '../../../base/issue.ts';
import { type Confined } from '../../../ports/fileSystem.ts';
import { type HttpClient } from '../../../ports/httpClient.ts';
import { inEdit, type PlayApp, type PlayNetwork } from '../../../stores/google-play/inEdit.ts';
import {
  compareListings,
  listingImages,
  listingTexts,
  readImages,
  readListings,
  writeListings,
  type ListingDifference,
} from '../../../stores/google-play/playListings.ts';
import { requireOutput } from '../../output.ts';
import { imageFiles, readListingFolder, textFiles, type ListingWorld } from './readListing.ts';

export interface PushedListing {
  readonly differences: readonly ListingDifference[];
  readonly isChanged: boolean;
  readonly isSentForReview: boolean;
  readonly issues: readonly Issue[];
}

/** A dry run compares in an edit that is deleted. Fails with `issues-found` when Google Play would refuse something. */
export async function pushListing(
  world: PlayNetwork & ListingWorld,
  app: PlayApp,
  { folder, isDryRun }: { readonly folder: string; readonly isDryRun: boolean },
): Promise<PushedListing> {
  const { listings, issues } = await readListingFolder(world, folder);
  if (hasErrors(issues)) throw Failure.of('store-listing-refused', { store: 'Google Play', folder }, { issues });
  const { result, isChanged, isSentForReview } = await inEdit(world, app, async (api, editId) => {
    const differences = await compareListings(api, editId, listings);
    const isWritten = differences.length > 0 && !isDryRun;
    const { http } = world;
    if (isWritten) await writeListings({ http, api, packageName: app.packageName }, editId, listings, differences, app.signal);
    return { result: differences, isChanged: isWritten };
  });
  return { differences: result, isChanged, isSentForReview, issues };
}

export interface PulledListing {
  readonly languages: readonly string[];
  /** Absolute paths. */
  readonly written: readonly string[];
}

export interface PullPlace extends Confined {
  /** Absolute. */
  readonly folder: string;
  /** Whether whatever is at the place of a text or picture is replaced. */
  readonly mayReplace?: boolean;
}

/**
 * Texts and pictures that are at the store take the place of those in the folder. A folder of a project is confined to it, since its links
 * are not those of the person.
 */
export async function pullListing(
  world: PlayNetwork & ListingWorld,
  app: PlayApp,
  { folder, within, mayReplace = false }: PullPlace,
): Promise<PulledListing> {
  const confined = within === undefined ? {} : { within };
  const { result } = await inEdit(world, app, async (api, editId) => {
    const written: string[] = [];
    const listings = await readListings(api, editId);
    for (const { language, texts } of listings) {
      const own = world.paths.join(folder, safeName(language));
      for (const field of listingTexts) {
        const text = texts[field];
        if (text === undefined) continue;
        const path = world.paths.join(own, textFiles[field][0]);
        await requireOutput(world, { path, inputs: [], replaces: 'text', mayReplace });
        await world.files.writeFile(path, utf8(`${text}\n`), confined);
        written.push(path);
      }
      for (const kind of listingImages) {
        const [name, most] = imageFiles[kind];
        for (const [index, { url }] of (await readImages(api, editId, language, kind)).entries()) {
          const image = url === null ? undefined : await download(world.http, url, app.signal);
          if (!image) continue;
          const stem = most === 1 ? name : world.paths.join(name, String(index + 1));
          const path = world.paths.join(own, `${stem}.${image.extension}`);
          await requireOutput(world, { path, inputs: [], replaces: 'picture', mayReplace });
          await world.files.writeFile(path, image.bytes, confined);
          written.push(path);
        }
      }
    }
    return { result: { languages: listings.map(({ language }) => language), written }, isChanged: false };
  });
  return result;
}

/** A language tag is part of a path here, whatever the server says. */
function safeName(language: string): string {
  if (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(language)) return language;
  throw Failure.of('store-answer-unexpected', { store: 'Google Play', what: 'language' });
}

const largestImage = 16 * 1024 * 1024;

/** Pictures are public: no token goes with the request. `undefined` when it is neither PNG nor JPEG. */
async function download(http: HttpClient, url: string, signal: AbortSignal | undefined) {
  const { status, body } = await http.request({ url, maxBytes: largestImage, retry: { attempts: 3 }, ...(signal && { signal }) });
  const extension = body[0] === 0x89 ? 'png' : body[0] === 0xff ? 'jpg' : undefined;
  return status === 200 && extension !== undefined ? { bytes: body, extension } : undefined;
}
