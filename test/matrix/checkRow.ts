/** One wrong thing in an app, and what is to be said of it: by the core, on the command line, and on the page of codes. */

import { type Platform } from '../../src/core/settings/platform.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { type MemoryFiles } from '../support/memoryFiles.ts';

export interface CheckRow {
  readonly title: string;
  readonly platform: Platform;
  /**
   * `error code file:line:column`, or `error code #/json/pointer` where the line is the one of that value in the settings. One an
   * issue; none for what is right.
   */
  readonly expected: readonly string[];
  /** Words of the first issue, in its message or its remedy. */
  readonly says?: string;
  /** Makes the wrong thing. The app is in `/app`. */
  readonly arrange: () => Promise<ArrangedApp>;
}

export interface ArrangedApp {
  readonly files: MemoryFiles;
  /** By purpose. */
  readonly passwords: Readonly<Partial<Record<'keystore' | 'key' | 'certificate', string>>>;
  readonly world: Partial<WorkflowWorld>;
}

export function codesOf(rows: readonly CheckRow[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ expected }) => expected.map((text) => text.split(' ')[1] ?? '')));
}
