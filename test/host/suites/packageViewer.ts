import { strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { utf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { ApplePki } from '../../support/applePki.ts';
import { ipaEntries } from '../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../support/smallPackages.ts';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';

const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'viewer');

async function write(name: string, bytes: Bytes): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

function activeInput(): unknown {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.input;
}

async function checkViewer(uri: vscode.Uri): Promise<void> {
  const input = await until('the viewer', () => {
    const active = activeInput();
    return active instanceof vscode.TabInputCustom && active.uri.toString() === uri.toString() ? active : undefined;
  });
  strictEqual(input.viewType, 'mobileDistribution.package');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

describe('the viewer of packages', () => {
  before(activeExtension);
  after(async () => await vscode.workspace.fs.delete(folder, { recursive: true }));

  const files: Readonly<Record<string, () => Bytes | Promise<Bytes>>> = {
    'small.apk': async () => await smallArchive(smallApkEntries()),
    'small.aab': async () => await smallArchive(smallBundleEntries()),
    'hello.ipa': async () => await smallArchive(ipaEntries({ pki: new ApplePki() })),
    'broken.apk': () => new Uint8Array(randomBytes(4000)),
    'empty.ipa': () => new Uint8Array(0),
    'foreign.apk': async () => await smallArchive([{ name: 'readme.txt', bytes: utf8('no package') }]),
  };

  for (const [name, make] of Object.entries(files))
    it(`opens ${name} by default`, async () => {
      const uri = await write(name, await make());
      await vscode.commands.executeCommand('vscode.open', uri);
      await checkViewer(uri);
    });

  it('opens for Inspect Package, whatever the name says', async () => {
    const uri = await write('small.zip', await smallArchive(smallApkEntries()));
    await vscode.commands.executeCommand('mobileDistribution.inspectPackage', uri);
    await checkViewer(uri);
  });
});
