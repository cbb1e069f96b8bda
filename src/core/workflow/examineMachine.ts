/** What this machine has for the work, and what is missing. */

import { type ProcessRunner } from '../ports/processRunner.ts';
import { debugKeystorePath } from './openDebugKey.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export interface Finding {
  readonly name: string;
  readonly isRight: boolean;
  readonly isNeeded: boolean;
  readonly says: string;
}

export interface MachineWorld {
  readonly workflow: WorkflowWorld;
  readonly programs: ProcessRunner;
  /** Of the program that asks. */
  readonly nodeVersion: string;
}

export async function examineMachine({ workflow, programs, nodeVersion }: MachineWorld): Promise<readonly Finding[]> {
  const git = await programs.run({ command: 'git', args: ['--version'], timeoutMs: 5000 });
  const hasGit = git.exitCode === 0;
  const debugKey = debugKeystorePath(workflow);
  const hasDebugKey = (await workflow.files.stat(debugKey))?.kind === 'file';
  const writable = await canWrite(workflow);
  const engines = await Promise.all(
    workflow.engines.map(async (engine): Promise<Finding> => {
      const found = await engine.versions();
      const says = found.length === 0 ? 'not available here' : `version ${found.join(', ')}, builds for ${engine.platforms.join(', ')}`;
      return { name: `engine ${engine.id}`, isRight: found.length > 0, isNeeded: engine.id === 'web', says };
    }),
  );
  return [
    { name: 'Node', isRight: true, isNeeded: true, says: nodeVersion },
    ...engines,
    {
      name: 'git',
      isRight: hasGit,
      isNeeded: false,
      says: hasGit ? git.stdout.trim() : 'not found: packages are recorded without a commit',
    },
    { name: 'user folder', isRight: writable === undefined, isNeeded: true, says: writable ?? workflow.userFolder },
    { name: 'debug key', isRight: hasDebugKey, isNeeded: false, says: hasDebugKey ? debugKey : 'made with the first debug package' },
  ];
}

/** Why the user folder cannot be written; `undefined` when it can. */
async function canWrite(workflow: WorkflowWorld): Promise<string | undefined> {
  const path = workflow.paths.join(workflow.userFolder, 'doctor.txt');
  try {
    await workflow.files.writeFile(path, new Uint8Array(0));
    await workflow.files.remove(path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
