/**
 * What a Windows Installer package (.msi) says of itself: the table of properties, the template of its summary, the icon that Windows shows for it, and the signer's
 * certificate. The signature is not checked; Windows does that.
 *
 * Layouts: [MS-OLEPS], and https://learn.microsoft.com/windows/win32/msi/icon-table.
 */

import { fromLatin1, fromUtf8, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { CompoundFile } from './compoundFile.ts';
import { icoImage } from './icoImage.ts';
import { shownText, type KnownPackage } from './knownFacts.ts';
import { pngIcon } from './shownIcon.ts';
import { signerOfCms } from './windowsSigner.ts';

const utf8Page = 65_001;

export async function readMsi(source: ByteSource): Promise<KnownPackage> {
  const file = await CompoundFile.open(source);
  if (!file) return {};
  const [pool, data, table] = [await file.stream('!_StringPool'), await file.stream('!_StringData'), await file.stream('!Property')];
  if (!pool || !data || !table) return {};
  const properties = propertiesOf(stringsOf(pool, data), table);
  const said = (name: string): string | null => shownText(properties.get(name));
  const summary = await file.stream('\u0005SummaryInformation');
  const template = summary && templateOf(summary);
  const version = said('ProductVersion');
  const iconName = properties.get('ARPPRODUCTICON');
  const icon = iconName === undefined ? undefined : await file.stream(`Icon.${iconName}`).catch(() => undefined);
  const signature = await file.stream('\u0005DigitalSignature').catch(() => undefined);
  return {
    name: said('ProductName'),
    // The product changes with each version; what can be upgraded is the same app.
    identifier: said('UpgradeCode') ?? said('ProductCode'),
    version,
    shortVersion: version,
    publisher: said('Manufacturer'),
    architectures: architecturesOf(template ?? ''),
    signer: signature ? signerOfCms(signature) : null,
    icon: await pngIcon(icon && (await icoImage(icon))),
  };
}

/** `x64;1033`: the platforms before the languages. */
function architecturesOf(template: string): readonly string[] {
  const names: Readonly<Record<string, string>> = { Intel: 'x86', x64: 'x64', AMD64: 'x64', Arm64: 'arm64', Intel64: 'ia64' };
  return (template.split(';')[0] ?? '').split(',').flatMap((each) => names[each.trim()] ?? []);
}

interface StringPool {
  readonly texts: readonly string[];
  /** Of a reference to a text, in bytes. */
  readonly width: 2 | 3;
}

function stringsOf(pool: Bytes, data: Bytes): StringPool {
  const view = new DataView(pool.buffer, pool.byteOffset, pool.byteLength);
  const decode = view.getUint16(0, true) === utf8Page ? fromUtf8 : fromLatin1;
  const texts = [''];
  let offset = 0;
  for (let at = 4; at + 4 <= pool.length; at += 4) {
    let length = view.getUint16(at, true);
    // A text of 64 KB or more: its length is in the next entry.
    if (length === 0 && view.getUint16(at + 2, true) !== 0 && at + 8 <= pool.length) {
      at += 4;
      length = view.getUint32(at, true);
    }
    texts.push(decode(data.subarray(offset, offset + length)));
    offset += length;
    if (offset > data.length) break;
  }
  return { texts, width: (view.getUint16(2, true) & 0x8000) === 0 ? 2 : 3 };
}

/** Column after column: all names, then all values. */
function propertiesOf({ texts, width }: StringPool, table: Bytes): ReadonlyMap<string, string> {
  const rows = Math.floor(table.length / (2 * width));
  const at = (index: number): string => {
    const place = index * width;
    const reference = (table[place] ?? 0) + (table[place + 1] ?? 0) * 256 + (width === 3 ? (table[place + 2] ?? 0) * 65_536 : 0);
    return texts[reference] ?? '';
  };
  return new Map(Array.from({ length: rows }, (_, row) => [at(row), at(rows + row)]));
}

const templateProperty = 7;
const textType = 30;

/** Of the first section of a property set. */
function templateOf(summary: Bytes): string | undefined {
  const view = new DataView(summary.buffer, summary.byteOffset, summary.byteLength);
  if (summary.length < 48) return undefined;
  const section = view.getUint32(44, true);
  if (section + 8 > summary.length) return undefined;
  const count = Math.min(view.getUint32(section + 4, true), 100);
  for (let index = 0; index < count; index++) {
    const entry = section + 8 + index * 8;
    if (entry + 8 > summary.length) return undefined;
    const value = section + view.getUint32(entry + 4, true);
    if (view.getUint32(entry, true) !== templateProperty || value + 8 > summary.length) continue;
    if (view.getUint32(value, true) !== textType) return undefined;
    const length = Math.min(view.getUint32(value + 4, true), 100);
    return fromLatin1(summary.subarray(value + 8, value + 8 + length)).split('\0')[0];
  }
  return undefined;
}
