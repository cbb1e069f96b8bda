/** What this machine has for the work, and what is missing. */

import { toolsOn } from '../engines/engine/engine.ts';
import { type ToolName } from '../engines/toolchains/toolchains.ts';
import { type Platform } from '../settings/platform.ts';
import { type EngineId } from '../settings/settingsModel.ts';
import { type ProcessRunner } from '../ports/processRunner.ts';
import { debugKeystorePath } from './openDebugKey.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

interface FindingState {
  readonly isRight: boolean;
  readonly isNeeded: boolean;
}

/** Faces put it into their own words; `describeFinding.ts` has the English ones. */
export type Finding = FindingState &
  (
    | { readonly kind: 'node'; readonly version: string }
    | {
        readonly kind: 'engine';
        readonly engine: EngineId;
        readonly versions: readonly string[];
        /** Whether each project asks for its own version. */
        readonly isOfProject?: boolean;
        readonly platforms: readonly Platform[];
      }
    /** A tool that engines start, with what was found of it: versions and places. A .NET SDK without a workload for phones is found, and not right. */
    | { readonly kind: 'tool'; readonly tool: ToolName; readonly found: readonly string[] }
    | { readonly kind: 'git'; readonly version: string | undefined }
    | { readonly kind: 'user-folder'; readonly path: string; readonly error: unknown }
    | { readonly kind: 'debug-key'; readonly path: string | undefined }
  );

export interface MachineWorld {
  readonly workflow: WorkflowWorld;
  readonly programs: ProcessRunner;
  /** Where projects are: no program is taken from there. */
  readonly projectFolders: readonly string[];
  /** Of the program that asks. */
  readonly nodeVersion: string;
}

export async function examineMachine({ workflow, programs, projectFolders, nodeVersion }: MachineWorld): Promise<readonly Finding[]> {
  // Someone who asks what is there may have installed it a moment ago.
  workflow.machine.renew();
  const git = await programs.run({ command: 'git', args: ['--version'], timeoutMs: 5000, notFrom: projectFolders });
  const hasGit = git.exitCode === 0;
  const debugKey = debugKeystorePath(workflow);
  const hasDebugKey = (await workflow.files.stat(debugKey))?.kind === 'file';
  const error = await writeError(workflow);
  const tools = await toolFindings(workflow);
  const missing = new Set(tools.filter(({ isRight }) => !isRight).map(({ tool }) => tool));
  const engines = await Promise.all(
    workflow.engines.map(async (engine): Promise<Finding> => {
      const { id, platforms } = engine;
      const versions = await workflow.machine.versionsOf(engine);
      const isOfProject = engine.projectVersion !== undefined;
      const isNeeded = id === 'web';
      if (!isOfProject) return { kind: 'engine', engine: id, versions, platforms, isRight: versions.length > 0, isNeeded };
      const built = platforms.filter((platform) => toolsOn(engine, platform).every((tool) => !missing.has(tool)));
      const isRight = built.length > 0;
      return { kind: 'engine', engine: id, versions, isOfProject, platforms: isRight ? built : platforms, isRight, isNeeded };
    }),
  );
  return [
    { kind: 'node', version: nodeVersion, isRight: true, isNeeded: true },
    ...engines.toSorted((a, b) => Number(b.isRight || b.isNeeded) - Number(a.isRight || a.isNeeded)),
    ...tools,
    { kind: 'git', version: hasGit ? git.stdout.trim() : undefined, isRight: hasGit, isNeeded: false },
    { kind: 'user-folder', path: workflow.userFolder, error, isRight: error === undefined, isNeeded: true },
    { kind: 'debug-key', path: hasDebugKey ? debugKey : undefined, isRight: hasDebugKey, isNeeded: false },
  ];
}

type ToolFinding = Extract<Finding, { kind: 'tool' }>;

async function toolFindings({ machine: { toolchains } }: WorkflowWorld): Promise<readonly ToolFinding[]> {
  if (!toolchains) return [];
  const [jdks, sdk, gradle, nodes, flutters, dotnet, cargo, xcodes] = await Promise.all([
    toolchains.jdks(),
    toolchains.androidSdk(),
    toolchains.gradle(),
    toolchains.nodes(),
    toolchains.flutters(),
    toolchains.dotnet(),
    toolchains.program('cargo'),
    toolchains.xcodes(),
  ]);
  const finding = (tool: ToolFinding['tool'], found: readonly string[]): ToolFinding => ({
    kind: 'tool',
    tool,
    found,
    isRight: found.length > 0,
    isNeeded: false,
  });
  return [
    finding(
      'JDK',
      jdks.map(({ version, home }) => `${version} (${home})`),
    ),
    finding(
      'Android SDK',
      sdk ? [`${[...sdk.platforms.slice(0, 1).map((api) => `API ${api}`), ...sdk.buildTools.slice(0, 1)].join(', ')} (${sdk.path})`] : [],
    ),
    finding('Gradle', gradle ? [`${gradle.version ?? '?'} (${gradle.program})`] : []),
    finding(
      'Node',
      nodes.map(({ version, program }) => `${version ?? '?'} (${program})`),
    ),
    finding(
      'Flutter',
      flutters.map(({ version, path }) => `${version ?? '?'} (${path})`),
    ),
    {
      ...finding('.NET SDK', dotnet ? [`${[...dotnet.sdks.slice(0, 1), ...dotnet.workloads].join(', ')} (${dotnet.program})`] : []),
      isRight: [...(dotnet?.workloads ?? [])].some((name) => /^(?:maui|android|ios)/.test(name)),
    },
    finding('Rust', cargo === undefined ? [] : [cargo]),
    finding(
      'Xcode',
      xcodes.map(({ version, developerFolder }) => `${version ?? '?'} (${developerFolder})`),
    ),
  ];
}

/** Why the user folder cannot be written; `undefined` when it can. */
async function writeError(workflow: WorkflowWorld): Promise<unknown> {
  const path = workflow.paths.join(workflow.userFolder, 'doctor.txt');
  try {
    await workflow.files.writeFile(path, new Uint8Array(0));
    await workflow.files.remove(path);
    return undefined;
  } catch (error) {
    return error;
  }
}
