/** A notification that shows how far some work is, with a button to cancel it. */

import * as vscode from 'vscode';
import { withSignal } from './cancellation.ts';

export interface CancellableWork {
  readonly signal: AbortSignal;
  /** `fraction` from 0 to 1; steps back are not shown. */
  readonly report: (fraction: number, message?: string) => void;
}

export async function cancellableProgress<Result>(title: string, work: (parts: CancellableWork) => Promise<Result>): Promise<Result> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return await vscode.window.withProgress(options, async (progress, token) => {
    let percent = 0;
    const report = (fraction: number, message?: string): void => {
      const next = Math.floor(fraction * 100);
      if (next > percent) progress.report({ increment: next - percent, ...(message !== undefined && { message }) });
      percent = Math.max(percent, next);
    };
    return await withSignal(token, async (signal) => await work({ signal, report }));
  });
}
