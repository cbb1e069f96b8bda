/** Asks for a password on the terminal without showing what is typed. Ctrl+C cancels, Ctrl+U begins again. */

import { StringDecoder } from 'node:string_decoder';
import { Failure } from '../../core/base/failure.ts';
import { Secret } from '../../core/base/secret.ts';

/** What is needed of a terminal's input (`tty.ReadStream`). */
export interface SecretInput {
  setRawMode(isRaw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
}

export function askSecret(
  input: SecretInput,
  output: { write(text: string): unknown },
  question: string,
  signal: AbortSignal,
): Promise<Secret> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const decoder = new StringDecoder('utf8');
    const end = (settle: () => void): void => {
      input.off('data', onData);
      signal.removeEventListener('abort', onAbort);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      settle();
    };
    const cancel = (): void => end(() => reject(Failure.of('cancelled', {})));
    const onAbort = cancel;
    const onData = (chunk: Buffer): void => {
      for (const character of decoder.write(chunk)) {
        if (character === '\r' || character === '\n') return end(() => resolve(new Secret(typed)));
        if (character === '\u0003' || (character === '\u0004' && typed === '')) return cancel();
        if (character === '\u007F' || character === '\b') typed = Array.from(typed).slice(0, -1).join('');
        else if (character === '\u0015') typed = '';
        else if (character >= ' ') typed += character;
      }
      return undefined;
    };
    // The line may contain the progress.
    output.write(`\r\u001B[K${question}`);
    input.setRawMode(true);
    input.resume();
    input.on('data', onData);
    signal.addEventListener('abort', onAbort);
  });
}
