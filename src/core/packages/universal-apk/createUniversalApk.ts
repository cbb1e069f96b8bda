/**
 * Makes one APK for all devices of an app bundle, unsigned, as bundletool's `--mode=universal` does: all ABIs, languages and densities, and
 * the modules that are to be fused. Protobuf documents become the binary ones that devices read; code of the features follows that of the
 * base; everything else is copied, compressed as it is unless the bundle or Android wants it stored.
 *
 * It does not merge code for Android before 5, which loads one `classes.dex` (bundletool merges it with D8), and does not sign APKs inside
 * of assets.
 */

import { deflateRawSync } from 'node:zlib';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { createIssue, hasErrors } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { type BundleConfig, inspectBundleConfig } from '../../formats/android-proto/bundleConfig.ts';
import { inspectProtoResourceTable } from '../../formats/android-proto/inspectProtoResourceTable.ts';
import { inspectProtoXml } from '../../formats/android-proto/inspectProtoXml.ts';
import { type ResourceTable } from '../../formats/android-resources/resourceTableModel.ts';
import { attributeValue, childElements } from '../../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../../formats/android-resources/xmlModel.ts';
import { encodeCompiledXml } from '../../formats/android-xml/compiledXml.ts';
import { encodeResourceTable } from '../../formats/resource-table/encodeResourceTable.ts';
import { androidAlignment } from '../../formats/zip/androidAlignment.ts';
import { entryPieces } from '../../formats/zip/entryPieces.ts';
import { inspectZip } from '../../formats/zip/inspectZip.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { ZipContentError } from '../../formats/zip/zipContentError.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { methodDeflated } from '../../formats/zip/zipRecords.ts';
import { ZipWriter } from '../../formats/zip/zipWriter.ts';
import { apkManifest, apkResourceTable, bundleConfig, detectFormat } from '../detectFormat.ts';
import { issueInEntry } from '../issueInEntry.ts';
import { assetPlacer } from './assetFolders.ts';
import { type BundleModule, readBundleModules } from './bundleModules.ts';
import { fuseManifests, withMetaData } from './fuseManifests.ts';
import { addXmlFile, filesOf, languageList, languagesOf, mergeTables } from './fuseResources.ts';
import { globMatcher } from './globMatcher.ts';

export interface UniversalApkRequest {
  /** The app bundle. */
  readonly source: ByteSource;
  /** Empty as yet. Not committed here. */
  readonly output: ByteSink;
  readonly signal?: AbortSignal | undefined;
  /** 0 to 1. */
  readonly report?: ((fraction: number) => void) | undefined;
  /** Of the APK. Default: what Android can read. */
  readonly largestBytes?: number | undefined;
}

export interface UniversalApk {
  /** Names of the modules that are in it, the base first. */
  readonly modules: readonly string[];
  /** Of those that are not. */
  readonly leftOut: readonly string[];
}

const largestConfig = 4 * 1024 * 1024;
const largestTable = 128 * 1024 * 1024;
const largestXml = 16 * 1024 * 1024;
/** Android reads no Zip64; signatures need some room as well. */
const largestApk = 0xffffffff - 64 * 1024 * 1024;
/** Larger content that is stored in the bundle is packed while it is written. */
const largestHeld = 8 * 1024 * 1024;

/** Fails with `universal-apk-impossible`, or `issues-found` for a bundle that cannot be read. */
export async function createUniversalApk(request: UniversalApkRequest): Promise<UniversalApk> {
  try {
    return await new UniversalApkWriter(request).write();
  } catch (error) {
    if (error instanceof ZipContentError) throw issuesFound([error.issue], { cause: error });
    throw error;
  }
}

/** What an entry of the APK is made of. */
type Content = { readonly kind: 'bytes'; readonly bytes: Bytes } | { readonly kind: 'entry'; readonly entry: ZipEntry };

interface Placed {
  readonly content: Content;
  readonly isStored: boolean;
}

class UniversalApkWriter {
  readonly #request: UniversalApkRequest;
  readonly #entries = new Map<string, Placed>();
  #isUncompressed: (name: string) => boolean = () => false;
  #storesLibraries = false;

  constructor(request: UniversalApkRequest) {
    this.#request = request;
  }

  async write(): Promise<UniversalApk> {
    const { source, signal } = this.#request;
    const { archive, issues } = await inspectZip(source);
    const format = detectFormat(archive.entries);
    const found = typeof format === 'string' ? issues : [...issues, format];
    if (hasErrors(found)) throw issuesFound(found);
    if (format !== 'aab') throw Failure.of('universal-apk-impossible', { reason: phrase('it is not an app bundle') });
    const config = await this.#readConfig(archive.entries);
    this.#isUncompressed = globMatcher(config.uncompressedGlobs ?? []);
    const { fused, leftOut } = await readBundleModules(source, archive.entries);
    throwIfCancelled(signal);
    let manifest = fuseManifests(fused);
    const [application] = childElements(manifest, 'application');
    const extracts = application && attributeValue(application, 'extractNativeLibs');
    this.#storesLibraries = extracts?.type === 'boolean' && !extracts.value;
    const tables = await Promise.all(fused.map((module) => this.#readTable(module)));
    const present = tables.filter((table) => table !== undefined);
    let table = present.length > 0 ? mergeTables(present) : undefined;
    for (const module of fused) this.#placeFiles(module, config);
    this.#placeCode(fused);
    this.#placeMetadata(archive.entries);
    if (table) {
      await this.#placeResources(fused, table);
      const path = this.#freeName();
      const list = languageList(languagesOf(table));
      const added = addXmlFile(table, path);
      ({ table } = added);
      this.#add(path, { kind: 'bytes', bytes: encodeCompiledXml(list, 'utf-8') });
      manifest = withMetaData(manifest, 'com.android.vending.splits', 'resource', { type: 'reference', id: added.id });
      this.#add(apkResourceTable, { kind: 'bytes', bytes: encodeResourceTable(table) }, true);
    }
    this.#add(apkManifest, { kind: 'bytes', bytes: encodeCompiledXml(manifest, 'utf-16') });
    await this.#writeEntries();
    return { modules: fused.map(({ name }) => name), leftOut };
  }

  async #readConfig(entries: readonly ZipEntry[]): Promise<BundleConfig> {
    const entry = entries.find(({ name }) => name === bundleConfig);
    if (!entry) throw issuesFound([createIssue('package-bundle-config-missing', {})]);
    const { config, issues } = inspectBundleConfig(await this.#read(entry, largestConfig));
    if (!config) throw issuesFound(issues.map((issue) => issueInEntry(issue, entry.name)));
    return config;
  }

  async #readTable({ entries }: BundleModule): Promise<ResourceTable | undefined> {
    const entry = entries.get('resources.pb');
    if (!entry) return undefined;
    const { table, issues } = inspectProtoResourceTable(await this.#read(entry, largestTable));
    if (!table || issues.length > 0) throw issuesFound(issues.map((issue) => issueInEntry(issue, entry.name)));
    return table;
  }

  async #read(entry: ZipEntry, maxBytes: number): Promise<Bytes> {
    const { bytes, issues } = await readEntry(this.#request.source, entry, { maxBytes });
    if (!bytes) throw issuesFound(issues);
    return bytes;
  }

  /** Native libraries, assets, and what is for the root of the APK. Other files at the root of a module are for stores alone. */
  #placeFiles(module: BundleModule, { assetSuffixes = [], compressesAssetPacks }: BundleConfig): void {
    const place = assetPlacer(
      [...module.entries.keys()].filter((path) => path.startsWith('assets/')),
      // Without a list of its targeted folders, a module has none.
      module.entries.has('assets.pb') ? assetSuffixes : [],
    );
    for (const [path, entry] of module.entries) {
      const content = { kind: 'entry', entry } as const;
      if (path.startsWith('lib/')) this.#add(path, content);
      else if (path.startsWith('root/')) this.#add(path.slice('root/'.length), content);
      else if (path.startsWith('assets/')) {
        const name = place(path);
        if (name !== undefined) this.#add(name, content, module.isAssetPack && !compressesAssetPacks);
      }
    }
  }

  /** Code of the base keeps its names; that of the other modules goes on counting. */
  #placeCode(modules: readonly BundleModule[]): void {
    let count = 0;
    for (const { name, entries } of modules) {
      const numbered: (readonly [number: number, path: string, entry: ZipEntry])[] = [];
      for (const [path, entry] of entries) {
        const [, number] = /^dex\/classes(\d{0,5})\.dex$/.exec(path) ?? [];
        if (number !== undefined) numbered.push([number === '' ? 1 : Number(number), path, entry]);
      }
      for (const [, path, entry] of numbered.toSorted(([a], [b]) => a - b)) {
        count += 1;
        const renumbered = count === 1 ? 'classes.dex' : `classes${count}.dex`;
        this.#add(name === 'base' ? path.slice('dex/'.length) : renumbered, { kind: 'entry', entry });
      }
    }
  }

  /** Profiles for the compiler of devices, and the signed list of the code. Both are read from the package. */
  #placeMetadata(entries: readonly ZipEntry[]): void {
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    for (const name of ['baseline.prof', 'baseline.profm']) {
      const entry =
        byName.get(`BUNDLE-METADATA/com.android.tools.build.profiles/${name}`) ?? byName.get(`BUNDLE-METADATA/assets.dexopt/${name}`);
      if (entry) this.#add(`assets/dexopt/${name}`, { kind: 'entry', entry }, true);
    }
    const transparency = byName.get('BUNDLE-METADATA/com.android.tools.build.bundletool/code_transparency_signed.jwt');
    if (transparency) this.#add('META-INF/code_transparency_signed.jwt', { kind: 'entry', entry: transparency });
  }

  /** Files that no table speaks of are unreachable on a device, and left out. */
  async #placeResources(modules: readonly BundleModule[], table: ResourceTable): Promise<void> {
    for (const [path, kind] of filesOf(table)) {
      const entry = modules.map(({ entries }) => entries.get(path)).find((each) => each !== undefined);
      if (!entry) throw Failure.of('universal-apk-impossible', { reason: `its resource table speaks of ${path}, which is missing` });
      if (kind !== 'xml') this.#add(path, { kind: 'entry', entry });
      else {
        throwIfCancelled(this.#request.signal);
        const root = await this.#readXml(entry);
        this.#add(path, { kind: 'bytes', bytes: encodeCompiledXml(root, 'utf-8') });
      }
    }
  }

  async #readXml(entry: ZipEntry): Promise<XmlElement> {
    const { root, issues } = inspectProtoXml(await this.#read(entry, largestXml));
    if (!root || issues.length > 0) throw issuesFound(issues.map((issue) => issueInEntry(issue, entry.name)));
    return root;
  }

  #freeName(): string {
    for (let number = 0; ; number += 1) if (!this.#entries.has(`res/xml/splits${number}.xml`)) return `res/xml/splits${number}.xml`;
  }

  /** The same content twice is one entry. */
  #add(name: string, content: Content, isStored = false): void {
    const known = this.#entries.get(name)?.content;
    if (!known) {
      const isUncompressed = name !== apkManifest && this.#isUncompressed(name);
      const isLibrary = this.#storesLibraries && /^lib\/[^/]+\/[^/]+\.so$/.test(name);
      this.#entries.set(name, { content, isStored: isStored || isUncompressed || isLibrary });
    } else if (known.kind !== 'entry' || content.kind !== 'entry' || !isSame(known.entry, content.entry))
      throw Failure.of('universal-apk-impossible', { reason: `several modules contain ${name}, with different content` });
  }

  async #writeEntries(): Promise<void> {
    const { source, output, signal, report, largestBytes = largestApk } = this.#request;
    const zip = new ZipWriter(output, { alignment: androidAlignment });
    const names = [...this.#entries.keys()].sort();
    let size = 0;
    for (const [index, name] of names.entries()) {
      throwIfCancelled(signal);
      const placed = this.#entries.get(name);
      if (!placed) continue;
      const { content, isStored } = placed;
      const plain = content.kind === 'bytes' ? content.bytes.length : content.entry.uncompressedSize;
      const packed = content.kind === 'bytes' ? plain : content.entry.compressedSize;
      // What is packed again may grow a little.
      size += 256 + name.length + (isStored ? plain : Math.max(plain === 0 ? 0 : packed, Math.min(plain, largestHeld)));
      if (size > Math.min(largestBytes, largestApk))
        throw Failure.of('universal-apk-impossible', { reason: phrase('it would be too large') });
      await writeEntry(zip, source, name, placed);
      report?.((index + 1) / names.length);
    }
    await zip.finish();
  }
}

function isSame(a: ZipEntry, b: ZipEntry): boolean {
  return a.crc32 === b.crc32 && a.uncompressedSize === b.uncompressedSize;
}

async function writeEntry(zip: ZipWriter, source: ByteSource, name: string, { content, isStored }: Placed): Promise<void> {
  if (content.kind === 'bytes') {
    const { bytes } = content;
    const method = isStored || !pays(name, bytes.length, deflateRawSync(bytes).length) ? 'stored' : 'deflated';
    await zip.addEntry({ name, method, bytes });
    return;
  }
  const { entry } = content;
  const isDeflated = entry.method === methodDeflated;
  const sizeBytes = entry.uncompressedSize;
  if (!isStored && isDeflated && pays(name, sizeBytes, entry.compressedSize)) await zip.copyEntry(source, entry, name);
  else if (isDeflated) await zip.addPieces({ name, method: 'stored', sizeBytes, open: () => entryPieces(source, entry) });
  else if (isStored) await zip.copyEntry(source, entry, name);
  else if (sizeBytes > largestHeld) await zip.addPieces({ name, method: 'deflated', sizeBytes, open: () => entryPieces(source, entry) });
  else {
    const { bytes, issues } = await readEntry(source, entry, { maxBytes: largestHeld });
    if (!bytes) throw issuesFound(issues);
    await writeEntry(zip, source, name, { content: { kind: 'bytes', bytes }, isStored: false });
  }
}

/** Resources are compressed when that saves a tenth, everything else when it saves anything: as Android's build tools decide. */
function pays(name: string, plain: number, packed: number): boolean {
  return name.startsWith('res/') ? plain > 0 && packed + Math.floor(packed / 10) <= plain : packed < plain;
}
