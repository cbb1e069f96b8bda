import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Failure } from '../../../../src/core/base/failure.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../src/extension/app/appEntry.ts';
import { AppChecker } from '../../../../src/extension/app/checks/appChecker.ts';
import { type RunRequest } from '../../../../src/extension/build/runs/packageRun.ts';
import { type ModelToolsParts } from '../../../../src/extension/model-tools/modelTools.ts';
import { type PackageFacts } from '../../../../src/extension/package/files/packageFacts.ts';
import { type PackageSubject } from '../../../../src/extension/package/files/packageSubject.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const token: vscode.CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
const settingsPath = '/ws/app/mobile-distribution.json';
const settings = `{
  "name": "Hello", "version": "1.4.0", "web": { "webDir": "www" },
  "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "upload.p12", "keyAlias": "upload", "versionCode": 3 }
}`;

function answerOf({ content }: vscode.LanguageModelToolResult): Record<string, unknown> {
  const [part] = content;
  ok(typeof part === 'object' && part !== null && 'value' in part && typeof part.value === 'string');
  const answer: Record<string, unknown> = JSON.parse(part.value);
  return answer;
}

/** A workspace with one app, whose runs, links and edits are kept. */
function workspaceWith(text = settings, records = [packageRecord()]) {
  const files = new MemoryFiles({ [settingsPath]: text, '/ws/app/www/index.html': '' });
  const started: RunRequest[] = [];
  const shared: PackageFacts[] = [];
  const world = workflowWorld(files);
  const entry = async (): Promise<AppEntry> => {
    const opened = await openApp({ files, paths: posixPaths }, '/ws/app');
    const withLedger = { ...opened, ledger: { ...opened.ledger, records } };
    return {
      folder: '/ws/app',
      workspaceFolder: '/ws',
      detected: {} as AppEntry['detected'],
      opened: withLedger,
      on: (platform) => appOnPlatform(withLedger, platform),
    };
  };
  const parts = {
    index: { apps: async () => [await entry()] },
    runs: {
      start: (request: RunRequest) => {
        started.push(request);
        return { ended: Promise.resolve({ state: { kind: 'failed', error: Failure.of('no-app-here', {}) } }) };
      },
    },
    checker: new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } }),
    packages: {
      pathOf: (_: AppEntry, { path }: { readonly path: string }) => `/ws/app/${path}`,
      state: async (_: AppEntry, { path }: { readonly path: string }) => ({ kind: 'present', path: `/ws/app/${path}` }),
    },
    links: {
      obtain: async (facts: PackageFacts, options: object) => {
        shared.push(facts);
        deepStrictEqual(options, { isAgreed: true, asksNobody: true });
        return { address: 'http://192.168.1.5:4000/p/token', expiresAt: new Date('2026-11-30T10:00:00Z') };
      },
    },
    editFile: async (path: string, change: (before: string) => string) => {
      await files.writeFile(path, new TextEncoder().encode(change(files.text(path) ?? '')));
    },
    reader: { facts: async ({ path, recorded }: PackageSubject) => ({ path, record: recorded?.record, file: 'present' }) },
    paths: posixPaths,
    log: { error: () => undefined },
  } as unknown as ModelToolsParts;
  return { files, started, shared, parts };
}

async function call(tool: vscode.LanguageModelTool<object>, input: object, isConfirmed = true) {
  const prepared = isConfirmed ? await tool.prepareInvocation?.({ input }, token) : undefined;
  const result = await tool.invoke({ input, toolInvocationToken: undefined }, token);
  ok(result);
  const answer = answerOf(result);
  return { prepared, answer };
}

function shownTo(prepared: vscode.PreparedToolInvocation | null | undefined): string {
  const message = prepared?.confirmationMessages?.message;
  return typeof message === 'string' ? message : (message?.value ?? '');
}

const change = async (files: MemoryFiles, from: string, to: string) =>
  await files.writeFile(settingsPath, new TextEncoder().encode((files.text(settingsPath) ?? '').replace(from, to)));

describe('the tools of language models on an app', () => {
  beforeEach(() => {
    resetFakeEditor();
    fakeEditor.folders = ['/ws'];
  });

  describe('create_mobile_package', () => {
    const load = async () => (await import('../../../../src/extension/model-tools/createPackageTool.ts')).createPackageTool;

    it('runs exactly what was confirmed, and asks no one meanwhile', async () => {
      const { started, parts } = workspaceWith();
      const { prepared } = await call((await load())(parts), { platform: 'android', versionCode: 7 });
      match(shownTo(prepared), /com\\\.acme\\\.hello[^]*1\\\.4\\\.0 \\\(7\\\)/);
      deepStrictEqual(started, [
        {
          appFolder: '/ws/app',
          appName: 'Hello',
          platform: 'android',
          buildType: 'release',
          overrides: {
            version: '1.4.0',
            versionCode: 7,
            appIdentifier: 'com.acme.hello',
            keystore: '/ws/app/upload.p12',
            keyAlias: 'upload',
          },
          asksNobody: true,
        },
      ]);
    });

    it('refuses what changed since it was confirmed, and what no one confirmed', async () => {
      const { files, started, parts } = workspaceWith();
      const tool = (await load())(parts);
      const input = { platform: 'android' };
      await tool.prepareInvocation({ input }, token);
      await change(files, 'upload.p12', 'other.p12');
      strictEqual((await call(tool, input, false)).answer['code'], 'confirmation-outdated');
      strictEqual((await call(tool, input, false)).answer['code'], 'confirmation-outdated');
      deepStrictEqual(started, []);
    });
  });

  describe('list_mobile_packages', () => {
    it('lists the newest first, without people and absolute paths', async () => {
      const { listPackagesTool } = await import('../../../../src/extension/model-tools/listPackagesTool.ts');
      const older = packageRecord({ id: 'aaaa', versionCode: 1, createdAt: '2026-01-01T00:00:00Z', path: 'a.apk' });
      const newer = packageRecord({ id: 'bbbb', versionCode: 2, createdAt: '2026-02-01T00:00:00Z', path: 'b.apk' });
      const { answer } = await call(listPackagesTool(workspaceWith(settings, [older, newer]).parts), { app: 'app' });
      const packages = answer['packages'] as readonly Record<string, unknown>[];
      deepStrictEqual(
        [answer['app'], packages.map(({ id, path, file }) => [id, path, file])],
        [
          'app',
          [
            ['bbbb', 'app/b.apk', 'present'],
            ['aaaa', 'app/a.apk', 'present'],
          ],
        ],
      );
      ok(packages.every((each) => !('createdBy' in each)));
    });
  });

  describe('get_mobile_install_link', () => {
    it('shares the newest package that a phone installs, after one agreement', async () => {
      const { installLinkTool } = await import('../../../../src/extension/model-tools/installLinkTool.ts');
      const bundle = packageRecord({ id: 'cccc', buildType: 'app-bundle', format: 'aab', createdAt: '2027-01-01T00:00:00Z' });
      const { shared, parts } = workspaceWith(settings, [packageRecord({ id: 'aaaa', path: 'a.apk' }), bundle]);
      const { prepared, answer } = await call(installLinkTool(parts), {});
      match(shownTo(prepared), /download this package, and nothing else, for 24 hours/);
      strictEqual(shared[0]?.record?.id, 'aaaa');
      deepStrictEqual([answer['link'], answer['reach']], ['http://192.168.1.5:4000/p/token', 'phones on the same network']);
    });

    it('shares nothing without agreement, trust or package', async () => {
      const { installLinkTool } = await import('../../../../src/extension/model-tools/installLinkTool.ts');
      const { shared, parts } = workspaceWith();
      const tool = installLinkTool(parts);
      strictEqual((await call(tool, {}, false)).answer['code'], 'confirmation-outdated');
      strictEqual((await call(tool, { id: 'nowhere' })).answer['code'], 'usage-wrong');
      fakeEditor.isTrusted = false;
      strictEqual((await call(tool, {})).answer['code'], 'sharing-restricted');
      deepStrictEqual(shared, []);
    });
  });

  describe('explain_mobile_issues and fix_mobile_issue', () => {
    const wrong = settings.replace('"release"', '"relaese"');
    const load = async () => await import('../../../../src/extension/model-tools/fixIssueTool.ts');

    it('explains a problem with its fixes, and applies one that was confirmed', async () => {
      const { explainIssuesTool, fixIssueTool } = await load();
      const { files, parts } = workspaceWith(wrong, []);
      const { answer } = await call(explainIssuesTool(parts), { code: 'settings-wrong-choice' });
      const [issue] = answer['issues'] as readonly Record<string, unknown>[];
      deepStrictEqual([issue?.['file'], issue?.['pointer']], ['app/mobile-distribution.json', '/android/buildType']);
      const [best] = (issue?.['fixes'] ?? []) as readonly { readonly fix: string }[];
      ok(best);
      deepStrictEqual(best, { fix: 'Set android.buildType to "release"', doneBy: 'tool' });
      const fixed = await call(fixIssueTool(parts), { code: 'settings-wrong-choice', fix: best.fix });
      deepStrictEqual([fixed.prepared?.confirmationMessages?.title, fixed.answer['result']], [best.fix, 'fixed']);
      match(files.text(settingsPath) ?? '', /"buildType": "release"/);
    });

    it('says what could be meant, and what only the user can do', async () => {
      const { fixIssueTool } = await load();
      const tool = fixIssueTool(workspaceWith(wrong, []).parts);
      strictEqual((await call(tool, { code: 'version-form' })).answer['code'], 'usage-wrong');
      match(
        String((await call(tool, { code: 'settings-wrong-choice', fix: 'Delete everything' })).answer['whatToDo']),
        /with fix, one of: “Set android\.buildType/,
      );
    });

    it('changes nothing that was not confirmed', async () => {
      const { fixIssueTool } = await load();
      const { files, parts } = workspaceWith(wrong, []);
      const input = { code: 'settings-wrong-choice', fix: 'Set android.buildType to "release"' };
      strictEqual((await call(fixIssueTool(parts), input, false)).answer['code'], 'confirmation-outdated');
      strictEqual(files.text(settingsPath), wrong);
    });
  });
});
