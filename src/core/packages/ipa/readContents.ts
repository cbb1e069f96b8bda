/** What is in an app besides its lists: how large its icon files are, whether it has an asset catalog and a privacy manifest. */

import { type ByteSource } from '../../base/byteSource.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { imageSize } from '../../formats/image/imageSize.ts';
import { readEntryPrefix } from '../../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { ipaIcon } from './ipaIcon.ts';

export interface AppContents {
  readonly hasIconFiles: boolean;
  /** Pixels of the icon files that can be read, each side once. */
  readonly iconSides: readonly number[];
  readonly hasAssetCatalog: boolean;
  readonly hasPrivacyManifest: boolean;
}

const headerBytes = 64;
const readsAtOnce = 8;

export async function readContents(
  source: ByteSource,
  entries: ReadonlyMap<string, ZipEntry>,
  app: string,
  iconNames: readonly string[],
): Promise<AppContents> {
  const files = ipaIcon([...entries.values()], app, iconNames)?.files ?? [];
  const sides = await runConcurrently(files, readsAtOnce, async ({ path }) => {
    const entry = entries.get(path);
    const { bytes } = entry ? await readEntryPrefix(source, entry, headerBytes) : { bytes: undefined };
    return bytes && imageSize(bytes)?.width;
  });
  return {
    hasIconFiles: files.length > 0,
    iconSides: [...new Set(sides.filter((side) => side !== undefined))],
    hasAssetCatalog: entries.has(`${app}/Assets.car`),
    hasPrivacyManifest: entries.has(`${app}/PrivacyInfo.xcprivacy`),
  };
}
