/**
 * What packages for desktops say of themselves: the header of an .rpm and the control file of a .deb are read here; others have files of their own. Little of
 * the file is read, and what cannot be read is unknown, never a reason to refuse it.
 *
 * Layouts: https://rpm-software-management.github.io/rpm/manual/format_v4.html, deb(5), POSIX ustar, and debsigs(1p) for signatures.
 */

import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { fromLatin1, fromUtf8, startsWithBytes, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';
import { readDiskImage } from './disk-image/readDiskImage.ts';
import { readFlatpak } from './flatpak/readFlatpak.ts';
import { shownText, type KnownFacts, type KnownPackage } from './knownFacts.ts';
import { signingKeyOf } from './openPgpKey.ts';
import { readAppImage } from './readAppImage.ts';
import { readMacInstaller } from './readMacInstaller.ts';
import { readMacZip } from './readMacZip.ts';
import { readMsi } from './readMsi.ts';
import { unpackXz } from './unpackXz.ts';

const longestText = 200;

export async function readDesktopPackage(source: ByteSource, extension: string): Promise<ReadPackage> {
  const read = readers[extension];
  const { icon = null, ...known } = (await read?.(source).catch((): KnownPackage => ({}))) ?? {};
  return { facts: { ...unknownFacts(extension), ...known }, icon, problem: null };
}

const readers: Readonly<Record<string, (source: ByteSource) => Promise<KnownPackage>>> = {
  rpm: readRpm,
  deb: readDeb,
  'app.zip': readMacZip,
  pkg: readMacInstaller,
  dmg: readDiskImage,
  msi: readMsi,
  appimage: readAppImage,
  flatpak: readFlatpak,
};

const rpmLead = Uint8Array.of(0xed, 0xab, 0xee, 0xdb);
const rpmHeader = Uint8Array.of(0x8e, 0xad, 0xe8, 0x01);
const rpmLeadBytes = 96;
const rpmIntroBytes = 16;
const rpmEntryBytes = 16;
const mostRpmEntries = 65_536;
/** A string, a list of strings, and a string in several languages. */
const rpmTextTypes = new Set([6, 8, 9]);
const rpmBytesType = 7;
/** Signatures of the header, and older ones of header and content: RSA or EdDSA first. */
const rpmSignatureTags = [268, 267, 1002, 1005];
const largestRpmSignature = 16 * 1024;
const rpmTags = { name: 1000, version: 1001, release: 1002, vendor: 1011, arch: 1022 } as const;

async function readRpm(source: ByteSource): Promise<KnownFacts> {
  if (!startsWithBytes(await source.read(0, 4), rpmLead)) return {};
  const signature = await rpmIntro(source, rpmLeadBytes);
  if (!signature) return {};
  // The header begins at the next multiple of eight.
  const header = await rpmIntro(source, Math.ceil(signature.end / 8) * 8);
  if (!header) return {};
  const entries = await rpmEntries(source, header);
  const text = async (tag: number): Promise<string | null> => {
    const found = entries.find((each) => each.tag === tag && rpmTextTypes.has(each.type));
    const bytes = found && (await rpmBytes(source, header, found, longestText * 4));
    const end = bytes?.indexOf(0) ?? -1;
    return shownText(bytes && fromUtf8(bytes.subarray(0, end === -1 ? bytes.length : end)));
  };
  const [version, release, architecture] = [await text(rpmTags.version), await text(rpmTags.release), await text(rpmTags.arch)];
  return {
    name: await text(rpmTags.name),
    identifier: await text(rpmTags.name),
    shortVersion: version,
    version: version !== null && release !== null ? `${version}-${release}` : version,
    publisher: await text(rpmTags.vendor),
    architectures: architecture === null ? [] : [architecture],
    signingKey: await rpmSigningKey(source, signature),
  };
}

interface RpmEntry {
  readonly tag: number;
  readonly type: number;
  /** In the store. */
  readonly offset: number;
  readonly count: number;
}

async function rpmEntries(source: ByteSource, { index, count }: RpmHeader): Promise<readonly RpmEntry[]> {
  const bytes = await source.read(index, count * rpmEntryBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, entry) => {
    const [tag = 0, type = 0, offset = 0, items = 0] = [0, 4, 8, 12].map((field) => view.getUint32(entry * rpmEntryBytes + field));
    return { tag, type, offset, count: items };
  });
}

/** From where an entry begins; `undefined` outside of the store. */
async function rpmBytes(source: ByteSource, { store, end }: RpmHeader, { offset }: RpmEntry, most: number): Promise<Bytes | undefined> {
  const start = store + offset;
  return start >= end ? undefined : await source.read(start, Math.min(most, end - start));
}

async function rpmSigningKey(source: ByteSource, header: RpmHeader): Promise<string | null> {
  const entries = await rpmEntries(source, header);
  for (const tag of rpmSignatureTags) {
    const found = entries.find((each) => each.tag === tag && each.type === rpmBytesType);
    const bytes = found && (await rpmBytes(source, header, found, Math.min(found.count, largestRpmSignature)));
    const key = bytes ? signingKeyOf(bytes) : null;
    if (key !== null) return key;
  }
  return null;
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
/** The version of the form, the control files, the data, and signatures. */
const mostArMembers = 12;
const largestControl = 8 * 1024 * 1024;
const largestUnpacked = 32 * 1024 * 1024;
const largestDebSignature = 64 * 1024;

async function readDeb(source: ByteSource): Promise<KnownFacts> {
  const members = await arMembers(source);
  const control = members.find(({ name }) => name.startsWith('control.tar'));
  if (!control || control.size > largestControl) return {};
  const tar = unpacked(control.name, await source.read(control.start, control.size));
  const file = tar && fileOfTar(tar, 'control');
  if (!file) return {};
  // Of the one who made it before those of who built it and who maintains it.
  const signature = members.find(({ name }) => name === '_gpgorigin') ?? members.find(({ name }) => name.startsWith('_gpg'));
  const isSmall = signature && signature.size <= largestDebSignature && signature.start + signature.size <= source.size;
  return {
    ...debFacts(fromUtf8(file)),
    signingKey: isSmall ? signingKeyOf(await source.read(signature.start, signature.size)) : null,
  };
}

interface ArMember {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

async function arMembers(source: ByteSource): Promise<readonly ArMember[]> {
  if (fromLatin1(await source.read(0, arMagic.length)) !== arMagic) return [];
  const members: ArMember[] = [];
  for (let offset = arMagic.length; offset + arHeaderBytes <= source.size && members.length < mostArMembers;) {
    const header = fromLatin1(await source.read(offset, arHeaderBytes));
    const name = header.slice(0, 16).trim().replace(/\/$/, '');
    const size = Number(header.slice(48, 58).trim());
    if (!Number.isSafeInteger(size) || size < 0) break;
    const start = offset + arHeaderBytes;
    members.push({ name, start, size });
    offset = start + size + (size % 2);
  }
  return members;
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
