/** The process's own streams. A reader that goes away (`mdist package list | head -1`) is no error. */

import { type Secret } from '../../core/base/secret.ts';
import { askSecret } from './askSecret.ts';
import { type Terminal } from './terminal.ts';

export function nodeTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const canAsk = stdin.isTTY && stderr.isTTY;
  return {
    isInteractive: stdout.isTTY,
    showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
    hasColors: stdout.isTTY && !noColor,
    columns: stdout.columns || 80,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ...(canAsk && { askSecret: (question: string, signal: AbortSignal): Promise<Secret> => askSecret(stdin, stderr, question, signal) }),
  };
}
