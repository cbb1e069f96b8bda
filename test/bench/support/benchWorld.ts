/** The workflow on this machine's disk, git and processes, as the products put it together. */

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SessionCache } from '../../../src/core/assets/sessionCache.ts';
import { MachineFacts } from '../../../src/core/engines/engine/machineFacts.ts';
import { Toolchains } from '../../../src/core/engines/toolchains/toolchains.ts';
import { nodeMachine } from '../../../src/node/nodeMachine.ts';
import { createEngines } from '../../../src/core/engines/engineRegistry.ts';
import { createPackageTools } from '../../../src/core/workflow/createPackageTools.ts';
import { type WorkflowWorld } from '../../../src/core/workflow/workflowWorld.ts';
import { GitSourceControl } from '../../../src/node/git/gitSourceControl.ts';
import { NodeContentDigester } from '../../../src/node/contentDigester/nodeContentDigester.ts';
import { makePrivateFolder } from '../../../src/node/makePrivateFolder.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { NodeHttpClient } from '../../../src/node/http/nodeHttpClient.ts';
import { nodePathTools } from '../../../src/node/nodePathTools.ts';
import { NodeProcessRunner } from '../../../src/node/nodeProcessRunner.ts';
import { NodeProductFiles } from '../../../src/node/nodeProductFiles.ts';
import { NodeRunningProcesses } from '../../../src/node/nodeRunningProcesses.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { systemRandom } from '../../../src/node/systemRandom.ts';

export function benchWorld(folder: string, sessionCache: SessionCache): WorkflowWorld {
  const [files, paths, programs] = [new NodeFileSystem(), nodePathTools, new NodeProcessRunner()];
  const productFiles = new NodeProductFiles('media', files);
  const userFolder = join(folder, 'user');
  const toolchains = new Toolchains({ files, paths, machine: nodeMachine() });
  const digester = new NodeContentDigester({ workerUrl: new URL('../../../dist/digestWorker.mjs', import.meta.url) });
  return {
    files,
    paths,
    clock: systemClock,
    random: systemRandom,
    programs,
    processes: new NodeRunningProcesses(programs),
    wait: async (milliseconds) => wait(milliseconds),
    sourceControl: new GitSourceControl(programs),
    digester,
    engines: createEngines({
      files,
      paths,
      clock: systemClock,
      http: new NodeHttpClient(),
      productFiles,
      toolchains,
      userFolder,
      makePrivateFolder,
    }),
    machine: new MachineFacts(toolchains),
    tools: createPackageTools(digester),
    userFolder,
    sessionCache,
  };
}
