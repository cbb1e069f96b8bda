/**
 * Commit and branches of a repository, read from its files (gitrepository-layout(5)): HEAD, loose and packed references. References in a
 * reftable are not read; nothing is known of them then.
 */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readGitFile } from './readGitFile.ts';
import { type Repository } from './repositoryState.ts';

const largestReference = 4096;
const largestPackedReferences = 32 * 1024 * 1024;
const longestChain = 5;
/** A repository with more of them is not searched. */
const mostReferences = 20_000;

export interface Head {
  /** Absent when nothing was committed yet, and where it cannot be determined. */
  readonly commit?: string;
  /** Absent where a commit itself is checked out. */
  readonly branch?: string;
  /** Whether there is a branch without any commit. */
  readonly isUnborn: boolean;
}

export async function readHead(repository: Repository): Promise<Head> {
  const text = await readGitFile(join(repository.ownFolder, 'HEAD'), largestReference);
  const target = targetOf(text);
  if (target === undefined) return { isUnborn: false };
  if ('commit' in target) return { commit: target.commit, isUnborn: false };
  const branch = target.name.startsWith('refs/heads/') ? { branch: target.name.slice('refs/heads/'.length) } : {};
  // HEAD of a repository with a reftable is a stub that names a branch which cannot exist.
  if (target.name === 'refs/heads/.invalid') return { isUnborn: false };
  const found = await resolveReference(repository, target.name);
  return { ...branch, ...(found.commit !== undefined && { commit: found.commit }), isUnborn: found.isAbsent };
}

/** All branches, those of remotes included, by name; `undefined` when they cannot be determined or are too many. */
export async function readBranches({ commonFolder }: Repository): Promise<ReadonlyMap<string, string> | undefined> {
  const branches = new Map<string, string>();
  for (const [name, commit] of (await readPacked(commonFolder)) ?? [])
    if (/^refs\/(heads|remotes)\//.test(name)) branches.set(name, commit);
  const folders = ['refs/heads', 'refs/remotes'];
  for (const folder of folders) {
    for (const entry of await readdir(join(commonFolder, folder), { withFileTypes: true }).catch(() => [])) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      if (!entry.isFile() || !isReferenceName(name)) continue;
      const target = targetOf(await readGitFile(join(commonFolder, name), largestReference));
      // The branch that a remote checks out first is listed under its own name.
      if (target && 'commit' in target) branches.set(name, target.commit);
    }
    if (folders.length + branches.size > mostReferences) return undefined;
  }
  return branches;
}

interface FoundReference {
  readonly commit?: string;
  readonly isAbsent: boolean;
}

async function resolveReference({ ownFolder, commonFolder }: Repository, name: string): Promise<FoundReference> {
  let packed: ReadonlyMap<string, string> | undefined;
  for (let [current, length] = [name, 0]; length < longestChain; length++) {
    const loose =
      (await readGitFile(join(commonFolder, current), largestReference)) ?? (await readGitFile(join(ownFolder, current), largestReference));
    const target = targetOf(loose);
    if (target && 'commit' in target) return { commit: target.commit, isAbsent: false };
    if (target === undefined) {
      if (loose !== undefined) return { isAbsent: false };
      packed ??= await readPacked(commonFolder);
      const commit = packed?.get(current);
      return commit === undefined ? { isAbsent: packed !== undefined } : { commit, isAbsent: false };
    }
    current = target.name;
  }
  return { isAbsent: false };
}

/** `undefined` when the file is there and cannot be read. */
async function readPacked(commonFolder: string): Promise<ReadonlyMap<string, string> | undefined> {
  const path = join(commonFolder, 'packed-refs');
  const text = await readGitFile(path, largestPackedReferences);
  if (text === undefined) return (await stat(path).catch(() => undefined)) ? undefined : new Map();
  const lines = text.split('\n').map((line) => /^([0-9a-f]{40}|[0-9a-f]{64}) (\S+)$/.exec(line));
  return new Map(lines.flatMap((match) => (match?.[1] && match[2] && isReferenceName(match[2]) ? [[match[2], match[1]] as const] : [])));
}

function targetOf(text: string | undefined): { readonly commit: string } | { readonly name: string } | undefined {
  const line = text?.trimEnd() ?? '';
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(line)) return { commit: line };
  const name = line.startsWith('ref: ') ? line.slice('ref: '.length).trim() : '';
  return isReferenceName(name) ? { name } : undefined;
}

/** As git-check-ref-format(1) has it, as far as it matters for a path. */
function isReferenceName(name: string): boolean {
  return /^refs\/[^\s\p{Cc}\\:?*[~^]+$/u.test(name) && !/(^|\/)\.\.?(\/|$)|\.\.|\/\/|\/$/.test(name);
}
