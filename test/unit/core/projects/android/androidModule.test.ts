import { deepStrictEqual } from 'node:assert/strict';
import { readAndroidModule } from '../../../../../src/core/projects/android/androidModule.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

/** `identifier version code`, with `?` for what only a build can know and `-` for what nothing says; then how sure each is. */
async function check(files: Readonly<Record<string, string>>, expected: string): Promise<void> {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])));
  const facts = await readAndroidModule(new ProjectFolder(memory, posixPaths, '/app'), { root: [], module: ['app'] });
  const shown = (['appIdentifier', 'version', 'versionCode'] as const).map((name) => {
    const fact = facts?.[name];
    if (!fact) return facts?.unknown?.some((each) => each.fact === name) === true ? '?' : '-';
    const certainty = fact.origin.kind === 'project' ? fact.origin.certainty : undefined;
    return certainty === 'literal' ? String(fact.value) : `${fact.value}(${certainty})`;
  });
  deepStrictEqual(shown.join(' '), expected);
}

const kotlin = (body: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...others,
  'app/build.gradle.kts': `plugins { id("com.android.application") }\n${body}`,
});
const groovy = (body: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...others,
  'app/build.gradle': `apply plugin: 'com.android.application'\n${body}`,
});
const own = (id: string, name: string, code: string): string =>
  `android {\n defaultConfig {\n applicationId = ${id}\n versionName = ${name}\n versionCode = ${code}\n }\n}\n`;

describe('the application module of Gradle', () => {
  it('comments, texts and other blocks do not count', async () => {
    await check(
      kotlin(`/* /* applicationId = "no" */ */\n${own('"a.b"', '"1.0" // "2.0"', '5_02_00')}val s = "versionCode = 9"\n`),
      'a.b 1.0 50200',
    );
    await check(
      groovy(
        "def t = '''\nandroid { defaultConfig { applicationId 'no' } }\n'''\nandroid { buildTypes { debug { applicationIdSuffix '.debug'; versionNameSuffix '-d' } }\n productFlavors { free { applicationId 'a.free' } }\n defaultConfig { applicationId 'a.b'; versionName '1'; versionCode 7 } }",
      ),
      'a.b 1 7',
    );
    await check(
      groovy("publishing { versionName = '9' }\nandroid.defaultConfig.applicationId = 'a.b'\nandroid.defaultConfig { versionCode(3) }"),
      'a.b - 3',
    );
  });

  it('suffixes of release count, those of debug do not', async () => {
    const release =
      'android { buildTypes { getByName("release") { applicationIdSuffix = ".r"; versionNameSuffix = "-rc" }\n debug { applicationIdSuffix = ".d" } } }';
    await check(kotlin(own('"a.b"', '"1.0"', '5') + release), 'a.b.r(resolved) 1.0-rc(resolved) 5');
  });

  it('names stand for what they are set to', async () => {
    await check(
      kotlin(`val major = 1\nval minor = 4\n${own('"a.b"', '"$major.${minor}.0"', 'major * 10_000 + minor * 100')}`),
      'a.b 1.4.0(resolved) 10400(resolved)',
    );
    await check(
      groovy(own('project.APP_ID', 'rootProject.ext.versions', 'rootProject.ext.get'), {
        'gradle.properties': 'APP_ID=a.b\n',
        'build.gradle': "ext { versions = '2.1' }\n",
      }),
      'a.b(resolved) 2.1(resolved) ?',
    );
    await check(
      kotlin(own('"a.b"', 'libs.versions.app.name.get()', 'libs.versions.app.code.get().toInt()'), {
        'gradle/libs.versions.toml': '# app-name = "0"\n[versions]\napp-name = "3.1"\napp_code = \'31\'\n[libraries]\napp-name = "no"\n',
      }),
      'a.b 3.1(resolved) 31(resolved)',
    );
    await check(
      kotlin(own('Config.id', 'Config.name', 'Config.code'), {
        'buildSrc/src/main/kotlin/Config.kt': 'object Config {\n const val id = "a.b"\n const val code = 5\n fun name() = "x"\n}\n',
      }),
      'a.b(resolved) ? 5(resolved)',
    );
    await check(groovy(`def code = project.hasProperty('X') ? X : 5\n${own("'a.b'", "findProperty('V') ?: '1'", 'code')}`), 'a.b ? ?');
  });

  it('what runs on a condition is not a certain value', async () => {
    await check(
      groovy(
        `${own("'a.b'", "'1'", '1')}android { defaultConfig { if (ci) versionCode 9\n if (x)\n versionCode 10\n if (y) { applicationId 'no' } } }`,
      ),
      'a.b(guessed) 1 1',
    );
    await check(groovy("android { defaultConfig { if (y) { applicationId 'no' } } }"), '? - -');
    await check(kotlin('val code = 1\nif (ci) { val code = 2 }\n' + own('"a.b"', '"1"', 'code')), 'a.b 1 ?');
  });

  it('only flavors, only a namespace, only a manifest', async () => {
    const flavors = (second: string): string =>
      `android { namespace = "n.s"\n productFlavors { create("a") { applicationId = "a.b" }\n create("b") { applicationId = "${second}" } } }`;
    await check(kotlin(flavors('a.b')), 'a.b(guessed) - -');
    await check(kotlin(flavors('a.c')), '? - -');
    await check(kotlin('android { namespace = "n.s" }'), 'n.s(resolved) - -');
    const manifest =
      '<manifest xmlns:a="http://schemas.android.com/apk/res/android" package="m.n" a:versionName="1.2" a:versionCode="12"><!-- --></manifest>';
    await check({ 'app/src/main/AndroidManifest.xml': manifest }, 'm.n 1.2 12');
    await check(groovy('android { defaultConfig { versionCode code() } }', { 'app/src/main/AndroidManifest.xml': manifest }), 'm.n 1.2 ?');
  });

  it('names that lead to each other or grow without end stay unknown', async () => {
    await check(kotlin(`val a = b\nval b = a\n${own('"a.b"', 'a', 'b')}`), 'a.b ? ?');
    const doubling = Array.from({ length: 200 }, (_, index) => `val v${index} = v${index + 1} + v${index + 1}\n`).join('');
    await check(kotlin(`${doubling}val v200 = "x"\n${own('"a.b"', 'v0', '1')}`), 'a.b ? 1');
  });
});
