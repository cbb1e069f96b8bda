/** Packages of NativeScript that are made from an earlier one, with a stand-in for its bundler. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { type ProcessRequest } from '../../../../../src/core/ports/processRunner.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import {
  createWithReuse,
  packedEntries,
  refusalOf,
  reusableApp,
  reuseEngines,
  shapedEngine,
  type PackageShape,
} from '../../../../support/reuseWorkflow.ts';

const output = '/app/platforms/android/app/src/main/assets/app';
const config = "export default {\n  id: 'com.acme.hello',\n  appPath: 'src',\n  appResourcesPath: 'native/res',\n}";

/** As the tool packs an app, whose scripts are pages here. */
const shape: PackageShape = {
  android: 'assets/app/',
  ios: 'app/',
  added: { 'assets/app/package.json': '{ "main": "bundle" }', 'assets/metadata/treeNodeStream.dat': 'metadata' },
};

async function project(): Promise<MemoryFiles> {
  return await reusableApp(
    {
      '/app/www/index.html': '<!doctype html><title>x</title>',
      '/app/www/bundle.js': 'old();',
      '/app/package.json': '{ "name": "hello", "dependencies": { "@nativescript/core": "9.1.0" } }',
      '/app/package-lock.json': '{}',
      '/app/nativescript.config.ts': config,
      '/app/native/res/Android/app.gradle': 'android { defaultConfig { versionCode 1 } }',
      '/app/node_modules/nativescript/package.json': '{ "version": "9.1.1", "bin": { "ns": "./bin/tns" } }',
      '/app/node_modules/nativescript/lib/nativescript-cli-lib.js': '',
      '/app/node_modules/@nativescript/webpack/package.json':
        '{ "version": "5.0.25", "bin": { "nativescript-webpack": "dist/bin/index.js" } }',
      '/usr/bin/node': '',
    },
    { engine: 'nativescript' },
  );
}

interface Bundling {
  readonly writes?: Readonly<Record<string, string>>;
  readonly says?: string;
  readonly base?: PackageShape;
}

async function create(files: MemoryFiles, engine: 'nativescript' | 'reuse', { writes = {}, says = '', base = shape }: Bundling = {}) {
  const calls: ProcessRequest[] = [];
  const made = createWithReuse(
    files,
    { overrides: { engine, version: '2.0.0' } },
    {
      engines: [...reuseEngines(files), shapedEngine(files, 'nativescript', base)],
      programs: {
        run: async (request) => {
          calls.push(request);
          for (const [path, text] of Object.entries(writes)) await files.writeFile(`${output}/${path}`, utf8(text));
          request.onLine?.(says, 'stdout');
          return { exitCode: 0, stdout: '', stderr: '' };
        },
      },
    },
  );
  return { made: await made, calls };
}

const scripts = { 'bundle.js': 'bundle();', 'vendor.js': 'vendor();', 'assets/one.txt': 'one' };

describe('the engine reuse for NativeScript', () => {
  it('replaces the scripts by those of the project’s bundler, and keeps what the tool adds', async () => {
    const files = await project();
    const first = await create(files, 'nativescript');
    await files.writeFile(`${output}/left.js`, utf8('of an earlier bundle'));
    const { made, calls } = await create(files, 'reuse', { writes: scripts });
    strictEqual(made.record.parent, first.made.record.id);
    const entries = await packedEntries(await files.readFile(made.path));
    deepStrictEqual([...entries.keys()].filter((name) => name.startsWith('assets/')).toSorted(), [
      'assets/app/assets/one.txt',
      'assets/app/bundle.js',
      'assets/app/package.json',
      'assets/app/vendor.js',
      'assets/metadata/treeNodeStream.dat',
    ]);
    deepStrictEqual(
      calls.map(({ command, args }) => [command, ...args].join(' ')),
      [
        [
          '/usr/bin/node --preserve-symlinks /app/node_modules/@nativescript/webpack/dist/bin/index.js build --config=webpack.config.js',
          '--env.android --env.production --env.appId=com.acme.hello --env.appPath=src --env.appResourcesPath=native/res --env.buildPath=platforms',
          '--env.nativescriptLibPath=/app/node_modules/nativescript/lib/nativescript-cli-lib.js',
        ].join(' '),
      ],
    );
  });

  it('is refused after a change of the native resources, wherever the configuration has them', async () => {
    const files = await project();
    await create(files, 'nativescript');
    await files.writeFile('/app/native/res/Android/src/main/java/Main.java', utf8('class Main {}'));
    const [issue] = await refusalOf(create(files, 'reuse', { writes: scripts }));
    strictEqual(issue?.params['changes'], 'native/res/Android/src/main/java/Main.java (new)');
  });

  it('takes no bundle with errors, with which webpack ends as if all was well, and no missing one', async () => {
    const files = await project();
    await create(files, 'nativescript');
    const failed = create(files, 'reuse', {
      writes: scripts,
      says: '\u001B[1mwebpack 5.113.0 compiled with \u001B[31m5 errors\u001B[39m in 9 ms',
    });
    strictEqual(
      await failed.then(
        () => '',
        (error: unknown) => (isFailure(error) ? error.code : '?'),
      ),
      'build-step-failed',
    );
    const [issue] = await refusalOf(create(files, 'reuse'));
    strictEqual(issue?.code, 'reuse-base-unfit');
  });

  it('is refused for a package with a snapshot, for another bundler, and without the tools', async () => {
    const codes = async (files: MemoryFiles, base?: PackageShape): Promise<readonly string[]> => {
      await create(files, 'nativescript', base && { base });
      return (await refusalOf(create(files, 'reuse', { writes: scripts }))).map(({ code }) => code);
    };
    const snapshot = { ...shape, added: { ...shape.added, 'assets/snapshots/x86_64/snapshot.blob': 'blob' } };
    deepStrictEqual(await codes(await project(), snapshot), ['reuse-base-unfit']);
    const other = await project();
    await other.writeFile('/app/nativescript.config.ts', utf8(config.replace('{', "{\n  bundler: 'vite',")));
    deepStrictEqual(await codes(other), ['reuse-project-unfit']);
    const bare = await project();
    await bare.remove('/app/node_modules/nativescript/package.json');
    await bare.remove('/app/node_modules/@nativescript/webpack/package.json');
    deepStrictEqual(await codes(bare), ['framework-tool-missing', 'framework-tool-missing']);
  });
});
