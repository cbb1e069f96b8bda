/**
 * The store listing as files, and what Google Play would refuse in it:
 *
 *   store/google-play/en-US/title.txt                    also short-description.txt, full-description.txt, video.txt
 *   store/google-play/en-US/icon.png                     also feature-graphic, tv-banner; .png, .jpg or .jpeg
 *   store/google-play/en-US/phone-screenshots/1.png      also seven-inch-, ten-inch-, tv-, wear-screenshots; in the order of their names
 */

import { fromUtf8 } from '../../../base/bytes.ts';
import { bytesSource } from '../../../base/byteSource.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { imageKind } from '../../../formats/image/imageKind.ts';
import { imageSize, type ImageSize } from '../../../formats/image/imageSize.ts';
import { jpegSize } from '../../../formats/image/jpegSize.ts';
import { type ContentDigester } from '../../../ports/contentDigester.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { hashFile } from '../../../packages/describePackage.ts';
import { type Listing, type ListingImage, type ListingImageKind, type ListingText } from '../../../stores/google-play/playListings.ts';

export interface ListingWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly digester: ContentDigester;
}

/** File names, with the characters that Google Play accepts. */
export const textFiles: Readonly<Record<ListingText, readonly [name: string, limit: number]>> = {
  title: ['title.txt', 30],
  shortDescription: ['short-description.txt', 80],
  fullDescription: ['full-description.txt', 4000],
  video: ['video.txt', 2000],
};

/** File or folder, how many, and the size: exact, or for screenshots within bounds. */
export const imageFiles: Readonly<Record<ListingImageKind, readonly [name: string, most: number, exact?: readonly [number, number]]>> = {
  icon: ['icon', 1, [512, 512]],
  featureGraphic: ['feature-graphic', 1, [1024, 500]],
  phoneScreenshots: ['phone-screenshots', 8],
  sevenInchScreenshots: ['seven-inch-screenshots', 8],
  tenInchScreenshots: ['ten-inch-screenshots', 8],
  tvScreenshots: ['tv-screenshots', 8],
  wearScreenshots: ['wear-screenshots', 8],
  tvBanner: ['tv-banner', 1, [1280, 720]],
};

const language = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
const picture = /\.(?:png|jpe?g)$/i;
const largestImage = 8 * 1024 * 1024;
const largestIcon = 1024 * 1024;
const largestText = 64 * 1024;
const screenshotSides = [320, 3840] as const;

export interface ReadListings {
  readonly listings: readonly Listing[];
  readonly issues: readonly Issue[];
}

/** Of all languages in the folder. Fails when it cannot be read. */
export async function readListingFolder(world: ListingWorld, folder: string): Promise<ReadListings> {
  const listings: Listing[] = [];
  const issues: Issue[] = [];
  for (const { name, kind } of await world.files.readDirectory(folder)) {
    const path = world.paths.join(folder, name);
    if (kind !== 'directory') issues.push(createIssue('listing-file-unknown', { name }, { file: path }));
    else if (!language.test(name)) issues.push(createIssue('listing-language-unknown', { name }, { file: path }));
    else listings.push(await readLanguage(world, path, name, issues));
  }
  return { listings, issues };
}

async function readLanguage(world: ListingWorld, folder: string, name: string, issues: Issue[]): Promise<Listing> {
  const texts: Partial<Record<ListingText, string>> = {};
  const images: Partial<Record<ListingImageKind, readonly ListingImage[]>> = {};
  for (const entry of await world.files.readDirectory(folder)) {
    const path = world.paths.join(folder, entry.name);
    const text = entriesOf(textFiles).find(([, [file]]) => file === entry.name);
    const image = entriesOf(imageFiles).find(([, [stem, most]]) => stem === (most === 1 ? entry.name.replace(picture, '') : entry.name));
    if (text && entry.kind === 'file') texts[text[0]] = await readText(world, path, text[1][1], issues);
    else if (image && (image[1][1] === 1 ? picture.test(entry.name) : entry.kind === 'directory'))
      images[image[0]] = await readImages(world, path, image[0], entry.kind === 'directory', issues);
    else issues.push(createIssue('listing-file-unknown', { name: entry.name }, { file: path }));
  }
  for (const field of ['title', 'shortDescription', 'fullDescription'] as const)
    if ((texts[field] ?? '') === '')
      issues.push(createIssue('listing-text-empty', { language: name, field: textFiles[field][0] }, { file: folder }));
  return { language: name, texts, images };
}

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): readonly (readonly [Key, Value])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
  return Object.entries(table) as unknown as readonly (readonly [Key, Value])[];
}

async function readText(world: ListingWorld, path: string, limit: number, issues: Issue[]): Promise<string> {
  const text = fromUtf8(await world.files.readFile(path, { maxBytes: largestText }))
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim();
  const { length } = text;
  if (length > limit) issues.push(createIssue('listing-text-too-long', { length, limit }, { file: path }));
  return text;
}

async function readImages(
  world: ListingWorld,
  path: string,
  kind: ListingImageKind,
  isFolder: boolean,
  issues: Issue[],
): Promise<readonly ListingImage[]> {
  const names = isFolder ? (await world.files.readDirectory(path)).filter((each) => each.kind === 'file').map((each) => each.name) : [''];
  const pictures: ListingImage[] = [];
  for (const name of names.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))) {
    const file = isFolder ? world.paths.join(path, name) : path;
    if (isFolder && !picture.test(name)) issues.push(createIssue('listing-file-unknown', { name }, { file }));
    else pictures.push(...(await readImage(world, file, kind, issues)));
  }
  const [, limit] = imageFiles[kind];
  if (pictures.length > limit) issues.push(createIssue('listing-images-many', { count: pictures.length, limit }, { file: path }));
  return pictures;
}

async function readImage(world: ListingWorld, file: string, kind: ListingImageKind, issues: Issue[]): Promise<readonly ListingImage[]> {
  const limitBytes = kind === 'icon' ? largestIcon : largestImage;
  const sizeBytes = (await world.files.stat(file))?.sizeBytes ?? 0;
  if (sizeBytes > limitBytes) {
    issues.push(createIssue('listing-image-large', { sizeBytes, limitBytes }, { file }));
    return [];
  }
  const bytes = await world.files.readFile(file, { maxBytes: limitBytes });
  const form = imageKind(bytes);
  const size = form === 'PNG' ? imageSize(bytes) : form === 'JPEG' ? jpegSize(bytes) : undefined;
  if (!size) {
    issues.push(createIssue('listing-image-unreadable', {}, { file }));
    return [];
  }
  const wanted = sizeProblem(size, kind);
  if (wanted !== undefined) issues.push(createIssue('listing-image-size', { ...pixels(size), wanted }, { file }));
  const source = bytesSource(bytes);
  const contentType = form === 'PNG' ? 'image/png' : 'image/jpeg';
  return [{ name: world.paths.basename(file), contentType, source, sha256: await hashFile(source, world.digester, undefined) }];
}

function pixels({ width, height }: ImageSize): { readonly width: number; readonly height: number } {
  return { width, height };
}

/** What Google Play wants instead. */
function sizeProblem({ width, height }: ImageSize, kind: ListingImageKind): string | undefined {
  const [, , exact] = imageFiles[kind];
  if (exact) return width === exact[0] && height === exact[1] ? undefined : `${exact[0]} × ${exact[1]}`;
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const [least, most] = screenshotSides;
  return shorter >= least && longer <= most && longer <= 2 * shorter ? undefined : `${least} to ${most}, at most 2:1`;
}
