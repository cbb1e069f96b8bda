/** What is particular to an app bundle: its modules, and the `BundleConfig.pb` that bundletool asks for. */

import { fromUtf8, type Bytes } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { readEntry } from '../formats/zip/readEntry.ts';
import { type ZipArchive } from '../formats/zip/zipEntry.ts';
import { bundleConfig } from './detectFormat.ts';
import { type BundleFacts } from './packageInspection.ts';

const maxConfigBytes = 1024 * 1024;

export async function readBundleFacts(
  source: ByteSource,
  archive: ZipArchive,
): Promise<{ readonly facts: BundleFacts; readonly issues: readonly Issue[] }> {
  const modules = new Set<string>();
  for (const { name } of archive.entries) {
    const [, module] = /^([^/]+)\/manifest\/AndroidManifest\.xml$/.exec(name) ?? [];
    if (module !== undefined) modules.add(module);
  }
  const entry = archive.entries.find(({ name }) => name === bundleConfig);
  const config = entry && (await readEntry(source, entry, { maxBytes: maxConfigBytes }));
  const issues = config ? config.issues : [createIssue('package-bundle-config-missing', {})];
  return { facts: { modules: [...modules], ...present('bundletoolVersion', config?.bytes && bundletoolVersion(config.bytes)) }, issues };
}

/**
 * `BundleConfig { Bundletool bundletool = 1 }`, `Bundletool { string version = 2 }`: written first by every tool, in these
 * few bytes, which is all that is looked at.
 */
function bundletoolVersion(bytes: Bytes): string | undefined {
  const [first, , second, length = 0] = bytes;
  if (first !== 0x0a || second !== 0x12 || length > 40 || bytes.length < 4 + length) return undefined;
  const version = fromUtf8(bytes.subarray(4, 4 + length));
  return /^[\w.-]+$/.test(version) ? version : undefined;
}
