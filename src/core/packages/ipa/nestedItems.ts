/** What an app carries with it, and who that is by its own Info.plist. */

import { type ByteSource } from '../../base/byteSource.ts';
import { present } from '../../base/present.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { infoText } from './infoFacts.ts';
import { nestedPlaces, type NestedPlace } from './ipaEntries.ts';
import { type NestedItem } from './ipaInspection.ts';

const readsAtOnce = 8;
/** Lists of extensions and frameworks have some kilobytes, and there may be hundreds. */
const largestInfo = 256 * 1024;

export async function readNestedItems(
  source: ByteSource,
  entries: ReadonlyMap<string, ZipEntry>,
  app: string,
): Promise<readonly NestedItem[]> {
  const places = nestedPlaces([...entries.values()], app);
  return await runConcurrently(places, readsAtOnce, async (place) => await readItem(source, entries, place));
}

/** What cannot be read is named without an identifier: the app's own list is what matters. */
async function readItem(source: ByteSource, entries: ReadonlyMap<string, ZipEntry>, place: NestedPlace): Promise<NestedItem> {
  const entry = place.kind === 'library' ? undefined : entries.get(`${place.path}/Info.plist`);
  const bytes = entry && (await readEntry(source, entry, { maxBytes: largestInfo })).bytes;
  const info = bytes && inspectPlist(bytes).value;
  return {
    ...place,
    ...present('appIdentifier', infoText(info, 'CFBundleIdentifier')),
    ...present('version', infoText(info, 'CFBundleShortVersionString')),
  };
}
