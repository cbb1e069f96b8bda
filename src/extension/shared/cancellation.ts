/** Cancellation in the words of VS Code: a token for what the core cancels with a signal. */

import * as vscode from 'vscode';

/** Works with a token that is cancelled when the signal is. */
export async function withToken<Result>(
  signal: AbortSignal | undefined,
  work: (token: vscode.CancellationToken) => Thenable<Result>,
): Promise<Result> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  try {
    return await work(source.token);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}
