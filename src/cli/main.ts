/** The process of the command line: streams, Ctrl+C, exit code. Everything else is `runCommandLine.ts`. */

import { commandList } from './commands/commandList.ts';
import { composeCommandLine } from './composition.ts';
import { runCommandLine } from './runCommandLine.ts';
import { nodeTerminal } from './terminal/nodeTerminal.ts';

// Set where the Node of VS Code runs this program. The programs that are started from here are not meant.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** Enough to end a build with its daemon, politely and then by force, to remove temporary files and to let go of a lock. */
const graceMs = 10_000;

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // A second Ctrl+C exits without cleaning up.
    if (controller.signal.aborted) end(name);
    controller.abort();
    setTimeout(() => end(name), graceMs).unref();
  });
}

/** By the signal itself: an orderly exit waits for threads, and one of them may wait for a disk that does not answer. */
function end(name: NodeJS.Signals): void {
  process.removeAllListeners(name);
  process.kill(process.pid, name);
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
    get productVersion() {
      return composition.productVersion;
    },
    services: (progress, secretVariables) => composition.services(progress, secretVariables),
  });
  // Once all is written, the process ends without taking its heap apart first, which takes as long as a short command.
  // What could not be written is said by the terminal first.
  process.stdout.write('', (error) => {
    if (!error) process.stderr.write('', () => process.exit());
  });
}

void main();
