/** What commands work with. The composition root builds it for a process, tests for one run. */

import { type ProgressReporter } from '../core/base/progress.ts';
import { type HttpClient } from '../core/ports/httpClient.ts';
import { type ProcessRunner } from '../core/ports/processRunner.ts';
import { type ProductFiles } from '../core/ports/productFiles.ts';
import { type WorkflowWorld } from '../core/workflow/workflowWorld.ts';
import { type SecretWorld } from './secrets/readSecret.ts';
import { type Terminal } from './terminal/terminal.ts';

/** What most commands do with. */
export type CommandPorts = Pick<WorkflowWorld, 'files' | 'paths' | 'clock' | 'random' | 'digester' | 'trustedRoots'>;

export interface CommandWorkflow extends WorkflowWorld {
  readonly http: HttpClient;
  readonly programs: ProcessRunner;
  readonly productFiles: ProductFiles;
}

export interface CommandServices extends SecretWorld {
  readonly ports: CommandPorts;
  /** The workflow with its engines, for the commands that work on an app. Loading it takes as long as some commands do. */
  loadWorkflow(): Promise<CommandWorkflow>;
  readonly terminal: Terminal;
  readonly report: ProgressReporter;
  /** `file:` address of the program of the release server. */
  readonly serverEntry: URL;
  /** Absolute path of this user's own files of the product. */
  readonly userFolder: string;
  /** Variables of the environment that contain secrets of this run. */
  readonly hiddenVariables: readonly string[];
  /** Of this program. */
  readonly productVersion: string;
  readonly nodeVersion: string;
}
