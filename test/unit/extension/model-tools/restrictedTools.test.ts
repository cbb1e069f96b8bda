import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { packedIosApp } from '../../../../scripts/screenshots/iosScenes.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { NodeFileSystem } from '../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../src/node/nodePathTools.ts';
import { type CreatePackageToolParts } from '../../../../src/extension/model-tools/createPackageTool.ts';
import { type ModelTool } from '../../../../src/extension/model-tools/toolKinds.ts';
import { workspaceTrust } from '../../../../src/extension/shared/workspace/workspaceTrust.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

const token: vscode.CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
const log = { error: () => undefined, info: () => undefined, warn: () => undefined } as unknown as CreatePackageToolParts['log'];

function answerOf({ content }: vscode.LanguageModelToolResult): Record<string, unknown> {
  const [part] = content;
  ok(typeof part === 'object' && part !== null && 'value' in part && typeof part.value === 'string');
  const answer: Record<string, unknown> = JSON.parse(part.value);
  return answer;
}

describe('the tool that inspects packages', () => {
  let root = '';
  let tool: ModelTool;

  beforeEach(async () => {
    resetFakeEditor();
    root = mkdtempSync(join(realpathSync(tmpdir()), 'inspect-tool-'));
    const workspace = join(root, 'workspace');
    mkdirSync(workspace);
    const apk = await smallArchive(smallApkEntries());
    writeFileSync(join(workspace, 'own.apk'), apk);
    writeFileSync(join(root, 'outside.apk'), apk);
    symlinkSync(join(root, 'outside.apk'), join(workspace, 'link.apk'));
    symlinkSync(root, join(workspace, 'up'));
    symlinkSync('/etc', join(workspace, 'etc'));
    fakeEditor.folders = [workspace];
    const { inspectPackageTool } = await import('../../../../src/extension/model-tools/inspectPackageTool.ts');
    tool = inspectPackageTool({ files: new NodeFileSystem(), paths: nodePathTools, trust: workspaceTrust, log });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const prepare = async (path: string) => await tool.prepareInvocation({ input: { path } }, token);
  const inspect = async (path: string) => answerOf(await tool.invoke({ input: { path }, toolInvocationToken: undefined }, token));

  it('reads what is in the workspace without a question', async () => {
    strictEqual((await prepare('own.apk'))?.confirmationMessages, undefined);
    strictEqual((await inspect('own.apk'))['isPackage'], true);
    strictEqual((await inspect(join(root, 'workspace', 'own.apk')))['isPackage'], true);
  });

  it('reads iOS packages as well, and says nothing about where the workspace is', async () => {
    writeFileSync(join(root, 'workspace', 'own.ipa'), await packedIosApp());
    const answer = await inspect('own.ipa');
    deepStrictEqual([answer['isPackage'], answer['appIdentifier']], [true, 'com.acme.hello']);
    ok(!JSON.stringify(answer).includes(root));
  });

  it('asks before it reads what is outside, whether or not something is there', async () => {
    for (const path of [
      join(root, 'outside.apk'),
      join(root, 'absent.apk'),
      '../outside.apk',
      '../absent.apk',
      '/etc/passwd',
      '/etc/absent',
    ]) {
      const message = (await prepare(path))?.confirmationMessages?.message;
      match(String(message), /^Read the package .*, which is outside this workspace\?$/, path);
    }
    strictEqual((await inspect(join(root, 'outside.apk')))['isPackage'], true);
  });

  it('follows no link out of the workspace, and says the same as of what is absent', async () => {
    const absent = await inspect('absent.apk');
    deepStrictEqual([absent['result'], absent['code']], ['failed', 'file-not-found']);
    for (const path of ['link.apk', 'up/outside.apk', 'up/absent.apk', 'etc/passwd', 'etc/absent']) {
      strictEqual((await prepare(path))?.confirmationMessages, undefined, path);
      const text = JSON.stringify(await inspect(path)).replaceAll(path, 'absent.apk');
      strictEqual(text, JSON.stringify(absent), path);
    }
  });

  it('reads nothing outside in Restricted Mode, and says the same as of what is absent', async () => {
    fakeEditor.isTrusted = false;
    strictEqual((await inspect('own.apk'))['isPackage'], true);
    const outside = JSON.stringify(await inspect(join(root, 'outside.apk')));
    strictEqual(outside, JSON.stringify(await inspect(join(root, 'absent1.apk'))).replaceAll('absent1', 'outside'));
    ok(outside.includes('file-not-found'));
  });

  it('says what is wrong with its input', async () => {
    strictEqual(await tool.prepareInvocation({ input: {} }, token), undefined);
    strictEqual(answerOf(await tool.invoke({ input: {}, toolInvocationToken: undefined }, token))['code'], 'usage-wrong');
  });
});

describe('what builds, signs or shares', () => {
  beforeEach(resetFakeEditor);

  it('does nothing in Restricted Mode when a language model asks for a package', async () => {
    const { createPackageTool } = await import('../../../../src/extension/model-tools/createPackageTool.ts');
    const touched = (): never => {
      throw new Error('Nothing may be asked or started');
    };
    const parts = { index: { apps: touched }, runs: { start: touched }, paths: nodePathTools, log } as unknown as CreatePackageToolParts;
    fakeEditor.isTrusted = false;
    const tool = createPackageTool(parts);
    const answer = answerOf(await tool.invoke({ input: { platform: 'android' }, toolInvocationToken: undefined }, token));
    deepStrictEqual([answer['result'], answer['code']], ['failed', 'building-restricted']);
    fakeEditor.isTrusted = true;
    strictEqual(answerOf(await tool.invoke({ input: { platform: 'android' }, toolInvocationToken: undefined }, token))['code'], 'defect');
  });

  it('shares nothing in Restricted Mode', async () => {
    const { Sharing } = await import('../../../../src/extension/releases/sharing/sharing.ts');
    const sharing = new Sharing({ log, serverMain: new URL(import.meta.url) });
    fakeEditor.isTrusted = false;
    await rejects(sharing.start(), (error) => isFailure(error, 'sharing-restricted'));
    strictEqual(sharing.origin, undefined);
    sharing.dispose();
  });
});
