/** The ports that need nothing to be loaded but Node itself. What only some of the work asks for is in `nodeWorld.ts`. */

import { type FileSystem } from '../core/ports/fileSystem.ts';
import { NodeContentDigester } from './contentDigester/nodeContentDigester.ts';
import { NodeFileSystem } from './nodeFileSystem.ts';
import { nodePathTools } from './nodePathTools.ts';
import { systemClock } from './systemClock.ts';
import { systemRandom } from './systemRandom.ts';

export interface NodePortsOptions {
  /** `file:` address of the digest worker, bundle or source. */
  readonly digestWorkerUrl: string;
  /** Whether the process is there for this work alone, so that its thread may hash along and wait for short reads. */
  readonly isOwnProcess?: boolean;
}

export interface NodePorts {
  readonly files: FileSystem;
  readonly paths: typeof nodePathTools;
  readonly clock: typeof systemClock;
  readonly random: typeof systemRandom;
  readonly digester: NodeContentDigester;
}

export function createNodePorts({ digestWorkerUrl, isOwnProcess = false }: NodePortsOptions): NodePorts {
  return {
    files: new NodeFileSystem({ readsAtOnce: isOwnProcess }),
    paths: nodePathTools,
    clock: systemClock,
    random: systemRandom,
    digester: new NodeContentDigester({ workerUrl: new URL(digestWorkerUrl), isHelping: isOwnProcess }),
  };
}
