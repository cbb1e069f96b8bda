/** The process's own streams. A reader that goes away (`mdist package list | head -1`) is not an error; a full disk is one. */

import { addAbortSignal } from 'node:stream';
import { type Bytes } from '../../core/base/bytes.ts';
import { type Secret } from '../../core/base/secret.ts';
import { exitCodes } from '../../core/base/exitCodes.ts';
import { askSecret } from './askSecret.ts';
import { type Terminal } from './terminal.ts';

export function nodeTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr, env } = process;
  stderr.on('error', () => undefined);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`error: The output cannot be written: ${error.message}\n`);
    process.exit(exitCodes.environment);
  });
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  // To look at the input makes a stream of it, which most runs have no use for.
  const canAsk = stderr.isTTY && process.stdin.isTTY;
  return {
    isInteractive: stdout.isTTY,
    showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
    hasColors: stdout.isTTY && !noColor,
    columns: stdout.columns || 80,
    input: (signal) => bytesOf(addAbortSignal(signal, process.stdin)),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ...(canAsk && {
      askSecret: (question: string, signal: AbortSignal): Promise<Secret> => askSecret(process.stdin, stderr, question, signal),
    }),
  };
}

async function* bytesOf(stream: NodeJS.ReadStream): AsyncGenerator<Bytes> {
  for await (const piece of stream) if (piece instanceof Uint8Array) yield new Uint8Array(piece);
}
