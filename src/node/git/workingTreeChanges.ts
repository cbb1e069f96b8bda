/**
 * Whether a working tree differs from its commit. Filters are programs and do not run, so a file that has one may look changed when it is
 * not, and nothing is known of the inside of submodules: where the answer hangs on those, it is unknown.
 */

import { type GitRun } from './neutralGit.ts';
import { hasGitlinks } from './readGitlinks.ts';

/** The product's own ledger and packages change with every package; they do not make the app another one. */
const exceptOwnFiles = ['--', ':/', ':(top,exclude,glob)**/.mobile-distribution/**'];
const how = ['--porcelain=v2', '-z', '--untracked-files=normal', '--ignore-submodules=all', '--no-renames'];
export interface WorkingTree {
  readonly topFolder: string;
  /** Absent where only git knows how it is written. */
  readonly indexFile: string | undefined;
}

/** More files than this are not asked for their attributes. */
const mostFiltered = 200;

export async function hasChanges(git: GitRun, { topFolder, indexFile }: WorkingTree): Promise<boolean | undefined> {
  const status = await git(['status', ...how, ...exceptOwnFiles]);
  if (status?.exitCode !== 0) return undefined;
  const changes = status.stdout.split('\0').filter((record) => record !== '');
  if (changes.length === 0) return (await hasSubmodules(git, indexFile)) === false ? false : undefined;
  const doubtful = changes.flatMap((record) => pathOfRewritten(record) ?? []);
  if (doubtful.length < changes.length || doubtful.length > mostFiltered) return true;
  const asked = await git(['-C', topFolder, 'check-attr', '-z', 'filter', '--', ...doubtful]);
  if (asked?.exitCode !== 0) return undefined;
  // `path NUL attribute NUL value NUL`
  const fields = asked.stdout.split('\0');
  const values = doubtful.map((_, index) => fields[index * 3 + 2]);
  return values.some((value) => value === undefined || ['unspecified', 'unset', 'set'].includes(value)) ? true : undefined;
}

async function hasSubmodules(git: GitRun, indexFile: string | undefined): Promise<boolean | undefined> {
  const known = indexFile === undefined ? undefined : await hasGitlinks(indexFile);
  if (known !== undefined) return known;
  let isAny = false;
  const listed = await git(['ls-files', '--stage'], (line) => {
    isAny ||= line.startsWith('160000 ');
  });
  return listed?.exitCode === 0 ? isAny : undefined;
}

/** The path of a file that differs on the disk alone; only there a filter counts. `1 .M N... mode mode mode hash hash path`. */
function pathOfRewritten(record: string): string | undefined {
  return /^1 \.M \S+ \S+ \S+ \S+ \S+ \S+ (.+)$/s.exec(record)?.[1];
}
