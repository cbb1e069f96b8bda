/** The process of the command line: streams, Ctrl+C, exit code. Everything else is `runCommandLine.ts`. */

import { commandList } from './commands/commandList.ts';
import { composeCommandLine } from './composition.ts';
import { exitCodes } from './exitCodes.ts';
import { runCommandLine } from './runCommandLine.ts';
import { nodeTerminal } from './terminal/nodeTerminal.ts';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // Whoever presses twice does not want to wait for the tidying up.
    if (controller.signal.aborted) process.exit(exitCodes.cancelled);
    controller.abort();
  });
}

/** The bundle is CommonJS, which has no await at its top. */
async function main(): Promise<void> {
  const terminal = nodeTerminal(process);
  const workingFolder = process.cwd();
  const composition = composeCommandLine({ terminal, signal: controller.signal, environment: process.env, workingFolder });
  process.exitCode = await runCommandLine({
    args: process.argv.slice(2),
    commands: commandList,
    terminal,
    workingFolder,
    paths: composition.paths,
    productVersion: composition.productVersion,
    services: (progress, secretVariables) => composition.services(progress, secretVariables),
  });
}

void main();
