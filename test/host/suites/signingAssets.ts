import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { utf8, type Bytes } from '../../../src/core/base/bytes.ts';
import { encodePem } from '../../../src/core/formats/pem/pem.ts';
import { ApplePki, p12Of } from '../../support/applePki.ts';
import { writeJks } from '../../support/jksWriter.ts';
import { keystoreOf } from '../../support/keystores.ts';
import { throwAwayIdentity } from '../../support/throwAwayIdentity.ts';
import { until } from '../../support/until.ts';
import { activeExtension } from '../support/extension.ts';
import { MemoryFileSystem } from '../support/memoryFileSystem.ts';

const binary = 'mobileDistribution.signingAsset';
const text = 'mobileDistribution.certificateText';
const workspace = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const folder = vscode.Uri.joinPath(workspace, 'assets-of-tests');
const pki = new ApplePki();
const leaf = pki.leaf();
const jksKey = throwAwayIdentity({ algorithm: 'ec-p256', label: 'jks' });
const jksEntry = { alias: 'upload', key: { privateKey: jksKey.privateKey, password: 'marker' }, certificates: jksKey.certificates };
const pem = encodePem('CERTIFICATE', leaf.certificates[0]);

/** Each kind, and then what is broken, far too large, or not what its name says. */
const binaryFiles: Readonly<Record<string, () => Bytes | Promise<Bytes>>> = {
  'distribution.p12': () => p12Of([leaf]),
  'keys.pfx': () => keystoreOf([{ alias: 'upload' }], 'marker'),
  'upload.jks': () => writeJks({ password: 'marker', entries: [jksEntry] }),
  'debug.keystore': () => keystoreOf([{ alias: 'androiddebugkey' }], 'android'),
  'distribution.cer': () => leaf.certificates[0],
  'adhoc.mobileprovision': () => pki.profile({ certificates: [leaf] }),
  'mac.provisionprofile': () => pki.profile({ platforms: ['OSX'] }),
  'empty.p12': () => new Uint8Array(),
  'page.mobileprovision': () => utf8('<!doctype html><title>Sign in</title>'),
  'cut.p12': async () => (await p12Of([leaf])).subarray(0, 200),
  'huge.p12': () => new Uint8Array(16 * 1024 * 1024).fill(0x30),
  'text.p12': () => utf8(pem),
  'named.jks': () => p12Of([leaf]),
  'signs [in] {name}*.p12': () => p12Of([leaf]),
};

async function write(name: string, bytes: Bytes): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

/** The editor that shows the file in front, once one does: the id of a viewer, or `text`. */
async function shownIn(uri: vscode.Uri): Promise<string> {
  return await until(`an editor on ${uri.path}`, async () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString()) return input.viewType;
    return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString() ? 'text' : undefined;
  });
}

async function opensIn(uri: vscode.Uri, editor: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
  strictEqual(await shownIn(uri), editor, uri.path);
}

describe('the viewer of signing assets', () => {
  before(async () => {
    await activeExtension();
    await vscode.workspace.fs.createDirectory(folder);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  // One test a file: on a busy machine an editor takes its time.
  for (const [name, make] of Object.entries(binaryFiles)) {
    it(`opens ${name} by itself`, async () => {
      await opensIn(await write(name, await make()), binary);
    });
  }

  for (const name of ['chain.pem', 'site.crt']) {
    it(`leaves ${name} to the text editor, and is offered for it`, async () => {
      const uri = await write(name, utf8(pem));
      await opensIn(uri, 'text');
      await vscode.commands.executeCommand('vscode.openWith', uri, text);
      strictEqual(await shownIn(uri), text);
      await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
      strictEqual(await shownIn(uri), 'text');
      await vscode.commands.executeCommand('mobileDistribution.openSigningAsset', uri);
      strictEqual(await shownIn(uri), text);
    });
  }

  it('stays open when the file changes, goes and comes back', async () => {
    const uri = await write('changing.p12', await p12Of([leaf]));
    await opensIn(uri, binary);
    await vscode.workspace.fs.writeFile(uri, await keystoreOf([{ alias: 'other' }], 'marker'));
    await vscode.workspace.fs.delete(uri);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await vscode.workspace.fs.writeFile(uri, utf8('no keystore any more'));
    strictEqual(await shownIn(uri), binary);
  });

  it('reads virtual file systems, and no file on them that is too large', async () => {
    const files = new MemoryFileSystem();
    const registration = vscode.workspace.registerFileSystemProvider('assets-of-tests', files, { isReadonly: true });
    try {
      files.add('/distribution.p12', await p12Of([leaf]));
      files.add('/huge.p12', new Uint8Array(1), 1024 * 1024 * 1024);
      await opensIn(vscode.Uri.from({ scheme: 'assets-of-tests', path: '/distribution.p12' }), binary);
      await until('the file to be read', async () => (files.read.includes('/distribution.p12') ? true : undefined));
      await opensIn(vscode.Uri.from({ scheme: 'assets-of-tests', path: '/huge.p12' }), binary);
      await new Promise((resolve) => setTimeout(resolve, 600));
      deepStrictEqual(new Set(files.read), new Set(['/distribution.p12']));
      ok(files.asked.includes('/huge.p12'));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      registration.dispose();
    }
  });
});
