/**
 * Builds what the commands work with, leaf first. The product's own files are next to the bundle in `dist`, and next to `src`
 * when the sources run as they are; nothing is looked for anywhere else.
 */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PathTools } from '../core/ports/fileSystem.ts';
import { nodePathTools } from '../node/nodePathTools.ts';
import { createNodePorts } from '../node/nodePorts.ts';
import { userFolderOf } from '../node/userFolder.ts';
import { type CommandServices } from './commandServices.ts';
import { type ProgressLine } from './terminal/progressLine.ts';
import { type Terminal } from './terminal/terminal.ts';

export interface Composition {
  readonly productVersion: string;
  readonly paths: PathTools;
  services(progress: ProgressLine | undefined, secretVariables?: readonly string[]): CommandServices;
}

export interface CompositionInput {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const isBundle = !here.endsWith(join('src', 'cli'));
/** Of the package: above `dist/cli`, or above `src/cli`. */
const productFolder = dirname(dirname(here));
const workerUrl = isBundle
  ? new URL('../digestWorker.mjs', import.meta.url)
  : new URL('../node/contentDigester/digestWorker.ts', import.meta.url);

const serverEntry = isBundle ? new URL('./serverMain.cjs', import.meta.url) : new URL('../releases/server/serverMain.ts', import.meta.url);

export function composeCommandLine({ terminal, signal, environment, workingFolder }: CompositionInput): Composition {
  return {
    get productVersion() {
      return readProductVersion();
    },
    paths: nodePathTools,
    services: (progress, hiddenVariables = []) => {
      const ports = createNodePorts({ digestWorkerUrl: workerUrl.href, isOwnProcess: true });
      return {
        ports,
        loadWorkflow: async () => {
          const { createNodeWorld } = await import('../node/nodeWorld.ts');
          const places = { mediaFolder: join(productFolder, 'media'), userFolder: userFolderOf(environment) };
          return createNodeWorld({ ...places, digestWorkerUrl: workerUrl.href, hiddenVariables }, ports);
        },
        files: ports.files,
        paths: ports.paths,
        terminal,
        signal,
        environment,
        workingFolder,
        get productVersion() {
          return readProductVersion();
        },
        nodeVersion: process.versions.node,
        report: (update) => progress?.report(update),
        serverEntry,
        userFolder: userFolderOf(environment),
        hiddenVariables,
      };
    },
  };
}

function readProductVersion(): string {
  const path = join(productFolder, 'package.json');
  const value: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const version: unknown = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
