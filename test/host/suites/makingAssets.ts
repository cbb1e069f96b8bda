import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';
import { applyQuickFix, problemGone, problemIn } from '../support/problems.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const settings = vscode.Uri.joinPath(folder, 'mobile-distribution.json');
const keystore = vscode.Uri.joinPath(folder, 'signing', 'upload.p12').fsPath;

function textOf(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

/** Takes what a wizard proposes, question after question, until `isDone`. */
async function acceptUntil(what: string, isDone: () => boolean): Promise<void> {
  await until(
    what,
    async () => {
      if (isDone()) return true;
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await new Promise((resolve) => setTimeout(resolve, 250));
      return isDone() || undefined;
    },
    25_000,
  );
}

describe('signing assets', () => {
  let original = '';

  before(async () => {
    await activeExtension();
    original = textOf(settings);
  });

  /** As another program would. */
  const write = (text: string): void => writeFileSync(settings.fsPath, text);
  const signedBy = (path: string): string =>
    original.replace('"appIdentifier"', `"buildType": "release", "keystore": ${JSON.stringify(path)}, "appIdentifier"`);

  it('a keystore is made of what is proposed, for its owner alone, and named in the settings by an edit', async () => {
    const created = vscode.commands.executeCommand('mobileDistribution.createKeystore', folder);
    await acceptUntil('the keystore', () => existsSync(keystore));
    await created;
    strictEqual(statSync(keystore).mode & 0o777, 0o600);
    await until(
      'the settings name it',
      () => /"keystore": "signing\/upload\.p12",\s*"keyAlias": "upload"/.test(textOf(settings)) || undefined,
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(settings));
    await vscode.commands.executeCommand('undo');
    strictEqual(vscode.window.activeTextEditor?.document.getText(), original);
    await vscode.commands.executeCommand('redo');
    match(vscode.window.activeTextEditor?.document.getText() ?? '', /signing\/upload\.p12/);
    await vscode.window.activeTextEditor?.document.save();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('a keystore that others can read is taken from them by the quick fix', async () => {
    chmodSync(keystore, 0o644);
    // A permission is not an event; the next check sees it. Debug packages would not use the keystore.
    write(signedBy('signing/upload.p12'));
    await applyQuickFix(settings, 'signing-keystore-readable', /Make Readable Only by Me/);
    strictEqual(statSync(keystore).mode & 0o777, 0o600);
    await problemGone(settings, 'signing-keystore-readable');
  });

  it('a keystore that changes on the disk is looked at again, wherever it is', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'mdist-elsewhere-'));
    try {
      for (const path of [join(folder.fsPath, 'copy.p12'), join(elsewhere, 'copy.p12')]) {
        copyFileSync(keystore, path);
        chmodSync(path, 0o600);
        write(signedBy(path));
        await problemGone(settings, 'file-is-other');
        await new Promise((resolve) => setTimeout(resolve, 2000));
        writeFileSync(path, 'No keystore at all, but a text.');
        await problemIn(settings, 'file-is-other');
        copyFileSync(keystore, path);
        await problemGone(settings, 'file-is-other');
      }
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
      rmSync(join(folder.fsPath, 'copy.p12'), { force: true });
    }
  });

  it('what is missing offers what is there, and a wizard', async () => {
    write(signedBy('gone.p12'));
    const found = await problemIn(settings, 'signing-keystore-missing');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', settings, found.range);
    const titles = actions.map(({ title }) => title);
    for (const expected of ['Create Keystore…', 'Choose File…']) ok(titles.includes(expected), titles.join());
    ok(titles.some((title) => title.includes('signing/upload.p12')));
  });

  it('a certificate and a profile that are missing lead to Apple, to the wizards and to the profiles that are there', async () => {
    write(original.replace(/\}\s*\}\s*$/, '}, "ios": { "appIdentifier": "dev.mobiledistribution.hello", "buildType": "ad-hoc" } }'));
    const titlesAt = async (code: string): Promise<readonly string[]> => {
      const { range } = await problemIn(settings, code);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', settings, range);
      return actions.map(({ title }) => title);
    };
    const titles = new Set([...(await titlesAt('certificate-not-set')), ...(await titlesAt('profile-not-set'))]);
    deepStrictEqual(
      ['Request Apple Certificate…', 'Choose Another Profile…', 'Open developer.apple.com'].filter((title) => !titles.has(title)),
      [],
    );
    write(original);
    await problemGone(settings, 'certificate-not-set');
  });
});
