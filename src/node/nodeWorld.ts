/**
 * The world of the workflow on this machine, built leaf first. The command line and the threads of the editor share it, so
 * that a package is made in the same way from every face.
 */

import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { SessionCache } from '../core/assets/sessionCache.ts';
import { createEngines } from '../core/engines/engineRegistry.ts';
import { androidPackageTools } from '../core/workflow/androidPackageTools.ts';
import { type WorkflowWorld } from '../core/workflow/workflowWorld.ts';
import { NodeContentDigester } from './contentDigester/nodeContentDigester.ts';
import { GitSourceControl } from './gitSourceControl.ts';
import { NodeFileSystem } from './nodeFileSystem.ts';
import { NodeHttpClient } from './nodeHttpClient.ts';
import { nodePathTools } from './nodePathTools.ts';
import { NodeProcessRunner } from './nodeProcessRunner.ts';
import { NodeProductFiles } from './nodeProductFiles.ts';
import { NodeRunningProcesses } from './nodeRunningProcesses.ts';
import { systemClock } from './systemClock.ts';
import { systemRandom } from './systemRandom.ts';

/** Plain, so that it can be given to a thread. */
export interface NodeWorldOptions {
  /** Absolute path of the folder `media` of the product. */
  readonly mediaFolder: string;
  /** `file:` address of the digest worker, bundle or source. */
  readonly digestWorkerUrl: string;
  /** Absolute path of this user's own files of the product. */
  readonly userFolder: string;
}

export interface NodeWorld extends WorkflowWorld {
  readonly programs: NodeProcessRunner;
  dispose(): Promise<void>;
}

export function createNodeWorld({ mediaFolder, digestWorkerUrl, userFolder }: NodeWorldOptions): NodeWorld {
  const files = new NodeFileSystem();
  const paths = nodePathTools;
  const programs = new NodeProcessRunner();
  const digester = new NodeContentDigester({ workerUrl: new URL(digestWorkerUrl) });
  const productFiles = new NodeProductFiles(mediaFolder, files);
  return {
    files,
    paths,
    programs,
    clock: systemClock,
    random: systemRandom,
    processes: new NodeRunningProcesses(programs),
    wait: async (milliseconds) => wait(milliseconds),
    sourceControl: new GitSourceControl(programs),
    digester,
    engines: createEngines({ files, paths, http: new NodeHttpClient(), productFiles }),
    tools: androidPackageTools(digester),
    userFolder,
    homeFolder: homedir(),
    sessionCache: new SessionCache(),
    dispose: async () => digester.dispose(),
  };
}
