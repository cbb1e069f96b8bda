/** Opens a web page outside of VS Code. Any other address could start a program of this machine, and is refused. */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';

export async function openWebPage(address: string): Promise<void> {
  const parsed = URL.parse(address);
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) throw Failure.of('not-a-web-page', { address });
  await vscode.env.openExternal(vscode.Uri.parse(parsed.href, true));
}
