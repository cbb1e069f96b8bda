import { strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';
import { extensionId } from '../support/extension.ts';

describe('activation', () => {
  it('happens by itself where there is an app', async () => {
    await until('the extension becomes active', () => vscode.extensions.getExtension(extensionId)?.isActive || undefined);
  });

  it('runs in the workspace’s extension host', () => {
    strictEqual(vscode.extensions.getExtension(extensionId)?.extensionKind, vscode.ExtensionKind.Workspace);
  });
});
