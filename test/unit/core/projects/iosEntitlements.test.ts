import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { findEntitlements, findProgramEntitlements } from '../../../../src/core/projects/iosEntitlements.ts';
import { ProjectFolder } from '../../../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { type MadeTarget, xcodeProjectText } from '../../../support/xcodeProjects.ts';

const target = (name: string, identifier: string, entitlements: string, others: Partial<MadeTarget> = {}): MadeTarget => ({
  name,
  settings: { PRODUCT_BUNDLE_IDENTIFIER: identifier, CODE_SIGN_ENTITLEMENTS: entitlements },
  ...others,
});

const project = (...targets: readonly MadeTarget[]): string => xcodeProjectText({ targets });

async function check(files: Readonly<Record<string, string>>, expected: string | undefined, identifier = 'com.acme.hello'): Promise<void> {
  const folder = new ProjectFolder(new MemoryFiles(files), posixPaths, '/app');
  const found = await findEntitlements(folder, identifier);
  strictEqual(found?.kind === 'unknown' ? `${found.reason}: ${found.written} (${found.path})` : found?.path, expected);
}

describe('the entitlements of an iOS project', () => {
  it('are those of the application, not of its extensions', () =>
    check(
      {
        '/app/ios/Hello.xcodeproj/project.pbxproj': project(
          target('Share', 'com.acme.hello', 'Share/Share.entitlements', { type: 'app-extension' }),
          target('Hello', 'com.acme.hello', 'My App/App.entitlements'),
        ),
        '/app/ios/My App/App.entitlements': '',
        '/app/ios/Share/Share.entitlements': '',
      },
      'ios/My App/App.entitlements',
    ));

  it('are those of Release, whatever is in Debug', () =>
    check(
      {
        '/app/Hello.xcodeproj/project.pbxproj': project({
          name: 'Hello',
          settings: {},
          debug: { CODE_SIGN_ENTITLEMENTS: 'Debug.entitlements' },
          release: { CODE_SIGN_ENTITLEMENTS: '$(SRCROOT)/$(TARGET_NAME)/$(PRODUCT_NAME:lower).entitlements' },
        }),
        '/app/Debug.entitlements': '',
        '/app/Hello/hello.entitlements': '',
      },
      'Hello/hello.entitlements',
    ));

  it('are those for devices where there are others for the simulator', () =>
    check(
      {
        '/app/Hello.xcodeproj/project.pbxproj': project({
          name: 'Hello',
          settings: {
            CODE_SIGN_ENTITLEMENTS: 'No.entitlements',
            'CODE_SIGN_ENTITLEMENTS[sdk=iphonesimulator*]': 'No.entitlements',
            'CODE_SIGN_ENTITLEMENTS[sdk=iphoneos*]': 'Yes.entitlements',
          },
        }),
        '/app/Yes.entitlements': '',
        '/app/No.entitlements': '',
      },
      'Yes.entitlements',
    ));

  it('are the only ones when no target says its identifier, and said to be unknown when there are several', async () => {
    const files = { '/app/A.entitlements': '', '/app/B.entitlements': '' };
    const first = target('A', '$(ID)', 'A.entitlements');
    await check({ ...files, '/app/Hello.xcodeproj/project.pbxproj': project(first) }, 'A.entitlements');
    const both = project(first, target('B', '$(ID).x', 'B.entitlements'));
    await check({ ...files, '/app/Hello.xcodeproj/project.pbxproj': both }, 'several-targets: A, B (Hello.xcodeproj/project.pbxproj)');
  });

  it('are said to be unknown when only the build can name them', async () => {
    const named = (path: string) => ({ '/app/A.xcodeproj/project.pbxproj': project(target('A', 'com.acme.hello', path)) });
    await check(named('$(FLAVOR).entitlements'), 'variable: $(FLAVOR).entitlements (A.xcodeproj/project.pbxproj)');
    await check(named('${FLAVOR:default=x}.entitlements'), 'missing: x.entitlements (A.xcodeproj/project.pbxproj)');
    await check({ '/app/A.xcodeproj/project.pbxproj': 'not one' }, 'unreadable: A.xcodeproj (A.xcodeproj/project.pbxproj)');
  });

  it('are found where Capacitor, NativeScript and .NET MAUI keep them', async () => {
    await check(
      {
        '/app/ios/App/App.xcodeproj/project.pbxproj': project(target('App', 'com.acme.hello', 'App/App.entitlements')),
        '/app/ios/App/App/App.entitlements': '',
      },
      'ios/App/App/App.entitlements',
    );
    await check({ '/app/App_Resources/iOS/app.entitlements': '' }, 'App_Resources/iOS/app.entitlements');
    await check({ '/app/Platforms/iOS/Entitlements.plist': '' }, 'Platforms/iOS/Entitlements.plist');
  });

  it('are found for each extension, by its identifier', async () => {
    const share = { ...target('Share', 'com.acme.hello.share', 'Share/Share.entitlements'), type: 'app-extension' };
    const files = new MemoryFiles({
      '/app/ios/A.xcodeproj/project.pbxproj': project(target('A', 'com.acme.hello', 'A.entitlements'), share),
      '/app/ios/A.entitlements': '',
      '/app/ios/Share/Share.entitlements': '',
    });
    const found = async (identifier: string, isApp: boolean) =>
      await findProgramEntitlements(new ProjectFolder(files, posixPaths, '/app'), identifier, isApp);
    const pathOf = (each: Awaited<ReturnType<typeof found>>): string | undefined => each?.path;
    deepStrictEqual(
      [
        pathOf(await found('com.acme.hello', true)),
        pathOf(await found('com.acme.hello.share', false)),
        await found('com.acme.hello', false),
      ],
      ['ios/A.entitlements', 'ios/Share/Share.entitlements', undefined],
    );
  });

  it('are not looked for outside of the app, nor where there are none', async () => {
    await check(
      {
        '/app/ios/A.xcodeproj/project.pbxproj': project(target('A', 'com.acme.hello', '../../secret.entitlements')),
        '/secret.entitlements': '',
      },
      'outside: ../../secret.entitlements (ios/A.xcodeproj/project.pbxproj)',
    );
    await check({ '/app/index.html': '' }, undefined);
    await check({ '/app/ios/A.xcodeproj/project.pbxproj': project({ name: 'A', settings: {} }) }, undefined);
  });
});
