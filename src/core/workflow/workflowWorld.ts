/** Everything the workflow works with, given once by the composition root. */

import { type SessionCache } from '../assets/sessionCache.ts';
import { type Engine } from '../engines/engine/engine.ts';
import { type MachineFacts } from '../engines/engine/machineFacts.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { type ProcessRunner } from '../ports/processRunner.ts';
import { type SourceControl } from '../ports/sourceControl.ts';
import { type LockWorld } from '../versions/targetLock.ts';
import { type PackageTools } from './packageTools.ts';

export interface WorkflowWorld extends LockWorld {
  readonly sourceControl: SourceControl;
  readonly digester: ContentDigester;
  /** What engines start programs with. */
  readonly programs: ProcessRunner;
  readonly engines: readonly Engine[];
  /** What this machine has for them. */
  readonly machine: MachineFacts;
  readonly tools: PackageTools;
  /** The folder of this user's own files of the product, where the debug key lies. */
  readonly userFolder: string;
  /** The user's home, below which Xcode keeps its profiles; without it they are not looked at. */
  readonly homeFolder?: string;
  /** What files with a password gave, for this session; without it each is opened anew. */
  readonly sessionCache?: SessionCache;
  /** Roots of certificates and profiles that are trusted beside Apple's. */
  readonly trustedRoots?: readonly Certificate[];
}
