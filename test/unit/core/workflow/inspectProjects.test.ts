/** What the projects of a folder say of their apps, and what keeps each from being built on this machine. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../../src/core/base/issue.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { inspectProjects, type InspectedApp } from '../../../../src/core/workflow/inspectProjects.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../support/workflowWorld.ts';

async function inspect(content: Readonly<Record<string, string>>, engines: readonly Engine[] = [fakeEngine], folder = '/work') {
  return await inspectProjects(workflowWorld(new MemoryFiles(content), { engines }), folder, new AbortController().signal);
}

const flutter = (name = 'shop'): string => `name: ${name}\nversion: 2.1.0+7\ndependencies:\n  flutter:\n    sdk: flutter\n`;
const flutterApp = {
  '/work/shop/pubspec.yaml': flutter(),
  '/work/shop/android/app/build.gradle': "android { defaultConfig { applicationId 'com.acme.shop' } }",
  '/work/shop/ios/Runner.xcodeproj/project.pbxproj': '',
};
const engine = (id: Engine['id'], platforms: Engine['platforms'], missing?: readonly Issue[]): Engine => ({
  ...fakeEngine,
  id,
  platforms,
  ...(missing && { missingTools: async () => missing }),
});

/** `platform: code (its engine)`. */
const missingOf = ({ platforms }: InspectedApp): readonly string[] =>
  platforms.map(({ platform, missing }) =>
    [`${platform}:`, ...missing.map(({ code, params }) => `${code} ${JSON.stringify(params)}`)].join(' '),
  );

describe('inspectProjects', () => {
  it('finds each app below the folder, with its name and numbers', async () => {
    const { apps, isPartial } = await inspect(
      {
        ...flutterApp,
        '/work/site/index.html': '',
        '/work/site/package.json': '{ "name": "site", "version": "3.0.0" }',
        '/work/docs/a.md': '',
      },
      [fakeEngine, engine('flutter', ['android', 'ios'])],
    );
    strictEqual(isPartial, false);
    deepStrictEqual(
      apps.map(({ folder, project, platforms }) => [
        folder,
        project.engine,
        platforms.map(({ platform, version }) => `${platform} ${version?.value}`),
      ]),
      [
        ['/work/shop', 'flutter', ['android 2.1.0', 'ios 2.1.0']],
        ['/work/site', 'web', ['android 3.0.0']],
      ],
    );
  });

  it('takes the name of a platform for the app where the project has none, and that of the project where the platform has none', async () => {
    const app = '/work/cordova/config.xml';
    const named = await inspect({ [app]: '<widget id="com.acme.a" version="1.0.0"><name>Whole</name></widget>' });
    deepStrictEqual(
      named.apps.map(({ name, platforms }) => [name?.value, ...platforms.map((each) => each.name?.value)]),
      [['Whole', ...(named.apps[0]?.platforms.map(() => 'Whole') ?? [])]],
    );
  });

  it('calls an app what its first platform is called where the project itself has no name', async () => {
    const manifest =
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application android:label="Labelled"/></manifest>';
    const app = {
      '/work/settings.gradle': "include ':app'",
      '/work/app/build.gradle': "apply plugin: 'com.android.application'\nandroid { namespace 'com.acme.g' }",
      '/work/app/src/main/AndroidManifest.xml': manifest,
    };
    const { apps } = await inspect(app);
    deepStrictEqual(
      apps.map(({ project, name, platforms }) => [project.name, name?.value, ...platforms.map((each) => each.name?.value)]),
      [[undefined, 'Labelled', 'Labelled']],
    );
  });

  it('leaves out a folder that has settings and no project, and finds nothing where nothing is', async () => {
    deepStrictEqual((await inspect({ '/work/a/mobile-distribution.json': '{}' })).apps, []);
    deepStrictEqual(await inspect({ '/work/notes.txt': '' }), { apps: [], isPartial: false });
  });

  it('fails for a folder that is not there, and for a file', async () => {
    await rejects(inspect(flutterApp, [], '/nowhere'), { code: 'app-folder-missing' });
    await rejects(inspect(flutterApp, [], '/work/shop/pubspec.yaml'), { code: 'app-folder-missing' });
  });

  it('says what keeps a package from being built: no engine, an engine of another platform, or tools', async () => {
    const sdk = createIssue('toolchain-android-sdk-missing', {});
    const older: Issue = { ...sdk, severity: 'warning' };
    for (const [engines, expected] of [
      [
        [fakeEngine],
        [
          'android: engine-not-available {"engine":"flutter","platform":"Android"}',
          'ios: engine-not-available {"engine":"flutter","platform":"iOS"}',
        ],
      ],
      [[engine('flutter', ['android'])], ['android:', 'ios: engine-platform {"engine":"flutter","platform":"iOS","platforms":"Android"}']],
      [[engine('flutter', ['android', 'ios'])], ['android:', 'ios:']],
      [[engine('flutter', ['android', 'ios'], [])], ['android:', 'ios:']],
      [
        [engine('flutter', ['android', 'ios'], [older, sdk])],
        [`android: ${sdk.code} ${JSON.stringify(sdk.params)}`, `ios: ${sdk.code} ${JSON.stringify(sdk.params)}`],
      ],
    ] as const) {
      const { apps } = await inspect(flutterApp, engines);
      deepStrictEqual(apps.map(missingOf), [expected]);
    }
  });

  it('asks the engine about the platform and the folder of the app, with what is known of it', async () => {
    const asked: unknown[] = [];
    const asking: Engine = {
      ...engine('flutter', ['android', 'ios']),
      missingTools: async ({ appFolder, platform, facts }) => {
        asked.push([appFolder, platform, facts?.appIdentifier?.value]);
        return [];
      },
    };
    await inspect(flutterApp, [asking]);
    deepStrictEqual(asked, [
      ['/work/shop', 'android', 'com.acme.shop'],
      ['/work/shop', 'ios', undefined],
    ]);
  });

  it('stops when it is cancelled', async () => {
    const world = workflowWorld(new MemoryFiles(flutterApp));
    await rejects(inspectProjects(world, '/work', AbortSignal.abort()), { code: 'cancelled' });
  });
});
