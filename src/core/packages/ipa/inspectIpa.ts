/**
 * Says what an iOS package is: identity, for whom it was built, who signed it and what it may do. It reads Info.plist, the profile, the
 * lists of what the app carries, and of the executable the load commands and the signature. Whether the seal is valid (hashes of files and
 * pages, the signature over them) is not looked at. Never throws for what the bytes are.
 */

import { inspectProfile, largestProfile, type ProfileAccess } from '../../assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../../assets/provisioning-profile/profileInspection.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { plistEntry, type PlistValue } from '../../formats/plist/plistValue.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { type ZipArchive, type ZipEntry } from '../../formats/zip/zipEntry.ts';
import { issueInEntry } from '../issueInEntry.ts';
import { appSigner } from './appSignature.ts';
import { checkIpa } from './checkIpa.ts';
import { describeIpa } from './describeIpa.ts';
import { readInfoFacts, type InfoFacts } from './infoFacts.ts';
import { appFolders } from './ipaEntries.ts';
import { type IpaInspection } from './ipaInspection.ts';
import { readContents } from './readContents.ts';
import { readNestedItems } from './nestedItems.ts';
import { readExecutable, type ReadExecutable } from './readExecutable.ts';

export interface IpaAccess extends ProfileAccess {
  /** Stops the reading of a large executable. */
  readonly signal?: AbortSignal;
}

export interface InspectedIpa {
  readonly inspection: IpaInspection;
  /** Without those of the archive itself. */
  readonly issues: readonly Issue[];
}

const largestInfo = 4 * 1024 * 1024;

/** Of an archive that `detectFormat` takes for an iOS package. */
export async function inspectIpa(source: ByteSource, archive: ZipArchive, access: IpaAccess): Promise<InspectedIpa> {
  const folders = appFolders(archive.entries);
  const [app = ''] = folders;
  const reader: AppReader = { source, app, entries: new Map(archive.entries.map((entry) => [entry.name, entry])) };
  const [info, profile, nested] = await Promise.all([
    readInfo(reader),
    readProfile(reader, access),
    readNestedItems(source, reader.entries, app),
  ]);
  const executable = await openExecutable(reader, info.facts, access.signal);
  const contents = await readContents(source, reader.entries, app, info.facts.iconNames);
  const { slices } = executable;
  const signature = slices.find((slice) => slice.signature?.cms)?.signature;
  const signer = signature && appSigner(signature, access.trusted ?? []);
  const { facts, isReadable: isInfoReadable } = info;
  const opened = { facts, isInfoReadable, slices, signer, profile: profile.profile, isProfileThere: profile.isThere, nested, contents };
  const issues = [
    ...(folders.length > 1 ? [createIssue('ipa-several-apps', { count: folders.length, app })] : []),
    ...info.issues,
    ...executable.issues,
    ...profile.issues,
    ...checkIpa(opened, access),
  ];
  return { inspection: describeIpa(opened, { app, archive, sizeBytes: source.size }), issues };
}

interface AppReader {
  readonly source: ByteSource;
  readonly app: string;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

interface ReadInfo {
  readonly facts: InfoFacts;
  readonly isReadable: boolean;
  readonly issues: readonly Issue[];
}

async function readInfo({ source, app, entries }: AppReader): Promise<ReadInfo> {
  const path = `${app}/Info.plist`;
  const entry = entries.get(path);
  const unknown = { facts: readInfoFacts(undefined), isReadable: false };
  if (!entry) return { ...unknown, issues: [createIssue('ipa-info-missing', { app })] };
  const { bytes, issues } = await readEntry(source, entry, { maxBytes: largestInfo });
  if (!bytes) return { ...unknown, issues };
  const { value, issues: found } = inspectPlist(bytes);
  const facts = readInfoFacts(value);
  return {
    facts,
    isReadable: value?.type === 'dictionary',
    issues: [...found, ...(value ? missingKeys(facts, value) : [])].map((issue) => issueInEntry(issue, path)),
  };
}

function missingKeys({ appIdentifier, executable, version, versionCode }: InfoFacts, info: PlistValue): readonly Issue[] {
  const wanted = {
    CFBundleIdentifier: appIdentifier || undefined,
    CFBundleExecutable: executable,
    CFBundleShortVersionString: version,
    CFBundleVersion: versionCode,
  };
  return Object.entries(wanted).flatMap(([key, value]) => {
    const actual = plistEntry(info, key)?.type ?? 'string';
    if (value !== undefined) return [];
    // A number where a text belongs is there, and wrong in another way than a key that is missing.
    return [actual === 'string' ? createIssue('ipa-key-missing', { key }) : createIssue('ipa-key-wrong-type', { key, actual })];
  });
}

async function readProfile(
  { source, app, entries }: AppReader,
  access: ProfileAccess,
): Promise<{ readonly profile: ProfileInspection | undefined; readonly isThere: boolean; readonly issues: readonly Issue[] }> {
  const path = `${app}/embedded.mobileprovision`;
  const entry = entries.get(path);
  if (!entry) return { profile: undefined, isThere: false, issues: [] };
  const { bytes, issues } = await readEntry(source, entry, { maxBytes: largestProfile });
  if (!bytes) return { profile: undefined, isThere: true, issues };
  const profile = inspectProfile(bytes, access);
  return { profile, isThere: true, issues: profile.issues.map((issue) => issueInEntry(issue, path)) };
}

async function openExecutable(
  { source, app, entries }: AppReader,
  { executable }: InfoFacts,
  signal?: AbortSignal,
): Promise<ReadExecutable> {
  // Told already as a missing key.
  if (executable === undefined) return { slices: [], issues: [] };
  const entry = entries.get(`${app}/${executable}`);
  if (!entry) return { slices: [], issues: [createIssue('ipa-executable-missing', { executable: executable.slice(0, 200) })] };
  return await readExecutable(source, entry, signal);
}
