/**
 * Makes a release of each package of a folder. The same package with the same versions is the same release, so an import that was stopped or that
 * refused something can be run again. No one is notified.
 */

import { type ByteSource } from '../../core/base/byteSource.ts';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { isFailure } from '../../core/base/failure.ts';
import { longestNotes } from '../model/names.ts';
import { type PackageToImport } from './packagesToImport.ts';
import { type AppName, type ReleaseClient } from './releaseClient.ts';

export interface ImportOutcome {
  readonly path: string;
  /** Of the release; `null` when there is none. */
  readonly release: number | null;
  /** Why it is not there, or not where it was. */
  readonly problem: string | null;
}

export interface ImportOptions {
  readonly open: (path: string) => Promise<ByteSource & { close(): Promise<void> }>;
  /** Also for packages of which nothing is known. */
  readonly groups: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number, allBytes: number) => void;
}

export async function importPackages(
  client: ReleaseClient,
  name: AppName,
  packages: readonly PackageToImport[],
  options: ImportOptions,
): Promise<readonly ImportOutcome[]> {
  const [first] = packages;
  if (!first) return [];
  await client.ensureApp(name, first.fileName);
  await createGroups(client, name, [...options.groups, ...packages.flatMap(({ groups }) => groups.map((group) => group.name))]);
  const allBytes = packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const outcomes: ImportOutcome[] = [];
  let doneBytes = 0;
  for (const each of packages) {
    throwIfCancelled(options.signal);
    const before = doneBytes;
    outcomes.push(
      await importPackage(client, name, each, { ...options, onProgress: (done) => options.onProgress(before + done, allBytes) }),
    );
    doneBytes += each.sizeBytes;
  }
  return outcomes;
}

async function createGroups(client: ReleaseClient, name: AppName, wanted: readonly string[]): Promise<void> {
  const known = new Set((await client.listGroups(name)).map((group) => group.name));
  for (const group of new Set(wanted)) if (!known.has(group)) await client.createGroup(name, group, false);
}

async function importPackage(
  client: ReleaseClient,
  name: AppName,
  each: PackageToImport,
  { open, groups, onProgress }: ImportOptions,
): Promise<ImportOutcome> {
  const { path, fileName, version, shortVersion, notes, build, isEnabled, number, uploadedAt } = each;
  const file = await open(path);
  let release: number | null = null;
  try {
    const fields = { ...(number !== null && { appCenterRelease: String(number) }), ...(uploadedAt !== null && { uploadedAt }) };
    const made = await client.createRelease(name, {
      fileName,
      file,
      version,
      shortVersion,
      // App Center allowed as many characters as this server.
      notes: notes?.slice(0, longestNotes),
      build,
      fields,
      groups: [],
      testers: [],
      isMandatory: false,
      notifiesTesters: false,
      sending: { onProgress: (done) => onProgress(done, file.size), isRemovedWhenCancelled: true },
    });
    release = made.id;
    // Disabled before anyone can see it.
    if (made.isEnabled !== isEnabled) await client.editRelease(name, release, { isEnabled });
    const wanted = [...each.groups, ...groups.map((group) => ({ name: group, isMandatory: false }))];
    for (const isMandatory of [false, true]) {
      const targets = wanted.filter((group) => group.isMandatory === isMandatory).map((group) => group.name);
      const testers = isMandatory ? [] : each.testers;
      if (targets.length + testers.length > 0)
        await client.addDestinations(name, release, { groups: targets, testers, isMandatory, notifiesTesters: false });
    }
    return { path, release, problem: null };
  } catch (error) {
    if (!isFailure(error) || error.kind !== 'remote') throw error;
    return { path, release, problem: error.message };
  } finally {
    await file.close();
  }
}
