/** Everything the workflow works with, given once by the composition root. */

import { type Engine } from '../engines/engine.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { type SourceControl } from '../ports/sourceControl.ts';
import { type LockWorld } from '../versions/platformLock.ts';
import { type PackageTools } from './packageTools.ts';

export interface WorkflowWorld extends LockWorld {
  readonly sourceControl: SourceControl;
  readonly digester: ContentDigester;
  readonly engines: readonly Engine[];
  readonly tools: PackageTools;
  /** The folder of this user's own files of the product, where the debug key lies. */
  readonly userFolder: string;
}
