import { ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { passwords } from '../../fixtures/keystores/keystoreRows.ts';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';
import { applyQuickFix, problemGone } from '../support/problems.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const settings = vscode.Uri.joinPath(folder, 'mobile-distribution.json');
const properties = vscode.Uri.joinPath(folder, 'android', 'key.properties');

function textOf(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

function difference(): vscode.TabInputTextDiff | undefined {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.find((input) => input instanceof vscode.TabInputTextDiff);
}

describe('importing settings', () => {
  let before = '';
  /** Waits until the difference is shown, and gives what the command will come to. */
  async function preview(): Promise<{ readonly shown: vscode.TabInputTextDiff; readonly ended: Thenable<unknown> }> {
    const ended = vscode.commands.executeCommand('mobileDistribution.importSettings', folder);
    return { shown: await until('the difference', difference), ended };
  }

  const tabClosed = async (): Promise<void> => void (await until('the difference is closed', () => (difference() ? undefined : true)));

  beforeEach(async () => {
    await activeExtension();
    before = textOf(settings);
  });

  it('shows the difference and changes nothing when it is dismissed or closed', async () => {
    const dismissed = await preview();
    const proposed = (await vscode.workspace.openTextDocument(dismissed.shown.modified)).getText();
    ok(proposed.includes('"android/app/old.p12"') && !proposed.includes(passwords.store));
    await vscode.commands.executeCommand('mobileDistribution.dismissImportedSettings');
    await dismissed.ended;
    await tabClosed();
    const closed = await preview();
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
    await closed.ended;
    strictEqual(textOf(settings), before);
  });

  it('shows one difference at a time, and the newest', async () => {
    const first = await preview();
    const ended = vscode.commands.executeCommand('mobileDistribution.importSettings', folder);
    await first.ended;
    await until('the second difference alone', () => {
      const shown = difference();
      return (shown && shown.modified.toString() !== first.shown.modified.toString()) || undefined;
    });
    await vscode.commands.executeCommand('mobileDistribution.dismissImportedSettings');
    await ended;
    await tabClosed();
    strictEqual(textOf(settings), before);
  });

  it('applies it as an edit that undo takes back', async () => {
    const { shown, ended } = await preview();
    const proposed = (await vscode.workspace.openTextDocument(shown.modified)).getText();
    await vscode.commands.executeCommand('mobileDistribution.applyImportedSettings');
    await ended;
    await tabClosed();
    strictEqual(textOf(settings), proposed);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(settings));
    await vscode.commands.executeCommand('undo');
    strictEqual(vscode.window.activeTextEditor?.document.getText(), before);
    await vscode.commands.executeCommand('redo');
    await vscode.window.activeTextEditor?.document.save();
  });

  it('moves a password out of a tracked file with the quick fix', async () => {
    await applyQuickFix(properties, 'project-secret-tracked', /Move storePassword/);
    await until('the password is gone from the file', () => (textOf(properties).includes('storePassword') ? undefined : true));
    // The rest stays, and the other password has its own fix.
    ok(textOf(properties).includes('keyPassword=') && textOf(properties).includes('storeFile=old.p12'));
    await applyQuickFix(properties, 'project-secret-tracked', /Move keyPassword/);
    await until('the password is gone from the file', () => (textOf(properties).includes(passwords.store) ? undefined : true));
    // What they open is open now: with the stored passwords nothing of the keystore is left to tell.
    await problemGone(settings, 'keystore-password-wrong');
  });
});
