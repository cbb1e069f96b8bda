/** The modules of an app bundle, each with its manifest, and which of them are part of an APK for all devices. */

import { type ByteSource } from '../../base/byteSource.ts';
import { Failure } from '../../base/failure.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { inspectProtoXml } from '../../formats/android-proto/inspectProtoXml.ts';
import { childElements } from '../../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../../formats/android-resources/xmlModel.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { issueInEntry } from '../issueInEntry.ts';

/** Of the elements that say how a module is delivered. */
const distribution = 'http://schemas.android.com/apk/distribution';

export interface BundleModule {
  readonly name: string;
  readonly manifest: XmlElement;
  /** What is in the module besides its manifest, by its path inside the module. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Whether it contains assets alone. */
  readonly isAssetPack: boolean;
}

export interface BundleModules {
  /** The base first, then the others by name. */
  readonly fused: readonly BundleModule[];
  /** Names of modules that are delivered on demand alone, or say that they are not to be fused. */
  readonly leftOut: readonly string[];
}

const manifestPath = 'manifest/AndroidManifest.xml';
const maxManifestBytes = 16 * 1024 * 1024;
/** Google Play takes 50 features and 100 asset packs at most. */
const mostModules = 500;

export async function readBundleModules(source: ByteSource, entries: readonly ZipEntry[]): Promise<BundleModules> {
  const byModule = new Map<string, Map<string, ZipEntry>>();
  for (const entry of entries) {
    const slash = entry.name.indexOf('/');
    if (slash <= 0 || entry.isDirectory) continue;
    const name = entry.name.slice(0, slash);
    const paths = byModule.get(name) ?? new Map<string, ZipEntry>();
    byModule.set(name, paths.set(entry.name.slice(slash + 1), entry));
  }
  const fused: BundleModule[] = [];
  const leftOut: string[] = [];
  const names = [...byModule.keys()].filter((name) => byModule.get(name)?.has(manifestPath)).sort();
  if (!names.includes('base')) throw Failure.of('universal-apk-impossible', { reason: phrase('the app bundle has no module base') });
  if (names.length > mostModules) throw Failure.of('universal-apk-impossible', { reason: phrase('the app bundle has too many modules') });
  for (const name of ['base', ...names.filter((each) => each !== 'base')]) {
    const paths = new Map(byModule.get(name));
    const entry = paths.get(manifestPath);
    if (!entry) continue;
    paths.delete(manifestPath);
    const manifest = await readManifest(source, entry);
    const isAssetPack = typeOf(manifest) === 'asset-pack' || typeOf(manifest) === 'ai-pack';
    if (name === 'base' || isFused(manifest, isAssetPack)) fused.push({ name, manifest, entries: paths, isAssetPack });
    else leftOut.push(name);
  }
  return { fused, leftOut };
}

async function readManifest(source: ByteSource, entry: ZipEntry): Promise<XmlElement> {
  const { bytes, issues: unreadable } = await readEntry(source, entry, { maxBytes: maxManifestBytes });
  const { root, issues } = bytes ? inspectProtoXml(bytes) : { root: undefined, issues: unreadable };
  if (!root || issues.length > 0) throw issuesFound(issues.map((issue) => issueInEntry(issue, entry.name)));
  return root;
}

function moduleElement(manifest: XmlElement): XmlElement | undefined {
  return childElements(manifest, 'module').find(({ namespaceUri }) => namespaceUri === distribution);
}

function typeOf(manifest: XmlElement): string | undefined {
  const value = moduleElement(manifest)?.attributes.find(
    ({ name, namespaceUri }) => name === 'type' && namespaceUri === distribution,
  )?.value;
  return value?.type === 'string' ? value.value : undefined;
}

/**
 * A feature is fused when its manifest says `<dist:fusing dist:include="true">`, delivered on demand or not; an asset pack, when it is also
 * delivered with every installation.
 */
function isFused(manifest: XmlElement, isAssetPack: boolean): boolean {
  const element = moduleElement(manifest);
  const fusing = element && childElements(element, 'fusing')[0];
  const include = fusing && flag(fusing, 'include');
  return include === true && (!isAssetPack || isInstallTime(element));
}

/** Without `<dist:delivery>`, the older attribute `onDemand` decides. */
function isInstallTime(element: XmlElement): boolean {
  const [delivery] = childElements(element, 'delivery');
  if (!delivery) return flag(element, 'onDemand') !== true;
  const [installTime] = childElements(delivery, 'install-time');
  return installTime !== undefined && childElements(installTime, 'conditions').length === 0;
}

function flag(element: XmlElement, wanted: string): boolean | undefined {
  const value = element.attributes.find(({ name }) => name === wanted)?.value;
  if (value?.type === 'boolean') return value.value;
  return value?.type === 'string' ? value.value === 'true' : undefined;
}
