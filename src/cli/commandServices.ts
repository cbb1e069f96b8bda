/** What commands work with. The composition root builds it for a process, tests for one run. */

import { type ProgressReporter } from '../core/base/progress.ts';
import { type ProcessRunner } from '../core/ports/processRunner.ts';
import { type WorkflowWorld } from '../core/workflow/workflowWorld.ts';
import { type SecretWorld } from './secrets/readSecret.ts';
import { type Terminal } from './terminal/terminal.ts';

export interface CommandServices extends SecretWorld {
  readonly workflow: WorkflowWorld;
  readonly programs: ProcessRunner;
  readonly terminal: Terminal;
  /** Ctrl+C. */
  readonly signal: AbortSignal;
  readonly report: ProgressReporter;
  /** Of this program. */
  readonly productVersion: string;
  readonly nodeVersion: string;
}
