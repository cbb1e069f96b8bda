/** What is particular to an app bundle: its modules, and the `BundleConfig.pb` that bundletool asks for. */

import { type ByteSource } from '../base/byteSource.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { inspectBundleConfig } from '../formats/android-proto/bundleConfig.ts';
import { readEntry } from '../formats/zip/readEntry.ts';
import { type ZipArchive } from '../formats/zip/zipEntry.ts';
import { bundleConfig } from './detectFormat.ts';
import { issueInEntry } from './issueInEntry.ts';
import { type BundleFacts } from './androidInspection.ts';

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
  const facts = { modules: [...modules] };
  if (!entry) return { facts, issues: [createIssue('package-bundle-config-missing', {})] };
  const content = await readEntry(source, entry, { maxBytes: maxConfigBytes });
  if (!content.bytes) return { facts, issues: content.issues };
  const { config, issues } = inspectBundleConfig(content.bytes);
  return {
    facts: { ...facts, ...present('bundletoolVersion', config?.bundletoolVersion) },
    issues: issues.map((issue) => issueInEntry(issue, bundleConfig)),
  };
}
