/**
 * What git knows of a folder, by the `git` program. A missing program, a folder outside a repository and a repository
 * without commits are all normal. Nothing is locked, and no program that the repository's own settings name for speed is run. Starting
 * a program takes longer than all else in checking an app, so what validation asks again and again is remembered while the repository is
 * as it was.
 */

import { realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isFailure } from '../../core/base/failure.ts';
import { type ProcessResult, type ProcessRunner } from '../../core/ports/processRunner.ts';
import { type BranchLine, type SourceControl, type SourceState } from '../../core/ports/sourceControl.ts';
import { findRepository, isPointedElsewhere, type Repository, type Stamp, stampOfBranches, stampOfIndex } from './repositoryState.ts';
import { StampedAnswers } from './stampedAnswers.ts';

const timeoutMs = 15_000;
/** The product's own ledger and packages change with every package; they do not make the app another one. */
const exceptOwnFiles = ['--', ':/', ':(top,exclude,glob)**/.mobile-distribution/**'];

/** Those worked on last; older ones were merged or given up. */
const mostBranches = 40;
const refFormat = ['--sort=-committerdate', '--format=%(if:equals=*)%(HEAD)%(then)*%(else)-%(end) %(refname) %(refname:short)'];

export class GitSourceControl implements SourceControl {
  readonly #processes: ProcessRunner;
  readonly #tracked = new StampedAnswers<boolean>();
  readonly #branchLines = new StampedAnswers<readonly BranchLine[]>();

  constructor(processes: ProcessRunner) {
    this.#processes = processes;
  }

  async describe(folder: string): Promise<SourceState> {
    const [status, identity] = await Promise.all([
      this.#git(folder, ['status', '--porcelain=v2', '--branch', '-z', ...exceptOwnFiles]),
      this.#git(folder, ['config', '--null', '--get-regexp', '^user\\.(name|email)$']),
    ]);
    return { ...(status?.exitCode === 0 && parseStatus(status.stdout)), author: parseAuthor(identity?.stdout ?? '') ?? systemUser() };
  }

  async isTracked(path: string): Promise<boolean | undefined> {
    const place = await placeOf(dirname(path), stampOfIndex);
    if (!place) return undefined;
    return await this.#tracked.get(join(place.folder, basename(path)), place.stamp, () => this.#askTracked(path));
  }

  async #askTracked(path: string): Promise<boolean | undefined> {
    const result = await this.#git(dirname(path), ['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', basename(path)]);
    if (result?.exitCode === 0) return true;
    return result?.exitCode === 1 ? false : undefined;
  }

  async untrack(path: string): Promise<boolean> {
    // Forced, as what was staged of the file goes with it; the disk is not touched.
    const args = ['--literal-pathspecs', 'rm', '--cached', '--force', '--quiet', '--', basename(path)];
    return (await this.#git(dirname(path), args, { isChanging: true }))?.exitCode === 0;
  }

  async searchBranches(folder: string, path: string, text: string): Promise<readonly BranchLine[]> {
    const place = await placeOf(folder, stampOfBranches);
    if (!place) return [];
    const question = JSON.stringify([place.folder, path, text]);
    return (await this.#branchLines.get(question, place.stamp, () => this.#askBranches(folder, path, text))) ?? [];
  }

  async #askBranches(folder: string, path: string, text: string): Promise<readonly BranchLine[] | undefined> {
    const listed = await this.#git(folder, ['for-each-ref', `--count=${mostBranches}`, ...refFormat, 'refs/heads', 'refs/remotes']);
    if (listed?.exitCode !== 0) return undefined;
    // The branch that is checked out is marked: what it has is on the disk.
    const branches = new Map(
      listed.stdout.split('\n').flatMap((row) => {
        const [head, ref, name] = row.split(' ');
        return head === '-' && ref !== undefined && name !== undefined && !ref.endsWith('/HEAD') ? [[ref, name]] : [];
      }),
    );
    if (branches.size === 0) return [];
    const found = await this.#git(folder, ['grep', '-z', '--no-color', '-I', '-F', '-e', text, ...branches.keys(), '--', path]);
    // 1 says that there is no such line.
    if (found?.exitCode !== 0 && found?.exitCode !== 1) return undefined;
    // `ref:path NUL line`
    return found.stdout.split('\n').flatMap((row) => {
      const end = row.indexOf('\0');
      const branch = branches.get(row.slice(0, row.indexOf(':')));
      return end < 0 || branch === undefined ? [] : [{ branch, line: row.slice(end + 1) }];
    });
  }

  async #git(folder: string, args: readonly string[], { isChanging = false } = {}): Promise<ProcessResult | undefined> {
    const env = { ...(isChanging ? {} : { GIT_OPTIONAL_LOCKS: '0' }), LC_ALL: 'C' };
    try {
      return await this.#processes.run({ command: 'git', args: ['-C', folder, '-c', 'core.fsmonitor=false', ...args], env, timeoutMs });
    } catch (error) {
      // A git that hangs tells as much as one that is absent.
      if (isFailure(error, 'process-timeout')) return undefined;
      throw error;
    }
  }
}

interface Place {
  /** Without symbolic links, as git sees it. */
  readonly folder: string;
  /** Absent when git has to be asked each time. */
  readonly stamp: Stamp | undefined;
}

/** `undefined` when there is no repository that could know of the folder. */
async function placeOf(folder: string, stampOf: (repository: Repository) => Promise<Stamp | undefined>): Promise<Place | undefined> {
  if (isPointedElsewhere()) return { folder, stamp: undefined };
  const real = await realpath(folder).catch(() => undefined);
  const repository = real === undefined ? undefined : await findRepository(real);
  return real === undefined || !repository ? undefined : { folder: real, stamp: await stampOf(repository) };
}

/** `git status --porcelain=v2 --branch -z`: headers begin with `# `, everything else is a change. */
function parseStatus(output: string): Omit<SourceState, 'author'> {
  const records = output.split('\0').filter((record) => record !== '');
  const header = (name: string): string | undefined => records.find((record) => record.startsWith(`# ${name} `))?.slice(name.length + 3);
  const commit = header('branch.oid');
  const branch = header('branch.head');
  return {
    ...(commit !== undefined && commit !== '(initial)' && { commit }),
    ...(branch !== undefined && branch !== '(detached)' && { branch }),
    hasUncommittedChanges: records.some((record) => !record.startsWith('# ')),
  };
}

/** `key LF value NUL`; the last value of a key counts. */
function parseAuthor(output: string): string | undefined {
  const values = new Map(
    output.split('\0').map((record) => {
      const end = record.indexOf('\n');
      return [record.slice(0, end).toLowerCase(), record.slice(end + 1)] as const;
    }),
  );
  const name = values.get('user.name');
  const email = values.get('user.email');
  if (name && email) return `${name} <${email}>`;
  return name || email || undefined;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as in containers.
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  }
}
