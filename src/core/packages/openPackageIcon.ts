/** Reads the icon of a package for a density, as a raster image that a page or a view can show. */

import { fromLatin1, type Bytes } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { encodePng } from '../formats/image/encodePng.ts';
import { inspectPng } from '../formats/image/inspectPng.ts';
import { isApplePng } from '../formats/image/pngRecords.ts';
import { imageSize, isTooLarge } from '../formats/image/imageSize.ts';
import { inspectZip } from '../formats/zip/inspectZip.ts';
import { readEntry } from '../formats/zip/readEntry.ts';
import { chooseIconFile, type PackageIcon } from './packageIcon.ts';

export interface IconImage {
  /** Name of the entry. */
  readonly path: string;
  readonly mediaType: 'image/png' | 'image/webp';
  readonly bytes: Bytes;
}

const maxIconBytes = 4 * 1024 * 1024;

/** `undefined` when the app has no icon, or none that is a PNG or WebP of a size that can be shown: vector icons are not drawn here. */
export async function openPackageIcon(source: ByteSource, icon: PackageIcon | undefined, density: number): Promise<IconImage | undefined> {
  const file = chooseIconFile(icon, density);
  if (!file) return undefined;
  const { archive } = await inspectZip(source);
  const entry = archive.entries.find(({ name }) => name === file.path);
  const bytes = entry && (await readEntry(source, entry, { maxBytes: maxIconBytes })).bytes;
  if (!bytes) return undefined;
  const size = imageSize(bytes);
  if (size && isTooLarge(size)) return undefined;
  const plain = isApplePng(bytes) ? await convertApplePng(bytes) : bytes;
  const mediaType = plain && mediaTypeOf(plain);
  return mediaType && { path: file.path, mediaType, bytes: plain };
}

/** Xcode packs icons in a form that no browser shows. */
async function convertApplePng(bytes: Bytes): Promise<Bytes | undefined> {
  const { image } = inspectPng(bytes);
  return image && (await encodePng(image));
}

/** By content: names say nothing in packages that were shrunk. */
function mediaTypeOf(bytes: Bytes): IconImage['mediaType'] | undefined {
  const start = fromLatin1(bytes.subarray(0, 16));
  if (start.startsWith('\u0089PNG\r\n\u001A\n')) return 'image/png';
  return start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP' ? 'image/webp' : undefined;
}
