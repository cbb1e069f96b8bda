import { deepStrictEqual } from 'node:assert/strict';
import { type PackageRun } from '../../../../../src/extension/build/runs/packageRun.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { posixPaths } from '../../../../support/memoryFiles.ts';

function runOf(id: number): PackageRun {
  const request = { appFolder: '/work/shop', appName: 'Shop', platform: 'android' } as const;
  return { id, request, startedAt: new Date(0), state: { kind: 'waiting' }, lines: [], ended: new Promise(() => undefined) };
}

/** `file:line message`, lines from one. */
function shown(): readonly string[] {
  return [...fakeEditor.problems].flatMap(([file, problems]) =>
    problems.map(({ range, message }) => `${file}:${range.start.line + 1} ${message.split('\n')[0]}`),
  );
}

describe('problems of a running build', () => {
  beforeEach(resetFakeEditor);

  it('are shown at their places while it runs, and go when it ends', async () => {
    const { BuildProblems } = await import('../../../../../src/extension/build/runs/buildProblems.ts');
    const problems = new BuildProblems(posixPaths);
    problems.read(runOf(1), '> Task :app:compileReleaseKotlin');
    deepStrictEqual(shown(), []);
    problems.read(runOf(1), 'e: file:///work/shop/app/A.kt:4:7 unresolved reference: b');
    problems.read(runOf(2), '2026-11-29T16:36:03.596Z e: file:///work/shop/app/B.kt:9:1 unresolved reference: c');
    deepStrictEqual(shown(), ['/work/shop/app/A.kt:4 unresolved reference: b', '/work/shop/app/B.kt:9 unresolved reference: c']);
    problems.ended(runOf(1));
    deepStrictEqual(shown(), ['/work/shop/app/B.kt:9 unresolved reference: c']);
    problems.dispose();
    deepStrictEqual(shown(), []);
  });

  it('are shown in the folder of the app and of the workspace, and nowhere else', async () => {
    fakeEditor.folders = ['/work'];
    const { BuildProblems } = await import('../../../../../src/extension/build/runs/buildProblems.ts');
    const problems = new BuildProblems(posixPaths);
    problems.read(runOf(1), 'e: file:///work/shared/A.kt:4:7 unresolved reference: b');
    problems.read(runOf(1), 'e: file:///home/me/.bashrc.kt:1:1 unresolved reference: c');
    problems.read(runOf(1), 'e: file:///work/../home/me/B.kt:1:1 unresolved reference: d');
    deepStrictEqual(shown(), ['/work/shared/A.kt:4 unresolved reference: b']);
    problems.dispose();
  });
});
