/**
 * What git knows of a folder. Commit and branch are read from the files of the repository; the rest is asked of the `git` program, which
 * never sees what the repository names (`neutralGit.ts`). A missing program, a folder outside a repository and a repository without
 * commits are all normal; what cannot be determined is unknown. Starting a program takes longer than all else in checking an app, so what
 * validation asks again and again is remembered while the repository is as it was.
 */

import { realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type ProcessRunner } from '../../core/ports/processRunner.ts';
import { type BranchLine, type SourceControl, type SourceState } from '../../core/ports/sourceControl.ts';
import { authorOf } from './gitSettings.ts';
import { type GitRun, NeutralGit, type RepositorySettings } from './neutralGit.ts';
import { readBranches, readHead, type Head } from './readReferences.ts';
import { findRepository, type Repository, stampOfBranches, stampOfIgnored, stampOfIndex } from './repositoryState.ts';
import { StampedAnswers } from './stampedAnswers.ts';
import { hasChanges } from './workingTreeChanges.ts';

/** Those worked on last; older ones were merged or given up. */
const mostBranches = 40;

/** More than release notes have room for. */
const mostSubjects = 100;
/** Where no commit says what is new. */
const lastSubjects = 10;

export class GitSourceControl implements SourceControl {
  readonly #git: NeutralGit;
  readonly #tracked = new StampedAnswers<boolean>();
  readonly #ignored = new StampedAnswers<boolean>();
  readonly #branchLines = new StampedAnswers<readonly BranchLine[]>();

  constructor(processes: ProcessRunner) {
    this.#git = new NeutralGit(processes);
  }

  async describe(folder: string): Promise<SourceState> {
    const place = await placeOf(folder);
    const settings = await this.#git.readSettings(place?.repository);
    const author = authorOf(settings.user, settings.own ?? new Map()) ?? systemUser();
    if (!place) return { author };
    const { repository } = place;
    const head = await readHead(repository);
    const { commit, branch } = head;
    const changes = headText(head) === undefined ? undefined : await this.#askChanges(place, settings, headText(head));
    return {
      ...(commit !== undefined && { commit }),
      ...(branch !== undefined && { branch }),
      ...(changes !== undefined && { hasUncommittedChanges: changes }),
      author,
    };
  }

  async #askChanges({ folder, repository }: Place, settings: RepositorySettings, head = ''): Promise<boolean | undefined> {
    const { topFolder, ownFolder } = repository;
    const indexFile = settings.own?.has('extensions.objectformat') === true ? undefined : join(ownFolder, 'index');
    return await this.#git.within(folder, { repository, settings, head }, (git) => hasChanges(git, { topFolder, indexFile }));
  }

  async isTracked(path: string): Promise<boolean | undefined> {
    const place = await placeOf(dirname(path));
    if (!place) return undefined;
    const stamp = await stampOfIndex(place.repository);
    const args = ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', basename(path)];
    return await this.#tracked.get(join(place.folder, basename(path)), stamp, async () => {
      const result = await this.#ask(place, (git) => git(args));
      if (result?.exitCode === 0) return true;
      return result?.exitCode === 1 ? false : undefined;
    });
  }

  async isIgnored(path: string): Promise<boolean | undefined> {
    const place = await placeOf(dirname(path));
    if (!place) return undefined;
    const stamp = await stampOfIgnored(place.repository, place.folder);
    const args = ['check-ignore', '--quiet', '--', `./${basename(path)}`];
    return await this.#ignored.get(join(place.folder, basename(path)), stamp, async () => {
      const result = await this.#ask(place, (git) => git(args));
      if (result?.exitCode === 0) return true;
      return result?.exitCode === 1 ? false : undefined;
    });
  }

  async untrack(path: string): Promise<boolean> {
    const place = await placeOf(dirname(path));
    if (!place) return false;
    // Forced, as what was staged of the file goes with it; the disk is not touched.
    const args = ['--literal-pathspecs', 'rm', '--cached', '--force', '--quiet', '--', basename(path)];
    return (await this.#ask(place, (git) => git(args)))?.exitCode === 0;
  }

  async #ask<Answer>({ folder, repository }: Place, work: (git: GitRun) => Promise<Answer>): Promise<Answer | undefined> {
    const settings = await this.#git.readSettings(repository);
    return await this.#git.within(folder, { repository, settings }, work);
  }

  async searchBranches(folder: string, path: string, text: string): Promise<readonly BranchLine[]> {
    const place = await placeOf(folder);
    if (!place) return [];
    const stamp = await stampOfBranches(place.repository);
    const question = JSON.stringify([place.folder, path, text]);
    return (await this.#branchLines.get(question, stamp, () => this.#askBranches(place, path, text))) ?? [];
  }

  async subjectsSince(folder: string, commit: string | undefined): Promise<readonly string[]> {
    const place = await placeOf(folder);
    const head = place && (await readHead(place.repository)).commit;
    if (!place || head === undefined || (commit !== undefined && !/^[0-9a-f]{40,64}$/.test(commit))) return [];
    const settings = await this.#git.readSettings(place.repository);
    const [most, range] = commit === undefined ? [lastSubjects, 'HEAD'] : [mostSubjects, `${commit}..HEAD`];
    const args = ['log', '--no-color', '--no-show-signature', '--no-merges', `--max-count=${most}`, '--format=%s'];
    const listed = await this.#git.within(
      place.folder,
      { repository: place.repository, settings, head },
      async (git) => await git([...args, range, '--', '.']),
    );
    return listed?.exitCode === 0 ? listed.stdout.split('\n').filter((line) => line !== '') : [];
  }

  async #askBranches({ folder, repository }: Place, path: string, text: string): Promise<readonly BranchLine[] | undefined> {
    const [all, head] = await Promise.all([readBranches(repository), readHead(repository)]);
    if (!all) return undefined;
    // What the branch that is checked out has is on the disk.
    const others = new Map([...all].filter(([name]) => name !== `refs/heads/${head.branch ?? ''}`));
    if (others.size === 0) return [];
    const settings = await this.#git.readSettings(repository);
    return await this.#git.within(folder, { repository, settings, references: others }, (git) => searchIn(git, path, text));
  }
}

const refFormat = ['--sort=-committerdate', '--format=%(refname)'];

async function searchIn(git: GitRun, path: string, text: string): Promise<readonly BranchLine[] | undefined> {
  const listed = await git(['for-each-ref', `--count=${mostBranches}`, ...refFormat]);
  if (listed?.exitCode !== 0) return undefined;
  const names = listed.stdout.split('\n').filter((name) => name !== '');
  const found = await git(['grep', '-z', '--no-color', '-I', '-F', '-e', text, ...names, '--', path]);
  // 1 says that there is no such line.
  if (found?.exitCode !== 0 && found?.exitCode !== 1) return undefined;
  // `ref:path NUL line`
  return found.stdout.split('\n').flatMap((row) => {
    const end = row.indexOf('\0');
    const name = row.slice(0, row.indexOf(':'));
    return end < 0 || !names.includes(name) ? [] : [{ branch: name.replace(/^refs\/(heads|remotes)\//, ''), line: row.slice(end + 1) }];
  });
}

interface Place {
  /** Without symbolic links, as git sees it. */
  readonly folder: string;
  readonly repository: Repository;
}

/** `undefined` when there is no repository that could know of the folder. */
async function placeOf(folder: string): Promise<Place | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  const repository = real === undefined ? undefined : await findRepository(real);
  return real === undefined || !repository ? undefined : { folder: real, repository };
}

/** `undefined` when HEAD cannot be determined, and nothing could be compared with it. */
function headText({ commit, branch, isUnborn }: Head): string | undefined {
  return commit ?? (isUnborn && branch !== undefined ? `ref: refs/heads/${branch}` : undefined);
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as in containers.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  }
}
