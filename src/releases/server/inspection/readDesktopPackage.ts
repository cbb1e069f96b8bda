/**
 * What packages for desktops say of themselves: the header of an .rpm, the control file of a .deb, the Info.plist of an app in a .zip; .pkg, .msi and
 * .AppImage have files of their own. Little of the file is read, and what cannot be read is unknown, never a reason to refuse it.
 *
 * Layouts: https://rpm-software-management.github.io/rpm/manual/format_v4.html, deb(5), POSIX ustar.
 */

import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { fromLatin1, fromUtf8, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { inspectPlist } from '../../../core/formats/plist/inspectPlist.ts';
import { plistEntry, plistString } from '../../../core/formats/plist/plistValue.ts';
import { inspectZip } from '../../../core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../core/formats/zip/readEntry.ts';
import { unknownFacts, type PackageFacts } from '../../model/packageFacts.ts';
import { shownText, type KnownFacts } from './knownFacts.ts';
import { readAppImage } from './readAppImage.ts';
import { readMacInstaller } from './readMacInstaller.ts';
import { readMsi } from './readMsi.ts';
import { unpackXz } from './unpackXz.ts';

const longestText = 200;

export async function readDesktopFacts(source: ByteSource, extension: string): Promise<PackageFacts> {
  const read = readers[extension];
  return { ...unknownFacts(extension), ...(read && (await read(source).catch(() => ({})))) };
}

const readers: Readonly<Record<string, (source: ByteSource) => Promise<KnownFacts>>> = {
  rpm: readRpm,
  deb: readDeb,
  'app.zip': readMacApp,
  pkg: readMacInstaller,
  msi: readMsi,
  appimage: readAppImage,
};

const rpmLead = Uint8Array.of(0xed, 0xab, 0xee, 0xdb);
const rpmHeader = Uint8Array.of(0x8e, 0xad, 0xe8, 0x01);
const rpmLeadBytes = 96;
const rpmIntroBytes = 16;
const rpmEntryBytes = 16;
const mostRpmEntries = 65_536;
/** A string, a list of strings, and a string in several languages. */
const rpmTextTypes = new Set([6, 8, 9]);
const rpmTags = { name: 1000, version: 1001, release: 1002, vendor: 1011, arch: 1022 } as const;

async function readRpm(source: ByteSource): Promise<KnownFacts> {
  if (!startsWithBytes(await source.read(0, 4), rpmLead)) return {};
  const signature = await rpmIntro(source, rpmLeadBytes);
  if (!signature) return {};
  // The header begins at the next multiple of eight.
  const header = await rpmIntro(source, Math.ceil(signature.end / 8) * 8);
  if (!header) return {};
  const index = await source.read(header.index, header.count * rpmEntryBytes);
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  const text = async (tag: number): Promise<string | null> => {
    for (let at = 0; at < index.length; at += rpmEntryBytes) {
      if (view.getUint32(at) !== tag || !rpmTextTypes.has(view.getUint32(at + 4))) continue;
      const start = header.store + view.getUint32(at + 8);
      if (start >= header.end) return null;
      const bytes = await source.read(start, Math.min(longestText * 4, header.end - start));
      const end = bytes.indexOf(0);
      return shownText(fromUtf8(bytes.subarray(0, end === -1 ? bytes.length : end)));
    }
    return null;
  };
  const [version, release, architecture] = [await text(rpmTags.version), await text(rpmTags.release), await text(rpmTags.arch)];
  return {
    name: await text(rpmTags.name),
    identifier: await text(rpmTags.name),
    shortVersion: version,
    version: version !== null && release !== null ? `${version}-${release}` : version,
    publisher: await text(rpmTags.vendor),
    architectures: architecture === null ? [] : [architecture],
  };
}

interface RpmHeader {
  readonly count: number;
  /** Offsets in the file. */
  readonly index: number;
  readonly store: number;
  readonly end: number;
}

async function rpmIntro(source: ByteSource, offset: number): Promise<RpmHeader | undefined> {
  const bytes = await source.read(offset, rpmIntroBytes);
  if (!startsWithBytes(bytes, rpmHeader)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count, storeBytes] = [view.getUint32(8), view.getUint32(12)];
  const index = offset + rpmIntroBytes;
  const store = index + count * rpmEntryBytes;
  const end = store + storeBytes;
  return count <= mostRpmEntries && end <= source.size ? { count, index, store, end } : undefined;
}

const arMagic = '!<arch>\n';
const arHeaderBytes = 60;
/** Of what is before the data: the version of the form, the control files, and perhaps a signature. */
const mostArMembers = 8;
const largestControl = 8 * 1024 * 1024;
const largestUnpacked = 32 * 1024 * 1024;

async function readDeb(source: ByteSource): Promise<KnownFacts> {
  if (fromLatin1(await source.read(0, arMagic.length)) !== arMagic) return {};
  let offset = arMagic.length;
  for (let member = 0; member < mostArMembers; member++) {
    const header = fromLatin1(await source.read(offset, arHeaderBytes));
    const name = header.slice(0, 16).trim().replace(/\/$/, '');
    const size = Number(header.slice(48, 58).trim());
    if (!Number.isSafeInteger(size) || size < 0) return {};
    const start = offset + arHeaderBytes;
    if (name.startsWith('control.tar')) {
      const tar = size <= largestControl ? unpacked(name, await source.read(start, size)) : undefined;
      const control = tar && fileOfTar(tar, 'control');
      return control ? debFacts(fromUtf8(control)) : {};
    }
    offset = start + size + (size % 2);
  }
  return {};
}

function unpacked(name: string, bytes: Bytes): Bytes | undefined {
  const limit = { maxOutputLength: largestUnpacked };
  if (name.endsWith('.tar')) return bytes;
  if (name.endsWith('.gz')) return gunzipSync(bytes, limit);
  if (name.endsWith('.xz')) return unpackXz(bytes, largestUnpacked);
  return name.endsWith('.zst') ? zstdDecompressSync(bytes, limit) : undefined;
}

const tarBlock = 512;

function fileOfTar(tar: Bytes, wanted: string): Bytes | undefined {
  for (let at = 0; at + tarBlock <= tar.length;) {
    const field = (from: number, length: number): string => fromLatin1(tar.subarray(at + from, at + from + length)).split('\0')[0] ?? '';
    const name = field(0, 100);
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    if (name === '' || !Number.isSafeInteger(size) || size < 0) return undefined;
    if (name.replace(/^\.\//, '') === wanted) return tar.subarray(at + tarBlock, at + tarBlock + size);
    at += tarBlock + Math.ceil(size / tarBlock) * tarBlock;
  }
  return undefined;
}

function debFacts(control: string): KnownFacts {
  const field = (name: string): string | null => shownText(new RegExp(`^${name}:[ \\t]*(.*)$`, 'mi').exec(control)?.[1]);
  const architecture = field('Architecture');
  const version = field('Version');
  return {
    name: field('Package'),
    identifier: field('Package'),
    // `1:1.4.0-2`: the epoch and the revision are for package managers.
    shortVersion: shownText(version?.replace(/^\d+:/, '').replace(/-[^-]*$/, '')),
    version,
    publisher: field('Maintainer'),
    architectures: architecture === null ? [] : [architecture],
  };
}

const largestInfo = 4 * 1024 * 1024;

async function readMacApp(source: ByteSource): Promise<KnownFacts> {
  const { archive } = await inspectZip(source);
  const entry = archive.entries.find(({ name }) => /^[^/]+\.app\/Contents\/Info\.plist$/.test(name));
  const { bytes } = entry ? await readEntry(source, entry, { maxBytes: largestInfo }) : {};
  const value = bytes && inspectPlist(bytes).value;
  const text = (key: string): string | null => (value ? shownText(plistString(plistEntry(value, key))) : null);
  const version = text('CFBundleVersion');
  return {
    name: text('CFBundleDisplayName') ?? text('CFBundleName'),
    identifier: text('CFBundleIdentifier'),
    version,
    shortVersion: text('CFBundleShortVersionString') ?? version,
    minimumOs: text('LSMinimumSystemVersion'),
  };
}
