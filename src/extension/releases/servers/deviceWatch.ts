/** The window in front asks the release servers it knows, now and then, whether a device registered. What asks and tells is loaded with the first time. */

import * as vscode from 'vscode';
import { type ReleaseServers } from './releaseServers.ts';

const askEveryMs = 30_000;

export function watchDevices(servers: ReleaseServers, memory: vscode.Memento): vscode.Disposable {
  let asking = Promise.resolve();
  const ask = async (): Promise<void> => {
    const { tellDevices } = await import('./tellDevices.ts');
    await tellDevices(servers, memory);
  };
  const timer = setInterval(() => {
    if (vscode.window.state.focused) asking = asking.then(ask, ask);
  }, askEveryMs).unref();
  return new vscode.Disposable(() => clearInterval(timer));
}
