import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { ledgerOf } from '../../support/productFiles.ts';
import { activeExtension } from '../support/extension.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

async function call(name: string, input: object): Promise<Record<string, unknown>> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = result.content;
  ok(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value) as Record<string, unknown>;
}

describe('the tools of language models', () => {
  before(async () => {
    await activeExtension();
  });

  it('check an app', async () => {
    const answer = await call('validate_mobile_app', { app: '.', platform: 'android' });
    strictEqual(answer['app'], '.');
    strictEqual(answer['canCreatePackage'], true);
    ok(JSON.stringify(answer['platforms']).includes('appIdentifier'));
  });

  it('say which apps there are when none of that name is', async () => {
    const answer = await call('validate_mobile_app', { app: 'nowhere' });
    deepStrictEqual([answer['result'], answer['code']], ['failed', 'usage-wrong']);
    ok(!String(answer['whatToDo']).includes(folder.fsPath));
  });

  it('look into a package', async () => {
    const [record] = ledgerOf(folder.fsPath);
    ok(record, 'a package was made');
    const answer = await call('inspect_mobile_package', { path: record.path });
    strictEqual(answer['isPackage'], true);
    strictEqual(answer['versionCode'], record.versionCode);
  });

  it('list the packages of an app', async () => {
    const [record] = ledgerOf(folder.fsPath);
    const { packages } = await call('list_mobile_packages', { app: '.' });
    ok(Array.isArray(packages) && JSON.stringify(packages).includes(record?.sha256 ?? 'no package'));
    ok(!JSON.stringify(packages).includes(folder.fsPath) && !JSON.stringify(packages).includes('createdBy'));
  });

  it('explain what is wrong', async () => {
    ok(Array.isArray((await call('explain_mobile_issues', { app: '.' }))['issues']));
  });

  it('tell of a file that is not there', async () => {
    strictEqual((await call('inspect_mobile_package', { path: 'gone.apk' }))['code'], 'file-not-found');
  });
});
