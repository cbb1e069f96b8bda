import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes, concatBytes, fromHex, fromUtf8, utf8 } from '../../../../../src/core/base/bytes.ts';
import { openResourceFiles } from '../../../../../src/core/engines/reuse/bundle/pictureResources.ts';
import { encodeProtoResourceTable } from '../../../../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { type ResourceTable } from '../../../../../src/core/formats/android-resources/resourceTableModel.ts';
import { encodeResourceTable } from '../../../../../src/core/formats/resource-table/encodeResourceTable.ts';
import { type ProcessRequest, type ProcessRunner } from '../../../../../src/core/ports/processRunner.ts';
import { type CreatePackageRequest } from '../../../../../src/core/workflow/createPackage.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';
import { createIosPackage, iosApp } from '../../../../support/iosWorkflow.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import { createWithReuse, packedEntries, refusalOf, reusableApp, reuseEngines, shapedEngine } from '../../../../support/reuseWorkflow.ts';

/** The beginning of a bundle that Hermes compiled. */
function hermesBundle(version: number, text: string): Bytes {
  return concatBytes(fromHex('c61fbc03c103191f') ?? new Uint8Array(), new Uint8Array([version, 0, 0, 0]), utf8(text));
}

async function project(files: Readonly<Record<string, string>> = {}, engine = 'react-native'): Promise<MemoryFiles> {
  return await reusableApp(
    {
      '/app/www/index.html': '<!doctype html><title>x</title>',
      '/app/package.json': '{ "name": "hello", "dependencies": { "react-native": "0.87.1" } }',
      '/app/index.js': 'run()',
      '/app/android/app/build.gradle': 'android { defaultConfig { applicationId "com.acme.hello" } }',
      '/app/node_modules/react-native/cli.js': 'cli',
      '/app/node_modules/hermes-compiler/hermesc/linux64-bin/hermesc': 'program',
      ...files,
    },
    { engine },
  );
}

interface Made {
  readonly bundle: Bytes;
  readonly pictures?: Readonly<Record<string, string>>;
}

/** Stands in for Metro and Hermes, and keeps how they were called. */
class BundleTools implements ProcessRunner {
  readonly calls: ProcessRequest[] = [];
  readonly #files: MemoryFiles;
  readonly #made: Made;

  constructor(files: MemoryFiles, made: Made) {
    this.#files = files;
    this.#made = made;
  }

  async run(request: ProcessRequest) {
    this.calls.push(request);
    const after = (name: string) => request.args[request.args.indexOf(name) + 1] ?? '';
    if (request.command === 'node') {
      await this.#files.writeFile(after('--bundle-output'), utf8('script'));
      for (const [path, text] of Object.entries(this.#made.pictures ?? {}))
        await this.#files.writeFile(`${after('--assets-dest')}/${path}`, utf8(text));
    } else await this.#files.writeFile(after('-out'), this.#made.bundle);
    return { exitCode: 0, stdout: '', stderr: '' };
  }
}

const shape = {
  android: 'assets/other/',
  ios: 'other/',
  added: {
    'assets/index.android.bundle': hermesBundle(98, 'one'),
    'assets/app.config': '{ "name": "Hello", "version": "1.0.0", "android": { "versionCode": 1 } }',
  },
};

async function create(
  files: MemoryFiles,
  made: Made | undefined,
  request: Partial<CreatePackageRequest> = {},
  added: Readonly<Record<string, string>> = {},
) {
  const engines = [...reuseEngines(files), shapedEngine(files, 'react-native', { ...shape, added: { ...shape.added, ...added } })];
  const programs = new BundleTools(files, made ?? { bundle: new Uint8Array() });
  return { created: await createWithReuse(files, request, { engines, programs }), calls: programs.calls };
}

const reuse = { overrides: { engine: 'reuse', version: '2.0.0' } } as const;

describe('engine reuse, packages of React Native', () => {
  it('puts the bundle of Metro and Hermes into the last package', async () => {
    const files = await project();
    const first = await create(files, undefined);
    const { created, calls } = await create(files, { bundle: hermesBundle(98, 'two') }, reuse);
    strictEqual(created.record.parent, first.created.record.id);
    const entries = await packedEntries(await files.readFile(created.path));
    deepStrictEqual(entries.get('assets/index.android.bundle')?.bytes, hermesBundle(98, 'two'));
    deepStrictEqual(JSON.parse(fromUtf8(entries.get('assets/app.config')?.bytes ?? new Uint8Array())), {
      name: 'Hello',
      version: '2.0.0',
      android: { versionCode: 2 },
    });
    const folder = '/app/.mobile-distribution/logs/reuse/android-release';
    deepStrictEqual(
      calls.map(({ command, args }) => [command, ...args].join(' ')),
      [
        `node /app/node_modules/react-native/cli.js bundle --platform android --dev false --reset-cache --entry-file index.js --bundle-output ${folder}/index.android.bundle.js --assets-dest ${folder}/assets --minify false`,
        `/app/node_modules/hermes-compiler/hermesc/linux64-bin/hermesc -w -emit-binary -max-diagnostic-width=80 -out ${folder}/bundle.hbc ${folder}/index.android.bundle.js -O -output-source-map`,
      ],
    );
  });

  it('asks Expo for the bundle of an Expo app', async () => {
    const files = await project(
      {
        '/app/package.json': '{ "name": "hello", "main": "expo-router/entry", "dependencies": { "expo": "57.0.33" } }',
        '/app/app.json': '{ "expo": { "name": "Hello", "version": "1.0.0", "android": { "package": "com.acme.hello" } } }',
        '/app/node_modules/expo/bin/cli': 'cli',
      },
      'expo',
    );
    await files.remove('/app/index.js');
    const engines = [...reuseEngines(files), shapedEngine(files, 'expo', shape)];
    await createWithReuse(files, {}, { engines });
    const programs = new BundleTools(files, { bundle: hermesBundle(98, 'two') });
    // The version of the app is edited in the package, so that it does not count.
    await files.writeFile(
      '/app/app.json',
      utf8('{ "expo": { "name": "Hello", "version": "2.0.0", "android": { "package": "com.acme.hello" } } }'),
    );
    await createWithReuse(files, reuse, { engines, programs });
    deepStrictEqual(programs.calls[0]?.args.slice(0, 8), [
      '/app/node_modules/expo/bin/cli',
      'export:embed',
      '--platform',
      'android',
      '--dev',
      'false',
      '--reset-cache',
      '--entry-file',
    ]);
    strictEqual(programs.calls[0]?.args[8], 'expo-router/entry');
    await files.writeFile('/app/app.json', utf8('{ "expo": { "name": "Hello", "plugins": ["expo-camera"] } }'));
    const [issue] = await refusalOf(createWithReuse(files, reuse, { engines, programs }));
    strictEqual(issue?.params['changes'], 'app.json (changed)');
  });

  it('puts bundle and pictures into an app for iOS', async () => {
    const files = await iosApp(
      {
        '/app/www/index.html': '<!doctype html><title>x</title>',
        '/app/package.json': '{ "name": "hello", "dependencies": { "react-native": "0.87.1" } }',
        '/app/index.js': 'run()',
        '/app/ios/Podfile': 'pod',
        '/app/ios/Hello.xcodeproj/project.pbxproj': '// !$*UTF8*$!\n{ objects = {}; }',
        '/app/node_modules/react-native/cli.js': 'cli',
        '/app/node_modules/hermes-compiler/hermesc/linux64-bin/hermesc': 'program',
      },
      { engine: 'react-native' },
    );
    const added = {
      'assets/main.jsbundle': hermesBundle(98, 'one'),
      'assets/assets/src/logo.png': 'old',
      'assets/assets/src/unused.png': 'unused',
    };
    const engines = [...reuseEngines(files), shapedEngine(files, 'react-native', { ...shape, added })];
    const made = { bundle: hermesBundle(98, 'two'), pictures: { 'assets/src/logo.png': 'new', 'assets/src/icon.png': 'icon' } };
    const programs = new BundleTools(files, made);
    await createIosPackage(files, {}, { engines, random: countingRandom(900) });
    const { path } = await createIosPackage(files, reuse, { engines, programs, random: countingRandom(901) });
    const entries = await packedEntries(await files.readFile(path));
    deepStrictEqual(entries.get('Payload/App.app/main.jsbundle')?.bytes, hermesBundle(98, 'two'));
    const pictures = ['logo', 'icon', 'unused'].map((name) =>
      fromUtf8(entries.get(`Payload/App.app/assets/src/${name}.png`)?.bytes ?? new Uint8Array()),
    );
    deepStrictEqual(pictures, ['new', 'icon', 'unused']);
    strictEqual(programs.calls[1]?.args.includes('-output-source-map'), false);
  });

  const refused: readonly (readonly [string, Made, Readonly<Record<string, string>>, string, object])[] = [
    [
      'bytecode of another version',
      { bundle: hermesBundle(99, 'x') },
      {},
      'reuse-hermes-differs',
      { base: 'bytecode version 98', made: 'bytecode version 99' },
    ],
    [
      'a picture that the package has no resource for',
      { bundle: hermesBundle(98, 'x'), pictures: { 'drawable-mdpi/new.png': 'png', 'raw/keep.xml': '<resources/>' } },
      {},
      'reuse-asset-new',
      { count: 1, names: 'drawable-mdpi/new.png' },
    ],
    [
      'an update of Expo in the package',
      { bundle: hermesBundle(98, 'x') },
      { 'assets/app.manifest': '{}' },
      'reuse-base-unfit',
      {
        path: '/app/.mobile-distribution/packages/hello-1.4.0-1-release.apk',
        reason: 'it contains an update of expo-updates, which only a full build can write',
      },
    ],
  ];
  for (const [name, made, added, code, params] of refused) {
    it(`refuses ${name}`, async () => {
      const files = await project();
      await create(files, undefined, {}, added);
      const [issue] = await refusalOf(create(files, made, reuse, added));
      deepStrictEqual([issue?.code, issue?.params], [code, params]);
    });
  }

  it('says which tool of the project is missing before anything runs', async () => {
    const files = await project();
    await create(files, undefined);
    await files.remove('/app/node_modules');
    deepStrictEqual(
      (await refusalOf(create(files, undefined, reuse))).map(({ code, params }) => [code, params['tool']]),
      [
        ['reuse-tool-missing', 'React Native'],
        ['reuse-tool-missing', 'Hermes'],
      ],
    );
  });

  it('refuses a package without a bundle', async () => {
    const files = await project();
    await createWithReuse(files, {}, { engines: [shapedEngine(files, 'react-native', { ...shape, added: {} })] });
    const [issue] = await refusalOf(create(files, undefined, reuse));
    strictEqual(issue?.params['reason'], 'it has no bundle of JavaScript; debug packages load it from a computer');
  });

  const table: ResourceTable = {
    packages: [
      {
        id: 0x7f,
        name: 'com.acme',
        types: [
          {
            id: 1,
            name: 'drawable',
            entries: [
              {
                id: 0,
                name: 'src_logo',
                values: [
                  { configuration: { density: 160 }, value: { type: 'string', value: 'res/a.png' } },
                  { configuration: { density: 320, sdkVersion: 4 }, value: { type: 'string', value: 'res/b.png' } },
                  { configuration: { language: 'fr', density: 240 }, value: { type: 'string', value: 'res/c.png' } },
                ],
              },
            ],
          },
          {
            id: 2,
            name: 'raw',
            entries: [{ id: 0, name: 'src_sound', values: [{ configuration: {}, value: { type: 'string', value: 'res/d.mp3' } }] }],
          },
        ],
      },
    ],
  };
  for (const [form, bytes, prefix] of [
    ['apk', encodeResourceTable(table), ''],
    ['aab', encodeProtoResourceTable(table), 'base/'],
  ] as const) {
    it(`finds pictures by the resource table: ${form}`, () => {
      const { files } = openResourceFiles(bytes, form, prefix);
      ok(files);
      const paths = ['drawable-mdpi/src_logo.png', 'drawable-xhdpi/src_logo.png', 'raw/src_sound.mp3'];
      deepStrictEqual(
        paths.map((path) => files.entryOf(path)),
        [`${prefix}res/a.png`, `${prefix}res/b.png`, `${prefix}res/d.mp3`],
      );
      const none = [
        'drawable-hdpi/src_logo.png',
        'drawable-mdpi/src_logo.webp',
        'drawable-mdpi/src_logo.9.png',
        'drawable-mdpi/../a.png',
        'x',
      ];
      deepStrictEqual(
        none.map((path) => files.entryOf(path)),
        [undefined, undefined, undefined, undefined, undefined],
      );
    });
  }
});
