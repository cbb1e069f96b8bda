/**
 * What the workflow may do in Restricted Mode, where the project is not trusted: no program of a repository's configuration is
 * started, no address of the settings is asked, and nothing outside the workspace is read (`RestrictedFileSystem`). The
 * question is asked at each call, since trust can be given while the window is open.
 */

import { type SourceControl } from '../../../core/ports/sourceControl.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { quietEngines } from './quietEngines.ts';
import { type WorkspaceTrust } from './workspaceTrust.ts';

/** `world.files` is a `RestrictedFileSystem` already, as its engines have been made with it. */
export function restrictedWorld<World extends WorkflowWorld>(world: World, trust: WorkspaceTrust): World {
  return {
    ...world,
    sourceControl: restrictedSourceControl(world.sourceControl, trust),
    engines: quietEngines(world.engines, () => !trust.isTrusted()),
  };
}

/** Git starts programs that the configuration of a repository names. Without it, what it would tell is unknown. */
function restrictedSourceControl(git: SourceControl, trust: WorkspaceTrust): SourceControl {
  return {
    describe: async (folder) => (trust.isTrusted() ? await git.describe(folder) : { author: '' }),
    isTracked: async (path) => (trust.isTrusted() ? await git.isTracked(path) : undefined),
    isIgnored: async (path) => (trust.isTrusted() ? await git.isIgnored?.(path) : undefined),
    untrack: async (path) => trust.isTrusted() && ((await git.untrack?.(path)) ?? false),
    subjectsSince: async (folder, commit) => (trust.isTrusted() ? ((await git.subjectsSince?.(folder, commit)) ?? []) : []),
    searchBranches: async (folder, path, text) => (trust.isTrusted() ? ((await git.searchBranches?.(folder, path, text)) ?? []) : []),
  };
}
