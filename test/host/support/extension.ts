/** The extension under test, as VS Code sees it. */

import * as vscode from 'vscode';

export const extensionId = 'mobile-distribution.mobile-distribution';

export interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly languageModelTools?: readonly { readonly name: string }[];
  };
}

export async function activeExtension(): Promise<{ readonly manifest: Manifest }> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) throw new Error(`${extensionId} is not installed`);
  await extension.activate();
  return { manifest: extension.packageJSON };
}
