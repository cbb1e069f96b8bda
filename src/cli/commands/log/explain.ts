/** `mdist log explain`: why a build failed, from its log, whichever tool wrote it and wherever it ran. */

import { type Bytes } from '../../../core/base/bytes.ts';
import { readPieces } from '../../../core/base/readPieces.ts';
import { explainLog } from '../../../core/engines/log/explainLog.ts';
import { type CommandServices } from '../../commandServices.ts';
import { exitCodes } from '../../../core/base/exitCodes.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

/** Of a pipe such as `<(…)`, which is read whole. */
const longestPipe = 256 * 1024 * 1024;

export const logExplain: Command = {
  path: ['log', 'explain'],
  summary: 'Explain why a build failed, from its log',
  details: [
    'Reads the log of any build, also one from a CI server: Gradle, Xcode, Flutter, React Native, Expo, Cordova, Capacitor, NativeScript, .NET, Tauri, npm and the compilers they start. Ends with 0 when the log was read, whatever it says.',
    'What looks like a password or a token is masked in what is printed.',
  ],
  operands: [{ name: 'FILE', says: 'The log; - for standard input' }],
  options: {},
  examples: ['mdist log explain build.log', 'mdist log explain - < build.log', 'mdist log explain build.log --json'],
  run: async (input, services) => {
    const { tool, explained, issues, lines } = await explainLog(logPieces(input, services), services.signal);
    return {
      document: { tool: tool ?? null, explained, lines },
      issues,
      exitCode: exitCodes.done,
      write: (page) => {
        if (issues.length === 0) page.heading(`No error was found in ${lines} ${lines === 1 ? 'line' : 'lines'}`);
        else page.heading(explained ? 'Cause found' : 'The cause is not known; these are the words of the tool');
        page.facts([
          ['Tool', tool],
          ['Log line', issues[0]?.place?.logLine],
        ]);
      },
    };
  },
};

async function* logPieces(input: CommandInput, services: CommandServices): AsyncGenerator<Bytes> {
  if (input.operands[0] === '-') {
    if (!services.terminal.input) throw usageFailure('There is no standard input', 'Name the file of the log');
    yield* services.terminal.input(services.signal);
    return;
  }
  const path = input.operandPath(0);
  const { files } = services.ports;
  const stat = await files.stat(path);
  if (stat?.kind === 'other') {
    yield await files.readFile(path, { maxBytes: longestPipe, mayBePipe: { signal: services.signal } });
    return;
  }
  const file = await files.openFile(path);
  try {
    yield* readPieces(file, 0, file.size);
  } finally {
    await file.close();
  }
}
