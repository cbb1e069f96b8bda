/** Cancellation is a token in VS Code and a signal in the core: one from the other. */

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

/** Works with a signal that is aborted when the token is cancelled. */
export async function withSignal<Result>(token: vscode.CancellationToken, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    listening.dispose();
  }
}
