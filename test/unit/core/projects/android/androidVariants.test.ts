import { deepStrictEqual } from 'node:assert/strict';
import { readAndroidModule } from '../../../../../src/core/projects/android/androidModule.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

/** Each variant as `name identifier`, with `?` for an identifier that only a build can know and `!` for one that is debuggable. */
async function check(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])));
  const facts = await readAndroidModule(new ProjectFolder(memory, posixPaths, '/app'), { root: [], module: ['app'] });
  deepStrictEqual(
    (facts?.variants ?? []).map(
      ({ name, appIdentifier, isDebuggable }) => `${name} ${appIdentifier?.value ?? '?'}${isDebuggable === true ? ' !' : ''}`,
    ),
    expected,
  );
}

const groovy = (android: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...others,
  'app/build.gradle': `apply plugin: 'com.android.application'\nandroid {\n${android}\n}`,
});
const kotlin = (android: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...others,
  'app/build.gradle.kts': `plugins { alias(libs.plugins.android.application) }\nandroid {\n${android}\n}`,
});

describe('the variants of a Gradle application', () => {
  it('are the two build types where the project says nothing else', async () => {
    await check(groovy("defaultConfig { applicationId 'a.b' }"), ['debug a.b !', 'release a.b']);
    await check(kotlin('namespace = "a.ns"'), ['debug a.ns !', 'release a.ns']);
    await check(groovy('', { 'app/src/main/AndroidManifest.xml': '<manifest package="a.manifest"/>' }), [
      'debug a.manifest !',
      'release a.manifest',
    ]);
  });

  it('are flavors and build types with their suffixes, also of those that a type begins with', async () => {
    await check(
      groovy(`defaultConfig { applicationId "a.b" }
        buildTypes {
          debug { applicationIdSuffix '.debug' }
          release { applicationIdSuffix 'r' }
          staging { initWith release; applicationIdSuffix '.staging' }
          qa { initWith(debug) }
          loud { initWith staging; debuggable true }
        }
        flavorDimensions 'tier'
        productFlavors { free { applicationIdSuffix '.free' } paid { applicationId 'a.paid' } }`),
      [
        'freeDebug a.b.free.debug !',
        'freeRelease a.b.free.r',
        'freeStaging a.b.free.staging',
        'freeQa a.b.free.debug !',
        'freeLoud a.b.free.staging !',
        'paidDebug a.paid.debug !',
        'paidRelease a.paid.r',
        'paidStaging a.paid.staging',
        'paidQa a.paid.debug !',
        'paidLoud a.paid.staging !',
      ],
    );
  });

  it('combine flavors of several dimensions in the order of the dimensions', () =>
    check(
      kotlin(
        `namespace = "a.ns"
        defaultConfig { applicationId = libs.versions.applicationId.get() }
        flavorDimensions += listOf("store", "tier")
        productFlavors {
          create("free") { dimension = "tier"; applicationIdSuffix = ".free" }
          register("full") { dimension = "tier" }
          create("play") { dimension = "store"; applicationIdSuffix = ".play" }
        }
        buildTypes { getByName("debug") { isDebuggable = false } }`,
        {
          'gradle/libs.versions.toml':
            '[versions]\napplicationId = "a.catalog"\n[plugins]\nandroid-application = { id = "com.android.application" }',
        },
      ),
      [
        'playFreeDebug a.catalog.play.free',
        'playFreeRelease a.catalog.play.free',
        'playFullDebug a.catalog.play',
        'playFullRelease a.catalog.play',
      ],
    ));

  it('have no identifier where a part of it is computed', async () => {
    await check(groovy("defaultConfig { applicationId idOf() }\nflavorDimensions 'd'\nproductFlavors { a { applicationId 'x.y' } b {} }"), [
      'aDebug x.y !',
      'aRelease x.y',
      'bDebug ? !',
      'bRelease ?',
    ]);
    await check(groovy("defaultConfig { applicationId 'a.b' }\nbuildTypes { debug { applicationIdSuffix System.getenv('S') } }"), [
      'debug ? !',
      'release a.b',
    ]);
  });

  it('keep the identifier of all where a flavor belongs to no dimension, which the Android plugin refuses', async () => {
    const flavor = "productFlavors { fdroid { applicationId 'a.fdroid' } }";
    await check(groovy(`defaultConfig { applicationId 'a.b' }\n${flavor}`), ['fdroidDebug a.b !', 'fdroidRelease a.b']);
    await check(groovy(flavor), ['fdroidDebug a.fdroid !', 'fdroidRelease a.fdroid']);
    const ofStore = "productFlavors { fdroid { dimension 'store'; applicationId 'a.fdroid' } }";
    await check(groovy(`defaultConfig { applicationId 'a.b' }\n${ofStore}`), ['fdroidDebug a.fdroid !', 'fdroidRelease a.fdroid']);
  });

  it('stay a list of a size that people read', async () => {
    const flavors = Array.from({ length: 400 }, (_, index) => `f${index} {}`).join('\n');
    const memory = new MemoryFiles({ '/app/app/build.gradle': `android { productFlavors {\n${flavors}\n} }` });
    const facts = await readAndroidModule(new ProjectFolder(memory, posixPaths, '/app'), { root: [], module: ['app'] });
    deepStrictEqual(facts?.variants?.length, 200);
  });
});
