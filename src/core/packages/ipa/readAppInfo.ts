/**
 * What an app says of itself that was built elsewhere: Info.plist of an .ipa, an .app folder or an .xcarchive. Little is read, so that it can be
 * asked while someone types; whether the rest is right is seen when it is signed.
 */

import { createIssue, hasErrors, issueInFile, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { isFailure } from '../../base/failure.ts';
import { type Bytes } from '../../base/bytes.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { recognizePackage } from '../recognizePackage.ts';
import { type InfoFacts, readInfoFacts } from './infoFacts.ts';
import { appFolders } from './ipaEntries.ts';
import { findAppFolder, type InputWorld } from './openAppInput.ts';

export interface AppInfoReading {
  /** Absent when it cannot be read; then an issue says why. */
  readonly info?: InfoFacts;
  readonly issues: readonly Issue[];
}

const largestInfo = 4 * 1024 * 1024;

/** `undefined` when nothing is at this path. */
export async function readAppInfo(world: InputWorld, path: string): Promise<AppInfoReading | undefined> {
  const stat = await world.files.stat(path);
  if (!stat) return undefined;
  try {
    const bytes = stat.kind === 'directory' ? await infoOfFolder(world, path) : await infoOfArchive(world, path);
    const { value, issues } = inspectPlist(bytes);
    const placed = issues.map((issue) => issueInFile(issue, path));
    return value?.type === 'dictionary' ? { info: readInfoFacts(value), issues: placed } : { issues: placed };
  } catch (error) {
    if (isFailure(error) && error.issues.length > 0) return { issues: error.issues };
    throw error;
  }
}

async function infoOfFolder(world: InputWorld, path: string): Promise<Bytes> {
  const { files, paths } = world;
  const app = await findAppFolder(world, path);
  const file = paths.join(app, 'Info.plist');
  if ((await files.stat(file))?.kind !== 'file') throw withoutInfo(path, paths.basename(app));
  return await files.readFile(file, { maxBytes: largestInfo });
}

async function infoOfArchive({ files }: InputWorld, path: string): Promise<Bytes> {
  const source = await files.openFile(path);
  try {
    const recognized = await recognizePackage(source);
    if (recognized.format !== 'ipa') {
      const found = recognized.format === undefined ? recognized.issues : [createIssue('package-not-ios', {})];
      throw issuesFound(found.map((issue) => issueInFile(issue, path)));
    }
    const { archive } = recognized;
    const [app = ''] = appFolders(archive.entries);
    const entry = archive.entries.find(({ name }) => name === `${app}/Info.plist`);
    if (!entry) throw withoutInfo(path, app);
    const { bytes, issues: reading } = await readEntry(source, entry, { maxBytes: largestInfo });
    if (!bytes || hasErrors(reading)) throw issuesFound(reading.map((issue) => issueInFile(issue, path)));
    return bytes;
  } finally {
    await source.close();
  }
}

function withoutInfo(path: string, app: string): Error {
  return issuesFound([createIssue('ipa-info-missing', { app }, { file: path })]);
}
