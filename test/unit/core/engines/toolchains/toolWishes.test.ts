import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { variablesOf } from '../../../../../src/core/engines/toolchains/chosenTools.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { isWished, type ToolWishes } from '../../../../../src/core/engines/toolchains/toolWishes.ts';
import { machineOf } from '../../../../support/machines.ts';

const installed = {
  '/usr/lib/jvm/java-17/release': 'JAVA_VERSION="17.0.15"',
  '/usr/lib/jvm/java-17/bin/javac': '',
  '/usr/lib/jvm/java-21/release': 'JAVA_VERSION="21.0.3"',
  '/usr/lib/jvm/java-21/bin/javac': '',
  '/home/ada/.nvm/versions/node/v22.14.0/bin/node': '',
  '/home/ada/.nvm/versions/node/v24.1.0/bin/node': '',
  '/home/ada/fvm/versions/3.44.1/bin/flutter': '',
  '/home/ada/fvm/versions/3.44.1/version': '3.44.1\n',
};

describe('versions of tools that settings ask for', () => {
  it('are whole ones or their beginnings', () => {
    const check = (version: string, wish: string, expected: boolean): void =>
      strictEqual(isWished(version, wish), expected, `${version} ${wish}`);
    check('17.0.15', '17', true);
    check('17.0.15', '17.0.15', true);
    check('17.0.15', '17.0.1', false);
    check('17.0.15', '1', false);
    check('1.8.0_302', '8', true);
    check('1.8.0_302', '1.8', true);
    check('18.0.1', '1.8', false);
    check('v22.14.0', '22', true);
    check('3.44.1-0.1.pre', '3.44.1', true);
    check('26.1', 'v26', true);
  });

  it('are the only ones that are used', async () => {
    const all = new Toolchains(machineOf('linux', installed, {}));
    const versions = async (wishes: ToolWishes): Promise<string> => {
      const own = all.wanting(wishes);
      return [...(await own.jdks()), ...(await own.nodes()), ...(await own.flutters())].map(({ version }) => version).join(' ');
    };
    strictEqual(await versions({}), '21.0.3 17.0.15 24.1.0 22.14.0 3.44.1');
    strictEqual(await versions({ jdk: '17', node: '22' }), '17.0.15 22.14.0 3.44.1');
    strictEqual(await versions({ jdk: '11', flutter: '3.45' }), '24.1.0 22.14.0');
  });

  it('are reported where they are missing, unless the tool is missing as a whole', async () => {
    const own = new Toolchains(machineOf('linux', installed, {})).wanting({ jdk: '11', node: '22', flutter: '3.45', xcode: '26' });
    const issues = await own.unmetWishes(['JDK', 'Node', 'Flutter', 'Xcode']);
    deepStrictEqual(
      issues.map(({ code, message, place }) => [code, message, place?.pointer]),
      [
        ['toolchain-version-missing', 'The settings ask for JDK 11, which is not on this machine; found: 21.0.3, 17.0.15', '/tools/jdk'],
        ['toolchain-version-missing', 'The settings ask for Flutter 3.45, which is not on this machine; found: 3.44.1', '/tools/flutter'],
      ],
    );
    deepStrictEqual(await own.unmetWishes(['Node']), []);
  });
});

describe('places of tools that were chosen', () => {
  it('are found before all others, as if a variable named them', async () => {
    const { files, paths } = machineOf('linux', {}, {});
    const chosen = {
      jdk: '/opt/jdk',
      node: '/opt/node/bin/node',
      flutter: '/opt/fl',
      dotnet: '/opt/dn',
      xcode: '/X.app/Contents/Developer',
      androidSdk: '/opt/sdk',
    };
    deepStrictEqual(variablesOf(chosen, paths, '/usr/bin:/bin'), {
      JAVA_HOME: '/opt/jdk',
      ANDROID_HOME: '/opt/sdk',
      ANDROID_SDK_ROOT: '/opt/sdk',
      FLUTTER_ROOT: '/opt/fl',
      DOTNET_ROOT: '/opt/dn',
      DEVELOPER_DIR: '/X.app/Contents/Developer',
      PATH: '/opt/node/bin:/usr/bin:/bin',
    });
    deepStrictEqual(variablesOf({}, paths, '/usr/bin'), {});
    strictEqual(await files.stat('/opt/jdk'), undefined);
    const windows = machineOf('windows', {}, {});
    strictEqual(variablesOf({ node: 'C:\\node\\node.exe' }, windows.paths, 'C:\\x')['PATH'], 'C:\\node;C:\\x');
    const made = machineOf(
      'linux',
      { ...installed, '/opt/jdk/release': 'JAVA_VERSION="11.0.2"', '/opt/jdk/bin/javac': '' },
      variablesOf(chosen, paths),
    );
    strictEqual((await new Toolchains(made).jdks())[0]?.version, '11.0.2');
  });
});
