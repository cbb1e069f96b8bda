/**
 * What an installer package for macOS (.pkg) says of itself: the PackageInfo of its first component and the Distribution around it, in a xar archive, whose
 * table also has the signer's certificate. The signature is not checked; macOS does that. Only files that are stored or packed with zlib are read.
 *
 * Layouts: https://github.com/mackyle/xar/wiki/xarformat, and the reference of Apple's Distribution definition.
 */

import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { fromLatin1, fromUtf8, type Bytes } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { attributeOf, elementsOf, parseXml, type XmlElement } from '../../../core/formats/xml/xmlDocument.ts';
import { shownText, type KnownFacts } from './knownFacts.ts';

const headerBytes = 28;
const largestTable = 8 * 1024 * 1024;
const largestFile = 2 * 1024 * 1024;
const mostNested = 100;

interface Xar {
  readonly table: XmlElement;
  /** Where the data of files begins. */
  readonly heap: number;
}

export async function readMacInstaller(source: ByteSource): Promise<KnownFacts> {
  const xar = await openXar(source);
  if (!xar) return {};
  const files = filesOf(xar.table);
  const read = async (name: string): Promise<XmlElement | undefined> => {
    // Of several components the first: the others are its plug-ins and drivers.
    const file = files.find((each) => textOf(each, 'name') === name);
    const bytes = file && (await contentOf(source, xar, file));
    return bytes && parseXml(fromUtf8(bytes));
  };
  const [component, distribution] = [await read('PackageInfo'), await read('Distribution')];
  const bundle = component && bundleOf(component);
  const product = first(distribution, 'product');
  const said = (element: XmlElement | undefined, name: string): string | null => shownText(element && attributeOf(element, name)?.value);
  const shortVersion = said(product, 'version') ?? said(bundle, 'CFBundleShortVersionString') ?? said(component, 'version');
  const hosts = said(first(distribution, 'options'), 'hostArchitectures');
  return {
    name: shownText(first(distribution, 'title')?.text.value),
    identifier: said(bundle, 'id') ?? said(component, 'identifier') ?? said(product, 'id'),
    shortVersion,
    version: said(bundle, 'CFBundleVersion') ?? shortVersion,
    minimumOs: said(first(distribution, 'os-version'), 'min'),
    architectures: hosts === null ? [] : hosts.split(',').map((each) => each.trim()),
    signer: signerOf(xar.table),
  };
}

async function openXar(source: ByteSource): Promise<Xar | undefined> {
  const header = await source.read(0, headerBytes);
  if (fromLatin1(header.subarray(0, 4)) !== 'xar!') return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [size, packed, unpacked] = [view.getUint16(4), Number(view.getBigUint64(8)), Number(view.getBigUint64(16))];
  if (packed > Math.min(largestTable, source.size) || unpacked > largestTable) return undefined;
  const text = inflateSync(await source.read(size, packed), { maxOutputLength: largestTable });
  const table = parseXml(fromUtf8(text));
  return table && { table, heap: size + packed };
}

/** Files and folders, each before what is in it. */
function filesOf(table: XmlElement): readonly XmlElement[] {
  return [...elementsOf(table)].filter(({ name }) => name === 'file');
}

async function contentOf(source: ByteSource, { heap }: Xar, file: XmlElement): Promise<Bytes | undefined> {
  const data = file.children.find(({ name }) => name === 'data');
  const encoding = data?.children.find(({ name }) => name === 'encoding');
  const number = (name: string): number => Number(data && textOf(data, name));
  const [offset, length, size] = [number('offset'), number('length'), number('size')];
  const isThere = [offset, length, size].every((each) => Number.isSafeInteger(each) && each >= 0);
  if (!isThere || length > largestFile || size > largestFile || heap + offset + length > source.size) return undefined;
  const bytes = await source.read(heap + offset, length);
  const style = encoding && attributeOf(encoding, 'style')?.value;
  if (style === 'application/octet-stream') return bytes;
  return style === 'application/x-gzip' ? inflateSync(bytes, { maxOutputLength: largestFile }) : undefined;
}

/** The app of a component that holds one or more: the one that is nearest to the top of the system. */
function bundleOf(component: XmlElement): XmlElement | undefined {
  const bundles = [...elementsOf(component)]
    .filter((each) => each.name === 'bundle' && attributeOf(each, 'CFBundleShortVersionString') !== undefined)
    .slice(0, mostNested);
  const depth = (each: XmlElement): number => (attributeOf(each, 'path')?.value ?? '').split('/').length;
  return bundles.toSorted((a, b) => depth(a) - depth(b))[0];
}

function first(root: XmlElement | undefined, name: string): XmlElement | undefined {
  return root && [...elementsOf(root)].find((each) => each.name === name);
}

function textOf(element: XmlElement, name: string): string {
  return element.children.find((each) => each.name === name)?.text.value.trim() ?? '';
}

/** SHA-256 of the first certificate, which is the signer's. */
function signerOf(table: XmlElement): string | null {
  const certificate = first(table, 'X509Certificate')?.text.value.replace(/\s/g, '') ?? '';
  if (certificate === '' || !/^[A-Za-z\d+/=]+$/.test(certificate)) return null;
  return createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('hex');
}
