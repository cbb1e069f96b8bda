import { deepStrictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { issuesFound } from '../../../../../src/core/base/issuesFound.ts';
import { openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type CheckedApp } from '../../../../../src/extension/app/checks/appChecker.ts';
import { type PackageRun, type RunRequest, type RunState } from '../../../../../src/extension/build/runs/packageRun.ts';
import { type RunProblems } from '../../../../../src/extension/settings-editor/language/runProblems.ts';
import { fakeDocuments, resetFakeEditor, Uri } from '../../../../support/fakeEditor.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

type Target = Partial<Pick<RunRequest, 'platform' | 'variant' | 'buildType'>>;

let lastId = 0;

function runOf(target: Target, state: RunState, id = (lastId += 1)): PackageRun {
  const request: RunRequest = { appFolder: '/app', appName: 'Shop', platform: 'android', ...target };
  return { id, request, startedAt: new Date(0), state, lines: [], ended: new Promise(() => undefined) };
}

/** A build that stopped at the first line of files. */
function failedAt(...files: readonly string[]): RunState {
  const range = { line: 0, column: 0, endLine: 0, endColumn: 1 };
  const issues = files.map((file) => createIssue('log-compile-error', { text: `in ${file}` }, { file, range }));
  return { kind: 'failed', error: issuesFound(issues) };
}

const near: CheckedApp['near'] = {
  keystoreFiles: [],
  certificateFiles: [],
  profileFiles: [],
  fittingProfiles: [],
  webFolders: [],
  startPages: [],
};

const running: RunState = { kind: 'running', progress: { step: 'building', fraction: 0.5 } };

async function problems(): Promise<{ readonly all: RunProblems; readonly changes: string[]; readonly files: () => readonly string[] }> {
  const { RunProblems: Problems } = await import('../../../../../src/extension/settings-editor/language/runProblems.ts');
  const changes: string[] = [];
  const all = new Problems((folder) => changes.push(folder));
  const world = { files: new MemoryFiles({ '/app/mobile-distribution.json': '{}' }), paths: posixPaths };
  const checked: CheckedApp = { app: await openApp(world, '/app'), platforms: new Map(), issues: [], near };
  return { all, changes, files: () => all.of(checked).map(({ file }) => file) };
}

describe('problems of runs', () => {
  beforeEach(resetFakeEditor);

  it('of other variants, build types and platforms stay while one of them runs', async () => {
    const { all, files } = await problems();
    all.changed(runOf({ variant: 'free' }, failedAt('/app/Free.kt')));
    all.changed(runOf({ variant: 'paid' }, running));
    all.changed(runOf({ buildType: 'debug' }, failedAt('/app/Debug.kt')));
    all.changed(runOf({ platform: 'ios' }, running));
    all.changed(runOf({ platform: 'ios' }, failedAt('/app/A.swift')));
    deepStrictEqual(files(), ['/app/Free.kt', '/app/Debug.kt', '/app/A.swift']);
  });

  it('go when the same target starts again, and are told once', async () => {
    const { all, changes, files } = await problems();
    const failed = runOf({ variant: 'free' }, failedAt('/app/Free.kt'));
    all.changed(failed);
    all.changed(failed);
    deepStrictEqual(changes, ['/app']);
    all.changed(runOf({ variant: 'free' }, { kind: 'waiting' }));
    all.changed(runOf({ variant: 'free' }, running));
    deepStrictEqual([files(), changes], [[], ['/app', '/app']]);
    all.changed(runOf({ variant: 'free' }, { kind: 'failed', error: Failure.of('cancelled', {}) }));
    deepStrictEqual(files(), []);
  });

  it('that several targets have are shown once', async () => {
    const { all, files } = await problems();
    for (const variant of ['free', 'paid']) all.changed(runOf({ variant }, failedAt('/app/Both.kt')));
    deepStrictEqual(files(), ['/app/Both.kt']);
    all.changed(runOf({ variant: 'free' }, { kind: 'waiting' }));
    deepStrictEqual(files(), ['/app/Both.kt']);
  });

  it('go with their app', async () => {
    const { all, files } = await problems();
    all.changed(runOf({}, failedAt('/app/A.kt')));
    all.forget('/other');
    deepStrictEqual(files(), ['/app/A.kt']);
    all.forget('/app');
    deepStrictEqual(files(), []);
  });

  it('of a file go when changes of it are saved, and not otherwise', async () => {
    const { all, changes, files } = await problems();
    const a = { uri: Uri.file('/app/A.kt'), isDirty: false };
    const type = (): void => fakeDocuments.changed.fire({ document: a, contentChanges: ['x'] });
    all.changed(runOf({ variant: 'free' }, failedAt('/app/A.kt', '/app/B.kt')));
    all.changed(runOf({ variant: 'paid' }, failedAt('/app/A.kt')));
    changes.length = 0;
    fakeDocuments.saved.fire(a);
    fakeDocuments.changed.fire({ document: a, contentChanges: [] });
    fakeDocuments.saved.fire(a);
    deepStrictEqual([files(), changes], [['/app/A.kt', '/app/B.kt'], []]);
    type();
    deepStrictEqual(files(), ['/app/A.kt', '/app/B.kt']);
    fakeDocuments.saved.fire(a);
    deepStrictEqual([files(), changes], [['/app/B.kt'], ['/app', '/app']]);
    all.dispose();
    type();
    fakeDocuments.saved.fire({ uri: Uri.file('/app/B.kt'), isDirty: false });
    deepStrictEqual(files(), ['/app/B.kt']);
  });

  it('of a file that had changes when the build stopped go when they are saved', async () => {
    const { all, files } = await problems();
    const a = { uri: Uri.file('/app/A.kt'), isDirty: true };
    fakeDocuments.all.push(a);
    const failed = runOf({}, failedAt('/app/A.kt'));
    all.changed(failed);
    fakeDocuments.saved.fire(a);
    deepStrictEqual(files(), []);
    // Nothing announces the run again, but something could.
    all.changed(failed);
    deepStrictEqual(files(), []);
    all.dispose();
  });
});
