/** What this machine has for the work, and what is missing. */

import { type Platform } from '../settings/platform.ts';
import { type EngineId } from '../settings/settingsModel.ts';
import { type ProcessRunner } from '../ports/processRunner.ts';
import { debugKeystorePath } from './openDebugKey.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

interface FindingState {
  readonly isRight: boolean;
  readonly isNeeded: boolean;
}

/** Faces put it into words of their own; `describeFinding.ts` has the English ones. */
export type Finding = FindingState &
  (
    | { readonly kind: 'node'; readonly version: string }
    | { readonly kind: 'engine'; readonly engine: EngineId; readonly versions: readonly string[]; readonly platforms: readonly Platform[] }
    | { readonly kind: 'git'; readonly version: string | undefined }
    | { readonly kind: 'user-folder'; readonly path: string; readonly error: unknown }
    | { readonly kind: 'debug-key'; readonly path: string | undefined }
  );

export interface MachineWorld {
  readonly workflow: WorkflowWorld;
  readonly programs: ProcessRunner;
  /** Of the program that asks. */
  readonly nodeVersion: string;
}

export async function examineMachine({ workflow, programs, nodeVersion }: MachineWorld): Promise<readonly Finding[]> {
  // Somebody who asks what is there may have installed it a moment ago.
  workflow.machine.renew();
  const git = await programs.run({ command: 'git', args: ['--version'], timeoutMs: 5000 });
  const hasGit = git.exitCode === 0;
  const debugKey = debugKeystorePath(workflow);
  const hasDebugKey = (await workflow.files.stat(debugKey))?.kind === 'file';
  const error = await writeError(workflow);
  const engines = await Promise.all(
    workflow.engines.map(async (engine): Promise<Finding> => {
      const { id, platforms } = engine;
      const versions = await workflow.machine.versionsOf(engine);
      return { kind: 'engine', engine: id, versions, platforms, isRight: versions.length > 0, isNeeded: id === 'web' };
    }),
  );
  return [
    { kind: 'node', version: nodeVersion, isRight: true, isNeeded: true },
    ...engines,
    { kind: 'git', version: hasGit ? git.stdout.trim() : undefined, isRight: hasGit, isNeeded: false },
    { kind: 'user-folder', path: workflow.userFolder, error, isRight: error === undefined, isNeeded: true },
    { kind: 'debug-key', path: hasDebugKey ? debugKey : undefined, isRight: hasDebugKey, isNeeded: false },
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
