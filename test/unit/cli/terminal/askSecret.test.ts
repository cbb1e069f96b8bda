import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { askSecret, type SecretInput } from '../../../../src/cli/terminal/askSecret.ts';

class Keyboard extends EventEmitter implements SecretInput {
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }

  resume(): void {
    this.modes.length = 0;
    this.modes.push(true);
  }

  pause(): void {}
}

/** Types the keys, each chunk as the terminal sends it, and gives what was understood and what was shown. */
async function type(...chunks: readonly (string | Buffer)[]): Promise<{ secret: string; shown: string }> {
  const keyboard = new Keyboard();
  let shown = '';
  const asked = askSecret(keyboard, { write: (text) => (shown += text) }, 'Password: ', new AbortController().signal);
  for (const chunk of chunks) keyboard.emit('data', Buffer.from(chunk));
  const secret = await asked;
  strictEqual(keyboard.modes.at(-1), false);
  return { secret: secret.reveal(), shown };
}

describe('askSecret', () => {
  it('shows the question and nothing of the answer', async () => {
    deepStrictEqual(await type('hun', 'ter2\r'), { secret: 'hunter2', shown: '\r\u001B[KPassword: \n' });
  });

  it('understands correcting, characters that come in pieces, and beginning again', async () => {
    strictEqual((await type('ax\u007Fb\n')).secret, 'ab');
    strictEqual((await type('wrong\u0015right\n')).secret, 'right');
    strictEqual((await type(Buffer.from([0xc3]), Buffer.from([0xa9, 0x0d]))).secret, 'é');
    strictEqual((await type('\n')).secret, '');
  });

  it('is cancelled by Ctrl+C, by the end of the input, and from outside', async () => {
    const isCancelled = (error: unknown): boolean => isFailure(error, 'cancelled');
    await rejects(type('abc\u0003'), isCancelled);
    await rejects(type('\u0004'), isCancelled);
    const controller = new AbortController();
    const asked = askSecret(new Keyboard(), { write: () => undefined }, 'Password: ', controller.signal);
    controller.abort();
    await rejects(asked, isCancelled);
  });
});
