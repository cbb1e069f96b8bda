/**
 * Private keys, keystores, passwords and tokens that went into a package: everyone who has the package can read them. Looks into assets and
 * whatever else tools copy as it is; code, resources that tools compile, pictures and fonts are passed over when their first bytes are those of
 * such files, as a name says nothing. Bounded in what is read and unpacked; where that is not enough, it says how many files were not looked
 * into.
 */

import { recognizeSecret, secretHeadBytes } from '../assets/secrets/recognizeSecret.ts';
import { type Bytes, fromLatin1 } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { runConcurrently } from '../base/runConcurrently.ts';
import { readEntryPrefix } from '../formats/zip/readEntryPrefix.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';

const readsAtOnce = 8;
const scriptBytes = 1024 * 1024;
const budgetBytes = 64 * 1024 * 1024;
const mostPeeked = 32 * 1024;

/** The names of what tools compile or sign, and of media. What begins as such files do is not read further. */
const passedOver =
  /(?:\.(?:dex|so|arsc|png|jpe?g|gif|webp|avif|heic|ico|mp[34]|m4[av]|aac|ogg|oga|opus|wav|webm|mov|ttf|otf|woff2?|nib|car|storyboardc|metallib|mom|dylib)|^META-INF\/[^/]+\.(?:MF|SF|RSA|DSA|EC)|^(?:[^/]+\/)?res\/(?!raw)[^/]+\/[^/]+\.xml|AndroidManifest\.xml|resources\.pb|Info\.plist|\.lproj\/[^/]+\.strings|_CodeSignature\/CodeResources)$|^BUNDLE-METADATA\//i;
/** PNG, JPEG, GIF, RIFF, ISO media, icons, Ogg, Matroska, MP3, AAC; TrueType and its kin; DEX, ELF, Mach-O; compiled resources. */
const compiledOrMedia =
  /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8|RIFF....(?:WEBP|WAVE)|....ftyp|\0\0\x01\0|OggS|\x1a\x45\xdf\xa3|ID3|\xff[\xe2-\xfb]|\0\x01\0\0|OTTO|true|ttcf|wOF[F2]|dex\n|\x7fELF|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|[\x01\x02\x03]\0[\x08\x0c]\0|bplist|NIBArchive|MTLB|BOMStore)/s;
/** Texts that tools write, which are texts of people where files are copied as they are. */
const toolText = /^(?:\xef\xbb\xbf)?(?:<|Manifest-Version:|Signature-Version:)/;
const copiedFolders = /^(?:[^/]+\/)?(?:assets|res\/raw[^/]*)\/|^Payload\/[^/]+\.app\/(?:public|www|assets)\//i;
const peekedBytes = 32;
/** What reading the beginning costs of the budget: the header of the entry is read with it. */
const peekCost = 1024;
/** The shortest private key, of a curve of 256 bits without its public half, is longer. */
const shortestKey = 40;

const scripts = /\.(?:m?js|cjs|json|html?|txt|properties|env|ya?ml|xml|bundle|jsbundle|map)$/i;

export interface SecretSearch {
  /** Names of entries that may contain secrets, or their ends from a slash on. */
  readonly allowedEntries?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function findPackedSecrets(
  source: ByteSource,
  all: readonly ZipEntry[],
  { allowedEntries = [], signal }: SecretSearch,
): Promise<readonly Issue[]> {
  const entries = allowedEntries.length === 0 ? all : all.filter(({ name }) => !isAllowed(name, allowedEntries));
  const candidates: { readonly entry: ZipEntry; readonly length: number }[] = [];
  let unread = 0;
  let budget = budgetBytes;
  const named = entries.filter((entry) => entry.uncompressedSize >= shortestKey && !entry.isDirectory && passedOver.test(entry.name));
  budget -= Math.min(named.length, mostPeeked) * peekCost;
  unread += Math.max(0, named.length - mostPeeked);
  const isOther = await runConcurrently(named.slice(0, mostPeeked), readsAtOnce, async (entry) => {
    throwIfCancelled(signal);
    const { bytes } = await readEntryPrefix(source, entry, peekedBytes);
    return bytes !== undefined && !isAsNamed(entry.name, bytes);
  });
  const others = new Set(named.filter((_, index) => isOther[index]));
  for (const entry of entries) {
    if (entry.isDirectory || entry.uncompressedSize === 0 || (passedOver.test(entry.name) && !others.has(entry))) continue;
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

function isAllowed(name: string, allowed: readonly string[]): boolean {
  return allowed.some((end) => name === end || (end !== '' && name.endsWith(`/${end}`)));
}

function isAsNamed(name: string, head: Bytes): boolean {
  const start = fromLatin1(head);
  return compiledOrMedia.test(start) || (toolText.test(start) && !copiedFolders.test(name));
}
