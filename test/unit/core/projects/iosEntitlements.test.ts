import { strictEqual } from 'node:assert/strict';
import { findEntitlements } from '../../../../src/core/projects/iosEntitlements.ts';
import { ProjectFolder } from '../../../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

const target = (identifier: string, entitlements: string): string =>
  `buildSettings = {\n\t\t\tCODE_SIGN_ENTITLEMENTS = ${entitlements};\n\t\t\tPRODUCT_BUNDLE_IDENTIFIER = ${identifier};\n\t\t};\n`;

async function check(files: Readonly<Record<string, string>>, expected: string | undefined, identifier = 'com.acme.hello'): Promise<void> {
  const folder = new ProjectFolder(new MemoryFiles(files), posixPaths, '/app');
  strictEqual((await findEntitlements(folder, identifier))?.path, expected);
}

describe('the entitlements of an iOS project', () => {
  it('are those of the target with the app’s identifier', async () =>
    await check(
      {
        '/app/ios/Hello.xcodeproj/project.pbxproj':
          target('com.acme.hello.share', 'Share/Share.entitlements') + target('com.acme.hello', '"My App/App.entitlements"'),
        '/app/ios/My App/App.entitlements': '',
        '/app/ios/Share/Share.entitlements': '',
      },
      'ios/My App/App.entitlements',
    ));

  it('are the only ones when no target says its identifier', async () => {
    const files = {
      '/app/Hello/Hello.entitlements': '',
      '/app/Hello.xcodeproj/project.pbxproj': target('"$(ID)"', '$(SRCROOT)/Hello/Hello.entitlements'),
    };
    await check(files, 'Hello/Hello.entitlements');
    await check(
      {
        ...files,
        '/app/Hello.xcodeproj/project.pbxproj': target('"$(ID)"', 'Hello/Hello.entitlements') + target('"$(ID).x"', 'X/X.entitlements'),
      },
      undefined,
    );
  });

  it('are found where Capacitor, NativeScript and .NET MAUI keep them', async () => {
    await check(
      {
        '/app/ios/App/App.xcodeproj/project.pbxproj': target('com.acme.hello', 'App/App.entitlements'),
        '/app/ios/App/App/App.entitlements': '',
      },
      'ios/App/App/App.entitlements',
    );
    await check({ '/app/App_Resources/iOS/app.entitlements': '' }, 'App_Resources/iOS/app.entitlements');
    await check({ '/app/Platforms/iOS/Entitlements.plist': '' }, 'Platforms/iOS/Entitlements.plist');
  });

  it('are not looked for outside of the app, nor where there are none', async () => {
    await check(
      { '/app/ios/A.xcodeproj/project.pbxproj': target('com.acme.hello', '../../secret.entitlements'), '/secret.entitlements': '' },
      undefined,
    );
    await check({ '/app/index.html': '' }, undefined);
  });
});
