import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { xcodeProjectText } from '../../support/xcodeProjects.ts';

const shop = `apply plugin: 'com.android.application'
android {
  defaultConfig { applicationId 'com.acme.shop'; versionCode codeOf(); versionName '1.4.0' }
  productFlavors { free { applicationIdSuffix '.free' } }
}
`;

const workspace = (): MemoryFiles =>
  new MemoryFiles({
    '/app/package.json': '{ "workspaces": ["apps/*"] }',
    '/app/apps/shop/settings.gradle': "include ':app'",
    '/app/apps/shop/app/build.gradle': shop,
    '/app/apps/talk/Talk.xcodeproj/project.pbxproj': xcodeProjectText({
      targets: [
        { name: 'Talk', settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.talk', IPHONEOS_DEPLOYMENT_TARGET: '16.0' } },
        { name: 'Talk Share', type: 'app-extension', settings: { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.talk.share' } },
      ],
    }),
    '/app/node_modules/other/settings.gradle': "include ':app'",
    '/app/node_modules/other/app/build.gradle': shop,
  });

describe('project inspect', () => {
  it('prints the apps of a monorepo with their variants and the places of their values', async () => {
    const { exitCode, out } = await commandLine(workspace(), ['project', 'inspect', '--json']);
    strictEqual(exitCode, 0);
    const { apps, isPartial, issues } = JSON.parse(out);
    deepStrictEqual([isPartial, issues], [false, []]);
    deepStrictEqual(
      apps.map(({ path, engine, name }: Record<string, unknown>) => [path, engine, name]),
      [
        ['/app/apps/shop', 'gradle', null],
        ['/app/apps/talk', 'xcode', 'Talk'],
      ],
    );
    const [android] = apps[0].platforms;
    deepStrictEqual(
      [android.platform, android.appIdentifier, android.version, android.versionCode],
      ['android', 'com.acme.shop', '1.4.0', null],
    );
    const source = { file: 'app/build.gradle', line: 3, certainty: 'resolved' };
    deepStrictEqual(android.variants, [
      { name: 'freeDebug', appIdentifier: 'com.acme.shop.free', source, buildType: 'debug', flavor: 'free' },
      { name: 'freeRelease', appIdentifier: 'com.acme.shop.free', source, buildType: 'release', flavor: 'free' },
    ]);
    deepStrictEqual(android.sources, {
      appIdentifier: { file: 'app/build.gradle', line: 3, certainty: 'literal' },
      version: { file: 'app/build.gradle', line: 3, certainty: 'literal' },
    });
    deepStrictEqual(android.computed, [{ value: 'versionCode', written: 'codeOf()', file: 'app/build.gradle', line: 3 }]);
    const [ios] = apps[1].platforms;
    deepStrictEqual([ios.platform, ios.appIdentifier, ios.minimumOs], ['ios', 'com.acme.talk', '16.0']);
    interface Shown {
      readonly name: string;
      readonly appIdentifier: string;
      readonly source: { readonly file: string; readonly certainty: string };
    }
    const fileOf = ({ name, appIdentifier, source: from }: Shown): readonly string[] => [name, appIdentifier, from.file, from.certainty];
    deepStrictEqual(ios.variants.map(fileOf), [['Talk', 'com.acme.talk', 'Talk.xcodeproj/project.pbxproj', 'literal']]);
    deepStrictEqual(ios.extensions.map(fileOf), [['Talk Share', 'com.acme.talk.share', 'Talk.xcodeproj/project.pbxproj', 'literal']]);
  });

  it('says what keeps an app from being built here', async () => {
    const { out } = await commandLine(workspace(), ['project', 'inspect', 'apps/talk', '--json']);
    const [ios] = JSON.parse(out).apps[0].platforms;
    deepStrictEqual([ios.buildable, ios.missing.map(({ code }: { code: string }) => code)], [false, ['engine-not-available']]);
    const web = await commandLine(new MemoryFiles({ '/app/index.html': '<title>A</title>' }), ['project', 'inspect', '--json']);
    const [android] = JSON.parse(web.out).apps[0].platforms;
    deepStrictEqual([android.platform, android.buildable, android.missing], ['android', true, []]);
  });

  it('shows people where each value is from', async () => {
    const { out } = await commandLine(workspace(), ['project', 'inspect', 'apps/shop']);
    match(out, /App identifier\s+com\.acme\.shop {2}\(app\/build\.gradle:3\)/);
    match(out, /Version code\s+computed by the build: codeOf\(\)/);
    match(out, /Variants\s+freeDebug \(com\.acme\.shop\.free\)/);
  });

  it('needs a folder', async () => {
    strictEqual((await commandLine(new MemoryFiles({ '/app/x': '' }), ['project', 'inspect', 'gone'])).exitCode, 1);
    match((await commandLine(new MemoryFiles({ '/app/x': '' }), ['project', 'inspect'])).out, /No app was found/);
  });
});
