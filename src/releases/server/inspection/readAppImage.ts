/**
 * What an AppImage (type 2) says of itself: the desktop entry at the top of the image that follows its executable, and the machine of that; its
 * icon, where that is a PNG; and the key of its signature. The version is `X-AppImage-Version`, which most tools write, or the newest release of the AppStream
 * data.
 *
 * Layouts: https://github.com/AppImage/AppImageSpec, the Desktop Entry Specification and AppStream.
 */

import { fromLatin1, fromUtf8 } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { parseXml } from '../../../core/formats/xml/xmlDocument.ts';
import { newestVersion } from './appStream.ts';
import { shownText, type KnownPackage } from './knownFacts.ts';
import { signingKeyOf } from './openPgpKey.ts';
import { largestIcon, pngIcon } from './shownIcon.ts';
import { SquashFs } from './squashFs.ts';

const largestText = 512 * 1024;
const largestSignature = 64 * 1024;
const largestNames = 64 * 1024;

const machines: Readonly<Record<number, string>> = { 3: 'i686', 40: 'armhf', 62: 'x86_64', 183: 'aarch64' };

export async function readAppImage(source: ByteSource): Promise<KnownPackage> {
  const head = await source.read(0, Math.min(64, source.size));
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isElf = head.length === 64 && view.getUint32(0) === 0x7f45_4c46 && head[5] === 1;
  if (!isElf || fromUtf8(head.subarray(8, 10)) !== 'AI' || head[10] !== 2) return {};
  const sections = sectionTable(view, head[4] === 2);
  const architecture = machines[view.getUint16(18, true)];
  const known: KnownPackage = {
    architectures: architecture === undefined ? [] : [architecture],
    signingKey: await signingKey(source, sections).catch(() => null),
  };
  const image = await SquashFs.open(source, sections.offset + sections.entryBytes * sections.count);
  const names = image ? (await image.rootEntries()).map(({ name }) => name) : [];
  const desktop = names.find((name) => name.endsWith('.desktop'));
  const bytes = image && desktop !== undefined ? await image.readFile(desktop, largestText) : undefined;
  if (!image || !bytes || desktop === undefined) return known;
  const entry = fromUtf8(bytes);
  const said = (key: string): string | null => shownText(new RegExp(`^${key}[ \\t]*=[ \\t]*(.*)$`, 'm').exec(entry)?.[1]);
  const identifier = desktop.replace(/\.desktop$/, '');
  const version = said('X-AppImage-Version') ?? (await newestRelease(image, identifier));
  const icon = await pngIcon(await image.readFile('.DirIcon', largestIcon).catch(() => undefined));
  return { ...known, name: said('Name'), identifier: shownText(identifier), version, shortVersion: version, icon };
}

interface SectionTable {
  readonly is64: boolean;
  readonly offset: number;
  readonly entryBytes: number;
  readonly count: number;
  /** The section with the names of all. */
  readonly names: number;
}

function sectionTable(view: DataView, is64: boolean): SectionTable {
  const [entryBytes = 0, count = 0, names = 0] = (is64 ? [58, 60, 62] : [46, 48, 50]).map((at) => view.getUint16(at, true));
  return { is64, offset: is64 ? Number(view.getBigUint64(40, true)) : view.getUint32(32, true), entryBytes, count, names };
}

/** Of the section `.sha256_sig`, which is empty as long as no one signs. */
async function signingKey(source: ByteSource, { is64, offset, entryBytes, count, names }: SectionTable): Promise<string | null> {
  if (entryBytes < (is64 ? 64 : 40) || offset + entryBytes * count > source.size) return null;
  const table = await source.read(offset, entryBytes * count);
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const section = (index: number): { readonly name: number; readonly start: number; readonly size: number } => {
    const at = index * entryBytes;
    const place = (wide: number, narrow: number): number =>
      is64 ? Number(view.getBigUint64(at + wide, true)) : view.getUint32(at + narrow, true);
    return { name: view.getUint32(at, true), start: place(24, 16), size: place(32, 20) };
  };
  const { start, size } = section(names);
  if (size > largestNames || start + size > source.size) return null;
  const texts = fromLatin1(await source.read(start, size));
  for (let index = 0; index < count; index++) {
    const each = section(index);
    if (!texts.startsWith('.sha256_sig\0', each.name) || each.size > largestSignature || each.start + each.size > source.size) continue;
    const bytes = await source.read(each.start, each.size);
    const end = bytes.indexOf(0);
    return signingKeyOf(end === -1 ? bytes : bytes.subarray(0, end));
  }
  return null;
}

async function newestRelease(image: SquashFs, identifier: string): Promise<string | null> {
  for (const name of [`${identifier}.metainfo.xml`, `${identifier}.appdata.xml`]) {
    const bytes = await image.readFile(`usr/share/metainfo/${name}`, largestText);
    const root = bytes && parseXml(fromUtf8(bytes));
    const version = root ? newestVersion(root) : null;
    if (version !== null) return version;
  }
  return null;
}
