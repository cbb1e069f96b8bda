/**
 * What a package for Windows (.msix, .appx, their bundles) says of itself: the manifest, the signer's certificate and the icon. The signature is not checked;
 * Windows does that. What wraps a package for the store (.appxupload) is what that package is. A bundle has its name and icon in its packages, which are not opened.
 *
 * Layouts: https://learn.microsoft.com/uwp/schemas/appxpackage, and AppxSignature.p7x: `PKCX`, then a CMS of RFC 5652.
 */

import { fromLatin1, fromUtf8, type Bytes } from '../../../core/base/bytes.ts';
import { bytesSource, type ByteSource } from '../../../core/base/byteSource.ts';
import { elementsOf, parseXml, type XmlElement } from '../../../core/formats/xml/xmlDocument.ts';
import { inspectZip } from '../../../core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../core/formats/zip/readEntry.ts';
import { type ZipArchive } from '../../../core/formats/zip/zipEntry.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';
import { shownText } from './knownFacts.ts';
import { largestIcon, pngIcon } from './shownIcon.ts';
import { signerOfCms } from './windowsSigner.ts';

const largestManifest = 1024 * 1024;
const largestSignature = 1024 * 1024;
/** Publishers are distinguished names. */
const longestAttribute = 1000;

/** The manifest of a package, or of the bundle around several. */
const manifests: ReadonlySet<string> = new Set(['AppxManifest.xml', 'AppxMetadata/AppxBundleManifest.xml']);

/** Of a package that is unpacked out of what wraps it. */
const largestWrapped = 64 * 1024 * 1024;

export async function readWindowsPackage(source: ByteSource, extension: string): Promise<ReadPackage> {
  const unknown = unknownFacts(extension);
  const { archive, issues } = await inspectZip(source);
  if (archive.entries.length === 0) return { facts: unknown, icon: null, problem: issues[0]?.message ?? 'it cannot be read' };
  if (extension.endsWith('upload')) return await readWrapped(source, archive, extension);
  const manifest = await bytesOf(source, archive, (name) => manifests.has(name), largestManifest);
  const root = manifest && parseXml(fromUtf8(manifest));
  const identity = child(root, 'Identity');
  const properties = child(root, 'Properties');
  const version = attribute(identity, 'Version');
  const architecture = attribute(identity, 'ProcessorArchitecture');
  // Of a bundle, those of its packages.
  const inBundle = root
    ? [...elementsOf(root)].filter(({ name }) => name === 'Package').map((each) => attribute(each, 'Architecture'))
    : [];
  const architectures = [...new Set([architecture, ...inBundle].filter((each) => each !== null))];
  const system = root && [...elementsOf(root)].find(({ name }) => name === 'TargetDeviceFamily');
  const name = shownText(child(properties, 'DisplayName')?.text.value);
  return {
    facts: {
      ...unknown,
      // Names in other languages are resources, which are not read.
      name: name?.startsWith('ms-resource:') === true ? null : name,
      identifier: attribute(identity, 'Name'),
      version,
      shortVersion: version,
      minimumOs: attribute(system, 'MinVersion'),
      publisher: attribute(identity, 'Publisher'),
      architectures,
      signer: await signerOf(source, archive),
    },
    icon: await iconOf(source, archive, child(properties, 'Logo')?.text.value.trim() ?? ''),
    problem: null,
  };
}

/** The one package or bundle; next to it are symbols. */
async function readWrapped(source: ByteSource, archive: ZipArchive, extension: string): Promise<ReadPackage> {
  const unknown: ReadPackage = { facts: unknownFacts(extension), icon: null, problem: null };
  const wrapped = archive.entries.filter(({ name }) => /^[^/\\]+\.(?:appx|msix)(?:bundle)?$/i.test(name));
  const [name] = wrapped.map((entry) => entry.name);
  const bytes = wrapped.length === 1 ? await bytesOf(source, archive, (each) => each === name, largestWrapped) : undefined;
  if (!bytes) return unknown;
  // Of a kind that wraps nothing, so that there is an end.
  const { facts, icon, problem } = await readWindowsPackage(bytesSource(bytes), 'msix');
  return problem === null ? { facts: { ...facts, extension }, icon, problem } : unknown;
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

function attribute(element: XmlElement | undefined, name: string): string | null {
  return element?.attributes.find((each) => each.name === name)?.value.slice(0, longestAttribute) ?? null;
}

async function bytesOf(
  source: ByteSource,
  { entries }: ZipArchive,
  isWanted: (name: string) => boolean,
  maxBytes: number,
): Promise<Bytes | undefined> {
  const entry = entries.find(({ name }) => isWanted(name));
  return entry && (await readEntry(source, entry, { maxBytes })).bytes;
}

async function signerOf(source: ByteSource, archive: ZipArchive): Promise<string | null> {
  const file = await bytesOf(source, archive, (name) => name === 'AppxSignature.p7x', largestSignature);
  return file && fromLatin1(file.subarray(0, 4)) === 'PKCX' ? signerOfCms(file.subarray(4)) : null;
}

/** `Assets\StoreLogo.png`, which may be there in several scales only: `Assets/StoreLogo.scale-200.png`. */
async function iconOf(source: ByteSource, archive: ZipArchive, logo: string): Promise<ReadPackage['icon']> {
  const path = logo.replaceAll('\\', '/');
  if (!/\.png$/i.test(path)) return null;
  const stem = path.slice(0, -4).toLowerCase();
  const named = ['', '.scale-200', '.scale-100', '.scale-150', '.scale-400'].map((scale) => `${stem}${scale}.png`);
  for (const wanted of named) {
    const bytes = await bytesOf(source, archive, (name) => name.toLowerCase() === wanted, largestIcon);
    const icon = await pngIcon(bytes);
    if (icon) return icon;
  }
  return null;
}
