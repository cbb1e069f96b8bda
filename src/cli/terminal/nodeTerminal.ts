/** The process's own streams. A reader that goes away (`mdist package list | head -1`) is not an error; a full disk is one. */

import { type Bytes } from '../../core/base/bytes.ts';
import { type Secret } from '../../core/base/secret.ts';
import { exitCodes } from '../../core/base/exitCodes.ts';
import { askSecret } from './askSecret.ts';
import { type Terminal } from './terminal.ts';

export function nodeTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  stderr.on('error', () => undefined);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`error: The output cannot be written: ${error.message}\n`);
    process.exit(exitCodes.environment);
  });
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const canAsk = stdin.isTTY && stderr.isTTY;
  return {
    isInteractive: stdout.isTTY,
    showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
    hasColors: stdout.isTTY && !noColor,
    columns: stdout.columns || 80,
    input: () => bytesOf(stdin),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ...(canAsk && { askSecret: (question: string, signal: AbortSignal): Promise<Secret> => askSecret(stdin, stderr, question, signal) }),
  };
}

async function* bytesOf(stream: NodeJS.ReadStream): AsyncGenerator<Bytes> {
  for await (const piece of stream) if (piece instanceof Uint8Array) yield new Uint8Array(piece);
}
