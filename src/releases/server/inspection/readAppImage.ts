/**
 * What an AppImage (type 2) says of itself: the desktop entry at the top of the image that follows its executable, and the machine of that. The version is
 * `X-AppImage-Version`, which most tools write, or the newest release of the AppStream data.
 *
 * Layouts: https://github.com/AppImage/AppImageSpec, the Desktop Entry Specification and AppStream.
 */

import { fromUtf8 } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { elementsOf, attributeOf, parseXml } from '../../../core/formats/xml/xmlDocument.ts';
import { shownText, type KnownFacts } from './knownFacts.ts';
import { SquashFs } from './squashFs.ts';

const largestText = 512 * 1024;

const machines: Readonly<Record<number, string>> = { 3: 'i686', 40: 'armhf', 62: 'x86_64', 183: 'aarch64' };

export async function readAppImage(source: ByteSource): Promise<KnownFacts> {
  const head = await source.read(0, Math.min(64, source.size));
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isElf = head.length === 64 && view.getUint32(0) === 0x7f45_4c46 && head[5] === 1;
  if (!isElf || fromUtf8(head.subarray(8, 10)) !== 'AI' || head[10] !== 2) return {};
  const is64 = head[4] === 2;
  const sections = is64 ? Number(view.getBigUint64(40, true)) : view.getUint32(32, true);
  const [entrySize, count] = is64
    ? [view.getUint16(58, true), view.getUint16(60, true)]
    : [view.getUint16(46, true), view.getUint16(48, true)];
  const architecture = machines[view.getUint16(18, true)];
  const architectures = architecture === undefined ? [] : [architecture];
  const image = await SquashFs.open(source, sections + entrySize * count);
  const names = image ? (await image.rootEntries()).map(({ name }) => name) : [];
  const desktop = names.find((name) => name.endsWith('.desktop'));
  const bytes = image && desktop !== undefined ? await image.readFile(desktop, largestText) : undefined;
  if (!image || !bytes || desktop === undefined) return { architectures };
  const entry = fromUtf8(bytes);
  const said = (key: string): string | null => shownText(new RegExp(`^${key}[ \\t]*=[ \\t]*(.*)$`, 'm').exec(entry)?.[1]);
  const identifier = desktop.replace(/\.desktop$/, '');
  const version = said('X-AppImage-Version') ?? (await newestRelease(image, identifier));
  return { name: said('Name'), identifier: shownText(identifier), version, shortVersion: version, architectures };
}

async function newestRelease(image: SquashFs, identifier: string): Promise<string | null> {
  for (const name of [`${identifier}.metainfo.xml`, `${identifier}.appdata.xml`]) {
    const bytes = await image.readFile(`usr/share/metainfo/${name}`, largestText);
    const root = bytes && parseXml(fromUtf8(bytes));
    // Newest first, as AppStream demands.
    const release = root && [...elementsOf(root)].find((each) => each.name === 'release');
    if (release) return shownText(attributeOf(release, 'version')?.value);
  }
  return null;
}
