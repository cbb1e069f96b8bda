/**
 * Builds what the commands work with, leaf first. The product's own files lie beside the bundle in `dist`, and beside `src`
 * when the sources run as they are; nothing is looked for anywhere else.
 */

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SessionCache } from '../core/assets/sessionCache.ts';
import { createEngines } from '../core/engines/engineRegistry.ts';
import { androidPackageTools } from '../core/workflow/androidPackageTools.ts';
import { NodeContentDigester } from '../node/contentDigester/nodeContentDigester.ts';
import { GitSourceControl } from '../node/gitSourceControl.ts';
import { NodeFileSystem } from '../node/nodeFileSystem.ts';
import { NodeHttpClient } from '../node/nodeHttpClient.ts';
import { nodePathTools } from '../node/nodePathTools.ts';
import { NodeProcessRunner } from '../node/nodeProcessRunner.ts';
import { NodeProductFiles } from '../node/nodeProductFiles.ts';
import { NodeRunningProcesses } from '../node/nodeRunningProcesses.ts';
import { systemClock } from '../node/systemClock.ts';
import { systemRandom } from '../node/systemRandom.ts';
import { type CommandServices } from './commandServices.ts';
import { type ProgressLine } from './terminal/progressLine.ts';
import { type Terminal } from './terminal/terminal.ts';

export interface Composition {
  readonly productVersion: string;
  services(progress: ProgressLine | undefined): CommandServices;
}

export interface CompositionInput {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const isBundle = !here.endsWith(join('src', 'cli'));
/** Of the package: above `dist`, or above `src/cli`. */
const productFolder = isBundle ? dirname(here) : dirname(dirname(here));
const workerUrl = isBundle
  ? new URL('digestWorker.mjs', import.meta.url)
  : new URL('../node/contentDigester/digestWorker.ts', import.meta.url);

export function composeCommandLine({ terminal, signal, environment, workingFolder }: CompositionInput): Composition {
  const productVersion = readProductVersion();
  return {
    productVersion,
    services: (progress) => {
      const files = new NodeFileSystem();
      const paths = nodePathTools;
      const programs = new NodeProcessRunner();
      const digester = new NodeContentDigester({ workerUrl });
      const productFiles = new NodeProductFiles(join(productFolder, 'media'), files);
      const workflow = {
        files,
        paths,
        clock: systemClock,
        random: systemRandom,
        processes: new NodeRunningProcesses(programs),
        wait: async (milliseconds: number): Promise<void> => wait(milliseconds),
        sourceControl: new GitSourceControl(programs),
        digester,
        engines: createEngines({ files, paths, http: new NodeHttpClient(), productFiles }),
        tools: androidPackageTools(digester),
        userFolder: userFolder(environment),
        homeFolder: homedir(),
        sessionCache: new SessionCache(),
      };
      return {
        workflow,
        programs,
        files,
        terminal,
        signal,
        environment,
        workingFolder,
        productVersion,
        nodeVersion: process.versions.node,
        report: (update) => progress?.report(update),
      };
    },
  };
}

/** Where each system keeps a program's own files of a user. */
function userFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const name = 'mobile-distribution';
  if (process.platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  const base = environment['XDG_CONFIG_HOME'];
  return join(base !== undefined && base.startsWith('/') ? base : join(homedir(), '.config'), name);
}

function readProductVersion(): string {
  const path = join(productFolder, 'package.json');
  const value: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const version: unknown = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
