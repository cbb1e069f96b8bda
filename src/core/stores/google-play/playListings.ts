/** Texts and pictures of the store listing on Google Play: read, compared with what is wanted, and written where they differ. */

import { bytesSource } from '../../base/byteSource.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { objectsField, textField } from '../jsonObject.ts';
import { imageDifference, type Listing, type ListingDifference } from '../storeListing.ts';
import { folderOf, type PlayApi } from './playApi.ts';
import { PlayRefusal } from './playRefusal.ts';
import { uploadFile } from './uploadFile.ts';

export const listingTexts = ['title', 'shortDescription', 'fullDescription', 'video'] as const;
export type ListingText = (typeof listingTexts)[number];

export const listingImages = [
  'icon',
  'featureGraphic',
  'phoneScreenshots',
  'sevenInchScreenshots',
  'tenInchScreenshots',
  'tvScreenshots',
  'wearScreenshots',
  'tvBanner',
] as const;
export type ListingImageKind = (typeof listingImages)[number];

export type PlayListing = Listing<ListingText, ListingImageKind>;

export interface LiveImage {
  readonly id: string;
  readonly sha256: string | null;
  readonly url: string | null;
}

export interface LiveListing {
  readonly language: string;
  readonly texts: Readonly<Partial<Record<ListingText, string>>>;
}

export async function readListings(api: PlayApi, editId: string): Promise<readonly LiveListing[]> {
  const answer = await api.ask('GET', `${editPath(editId)}/listings`);
  return objectsField(answer, 'listings').map((listing) => ({
    language: textField(listing, 'language') ?? '',
    texts: Object.fromEntries(
      listingTexts.flatMap((field) => {
        const text = textField(listing, field);
        return text === undefined || text === '' ? [] : [[field, text]];
      }),
    ),
  }));
}

export async function readImages(api: PlayApi, editId: string, language: string, kind: ListingImageKind): Promise<readonly LiveImage[]> {
  try {
    const answer = await api.ask('GET', imagesPath(editId, language, kind));
    return objectsField(answer, 'images').map((image) => ({
      id: textField(image, 'id') ?? '',
      sha256: textField(image, 'sha256')?.toLowerCase() ?? null,
      url: textField(image, 'url') ?? null,
    }));
  } catch (error) {
    // A language that is not there yet has no pictures.
    if (error instanceof PlayRefusal && error.status === 404) return [];
    throw error;
  }
}

/** What writing would change. */
export async function compareListings(api: PlayApi, editId: string, wanted: readonly PlayListing[]): Promise<readonly ListingDifference[]> {
  const live = await readListings(api, editId);
  const differences: ListingDifference[] = [];
  for (const { language, texts, images } of wanted) {
    const known = live.find((each) => each.language === language)?.texts ?? {};
    for (const field of listingTexts) {
      const to = texts[field];
      if (to !== undefined && to !== (known[field] ?? '')) differences.push({ language, field, from: known[field] ?? null, to });
    }
    for (const kind of listingImages) {
      const own = images[kind];
      if (!own) continue;
      const there = (await readImages(api, editId, language, kind)).map(({ sha256 }) => sha256 ?? '');
      const difference = imageDifference(language, kind, { there, own: own.map(({ name, sha256 }) => ({ name, digest: sha256 })) });
      if (difference) differences.push(difference);
    }
  }
  return differences;
}

/** Writes what differs. All pictures of a kind are replaced together, in the order of their names. */
export async function writeListings(
  { http, api, packageName }: { readonly http: HttpClient; readonly api: PlayApi; readonly packageName: string },
  editId: string,
  wanted: readonly PlayListing[],
  differences: readonly ListingDifference[],
  signal?: AbortSignal,
): Promise<void> {
  const live = await readListings(api, editId);
  for (const { language, texts, images } of wanted) {
    const fields = new Set(differences.filter((each) => each.language === language).map(({ field }) => field));
    const known = live.find((each) => each.language === language)?.texts ?? {};
    // Pictures need their language to be there.
    if (listingTexts.some((field) => fields.has(field)))
      await api.ask('PUT', `${editPath(editId)}/listings/${encodeURIComponent(language)}`, { language, ...known, ...texts });
    for (const kind of listingImages) {
      if (!fields.has(kind)) continue;
      await api.ask('DELETE', imagesPath(editId, language, kind));
      for (const { read, contentType } of images[kind] ?? []) {
        const path = `${folderOf(packageName)}/${imagesPath(editId, language, kind)}`;
        const source = bytesSource(await read());
        await uploadFile({ http, api, upload: { path, contentType }, source, onPart: () => {}, signal });
      }
    }
  }
}

function editPath(editId: string): string {
  return `edits/${encodeURIComponent(editId)}`;
}

function imagesPath(editId: string, language: string, kind: ListingImageKind): string {
  return `${editPath(editId)}/listings/${encodeURIComponent(language)}/${kind}`;
}
