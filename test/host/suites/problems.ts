import { ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';
import { applyQuickFix, problemGone, problemIn } from '../support/problems.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const settings = vscode.Uri.joinPath(folder, 'mobile-distribution.json');

const problem = async (code: string): Promise<vscode.Diagnostic> => await problemIn(settings, code);
const gone = async (code: string): Promise<void> => await problemGone(settings, code);

describe('problems of a settings file', () => {
  let document: vscode.TextDocument;
  let original: string;

  before(async () => {
    await activeExtension();
    document = await vscode.workspace.openTextDocument(settings);
    original = document.getText();
  });

  afterEach(async () => {
    await write(original);
    await document.save();
  });

  async function write(text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(settings, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
    ok(await vscode.workspace.applyEdit(edit));
  }

  async function fix(code: string, title: RegExp): Promise<void> {
    await applyQuickFix(settings, code, title);
  }

  it('appear while someone types, at the line of the value, and go with the quick fix', async () => {
    const text = original.replace(/"appIdentifier": "[^"]*"/, '"appIdentifier": "com.acme.new-app"');
    await write(text);
    const found = await problem('identifier-character');
    strictEqual(
      found.range.start.line,
      text.split('\n').findIndex((line) => line.includes('new-app')),
    );
    strictEqual(document.getText(found.range), '"com.acme.new-app"');
    strictEqual(found.severity, vscode.DiagnosticSeverity.Error);
    await fix('identifier-character', /"com\.acme\.new_app"/);
    await gone('identifier-character');
  });

  it('tell a mistyped key and rename it', async () => {
    await write(original.replace('"version"', '"verison"'));
    await fix('settings-misspelled-key', /Rename to version/);
    await gone('settings-misspelled-key');
    strictEqual(document.getText(), original);
  });

  it('are reported once where VS Code’s own JSON support tells them, and are fixed by ours', async () => {
    await write(original.replace('"version":', '"version": "0.1.0",\n  "version":'));
    await vscode.window.showTextDocument(document);
    // VS Code's language server for JSON may only now be started, on a busy machine.
    const found = await until(
      'a duplicate',
      async () => vscode.languages.getDiagnostics(settings).find(({ message }) => /duplicate/i.test(message)),
      25_000,
    );
    await gone('settings-duplicate-key');
    await until('the fix', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        settings,
        allOf(document),
      );
      return actions.find(({ title }) => /Keep Only the Last/.test(title));
    });
    ok(found);
  });

  it('lead to a page that explains them', async () => {
    await write(original.replace('"version"', '"verison"'));
    const { code } = await problem('settings-misspelled-key');
    ok(typeof code === 'object');
    strictEqual(code.target.scheme, 'command');
    ok((await vscode.commands.getCommands(false)).includes(code.target.path));
  });
});

describe('a settings file', () => {
  it('has a lens on its platform', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', settings);
    ok(lenses.some(({ command }) => command?.command === 'mobileDistribution.createAndroidPackage'));
  });

  it('links to what it names and describes values', async () => {
    const document = await vscode.workspace.openTextDocument(settings);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', settings);
    ok(links.some(({ target }) => target?.path === 'revealInExplorer'));
    const at = document.positionAt(document.getText().indexOf('appIdentifier'));
    const text = await until('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', settings, at);
      const all = hovers.flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value))).join('\n');
      return /package/i.test(all) ? all : undefined;
    });
    ok(text);
  });
});

function allOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
}
