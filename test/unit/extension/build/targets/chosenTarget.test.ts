import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { detectApp } from '../../../../../src/core/projects/detectApp.ts';
import { appOnPlatform, openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { type AppIndex } from '../../../../../src/extension/app/appIndex.ts';
import { type ChosenTarget, type PackageTarget } from '../../../../../src/extension/build/targets/chosenTarget.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { KeptOfWindows } from '../../../../support/keptOfWindows.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

async function appOf(folder: string, settings: string): Promise<AppEntry> {
  const world = {
    files: new MemoryFiles({ [`${folder}/mobile-distribution.json`]: settings, [`${folder}/www/index.html`]: '' }),
    paths: posixPaths,
  };
  const opened = await openApp(world, folder);
  const detected = await detectApp(world.files, world.paths, folder);
  if (!detected) throw new Error(`no app in ${folder}`);
  return { folder, workspaceFolder: '/work', detected, opened, on: (platform) => appOnPlatform(opened, platform) };
}

const both = '{ "name": "Both", "android": { "buildType": "release" }, "ios": { "buildType": "ad-hoc" } }';

describe('the target of Create Package…', () => {
  let apps: AppEntry[];
  let kept: KeptOfWindows;
  let target: ChosenTarget;

  const shown = (found: PackageTarget | undefined) => found && [found.app.folder, found.platform, found.buildType];

  beforeEach(async () => {
    resetFakeEditor();
    fakeEditor.folders = ['/work'];
    apps = [await appOf('/work/first', both), await appOf('/work/second', '{ "name": "Second", "android": {} }')];
    kept = new KeptOfWindows();
    const index = { apps: async () => apps, app: async (folder: string) => apps.find((app) => app.folder === folder) };
    const { ChosenTarget: Target } = await import('../../../../../src/extension/build/targets/chosenTarget.ts');
    // As much of the index as is asked for.
    target = new Target(index as unknown as AppIndex, kept.index);
  });

  it('is the first there is until someone chooses, and what was chosen from then on', async () => {
    strictEqual(await target.chosen(), undefined);
    deepStrictEqual(shown(await target.current()), ['/work/first', 'android', undefined]);
    const { askForTarget } = await import('../../../../../src/extension/build/targets/askForTarget.ts');
    fakeEditor.answers = ['iOS · app-store'];
    await target.choose(await askForTarget(apps, await target.current()));
    deepStrictEqual(shown(await target.chosen()), ['/work/first', 'ios', 'app-store']);
  });

  it('follows the settings where their own build type was chosen', async () => {
    const [app] = apps;
    if (!app) throw new Error('no app');
    await target.choose({ app, platform: 'android', buildType: 'release' });
    deepStrictEqual(shown(await target.chosen()), ['/work/first', 'android', undefined]);
  });

  it('is forgotten with its app, and when what is kept is not a target', async () => {
    const [app] = apps;
    if (!app) throw new Error('no app');
    await target.choose({ app, platform: 'ios', buildType: 'in-house' });
    apps = apps.slice(1);
    strictEqual(await target.chosen(), undefined);
    deepStrictEqual(shown(await target.current()), ['/work/second', 'android', undefined]);
    for (const value of [{}, { folder: 3 }, { folder: '/work/second', platform: 'windows' }, { folder: '/work/second', platform: 'ios' }]) {
      await kept.index.update('packageTarget', value);
      strictEqual(await target.chosen(), undefined);
    }
    await kept.index.update('packageTarget', { folder: '/work/second', platform: 'android', buildType: 'ad-hoc' });
    deepStrictEqual(shown(await target.chosen()), ['/work/second', 'android', undefined]);
  });

  it('asks for the build type only where the settings name none', async () => {
    const { askForBuildType } = await import('../../../../../src/extension/build/targets/askForTarget.ts');
    const [first, second] = apps;
    if (!first || !second) throw new Error('no apps');
    strictEqual(await askForBuildType(first, 'android'), undefined);
    deepStrictEqual(fakeEditor.asked, []);
    fakeEditor.answers = ['app-bundle', undefined];
    strictEqual(await askForBuildType(second, 'android'), 'app-bundle');
    deepStrictEqual(fakeEditor.asked, ['Which build type of Second for Android?']);
    await rejects(askForBuildType(second, 'android'), (error) => isFailure(error, 'cancelled'));
  });
});
