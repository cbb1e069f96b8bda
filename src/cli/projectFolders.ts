/** The folder of the project that a command may be in, from which no program is taken. */

import { isInsideFolder } from '../core/ports/isInsideFolder.ts';
import { type WorkflowWorld } from '../core/workflow/workflowWorld.ts';
import { type CommandServices } from './commandServices.ts';

/** The home folder, and what contains it, is no project: people have their programs there. */
export function projectFolders(
  { workingFolder, paths }: Pick<CommandServices, 'workingFolder' | 'paths'>,
  { machine }: Pick<WorkflowWorld, 'machine'>,
): readonly string[] {
  const home = machine.toolchains?.homeFolder;
  const containsHome = home !== undefined && isInsideFolder(paths, workingFolder, home);
  return containsHome ? [] : [workingFolder];
}
