/**
 * The world of the workflow on this machine, built leaf first. The command line and the processes of the editor share it, so
 * that a package is made in the same way from every face.
 */

import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { SessionCache } from '../core/assets/sessionCache.ts';
import { MachineFacts } from '../core/engines/engine/machineFacts.ts';
import { createEngines } from '../core/engines/engineRegistry.ts';
import { Toolchains } from '../core/engines/toolchains/toolchains.ts';
import { type HttpClient } from '../core/ports/httpClient.ts';
import { type ProductFiles } from '../core/ports/productFiles.ts';
import { createPackageTools } from '../core/workflow/createPackageTools.ts';
import { type WorkflowWorld } from '../core/workflow/workflowWorld.ts';
import { GitSourceControl } from './git/gitSourceControl.ts';
import { NodeHttpClient } from './http/nodeHttpClient.ts';
import { NodeFileSystem } from './nodeFileSystem.ts';
import { makePrivateFolder } from './makePrivateFolder.ts';
import { nodeMachine } from './nodeMachine.ts';
import { createNodePorts, type NodePorts, type NodePortsOptions } from './nodePorts.ts';
import { NodeProcessRunner } from './nodeProcessRunner.ts';
import { NodeProductFiles } from './nodeProductFiles.ts';
import { NodeRunningProcesses } from './nodeRunningProcesses.ts';

/** Plain, so that it can be given to another process. */
export interface NodeWorldOptions extends NodePortsOptions {
  /** Absolute path of the folder `media` of the product. */
  readonly mediaFolder: string;
  /** Absolute path of this user's own files of the product. */
  readonly userFolder: string;
  /** Variables of this process's environment that contain secrets. Programs that the workflow runs do not get them. */
  readonly hiddenVariables?: readonly string[];
  /** Where the tools are that someone chose, as the variables by which tools find them. They count before those of the process. */
  readonly toolVariables?: Readonly<Record<string, string>>;
}

export interface NodeWorld extends WorkflowWorld {
  readonly programs: NodeProcessRunner;
  readonly http: HttpClient;
  readonly productFiles: ProductFiles;
  dispose(): Promise<void>;
}

/** On `ports` when someone has them already. */
export function createNodeWorld(options: NodeWorldOptions, ports: NodePorts = createNodePorts(options)): NodeWorld {
  const { mediaFolder, userFolder, hiddenVariables, toolVariables } = options;
  const { files, paths, clock, digester } = ports;
  const programs = new NodeProcessRunner(hiddenVariables);
  // Tools are outside of the workspace, whatever it may read.
  const toolchains = new Toolchains({ files: new NodeFileSystem(), paths, machine: nodeMachine(hiddenVariables, toolVariables) });
  const http = new NodeHttpClient({ proxies: process.env });
  const productFiles = new NodeProductFiles(mediaFolder, files);
  return {
    ...ports,
    tokenFiles: new NodeFileSystem(),
    programs,
    processes: new NodeRunningProcesses(programs),
    wait: async (milliseconds) => wait(milliseconds),
    sourceControl: new GitSourceControl(programs),
    http,
    productFiles,
    engines: createEngines({ files, paths, clock, http, productFiles, toolchains, userFolder, programs, makePrivateFolder }),
    machine: new MachineFacts(toolchains),
    tools: createPackageTools(digester),
    userFolder,
    homeFolder: homedir(),
    sessionCache: new SessionCache(),
    dispose: async () => digester.dispose(),
  };
}
