import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { findApps, walkLimits } from '../../../../src/core/projects/findApps.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

async function check(files: readonly string[], expected: readonly string[]): Promise<void> {
  const memory = new MemoryFiles(Object.fromEntries(files.map((path) => [path, '{}'])));
  const { apps } = await findApps(memory, posixPaths, '/w');
  deepStrictEqual(
    apps.map(({ folder }) => folder),
    expected,
  );
}

function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}

describe('findApps', () => {
  it('finds the apps of a workspace, and not what is inside other people’s code', () =>
    check(
      [
        '/w/apps/one/index.html',
        '/w/apps/two/mobile-distribution.json',
        '/w/node_modules/three/index.html',
        '/w/.git/four/index.html',
        '/w/docs/a.md',
      ],
      ['/w/apps/one', '/w/apps/two'],
    ));

  it('takes parts of an app for apps only when they have their own settings', () =>
    check(['/w/index.html', '/w/demo/index.html', '/w/samples/a/mobile-distribution.json', '/w/dist/index.html'], ['/w', '/w/samples/a']));

  it('finds the apps of monorepos, whose roots are none', async () => {
    const reactNative = {
      'package.json': '{ "name": "mobile", "dependencies": { "react-native": "*" } }',
      'android/settings.gradle': "include ':app'",
      'android/app/build.gradle': "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.mobile' } }",
    };
    const expo = { 'package.json': '{ "name": "store", "dependencies": { "expo": "*" } }', 'app.json': '{ "expo": { "name": "Store" } }' };
    const shared = '{ "name": "root", "private": true, "devDependencies": { "vite": "7", "react-native": "0.87.1", "expo": "57" }';
    const roots: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      npm: { 'package.json': `${shared}, "workspaces": ["apps/*"] }`, 'package-lock.json': '{}' },
      yarn: { 'package.json': `${shared}, "workspaces": { "packages": ["apps/*"] } }`, 'yarn.lock': '' },
      pnpm: { 'package.json': `${shared} }`, 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n' },
      nx: { 'package.json': `${shared}, "workspaces": ["apps/*"] }`, 'nx.json': '{}' },
      turborepo: { 'package.json': `${shared}, "workspaces": ["apps/*"] }`, 'turbo.json': '{}' },
    };
    for (const [name, root] of Object.entries(roots)) {
      const place = (folder: string, texts: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
        Object.entries(texts).map(([path, text]) => [`/w/${folder}${path}`, text] as const);
      const files = [...place('', root), ...place('apps/mobile/', reactNative), ...place('apps/store/', expo)];
      const { apps } = await findApps(new MemoryFiles(Object.fromEntries(files)), posixPaths, '/w');
      deepStrictEqual(
        [name, ...apps.map(({ folder, project }) => `${folder} ${project?.engine ?? '-'}`)],
        [name, '/w/apps/mobile react-native', '/w/apps/store expo'],
      );
    }
  });

  it('finds the apps of included builds of Gradle, and no app in a build of plugins', async () => {
    const app = "plugins { id 'com.android.application' }\nandroid { defaultConfig { applicationId 'com.acme.shop' } }";
    const { apps } = await findApps(
      new MemoryFiles({
        '/w/settings.gradle.kts': 'includeBuild("build-logic")\nincludeBuild("apps/shop")\nincludeBuild("libraries")\n',
        '/w/build-logic/settings.gradle.kts': 'include(":convention")',
        '/w/build-logic/convention/build.gradle.kts': 'plugins { `kotlin-dsl` }',
        '/w/libraries/settings.gradle.kts': 'include(":core")',
        '/w/libraries/core/build.gradle.kts': 'plugins { id("com.android.library") }',
        '/w/apps/shop/settings.gradle': "include ':app'",
        '/w/apps/shop/app/build.gradle': app,
      }),
      posixPaths,
      '/w',
    );
    deepStrictEqual(
      apps.map(({ folder, project }) => `${folder} ${project?.engine ?? '-'} ${project?.android?.appIdentifier?.value ?? '-'}`),
      ['/w/apps/shop gradle com.acme.shop'],
    );
  });

  it('finds the app whose plugin a build of the project itself makes', async () => {
    const { apps } = await findApps(
      new MemoryFiles({
        '/w/settings.gradle.kts': 'pluginManagement { includeBuild("build-logic") }\ninclude(":app")\ninclude(":core")\n',
        '/w/gradle/libs.versions.toml': '[plugins]\nacme-application = { id = "acme.android.application" }\n',
        '/w/build-logic/settings.gradle.kts': 'include(":convention")',
        '/w/core/build.gradle.kts': 'plugins { id("acme.android.library") }\nandroid { namespace = "com.acme.core" }',
        '/w/app/build.gradle.kts':
          'plugins { alias(libs.plugins.acme.application) }\nandroid { namespace = "com.acme.shop"\n defaultConfig { applicationId = "com.acme.shop"\n versionCode = 3 } }',
      }),
      posixPaths,
      '/w',
    );
    deepStrictEqual(
      apps.map(({ folder, project }) => `${folder} ${project?.engine ?? '-'} ${project?.android?.appIdentifier?.value ?? '-'}`),
      ['/w gradle com.acme.shop'],
    );
  });

  it('follows no link: not out of the workspace, and not to an app a second time', async () => {
    const memory = new MemoryFiles({ '/w/one/index.html': '', '/w/again/index.html': '', '/w/away/index.html': '' });
    const readDirectory = memory.readDirectory.bind(memory);
    memory.readDirectory = async (path) =>
      (await readDirectory(path)).map((entry) => (entry.name === 'again' || entry.name === 'away' ? { ...entry, isLink: true } : entry));
    const { apps } = await findApps(memory, posixPaths, '/w');
    deepStrictEqual(
      apps.map(({ folder }) => folder),
      ['/w/one'],
    );
  });

  it('ends', async () => {
    const memory = new MemoryFiles(
      Object.fromEntries(Array.from({ length: walkLimits.folders + 5 }, (_, index) => [`/w/f${index}/a.md`, ''])),
    );
    memory.readDirectory = async (path) =>
      path === '/w' ? Array.from({ length: 5000 }, (_, index) => ({ name: `f${index}`, kind: 'directory' as const })) : [];
    strictEqual((await findApps(memory, posixPaths, '/w')).isPartial, true);
  });

  async function checkIgnored(texts: Readonly<Record<string, string>>, expected: readonly string[], root = '/w'): Promise<void> {
    const { apps } = await findApps(new MemoryFiles(texts), posixPaths, root);
    deepStrictEqual(
      apps.map(({ folder }) => folder),
      expected,
    );
  }
  const settings = '{ "name": "A" }';

  it('leaves out what ignore files name: of the repository, of any folder, and of ripgrep', async () => {
    const apps = Object.fromEntries(
      ['app', 'generated/a', 'apps/one', 'apps/two', 'apps/three/old', 'local', 'searched'].map((folder) => [
        `/w/${folder}/mobile-distribution.json`,
        settings,
      ]),
    );
    await checkIgnored(
      {
        ...apps,
        '/w/.git/HEAD': '',
        '/w/.git/info/exclude': 'local\n',
        '/w/.gitignore': '/generated/\n',
        '/w/.ignore': 'searched\n',
        '/w/apps/.gitignore': '*\n!one\n!three\n',
        '/w/apps/three/.gitignore': 'old/',
      },
      ['/w/app', '/w/apps/one'],
    );
    await checkIgnored(
      apps,
      Object.keys(apps)
        .map((path) => path.replace('/mobile-distribution.json', ''))
        .toSorted(byDepth),
    );
  });

  it('takes the rules of the folders around the root up to the repository, and none that ignore the root itself', async () => {
    const texts = {
      '/r/.gitignore': 'old\n',
      '/r/w/.gitignore': '',
      '/r/w/old/mobile-distribution.json': settings,
      '/r/w/new/mobile-distribution.json': settings,
    };
    await checkIgnored({ ...texts, '/r/.git/HEAD': '' }, ['/r/w/new'], '/r/w');
    // Without a repository, a file above the root is of somebody else.
    await checkIgnored(texts, ['/r/w/new', '/r/w/old'], '/r/w');
    // A folder that ignores everything, which someone opened.
    await checkIgnored({ ...texts, '/r/.git/HEAD': '', '/r/.gitignore': '*\n' }, ['/r/w/new', '/r/w/old'], '/r/w');
    await checkIgnored({ ...texts, '/r/.git/HEAD': '', '/r/.gitignore': 'old\n/w/new\n' }, [], '/r/w');
    await checkIgnored({ ...texts, '/r/.git': 'gitdir: elsewhere' }, ['/r/w/new'], '/r/w');
  });

  it('leaves out the folders that were excluded', async () => {
    const settings = '{ "name": "A" }';
    const memory = new MemoryFiles({
      '/w/app/mobile-distribution.json': settings,
      '/w/examples/a/mobile-distribution.json': settings,
      '/w/examples-2/mobile-distribution.json': settings,
    });
    const { apps } = await findApps(memory, posixPaths, '/w', { excluded: ['examples', './examples/a', 'nowhere'] });
    deepStrictEqual(
      apps.map(({ folder }) => folder),
      ['/w/app', '/w/examples-2'],
    );
  });
});
