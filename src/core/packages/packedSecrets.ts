/**
 * Private keys, keystores, passwords and tokens that went into a package: everyone who has the package can read them. Looks into assets and
 * whatever else tools copy as it is; code, resources that tools compile, pictures and fonts are passed over. Bounded in what is read and
 * unpacked; where that is not enough, it says how many files were not looked into.
 */

import { recognizeSecret, secretHeadBytes } from '../assets/secrets/recognizeSecret.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { runConcurrently } from '../base/runConcurrently.ts';
import { readEntryPrefix } from '../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';

const readsAtOnce = 8;
const scriptBytes = 1024 * 1024;
const budgetBytes = 64 * 1024 * 1024;

/** What tools compile or sign, and media: no key was ever lost in them. */
const passedOver =
  /(?:\.(?:dex|so|arsc|png|jpe?g|gif|webp|avif|heic|ico|mp[34]|m4[av]|aac|ogg|oga|opus|wav|webm|mov|ttf|otf|woff2?|nib|car|storyboardc|metallib|mom|dylib)|^META-INF\/[^/]+\.(?:MF|SF|RSA|DSA|EC)|^(?:[^/]+\/)?res\/(?!raw)[^/]+\/[^/]+\.xml|AndroidManifest\.xml|resources\.pb|Info\.plist|\.lproj\/[^/]+\.strings|_CodeSignature\/CodeResources)$|^BUNDLE-METADATA\//i;
const scripts = /\.(?:m?js|cjs|json|html?|txt|properties|env|ya?ml|xml|bundle|jsbundle|map)$/i;

export async function findPackedSecrets(source: ByteSource, entries: readonly ZipEntry[], signal?: AbortSignal): Promise<readonly Issue[]> {
  const candidates: { readonly entry: ZipEntry; readonly length: number }[] = [];
  let unread = 0;
  let budget = budgetBytes;
  for (const entry of entries) {
    if (entry.isDirectory || entry.uncompressedSize === 0 || passedOver.test(entry.name)) continue;
    const length = Math.min(entry.uncompressedSize, scripts.test(entry.name) ? scriptBytes : secretHeadBytes);
    budget -= length;
    if (budget < 0) unread++;
    else candidates.push({ entry, length });
  }
  const found = await runConcurrently(candidates, readsAtOnce, async ({ entry, length }) => {
    throwIfCancelled(signal);
    // What cannot be read is said where the entries are checked.
    const { bytes } = await readEntryPrefix(source, entry, length);
    return bytes && (await recognizeSecret(entry.name, bytes));
  });
  const issues = candidates.flatMap(({ entry: { name } }, index) => {
    const what = found[index];
    return what === undefined ? [] : [createIssue('package-holds-secret', { entry: name, what }, { entry: name })];
  });
  if (unread > 0) issues.push(createIssue('package-secrets-unchecked', { count: unread }));
  return issues;
}
