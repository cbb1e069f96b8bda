import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { jointPlanText, planText } from '../../../../../src/core/engines/engine/describePlan.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { GradleEngine } from '../../../../../src/core/engines/gradle/gradleEngine.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { detectApp } from '../../../../../src/core/projects/detectApp.ts';
import { type FileSystem } from '../../../../../src/core/ports/fileSystem.ts';
import { type Machine } from '../../../../../src/core/ports/machine.ts';
import { machineOf } from '../../../../support/machines.ts';

type Texts = Readonly<Record<string, string>>;

interface Place {
  readonly app: string;
  readonly jdk: Texts;
  readonly sdk: string;
  readonly variables: Texts;
}

const places: Readonly<Record<Machine['system'], Place>> = {
  linux: {
    app: '/home/ada/my shop',
    jdk: { '/usr/lib/jvm/java-17/release': 'JAVA_VERSION="17.0.15"', '/usr/lib/jvm/java-17/bin/javac': '' },
    sdk: '/home/ada/Android/Sdk',
    variables: {},
  },
  macos: {
    app: '/Users/ada/my shop',
    jdk: {
      '/Applications/Android Studio.app/Contents/jbr/Contents/Home/release': 'JAVA_VERSION="21.0.3"',
      '/Applications/Android Studio.app/Contents/jbr/Contents/Home/bin/javac': '',
    },
    sdk: '/Users/ada/Library/Android/sdk',
    variables: {},
  },
  windows: {
    app: 'C:\\Users\\ada\\my shop',
    jdk: {
      'C:\\Program Files\\Android\\Android Studio\\jbr\\release': 'JAVA_VERSION="21.0.3"',
      'C:\\Program Files\\Android\\Android Studio\\jbr\\bin\\javac.exe': '',
    },
    sdk: 'C:\\Users\\ada\\AppData\\Local\\Android\\Sdk',
    variables: {},
  },
};

const shop: Texts = {
  'settings.gradle': "include ':app'",
  'app/build.gradle':
    "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.shop' }\nproductFlavors { free { applicationIdSuffix '.free' } } }",
  'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://services.gradle.org/distributions/gradle-8.14.3-bin.zip\n',
  'gradle/wrapper/gradle-wrapper.jar': 'jar',
};

interface Given {
  readonly system?: Machine['system'];
  readonly project?: Texts;
  readonly spec?: Partial<BuildSpec>;
  readonly without?: 'jdk' | 'sdk';
  readonly more?: Texts;
  readonly variables?: Texts;
  /** What nothing of the project may lead to, as in Restricted Mode; every look at it is noted. */
  readonly outOfReach?: readonly string[];
}

async function setUp({ system = 'linux', project = shop, spec = {}, without, more = {}, variables = {}, outOfReach = [] }: Given) {
  const { app, jdk, sdk, variables: own } = places[system];
  const made = machineOf(
    system,
    {
      ...(without === 'jdk' ? {} : jdk),
      ...(without === 'sdk' ? {} : { [system === 'windows' ? `${sdk}\\platforms\\android-36\\a` : `${sdk}/platforms/android-36/a`]: '' }),
      ...Object.fromEntries(
        Object.entries(project).map(([name, text]) => [
          system === 'windows' ? `${app}\\${name.replaceAll('/', '\\')}` : `${app}/${name}`,
          text,
        ]),
      ),
      ...more,
    },
    { ...own, ...variables },
  );
  const { files, paths } = made;
  const looked: string[] = [];
  const readDirectory = files.readDirectory.bind(files);
  files.readDirectory = async (path) => {
    looked.push(path);
    return await readDirectory(path);
  };
  const restricted: FileSystem = Object.assign(Object.create(files), {
    stat: async (path: string) => {
      if (outOfReach.includes(path)) throw Failure.of('file-restricted', { path });
      return await files.stat(path);
    },
  });
  const closed: string[] = [];
  const engine = new GradleEngine({
    makePrivateFolder: async (path) => void closed.push(path),
    files: restricted,
    paths,
    toolchains: new Toolchains(made),
    productFiles: { read: async () => new TextEncoder().encode('the init script') },
    userFolder: paths.join(made.machine.homeFolder, 'mdist'),
  });
  const facts = (await detectApp(files, paths, app))?.project?.android;
  const whole: BuildSpec = {
    appFolder: app,
    settings: {},
    platform: 'android',
    buildType: 'release',
    variant: 'freeRelease',
    ...(facts && { facts }),
    name: 'Shop',
    appIdentifier: 'com.acme.shop.free',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: '8.14.3',
    ...spec,
  };
  return { engine, spec: whole, files, looked, closed };
}

async function checkPlan(given: Given, expected: readonly string[]): Promise<void> {
  const { engine, spec } = await setUp(given);
  deepStrictEqual(planText(await engine.plan(spec)), expected);
}

async function checkIssues(given: Given, expected: readonly string[]): Promise<void> {
  const { engine, spec } = await setUp(given);
  deepStrictEqual(
    (await engine.check(spec)).map(({ code }) => code),
    expected,
  );
}

describe('the plan of a Gradle build', () => {
  it('builds several variants by one run, and goes on where one fails', async () => {
    const { engine, spec } = await setUp({});
    const paid = { ...spec, variant: 'paidRelease', buildType: 'app-bundle' as const, appIdentifier: 'com.acme.shop', versionCode: 13 };
    const text = jointPlanText(await engine.planTogether([{ ...spec, isClean: true }, paid])).join('\n');
    match(text, /^1\. Set com\.acme\.shop\.free 1\.4\.0 \(12\), com\.acme\.shop 1\.4\.0 \(13\) for this build$/m);
    match(text, / --continue clean :app:assembleFreeRelease :app:bundlePaidRelease$/m);
    match(text, /^result: apk below .*, of freeRelease\nresult: aab below .*, of paidRelease$/m);
  });

  it('starts the wrapper by java on Linux', () =>
    checkPlan({}, [
      'engine gradle 8.14.3 (JDK 17.0.15, Gradle 8.14.3)',
      '1. Set com.acme.shop.free 1.4.0 (12) for this build',
      '2. Build with Gradle (:app:assembleFreeRelease)',
      '   in /home/ada/my shop',
      '   JAVA_HOME=/usr/lib/jvm/java-17',
      '   ANDROID_HOME=/home/ada/Android/Sdk',
      '   ANDROID_SDK_ROOT=/home/ada/Android/Sdk',
      "   /usr/lib/jvm/java-17/bin/java -Xmx64m -Dorg.gradle.appname=gradlew -cp gradle/wrapper/gradle-wrapper.jar org.gradle.wrapper.GradleWrapperMain --console=plain -Dorg.gradle.daemon.registry.base=/home/ada/mdist/gradle-daemons/b3928315 -Dorg.gradle.daemon.idletimeout=900000 --no-configuration-cache -I '/home/ada/my shop/.mobile-distribution/logs/gradle/android-release-freeRelease_3c17e1e6.init.gradle' '-PmobileDistribution.request=/home/ada/my shop/.mobile-distribution/logs/gradle/android-release-freeRelease_3c17e1e6.request.json' :app:assembleFreeRelease",
      'result: apk below /home/ada/my shop/app/build/outputs',
    ]));

  it('uses the kit of Android Studio on macOS, and makes bundles', () =>
    checkPlan({ system: 'macos', spec: { buildType: 'app-bundle' } }, [
      'engine gradle 8.14.3 (JDK 21.0.3, Gradle 8.14.3)',
      '1. Set com.acme.shop.free 1.4.0 (12) for this build',
      '2. Build with Gradle (:app:bundleFreeRelease)',
      '   in /Users/ada/my shop',
      "   JAVA_HOME='/Applications/Android Studio.app/Contents/jbr/Contents/Home'",
      '   ANDROID_HOME=/Users/ada/Library/Android/sdk',
      '   ANDROID_SDK_ROOT=/Users/ada/Library/Android/sdk',
      "   '/Applications/Android Studio.app/Contents/jbr/Contents/Home/bin/java' -Xmx64m -Dorg.gradle.appname=gradlew -cp gradle/wrapper/gradle-wrapper.jar org.gradle.wrapper.GradleWrapperMain --console=plain -Dorg.gradle.daemon.registry.base=/Users/ada/mdist/gradle-daemons/b8a7377e -Dorg.gradle.daemon.idletimeout=900000 --no-configuration-cache -I '/Users/ada/my shop/.mobile-distribution/logs/gradle/android-app-bundle-freeRelease_3c17e1e6.init.gradle' '-PmobileDistribution.request=/Users/ada/my shop/.mobile-distribution/logs/gradle/android-app-bundle-freeRelease_3c17e1e6.request.json' :app:bundleFreeRelease",
      'result: aab below /Users/ada/my shop/app/build/outputs',
    ]));

  it('is written with the paths of Windows there', () =>
    checkPlan({ system: 'windows' }, [
      'engine gradle 8.14.3 (JDK 21.0.3, Gradle 8.14.3)',
      '1. Set com.acme.shop.free 1.4.0 (12) for this build',
      '2. Build with Gradle (:app:assembleFreeRelease)',
      '   in C:\\Users\\ada\\my shop',
      "   JAVA_HOME='C:\\Program Files\\Android\\Android Studio\\jbr'",
      '   ANDROID_HOME=C:\\Users\\ada\\AppData\\Local\\Android\\Sdk',
      '   ANDROID_SDK_ROOT=C:\\Users\\ada\\AppData\\Local\\Android\\Sdk',
      "   'C:\\Program Files\\Android\\Android Studio\\jbr\\bin\\java.exe' -Xmx64m -Dorg.gradle.appname=gradlew -cp gradle\\wrapper\\gradle-wrapper.jar org.gradle.wrapper.GradleWrapperMain --console=plain -Dorg.gradle.daemon.registry.base=C:\\Users\\ada\\mdist\\gradle-daemons\\f9af800b -Dorg.gradle.daemon.idletimeout=900000 --no-configuration-cache -I 'C:\\Users\\ada\\my shop\\.mobile-distribution\\logs\\gradle\\android-release-freeRelease_3c17e1e6.init.gradle' '-PmobileDistribution.request=C:\\Users\\ada\\my shop\\.mobile-distribution\\logs\\gradle\\android-release-freeRelease_3c17e1e6.request.json' :app:assembleFreeRelease",
      'result: apk below C:\\Users\\ada\\my shop\\app\\build\\outputs',
    ]));

  it('starts the Gradle of the machine for a project without a wrapper, and asks older ones nothing they do not know', () => {
    const { 'gradle/wrapper/gradle-wrapper.properties': _properties, 'gradle/wrapper/gradle-wrapper.jar': _jar, ...project } = shop;
    return checkPlan(
      {
        project,
        spec: { buildType: 'debug', variant: 'freeDebug' },
        more: { '/usr/bin/gradle': '', '/usr/lib/gradle-launcher-4.4.1.jar': '' },
        variables: { PATH: '/usr/bin' },
      },
      [
        'engine gradle 4.4.1 (JDK 17.0.15, Gradle 4.4.1)',
        '1. Set com.acme.shop.free 1.4.0 (12) for this build',
        '2. Build with Gradle (:app:assembleFreeDebug)',
        '   in /home/ada/my shop',
        '   JAVA_HOME=/usr/lib/jvm/java-17',
        '   ANDROID_HOME=/home/ada/Android/Sdk',
        '   ANDROID_SDK_ROOT=/home/ada/Android/Sdk',
        "   /usr/bin/gradle --console=plain -Dorg.gradle.daemon.registry.base=/home/ada/mdist/gradle-daemons/b3928315 -Dorg.gradle.daemon.idletimeout=900000 -I '/home/ada/my shop/.mobile-distribution/logs/gradle/android-debug-freeDebug_e4a70555.init.gradle' '-PmobileDistribution.request=/home/ada/my shop/.mobile-distribution/logs/gradle/android-debug-freeDebug_e4a70555.request.json' :app:assembleFreeDebug",
        'result: apk below /home/ada/my shop/app/build/outputs',
      ],
    );
  });
});

describe('options of the environment', () => {
  it('reach the wrapper as its own script hands them over, but for passwords', async () => {
    const variables = { JAVA_OPTS: '-Xmx1g', GRADLE_OPTS: `-Dhttps.proxyHost=proxy "-Da=b c" '-Dd=e f' -Dhttps.proxyPassword=hush` };
    const { engine, spec } = await setUp({ variables });
    const build = (await engine.plan(spec)).steps[1];
    ok(build?.kind === 'command');
    deepStrictEqual(build.args.slice(0, 5), ['-Xmx64m', '-Xmx1g', '-Dhttps.proxyHost=proxy', '-Da=b c', '-Dd=e f']);
    strictEqual(JSON.stringify(build.args).includes('hush'), false);
  });

  it('do not lead to a library path that a colon ends', async () => {
    const { engine, spec } = await setUp({});
    const build = (await engine.plan(spec)).steps[1];
    ok(build?.kind === 'command');
    strictEqual(build.args[build.args.indexOf('-cp') + 1], 'gradle/wrapper/gradle-wrapper.jar');
  });
});

describe('the Gradle engine', () => {
  it('writes what it wants of the build next to the log, and nothing into the project', async () => {
    const { engine, spec, files, closed } = await setUp({});
    const before = files.paths();
    const [prepare] = (await engine.plan(spec)).steps;
    ok(prepare?.kind === 'work');
    await prepare.run({
      output: await files.createFile('/x'),
      log: () => undefined,
      report: () => undefined,
      signal: new AbortController().signal,
    });
    const made = files.paths().filter((path) => !before.includes(path) && !path.startsWith('/x'));
    deepStrictEqual(made, [
      '/home/ada/my shop/.mobile-distribution/logs/gradle/android-release-freeRelease_3c17e1e6.init.gradle',
      '/home/ada/my shop/.mobile-distribution/logs/gradle/android-release-freeRelease_3c17e1e6.request.json',
    ]);
    // The logs of the daemons have the environment of the builds in them.
    deepStrictEqual(closed, ['/home/ada/mdist/gradle-daemons/b3928315']);
    deepStrictEqual(JSON.parse(files.text(made[1] ?? '') ?? ''), {
      module: ':app',
      variants: { freeRelease: { applicationId: 'com.acme.shop.free', versionCode: 12, versionName: '1.4.0' } },
    });
  });

  it('says what is missing to build', async () => {
    await checkIssues({}, []);
    await checkIssues({ without: 'jdk' }, ['toolchain-jdk-missing']);
    await checkIssues({ without: 'sdk' }, ['toolchain-android-sdk-missing']);
    await checkIssues({ project: { ...shop, 'local.properties': 'sdk.dir=/gone' } }, ['toolchain-sdk-folder-wrong']);
    const { 'gradle/wrapper/gradle-wrapper.jar': _jar, ...noJar } = shop;
    await checkIssues({ project: noJar }, ['log-wrapper-jar-missing']);
    const { 'gradle/wrapper/gradle-wrapper.properties': _properties, ...noWrapper } = noJar;
    await checkIssues({ project: noWrapper }, ['toolchain-gradle-missing']);
    await checkIssues(
      { project: { ...shop, 'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://x/gradle-6.5-all.zip' } },
      ['toolchain-jdk-unsuitable'],
    );
    await checkIssues({ project: { 'index.html': '' } }, ['gradle-module-missing']);
  });

  it('looks at no SDK that a project names on another computer or out of reach, and does not call it missing', async () => {
    const check = async (given: Given, place: string, expected: readonly string[] = []): Promise<void> => {
      const { engine, spec, looked } = await setUp(given);
      deepStrictEqual(
        (await engine.check(spec)).map(({ code }) => code),
        expected,
      );
      deepStrictEqual(
        looked.filter((path) => path.includes(place)),
        [],
      );
    };
    const named = (sdk: string): Texts => ({ ...shop, 'local.properties': `sdk.dir=${sdk.replaceAll('\\', '\\\\')}` });
    await check({ system: 'windows', project: named('\\\\evil\\share') }, 'evil');
    await check({ system: 'windows', project: named('//evil/share') }, 'evil');
    await check({ project: named('/srv/secret'), outOfReach: ['/srv/secret'] }, 'secret');
    const jar = '/home/ada/my shop/gradle/wrapper/gradle-wrapper.jar';
    await check({ outOfReach: [jar] }, 'nowhere', ['log-wrapper-jar-missing']);
  });

  it('makes no plan where something is missing', async () => {
    const { engine, spec } = await setUp({ without: 'jdk' });
    await rejects(engine.plan(spec), (error) => isFailure(error, 'issues-found'));
  });

  it('has the version that the wrapper downloads', async () => {
    const { engine, spec } = await setUp({});
    strictEqual(await engine.projectVersion(spec.appFolder, spec.facts), '8.14.3');
  });

  async function planned() {
    const { engine, spec, files } = await setUp({});
    const [prepare, build] = (await engine.plan(spec)).steps;
    ok(prepare?.kind === 'work' && build?.kind === 'command');
    const registry = /registry\.base=(.*)$/.exec(build.args.find((arg) => arg.includes('registry')) ?? '')?.[1] ?? '';
    const register = async (pid: number): Promise<void> =>
      await files.writeFile(`${registry}/8.14.3/daemon-${pid}.out.log`, new Uint8Array(0));
    const begin = async (): Promise<void> => {
      const output = await files.createFile('/x');
      await prepare.run({ output, log: () => undefined, report: () => undefined, signal: new AbortController().signal });
    };
    return { build, register, begin };
  }

  it('ends the daemons that wrote something since the build began, and no other process', async () => {
    const { build, register } = await planned();
    await register(4711);
    // The files of these tests are of 1970.
    deepStrictEqual(await build.leftBehind?.(new Date(60_000)), []);
    deepStrictEqual(await build.leftBehind?.(new Date(0)), [4711]);
  });

  it('lets the daemons of other builds run when it is cancelled', async () => {
    const { build, register, begin } = await planned();
    await register(100);
    await begin();
    await register(4711);
    deepStrictEqual(await build.leftBehind?.(new Date(0)), [4711]);
    await register(4712);
    const reader = build.reader?.();
    reader?.read('MDIST {"event":"process","pid":4712}', 'stdout');
    reader?.read('MDIST {"event":"process","pid":4711}', 'stdout');
    deepStrictEqual(await build.leftBehind?.(new Date(0)), [4712]);
  });

  it('ends no process that a project names and the registry does not know', async () => {
    const { build, register, begin } = await planned();
    await begin();
    const reader = build.reader?.();
    reader?.read('MDIST {"event":"process","pid":1234}', 'stdout');
    deepStrictEqual(await build.leftBehind?.(new Date(0)), []);
    await register(4711);
    deepStrictEqual(await build.leftBehind?.(new Date(0)), [4711]);
  });
});
