/** What the wizards work with. */

import { type PathTools, type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AppIndex } from '../appIndex.ts';
import { type AppAsker } from '../commands/askForApp.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';

export interface WizardParts {
  readonly asker: AppAsker;
  readonly index: AppIndex;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly passwords: PasswordStore;
  /** Loads the workflow when it is first needed: it is much code. */
  readonly loadWorld: () => Promise<CheckWorld>;
}
