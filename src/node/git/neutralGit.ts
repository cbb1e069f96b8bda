/**
 * Runs git so that nothing a project names is run. A repository's settings and attributes may name programs (filters, fsmonitor, hooks,
 * textconv, external diff, ssh, credential helpers, …) and other places (core.worktree, includes); a denied list of keys would always be
 * one too short. So git never sees them: it works in a separate folder, with our own settings, on the index and the objects of the
 * repository. Nothing is fetched, no other object store is followed, and submodules are not entered.
 */

import { lstat, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isFailure } from '../../core/base/failure.ts';
import { type ProcessRequest, type ProcessResult, type ProcessRunner } from '../../core/ports/processRunner.ts';
import { absoluteFolders, searchOf } from '../findProgram.ts';
import { changesWorkingTree, type GitSettings, neutralSettings, parseSettings } from './gitSettings.ts';
import { readGitFile } from './readGitFile.ts';
import { type Repository } from './repositoryState.ts';

const timeoutMs = 15_000;
const largestPatterns = 1024 * 1024;

export type GitRun = (args: readonly string[], onLine?: ProcessRequest['onLine']) => Promise<ProcessResult | undefined>;

export interface NeutralContent {
  readonly repository: Repository;
  readonly settings: RepositorySettings;
  /** What HEAD holds, as in the file of that name. */
  readonly head?: string;
  readonly references?: ReadonlyMap<string, string>;
}

export interface RepositorySettings {
  readonly user: GitSettings;
  /** Of the file `config` alone; `undefined` when it cannot be read. */
  readonly own: GitSettings | undefined;
}

interface KnownSettings {
  /** What they were read from, as far as it can be seen without git. */
  readonly stamp: string;
  readonly readAtMs: number;
  readonly reading: Promise<RepositorySettings>;
}

/** Questions of one check or run follow each other faster; a change of a file that settings include is noticed after that. */
const settingsLastMs = 2000;

export class NeutralGit {
  readonly #processes: ProcessRunner;
  #known: KnownSettings | undefined;

  constructor(processes: ProcessRunner) {
    this.#processes = processes;
  }

  /** The settings of the user, conditional includes as for this repository, and those of the repository. It takes three processes to read them. */
  async readSettings(repository: Repository | undefined): Promise<RepositorySettings> {
    const stamp = await stampOfSettings(repository);
    const now = performance.now();
    if (this.#known?.stamp !== stamp || now - this.#known.readAtMs > settingsLastMs)
      this.#known = { stamp, readAtMs: now, reading: this.#readSettings(repository) };
    return await this.#known.reading;
  }

  async #readSettings(repository: Repository | undefined): Promise<RepositorySettings> {
    const nothing: RepositorySettings = { user: new Map(), own: undefined };
    const read = await this.#inFolder(async (folder): Promise<RepositorySettings> => {
      await writeRepository(folder, '', {});
      // Includes of the user may depend on where the repository is. A pipe in it would keep git waiting.
      const seen = repository && (await isReadable(repository)) ? repository : undefined;
      const where = { GIT_DIR: seen?.ownFolder ?? folder, GIT_WORK_TREE: seen?.topFolder ?? folder };
      const file = seen && join(seen.commonFolder, 'config');
      const list = ['-z', '--list'];
      const notFrom = repository ? [repository.topFolder] : [];
      const [system, user, own] = await Promise.all([
        this.#run({ args: ['config', '--system', ...list], folder, env: { ...userVariables(), GIT_DIR: folder }, notFrom }),
        this.#run({ args: ['config', '--global', '--includes', ...list], folder, env: { ...userVariables(), ...where }, notFrom }),
        file === undefined || !(await isPlainFile(file))
          ? undefined
          : this.#run({ args: ['config', '--file', file, '--no-includes', ...list], folder, env: { GIT_DIR: folder }, notFrom }),
      ]);
      const said = [system, user].map((result) => (result?.exitCode === 0 ? parseSettings(result.stdout) : new Map<string, string>()));
      return { user: new Map(said.flatMap((each) => [...each])), own: own?.exitCode === 0 ? parseSettings(own.stdout) : undefined };
    });
    return read ?? nothing;
  }

  /**
   * Lets git work in `folder`, which is inside the working tree. Nothing when the repository is not laid out in a way that can be worked
   * on without following what it names.
   */
  async within<Answer>(folder: string, content: NeutralContent, work: (git: GitRun) => Promise<Answer>): Promise<Answer | undefined> {
    const { repository, settings } = content;
    const { own, user } = settings;
    if (!own || changesWorkingTree(own, repository) || !(await isPlainlyLaidOut(repository))) return undefined;
    return await this.#inFolder(async (ownFolder) => {
      await writeRepository(ownFolder, neutralSettings(user, own), content);
      await copyPatterns(join(repository.commonFolder, 'info'), join(ownFolder, 'info'));
      const env = {
        ...userPlaces(),
        GIT_DIR: ownFolder,
        GIT_WORK_TREE: repository.topFolder,
        GIT_INDEX_FILE: join(repository.ownFolder, 'index'),
        GIT_OBJECT_DIRECTORY: join(repository.commonFolder, 'objects'),
        GIT_CONFIG_GLOBAL: join(ownFolder, 'none'),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_OPTIONAL_LOCKS: '0',
      };
      const notFrom = [repository.topFolder, folder];
      return await work((args, onLine) =>
        this.#run({ args: ['-C', folder, ...args], folder: ownFolder, env, notFrom, ...(onLine && { onLine }) }),
      );
    });
  }

  async #run({ args, folder, env, notFrom, onLine }: GitStart): Promise<ProcessResult | undefined> {
    const { environment, system } = searchOf();
    const own = { PATH: absoluteFolders(environment, system).join(delimiter), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', ...env };
    const request = { command: 'git', args: ['--no-pager', ...args], cwd: folder, env: own, hasMinimalEnvironment: true, notFrom };
    try {
      return await this.#processes.run({ ...request, timeoutMs, ...(onLine && { onLine }) });
    } catch (error) {
      // A git that hangs tells as much as one that is absent.
      if (isFailure(error, 'process-timeout')) return undefined;
      throw error;
    }
  }

  /** Nothing where the system gives no place for temporary files. */
  async #inFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'mdist-git-')).catch(() => undefined);
    if (folder === undefined) return undefined;
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

interface GitStart {
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly notFrom: readonly string[];
  readonly onLine?: ProcessRequest['onLine'];
}

async function writeRepository(folder: string, settings: string, { head, references }: Partial<NeutralContent>): Promise<void> {
  const lines = [...(references ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, commit]) => `${commit} ${name}\n`);
  await Promise.all([
    mkdir(join(folder, 'refs')),
    mkdir(join(folder, 'objects')),
    writeFile(join(folder, 'HEAD'), `${head ?? 'ref: refs/heads/none'}\n`),
    writeFile(join(folder, 'config'), settings),
    writeFile(join(folder, 'none'), ''),
    ...(lines.length > 0 ? [writeFile(join(folder, 'packed-refs'), `# pack-refs with: sorted \n${lines.join('')}`)] : []),
  ]);
}

/** Which files are ignored, and which attributes they have, besides what the working tree says. Names of drivers mean nothing here. */
async function copyPatterns(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of ['exclude', 'attributes']) {
    const text = await readGitFile(join(from, name), largestPatterns);
    if (text !== undefined) await writeFile(join(to, name), text);
  }
}

/** An index that is a link would be written where it leads to, and other object stores may be anywhere, on other machines too. */
async function isPlainlyLaidOut({ ownFolder, commonFolder }: Repository): Promise<boolean> {
  const objects = join(commonFolder, 'objects');
  const [index, store, ...others] = await Promise.all(
    [join(ownFolder, 'index'), objects, join(objects, 'info', 'alternates'), join(objects, 'info', 'http-alternates')].map((path) =>
      lstat(path).catch(() => undefined),
    ),
  );
  return (index === undefined || index.isFile()) && store?.isDirectory() === true && others.every((found) => found === undefined);
}

async function isReadable({ ownFolder, commonFolder }: Repository): Promise<boolean> {
  const folders = [...new Set([ownFolder, commonFolder])];
  const paths = folders.flatMap((folder) =>
    ['HEAD', 'config', 'config.worktree', 'commondir', 'packed-refs'].map((name) => join(folder, name)),
  );
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return found.every((each) => each === undefined || each.isFile());
}

/** Of the files that are known to contain settings, and of HEAD, which conditions may name. */
async function stampOfSettings(repository: Repository | undefined): Promise<string> {
  const places = userVariables();
  const home = places['HOME'] ?? places['USERPROFILE'] ?? '';
  const paths = [
    ...(repository ? [join(repository.commonFolder, 'config'), join(repository.ownFolder, 'HEAD')] : []),
    places['GIT_CONFIG_GLOBAL'] ?? join(home, '.gitconfig'),
    join(places['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'git', 'config'),
    places['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig',
  ];
  const found = await Promise.all(paths.map((path) => lstat(path, { bigint: true }).catch(() => undefined)));
  return JSON.stringify([places, paths, found.map((each) => each && `${each.ino}:${each.size}:${each.mtimeNs}:${each.ctimeNs}`)]);
}

async function isPlainFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true;
}

/** Where the user's own settings and ignored files are. */
function userPlaces(): Record<string, string> {
  return pick(['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'PROGRAMDATA']);
}

function userVariables(): Record<string, string> {
  return { ...userPlaces(), ...pick(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM']) };
}

function pick(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      names.includes(name.toUpperCase()) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
