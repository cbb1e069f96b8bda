import { deepStrictEqual } from 'node:assert/strict';
import { editorTools } from '../../../../../src/extension/shared/workspace/editorTools.ts';

const linux = { system: 'linux', homeFolder: '/home/ada' } as const;

const none = { jdk: '', androidSdk: '', node: '', flutter: '', dotnet: '', xcode: '' } as const;

interface More {
  readonly machine?: Parameters<typeof editorTools>[1];
  readonly own?: Partial<Record<keyof typeof none, string>>;
}

function check(
  settings: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, string>>,
  { machine = linux, own = {} }: More = {},
): void {
  deepStrictEqual(editorTools({ own: { ...none, ...own }, read: (key) => settings[key] }, machine), expected);
}

describe('tools that the settings of the editor name', () => {
  it('are our own first, then those of other extensions, then the variables of the terminal', () => {
    const others = {
      'java.jdt.ls.java.home': '/jdk/jdt',
      'dart.flutterSdkPath': '~/flutter',
      'dotnet.dotnetPath': '/dotnet',
      'terminal.integrated.env.linux': { ANDROID_HOME: '/sdk', JAVA_HOME: '/jdk/terminal' },
    };
    check(others, { jdk: '/jdk/jdt', androidSdk: '/sdk', flutter: '/home/ada/flutter', dotnet: '/dotnet' });
    check(
      { ...others, 'java.import.gradle.java.home': '/jdk/gradle' },
      { jdk: '/jdk/gradle', androidSdk: '/sdk', flutter: '/home/ada/flutter', dotnet: '/dotnet' },
    );
    check(
      others,
      {
        jdk: '/jdk/own',
        androidSdk: '/sdk',
        flutter: '/home/ada/flutter',
        dotnet: '/dotnet',
      },
      { own: { jdk: '/jdk/own' } },
    );
    check({ 'java.configuration.runtimes': [{ path: '/jdk/11' }, { path: '/jdk/17', default: true }] }, { jdk: '/jdk/17' });
    check(
      { 'terminal.integrated.env.osx': { ANDROID_SDK_ROOT: '/sdk' } },
      { androidSdk: '/sdk' },
      { machine: { system: 'macos', homeFolder: '/Users/ada' } },
    );
  });

  it('count only as absolute paths of this system', () => {
    for (const value of ['tools/jdk', '${workspaceFolder}/jdk', '', 7, null, ['/jdk'], '\\\\server\\jdk', 'C:\\jdk'])
      check({ 'java.jdt.ls.java.home': value }, {});
    check({ 'java.jdt.ls.java.home': 'C:\\jdk' }, { jdk: 'C:\\jdk' }, { machine: { system: 'windows', homeFolder: 'C:\\Users\\ada' } });
    check(
      { 'java.jdt.ls.java.home': '\\\\server\\jdk', 'java.configuration.runtimes': 'x' },
      {},
      { machine: { system: 'windows', homeFolder: 'C:\\Users\\ada' } },
    );
  });
});
