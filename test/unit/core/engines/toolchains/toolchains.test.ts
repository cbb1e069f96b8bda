import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { chooseJdk, javaRangeOf, type Jdk } from '../../../../../src/core/engines/toolchains/jdk.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { machineOf } from '../../../../support/machines.ts';

const jdk = (home: string, version: string, system: 'posix' | 'windows' = 'posix'): Record<string, string> =>
  system === 'windows'
    ? { [`${home}\\release`]: `JAVA_VERSION="${version}"\r\n`, [`${home}\\bin\\javac.exe`]: '' }
    : { [`${home}/release`]: `IMPLEMENTOR="Debian"\nJAVA_VERSION="${version}"\n`, [`${home}/bin/javac`]: '' };

describe('the JDKs of a machine', () => {
  it('are found where the systems and their installers put them, what the user chose first', async () => {
    const linux = machineOf(
      'linux',
      {
        ...jdk('/usr/lib/jvm/java-17', '17.0.15'),
        ...jdk('/home/ada/.sdkman/candidates/java/21.0.4-tem', '21.0.4'),
        ...jdk('/opt/chosen', '11.0.20.1'),
        '/usr/lib/jvm/jre-21/release': 'JAVA_VERSION="21"\n',
        '/usr/lib/jvm/broken/bin/javac': '',
      },
      { JAVA_HOME: '/opt/chosen' },
    );
    deepStrictEqual(await new Toolchains(linux).jdks(), [
      { home: '/opt/chosen', version: '11.0.20.1', source: 'java-home' },
      { home: '/home/ada/.sdkman/candidates/java/21.0.4-tem', version: '21.0.4', source: 'installed' },
      { home: '/usr/lib/jvm/java-17', version: '17.0.15', source: 'installed' },
    ]);
    const mac = machineOf('macos', {
      ...jdk('/Library/Java/JavaVirtualMachines/temurin-17.jdk/Contents/Home', '17.0.2'),
      ...jdk('/Applications/Android Studio.app/Contents/jbr/Contents/Home', '21.0.3'),
    });
    deepStrictEqual(
      (await new Toolchains(mac).jdks()).map(({ version }) => version),
      ['21.0.3', '17.0.2'],
    );
    const windows = machineOf(
      'windows',
      {
        ...jdk('C:\\Program Files\\Eclipse Adoptium\\jdk-17', '17.0.9', 'windows'),
        ...jdk('D:\\tools\\jdk-21', '21.0.1', 'windows'),
      },
      { PATH: '"D:\\tools\\jdk-21\\bin";relative', ProgramFiles: 'C:\\Program Files' },
    );
    deepStrictEqual(
      (await new Toolchains(windows).jdks()).map(({ home, source }) => `${source} ${home}`),
      ['path D:\\tools\\jdk-21', 'installed C:\\Program Files\\Eclipse Adoptium\\jdk-17'],
    );
  });

  it('are looked for once, until someone asks again', async () => {
    const linux = machineOf('linux', {});
    const toolchains = new Toolchains(linux);
    deepStrictEqual(await toolchains.jdks(), []);
    await linux.files.writeFile('/usr/lib/jvm/a/release', new TextEncoder().encode('JAVA_VERSION="17"'));
    await linux.files.writeFile('/usr/lib/jvm/a/bin/javac', new Uint8Array(0));
    deepStrictEqual(await toolchains.jdks(), []);
    toolchains.renew();
    strictEqual((await toolchains.jdks()).length, 1);
  });

  it('suit a Gradle as its documentation says', () => {
    const check = (gradle: string | undefined, versions: readonly string[], expected: string): void => {
      const jdks = versions.map((version): Jdk => ({ home: `/${version}`, version, source: 'installed' }));
      const choice = chooseJdk(jdks, gradle);
      strictEqual(choice ? `${choice.jdk.version}${choice.isSuitable ? '' : ' unsuitable'}` : 'none', expected);
    };
    check('8.14.3', ['26', '21.0.4', '17.0.15'], '21.0.4');
    check('9.4.1', ['26', '21.0.4'], '26');
    check('7.3', ['21.0.4', '17.0.15', '11.0.2'], '17.0.15');
    check('7.0.2', ['1.8.0_402', '11.0.2'], '11.0.2');
    check('6.7.1', ['21', '1.8.0_402'], '1.8.0_402');
    check('4.4.1', ['25.0.1', '17.0.15'], '17.0.15 unsuitable');
    check('8.5', ['11.0.2', '1.8.0_402'], '11.0.2 unsuitable');
    check(undefined, ['11', '17'], '17');
    check('8.5', [], 'none');
    strictEqual(javaRangeOf('8.5'), '>=17 <22');
  });
});

describe('the Android SDK of a machine', () => {
  const sdk = (folder: string): Record<string, string> => ({
    [`${folder}/platforms/android-35/android.jar`]: '',
    [`${folder}/platforms/android-36/android.jar`]: '',
    [`${folder}/build-tools/36.0.0/aapt2`]: '',
    [`${folder}/build-tools/36.1.0/aapt2`]: '',
  });

  it('is the one of the project, else of the environment, else where Android Studio puts it', async () => {
    const { Sdk, Other } = { Sdk: '/home/ada/Android/Sdk', Other: '/opt/other' };
    const toolchains = new Toolchains(machineOf('linux', { ...sdk(Sdk), ...sdk(Other) }, { ANDROID_HOME: Other }));
    deepStrictEqual(await toolchains.androidSdk(), {
      path: Other,
      source: 'environment',
      buildTools: ['36.1.0', '36.0.0'],
      platforms: ['36', '35'],
    });
    strictEqual((await toolchains.androidSdk(Sdk))?.source, 'project');
    strictEqual(await toolchains.androidSdk('/gone'), undefined);
    strictEqual((await new Toolchains(machineOf('linux', sdk(Sdk), { ANDROID_HOME: '/gone' })).androidSdk())?.path, Sdk);
  });

  it('is none without platforms, as Debian’s tools are', async () => {
    const linux = machineOf('linux', { '/usr/lib/android-sdk/build-tools/debian/aapt2': '' }, { ANDROID_HOME: '/usr/lib/android-sdk' });
    strictEqual(await new Toolchains(linux).androidSdk(), undefined);
  });
});

describe('the Gradle of a machine', () => {
  it('says its version by its libraries', async () => {
    const linux = machineOf(
      'linux',
      { '/opt/gradle/bin/gradle': '', '/opt/gradle/lib/gradle-launcher-8.14.3.jar': '' },
      { PATH: 'bin:/opt/gradle/bin' },
    );
    deepStrictEqual(await new Toolchains(linux).gradle(), { program: '/opt/gradle/bin/gradle', version: '8.14.3' });
    strictEqual(await new Toolchains(machineOf('linux', {}, { PATH: '/usr/bin' })).gradle(), undefined);
  });
});
