/**
 * What checks and plans of an app work with, as on a machine of another system that has every tool at its usual place: to show what a build would run
 * there. No program is started for it but git, which is asked about the project, and nothing is written.
 */

import { SessionCache } from '../../core/assets/sessionCache.ts';
import { present } from '../../core/base/present.ts';
import { windowsPathProblem } from '../../core/base/windowsPath.ts';
import { MachineFacts } from '../../core/engines/engine/machineFacts.ts';
import { type EnginePorts, createEngines } from '../../core/engines/engineRegistry.ts';
import { Toolchains } from '../../core/engines/toolchains/toolchains.ts';
import { type UsualMachine, usualMachine } from '../../core/engines/toolchains/usualMachine.ts';
import { wantedVersions } from '../../core/engines/wantedVersions.ts';
import { repositoryOf } from '../../core/engines/web/packageBounds.ts';
import { type Machine } from '../../core/ports/machine.ts';
import { type SourceControl } from '../../core/ports/sourceControl.ts';
import { openApp } from '../../core/workflow/openApp.ts';
import { type CheckWorld, type ProjectWorld } from '../../core/workflow/workflowWorld.ts';
import { OtherFiles } from './otherFiles.ts';
import { posixPaths, windowsPaths } from '../nodePathTools.ts';

export interface OtherWorldInput {
  readonly machine: UsualMachine;
  /** Of this machine. */
  readonly host: ProjectWorld & Pick<CheckWorld, 'clock' | 'random' | 'trustedRoots'> & Pick<EnginePorts, 'http' | 'productFiles'>;
  /** Absolute path on this machine. The repository around it is seen too. */
  readonly appFolder: string;
  /** Further files and folders of this machine that are needed, by absolute path. */
  readonly others?: readonly string[];
  /** Absolute path on the other machine; below the home folder when absent. */
  readonly place?: string;
}

export interface OtherWorld extends CheckWorld {
  /** A path of this machine on the other one: of the app, or one of `others`. Other texts are as they were. */
  there(path: string): string;
  /** A path of the other machine on this one, where it is here. */
  here(path: string): string;
}

/** The home folder of the other machine belongs to no one. */
const exampleUser = 'you';

/** On a machine with the tools that the project asks for. */
export async function createUsualWorld(system: Machine['system'], input: Omit<OtherWorldInput, 'machine' | 'place'>): Promise<OtherWorld> {
  const { inspected, projectFolder } = await openApp(input.host, input.appFolder);
  const wanted = await wantedVersions({ ...input.host, folder: projectFolder }, inspected.settings.tools);
  return await createOtherWorld({ ...input, machine: usualMachine(system, exampleUser, wanted) });
}

export async function createOtherWorld({ machine, host, appFolder, others = [], place }: OtherWorldInput): Promise<OtherWorld> {
  const paths = machine.system === 'windows' ? windowsPaths : posixPaths;
  const root = (await repositoryOf(host.files, host.paths, appFolder)) ?? appFolder;
  const nameOf = (path: string): string => {
    const name = host.paths.basename(path);
    const isUsable = name !== '' && (paths !== windowsPaths || (!name.includes('\\') && windowsPathProblem(name) === undefined));
    return isUsable ? name : 'app';
  };
  const mounts = [
    { here: root, there: place ?? paths.join(machine.homeFolder, 'projects', nameOf(root)) },
    ...others.map((here, index) => ({ here, there: paths.join(machine.homeFolder, 'given', String(index + 1), nameOf(here)) })),
  ];
  const files = new OtherFiles({ files: host.files, hostPaths: host.paths, paths, mounts, texts: machine.files });
  const { userFolder, homeFolder, system, variables } = machine;
  const toolchains = new Toolchains({ files, paths, machine: { system, homeFolder, variable: (name) => variables[name] } });
  const { clock, random, trustedRoots, http, productFiles } = host;
  const programs: NonNullable<EnginePorts['programs']> = {
    // The one program that is started for a plan asks the Mac that builds for iOS. It is not asked either.
    run: async ({ command }) => ({ exitCode: command === 'ssh' ? 0 : undefined, stdout: machine.buildHost, stderr: '' }),
  };
  const ports = { files, paths, clock, http, productFiles, toolchains, userFolder, programs, makePrivateFolder: async () => {} };
  const here = (path: string): string => files.here(path) ?? path;
  return {
    files,
    paths,
    clock,
    random,
    ...present('trustedRoots', trustedRoots),
    sourceControl: sourceControlOf(host.sourceControl, here),
    userFolder,
    homeFolder,
    sessionCache: new SessionCache(),
    engines: createEngines(ports),
    machine: new MachineFacts(toolchains),
    there: (path) => files.there(path) ?? path,
    here,
  };
}

/** Git knows the project by its paths on this machine. */
function sourceControlOf(git: SourceControl, here: (path: string) => string): SourceControl {
  return {
    describe: async (folder) => await git.describe(here(folder)),
    isTracked: async (path) => await git.isTracked(here(path)),
    ...(git.isIgnored && { isIgnored: async (path: string) => await git.isIgnored?.(here(path)) }),
    searchBranches: async (folder, path, text) => (await git.searchBranches?.(here(folder), path, text)) ?? [],
    subjectsSince: async (folder, commit) => (await git.subjectsSince?.(here(folder), commit)) ?? [],
  };
}
