/**
 * The plan of a build on a Mac, carried out there: the files of the project go to a folder of ours on the host, each command runs in it over SSH
 * with its log coming back, and what it built is copied back. The copy stays for the next build; what git ignores is neither copied nor
 * removed there, so that packages and pods that were installed once are there again.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { Failure } from '../../base/failure.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { type PathTools } from '../../ports/fileSystem.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import {
  type BuildStep,
  type CommandStep,
  type FoundArtifact,
  type OutputReader,
  type WorkContext,
  type WorkStep,
} from '../engine/buildPlan.ts';
import { BuildLogReader } from '../log/buildLogReader.ts';
import { type FrameworkPlan } from '../framework/framework.ts';
import { shellQuoted, sshOptions } from './buildHost.ts';
import { type HostFacts } from './hostFacts.ts';

export interface HostBuild {
  readonly host: string;
  readonly facts: HostFacts;
  readonly paths: PathTools;
  readonly programs: ProcessRunner;
  /** Absolute path of what is copied: the repository, or the app where there is none. */
  readonly root: string;
  /** Absolute path here of the folder whose packages of npm are installed there, with the lock file and the command for that. */
  readonly packages?: { readonly folder: string; readonly lock: string; readonly install: string } | undefined;
  /** What both computers have. */
  readonly copyBy: 'rsync' | 'git';
}

const copyMs = 60 * 60 * 1000;
const stopMs = 30_000;

export function planOnHost(build: HostBuild, plan: FrameworkPlan): FrameworkPlan {
  const { artifact } = plan;
  if (artifact.kind !== 'found') throw new Error('a build for iOS finds its artifact');
  const remote = new RemoteFolder(build);
  return {
    ...plan,
    steps: [
      prepareStep(build, remote, artifact),
      ...copySteps(build, remote),
      ...installSteps(build, remote),
      ...plan.steps.map((step) => (step.kind === 'command' ? remoteStep(build, remote, step) : step)),
      ...artifact.folders.flatMap((folder, index) => fetchSteps(build, remote, folder.path, index)),
    ],
  };
}

/** Where the files of the project are on the host, and what their paths here are called there. */
class RemoteFolder {
  readonly path: string;
  /** From the home folder there, where `rsync`, `git` and `scp` begin. Without a sign that a shell or an older one of them would read. */
  readonly relative: string;
  readonly #build: HostBuild;

  constructor(build: HostBuild) {
    const { root, paths, facts } = build;
    this.#build = build;
    this.relative = `.mobile-distribution/builds/${paths.basename(root).replaceAll(/[^\w.-]/g, '_')}-${sumOf(root)}`;
    this.path = `${facts.home}/${this.relative}`;
  }

  /** In a path, an argument or a variable. */
  there(text: string): string {
    const { root, paths } = this.#build;
    const moved = text.replaceAll(root, this.path);
    return paths.system === 'windows' ? moved.replaceAll('\\', '/') : moved;
  }

  /** In a line of a log. */
  here(line: string): string {
    return line.replaceAll(this.path, this.#build.root);
  }
}

function sumOf(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffff_ffff;
  return sum.toString(16);
}

/** One command of a shell on the host. `body` is a script of it. */
function overSsh(
  { host, root }: HostBuild,
  step: Pick<CommandStep, 'id' | 'name' | 'weight'> & Partial<CommandStep>,
  body: string,
): CommandStep {
  return {
    kind: 'command',
    timeLimitMs: copyMs,
    environment: {},
    folder: root,
    notFrom: [root],
    ...step,
    command: 'ssh',
    args: [...sshOptions, host, `/bin/bash -c ${shellQuoted(body)}`],
  };
}

/** Nothing that an earlier build left there can be taken for the result. */
function prepareStep(build: HostBuild, remote: RemoteFolder, { folders }: FoundArtifact): CommandStep {
  const outputs = folders.map(({ path }) => shellQuoted(remote.there(path))).join(' ');
  const body = `mkdir -p ${shellQuoted(remote.path)} && rm -rf ${outputs}`;
  return overSsh(build, { id: 'host', name: `Make the folder of this build on ${build.host}`, weight: 1 }, body);
}

function copySteps(build: HostBuild, remote: RemoteFolder): readonly BuildStep[] {
  const { host, root, copyBy } = build;
  const name = `Copy the project to ${host}`;
  if (copyBy === 'git')
    return [gitCopy(build, remote, name), overSsh(build, { id: 'checkout', name: `Check it out on ${host}`, weight: 1 }, checkOut(remote))];
  const ssh = ['ssh', ...sshOptions].join(' ');
  return [
    {
      id: 'copy',
      kind: 'command',
      name,
      weight: 4,
      command: 'rsync',
      args: [
        '--recursive',
        '--links',
        '--perms',
        '--times',
        '--compress',
        '--delete',
        '--exclude=.git',
        '--exclude=.mobile-distribution',
        '--exclude=node_modules',
        '--filter=:- .gitignore',
        '-e',
        ssh,
        './',
        `${host}:${remote.relative}/`,
      ],
      folder: root,
      environment: {},
      timeLimitMs: copyMs,
      notFrom: [root],
    },
  ];
}

const branch = 'refs/heads/mobile-distribution';
/** A push starts no program of the repository: it is none of the steps. */
const withoutHooks = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];

function checkOut({ path }: RemoteFolder): string {
  return `cd ${shellQuoted(path)} && git reset -q --hard ${branch}`;
}

/** Without rsync, such as on Windows: the commit, with what was changed since in files that git tracks. Its branches stay as they are. */
function gitCopy({ host, root, programs }: HostBuild, remote: RemoteFolder, name: string): WorkStep {
  const git = async (args: readonly string[], { signal, log }: Pick<WorkContext, 'signal' | 'log'>): Promise<string> => {
    const { exitCode, stdout, stderr } = await programs.run({
      command: 'git',
      args: [...withoutHooks, ...args],
      cwd: root,
      notFrom: [root],
      timeoutMs: copyMs,
      signal,
    });
    if (exitCode === 0) return stdout.trim();
    log(stderr.trim());
    throw Failure.of('build-step-failed', { step: name, program: 'git', exitCode: exitCode ?? -1 }, { cause: new Error(stderr) });
  };
  return {
    id: 'copy',
    kind: 'work',
    name,
    weight: 4,
    run: async (context) => {
      const { signal, log } = context;
      const head = await programs.run({
        command: 'git',
        args: ['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'],
        cwd: root,
        notFrom: [root],
        timeoutMs: stopMs,
        signal,
      });
      if (head.exitCode === 1) {
        const reason = phrase('rsync is not on both computers, and the Git repository has no commit');
        throw issuesFound([createIssue('build-host-copy-impossible', { host, reason }, { pointer: '/ios/buildHost' })]);
      }
      const init = `git init -q ${shellQuoted(remote.path)} && git -C ${shellQuoted(remote.path)} config receive.denyCurrentBranch ignore`;
      const { exitCode, stderr } = await programs.run({
        command: 'ssh',
        args: [...sshOptions, host, `/bin/bash -c ${shellQuoted(init)}`],
        timeoutMs: copyMs,
        notFrom: [root],
        signal,
      });
      if (exitCode !== 0)
        throw Failure.of('build-step-failed', { step: name, program: 'ssh', exitCode: exitCode ?? -1 }, { cause: new Error(stderr) });
      const changed = await git(['stash', 'create'], context);
      await git(['push', '--quiet', '--force', `${host}:${remote.relative}`, `${changed === '' ? 'HEAD' : changed}:${branch}`], context);
      const untracked = (await git(['ls-files', '--others', '--exclude-standard'], context)).split('\n').filter((line) => line !== '');
      for (const path of untracked.slice(0, 20)) log(`not copied, as git does not track it: ${path}`);
      const issues: Issue[] = [];
      if (untracked.length > 0) issues.push(createIssue('build-host-untracked', { count: untracked.length, first: untracked[0] ?? '' }));
      return issues;
    },
  };
}

/** Where their lock file is another one than at the last build there. */
function installSteps(build: HostBuild, remote: RemoteFolder): readonly BuildStep[] {
  const { packages, facts } = build;
  if (!packages) return [];
  const { folder, lock, install } = packages;
  const mark = 'node_modules/.mobile-distribution-lock';
  const body = [
    `cd ${shellQuoted(remote.there(folder))}`,
    `export PATH=${shellQuoted(facts.path)} CI=true`,
    `if cmp -s ${lock} ${mark}; then echo ${upToDate}; else ${install} && cp ${lock} ${mark}; fi`,
  ].join(' && ');
  const name = `Install the packages of the project there (${install})`;
  return [overSsh(build, { id: 'install', name, weight: 4, reader: () => installReader(build) }, body)];
}

/** What our own script says when the packages are there already. */
const upToDate = 'MDIST up-to-date';

function installReader({ root, paths }: HostBuild): OutputReader {
  const log = new BuildLogReader({ program: 'install', resolve: (path) => paths.resolve(root, path), root });
  return {
    read: (line) => (line === upToDate ? [{ kind: 'skipped', reason: 'up-to-date' }] : log.read(line)),
    end: (exitCode) => log.end(exitCode),
    isOwn: (line) => line === upToDate,
  };
}

/**
 * A shell with jobs (bash, as every Mac has one) gives the command a process group of its own, and its number is kept: a connection that ends does not end what runs there,
 * so cancelling ends that group by a second command.
 */
function remoteStep(build: HostBuild, remote: RemoteFolder, step: CommandStep): CommandStep {
  const { host, facts, programs } = build;
  const { reader, leftBehind: _, keeps: __, ...rest } = step;
  const group = `${remote.path}.${step.id}.pid`;
  const variables = Object.entries({ PATH: facts.path, ...step.environment }).map(
    ([name, value]) => `${name}=${shellQuoted(remote.there(value))}`,
  );
  const command = [step.command, ...step.args].map((word) => shellQuoted(remote.there(word))).join(' ');
  const body = [
    `cd ${shellQuoted(remote.there(step.folder))} || exit 1`,
    `export ${variables.join(' ')}`,
    'set -m',
    `${command} < /dev/null &`,
    `echo $! > ${shellQuoted(group)}`,
    'wait $!',
    `code=$?; rm -f ${shellQuoted(group)}; exit $code`,
  ].join('\n');
  const stop = `p="$(cat ${shellQuoted(group)} 2>/dev/null)" && [ -n "$p" ] && { kill -TERM -"$p"; sleep 1; kill -KILL -"$p"; rm -f ${shellQuoted(group)}; } 2>/dev/null; true`;
  return {
    ...overSsh(build, { ...rest, environment: {}, folder: build.root, name: `${step.name}, on ${host}` }, body),
    ...(reader && { reader: () => readerHere(reader(), remote) }),
    endElsewhere: async () => {
      const args = [...sshOptions, host, `/bin/bash -c ${shellQuoted(stop)}`];
      await programs.run({ command: 'ssh', args, timeoutMs: stopMs, notFrom: [build.root] });
    },
  };
}

/** Places in the log are those of the files here. */
function readerHere(reader: OutputReader, remote: RemoteFolder): OutputReader {
  return {
    read: (line, stream) => reader.read(remote.here(line), stream),
    end: (exitCode) => reader.end(exitCode),
    ...(reader.isOwn && { isOwn: (line) => reader.isOwn?.(line) === true }),
  };
}

/** Without the times of the host, whose clock may be another one: what is copied is new. */
function fetchSteps(build: HostBuild, remote: RemoteFolder, folder: string, index: number): readonly BuildStep[] {
  const { host, root } = build;
  const number = index === 0 ? '' : String(index);
  const out = `.out${number}`;
  const [from, to] = [shellQuoted(remote.there(folder)), shellQuoted(`${remote.path}${out}`)];
  const collect = `rm -rf ${to} && mkdir -p ${to} && { [ ! -d ${from} ] || cp -R ${from}/. ${to}; }`;
  return [
    overSsh(build, { id: `collect${number}`, name: `Collect the result on ${host}`, weight: 1 }, collect),
    {
      id: `fetch${number}`,
      kind: 'command',
      name: `Copy the result back from ${host}`,
      weight: 2,
      command: 'scp',
      args: ['-q', '-r', ...sshOptions, `${host}:${remote.relative}${out}/.`, folder],
      folder: root,
      environment: {},
      timeLimitMs: copyMs,
      notFrom: [root],
    },
  ];
}
