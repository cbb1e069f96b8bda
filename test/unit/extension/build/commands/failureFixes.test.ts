import { deepStrictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { createIssue, type Issue } from '../../../../../src/core/base/issue.ts';
import { openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const settings = '{ "name": "Hello", "engine": "web", "web": { "webDir": "www" }, "android": { "buildType": "release" } }';

describe('the buttons of a package that could not be created', () => {
  beforeEach(resetFakeEditor);

  async function titles(issue: Issue): Promise<readonly string[]> {
    const { failureFixes } = await import('../../../../../src/extension/build/commands/failureFixes.ts');
    const world = workflowWorld(new MemoryFiles({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '' }));
    const app = { folder: '/app', opened: await openApp(world, '/app') } as AppEntry;
    const failure = Failure.of('issues-found', { summary: '' }, { issues: [issue] });
    const runner = async () => await Promise.reject(new Error('nothing is pressed'));
    return failureFixes(failure, app, 'android', { checker: { last: () => undefined } as never, loadFixRunner: runner }).map(
      ({ title }) => title,
    );
  }

  it('are what the known failure of its build names', async () => {
    deepStrictEqual(await titles(createIssue('log-android-sdk-missing', {})), ['Choose Android SDK…']);
    deepStrictEqual(await titles(createIssue('log-memory-heap', {})), ['Open gradle.properties']);
    deepStrictEqual(await titles(createIssue('log-disk-full', {})), []);
  });

  it('are the fix of a problem that is most probably wanted', async () => {
    deepStrictEqual(await titles(createIssue('signing-keystore-not-set', { buildType: 'release' })), ['Create Keystore…']);
    deepStrictEqual(fakeEditor.asked, []);
  });
});
