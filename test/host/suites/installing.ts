import { ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { get } from 'node:http';
import * as vscode from 'vscode';
import { ledgerOf } from '../../support/productFiles.ts';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const linkPattern = /^http:\/\/127\.0\.0\.1:\d+\/i\/[\w-]{32}$/;

/** The first package that the suites before made. */
function packageUri(): vscode.Uri {
  const [record] = ledgerOf(folder.fsPath);
  ok(record, 'a package was made');
  return vscode.Uri.joinPath(folder, record.path);
}

async function copyLink(uri: vscode.Uri): Promise<string> {
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand('mobileDistribution.copyInstallationLink', uri);
  return await until('a link', async () => {
    const text = await vscode.env.clipboard.readText();
    return linkPattern.test(text) ? text : undefined;
  });
}

async function statusFor(address: string, host: string): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    get(address, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}

describe('installing', () => {
  before(async () => {
    await activeExtension();
    await vscode.workspace
      .getConfiguration('mobileDistribution')
      .update('sharing.address', '127.0.0.1', vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('mobileDistribution.startSharing');
  });

  after(async () => {
    await vscode.commands.executeCommand('mobileDistribution.stopSharing');
    await vscode.workspace
      .getConfiguration('mobileDistribution')
      .update('sharing.address', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('hands out the package behind its link', async () => {
    const uri = packageUri();
    const link = await copyLink(uri);
    const page = await (await fetch(link)).text();
    const [, href = ''] = /<a class="button" href="([^"]+)"/.exec(page) ?? [];
    const response = await fetch(new URL(href, link));
    strictEqual(response.headers.get('content-type'), 'application/vnd.android.package-archive');
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    strictEqual(digest(new Uint8Array(await response.arrayBuffer())), digest(await vscode.workspace.fs.readFile(uri)));
  });

  it('gives the same link again while it holds', async () => {
    strictEqual(await copyLink(packageUri()), await copyLink(packageUri()));
  });

  it('refuses other hosts and other paths', async () => {
    const link = await copyLink(packageUri());
    strictEqual(await statusFor(link, 'phone.example:80'), 421);
    strictEqual((await fetch(new URL('/', link))).status, 404);
    strictEqual((await fetch(link.replace(/.$/, link.endsWith('A') ? 'B' : 'A'))).status, 404);
  });

  it('shows the install panel once a package', async () => {
    const tabs = (): readonly vscode.Tab[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview);
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', packageUri());
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', packageUri());
    const shown = await until('the panel', () => tabs().find(({ label }) => label.startsWith('Hello Web')));
    strictEqual(tabs().length, 1);
    await vscode.window.tabGroups.close(shown);
  });

  it('inspects a package in its viewer', async () => {
    const uri = packageUri();
    await vscode.commands.executeCommand('mobileDistribution.inspectPackage', uri);
    await until('the viewer', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString() ? input : undefined;
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('ends with sharing', async () => {
    const link = await copyLink(packageUri());
    await vscode.commands.executeCommand('mobileDistribution.stopSharing');
    await rejects(fetch(link));
  });
});
