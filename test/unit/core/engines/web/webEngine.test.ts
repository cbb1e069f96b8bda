import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { type BuildSpec } from '../../../../../src/core/engines/engine/engine.ts';
import { WebEngine } from '../../../../../src/core/engines/web/webEngine.ts';
import { type WebEnginePorts } from '../../../../../src/core/engines/web/webEnginePorts.ts';
import { inspectAndroidXml } from '../../../../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../../../src/core/formats/zip/readEntry.ts';
import { type ReadOptions } from '../../../../../src/core/ports/fileSystem.ts';
import { buildWithEngine } from '../../../../support/buildWithEngine.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { webSpec, webWorld } from '../../../../support/webWorld.ts';

const web = {
  '/app/www/index.html': 'hello '.repeat(100),
  '/app/www/js/main.mjs': 'export {};'.repeat(100),
  '/app/www/film.mp4': new Uint8Array(1000),
  '/app/www/größe/日本.txt': 'x',
};

interface Built {
  readonly bytes: Bytes;
  readonly steps: readonly number[];
}

async function build(spec: BuildSpec, ports: WebEnginePorts = webWorld(web), signal = new AbortController().signal): Promise<Built> {
  const files = new MemoryFiles();
  const output = await files.createFile('/out');
  const steps: number[] = [];
  await buildWithEngine(new WebEngine(ports), spec, output, { report: ({ fraction }) => steps.push(fraction), signal });
  await output.commit();
  return { bytes: await files.readFile('/out'), steps };
}

async function listing(bytes: Bytes): Promise<readonly string[]> {
  const { archive, issues } = await inspectZip(bytesSource(bytes));
  deepStrictEqual(issues, []);
  return (archive?.entries ?? [])
    .map(({ name, method }) => `${method === 0 ? 'stored' : 'deflated'} ${name}`)
    .filter((line) => !line.includes(' res/mipmap') && !line.includes('/res/mipmap'));
}

describe('the web engine', () => {
  it('is there in one version, for both platforms', async () => {
    const engine = new WebEngine(webWorld({}));
    deepStrictEqual([engine.id, await engine.versions(), engine.platforms], ['web', ['1'], ['android', 'ios']]);
  });

  it('writes an APK in a fixed order, media and the table stored', async () => {
    const { bytes, steps } = await build(webSpec({ webDir: 'www' }));
    deepStrictEqual(await listing(bytes), [
      'deflated AndroidManifest.xml',
      'stored classes.dex',
      'stored resources.arsc',
      'deflated res/xml/data_extraction_rules.xml',
      'deflated res/xml/network_security_config.xml',
      'stored assets/www/film.mp4',
      'stored assets/www/größe/日本.txt',
      'deflated assets/www/index.html',
      'deflated assets/www/js/main.mjs',
    ]);
    deepStrictEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    strictEqual(steps.at(-1), 1);
  });

  it('lists the folder once for a check and its build, and again when a person took their time in between', async () => {
    let nowMs = Date.UTC(2026, 0, 1);
    const looksAfter = async (waitMs: number): Promise<number> => {
      const ports = webWorld(web);
      let looks = 0;
      const { files } = ports;
      const readDirectory = files.readDirectory.bind(files);
      files.readDirectory = async (path) => {
        if (path === '/app/www') looks++;
        return await readDirectory(path);
      };
      const engine = new WebEngine({ ...ports, clock: { now: () => new Date(nowMs) } });
      const spec = webSpec({ webDir: 'www' });
      await engine.check(spec, new AbortController().signal);
      nowMs += waitMs;
      await buildWithEngine(engine, spec, await new MemoryFiles().createFile('/out'));
      return looks;
    };
    deepStrictEqual([await looksAfter(2000), await looksAfter(2001), await looksAfter(-1)], [1, 2, 2]);
  });

  it('writes an app bundle with the same parts', async () => {
    const { bytes } = await build(webSpec({ webDir: 'www' }, { buildType: 'app-bundle' }));
    deepStrictEqual(
      (await listing(bytes)).map((line) => line.replace(/^\w+ /, '')),
      [
        'BundleConfig.pb',
        'base/manifest/AndroidManifest.xml',
        'base/dex/classes.dex',
        'base/resources.pb',
        'base/res/xml/data_extraction_rules.xml',
        'base/res/xml/network_security_config.xml',
        'base/assets/www/film.mp4',
        'base/assets/www/größe/日本.txt',
        'base/assets/www/index.html',
        'base/assets/www/js/main.mjs',
      ],
    );
  });

  it('has the update check in packages that ask for it, and nothing of it in others or for stores', async () => {
    const updateCheck = 'https://releases.example.com/v0.1/public/sdk/links/x/releases/latest';
    const partsOf = async (spec: BuildSpec): Promise<readonly string[]> =>
      (await listing((await build(spec)).bytes))
        .filter((line) => /classes|assets\/shell|App$|updates/.test(line))
        .map((line) => line.split(' ')[1] ?? '');
    deepStrictEqual(await partsOf(webSpec({ webDir: 'www', updateCheck })), ['classes.dex', 'classes2.dex', 'assets/shell/updates.json']);
    deepStrictEqual(await partsOf(webSpec({ webDir: 'www', updateCheck }, { buildType: 'app-bundle' })), ['base/dex/classes.dex']);
    deepStrictEqual(await partsOf(webSpec({ webDir: 'www' })), ['classes.dex']);
    const ios = { platform: 'ios', buildType: 'ad-hoc' } as const;
    deepStrictEqual(await partsOf(webSpec({ webDir: 'www', updateCheck }, ios)), [
      'Payload/App.app/App',
      'Payload/App.app/shell/updates.json',
    ]);
    const { bytes } = await build(webSpec({ webDir: 'www', updateCheck }));
    const { archive } = await inspectZip(bytesSource(bytes));
    const contentOf = async (name: string): Promise<Bytes> => {
      const entry = archive?.entries.find((candidate) => candidate.name === name);
      ok(entry);
      return (await readEntry(bytesSource(bytes), entry, { maxBytes: 1_000_000 })).bytes ?? new Uint8Array();
    };
    const settings: { readonly address: string; readonly texts: Readonly<Record<string, readonly string[]>> } = JSON.parse(
      Buffer.from(await contentOf('assets/shell/updates.json')).toString(),
    );
    strictEqual(settings.address, updateCheck);
    for (const texts of Object.values(settings.texts)) strictEqual(texts.filter((text) => text !== '').length, 4);
    const manifest = inspectAndroidXml(await contentOf('AndroidManifest.xml'));
    ok(
      JSON.stringify(manifest, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).includes(
        'UpdatingApplication',
      ),
    );
  });

  it('says what is wrong with an address for updates, and that stores update their apps', async () => {
    const codes = async (updateCheck: string, buildType: BuildSpec['buildType'] = 'release'): Promise<readonly string[]> =>
      (await new WebEngine(webWorld(web)).check(webSpec({ webDir: 'www', updateCheck }, { buildType }), new AbortController().signal))
        .filter(({ place }) => place?.pointer === '/web/updateCheck')
        .map(({ code, severity }) => `${severity} ${code}`);
    for (const wrong of [
      '',
      'x',
      'http://a.example/',
      'https://u:p@a.example/',
      'https://a.example/#x',
      `https://a.example/${'x'.repeat(2000)}`,
    ])
      deepStrictEqual(await codes(wrong), ['error web-update-check-wrong'], wrong);
    deepStrictEqual(await codes('https://a.example/latest'), []);
    deepStrictEqual(await codes('https://a.example/latest', 'app-bundle'), ['info web-update-check-left-out']);
  });

  it('writes a manifest that can be read again, and web files as they are', async () => {
    const { bytes } = await build(webSpec({ webDir: 'www' }));
    const source = bytesSource(bytes);
    const { archive } = await inspectZip(source);
    const read = async (name: string): Promise<Bytes> => {
      const entry = archive?.entries.find((candidate) => candidate.name === name);
      if (!entry) throw new Error(`no ${name}`);
      const { bytes: content } = await readEntry(source, entry, { maxBytes: 1_000_000 });
      if (!content) throw new Error(`${name} cannot be read`);
      return content;
    };
    const { root, issues } = inspectAndroidXml(await read('AndroidManifest.xml'));
    deepStrictEqual([root?.name, issues], ['manifest', []]);
    strictEqual(new TextDecoder().decode(await read('assets/www/index.html')), web['/app/www/index.html']);
  });

  it('gives the same bytes for the same input, whatever the order of the disk', async () => {
    const other = webWorld(Object.fromEntries(Object.entries(web).toReversed()));
    for (const buildType of ['release', 'app-bundle'] as const) {
      const spec = webSpec({ webDir: 'www' }, { buildType });
      deepStrictEqual((await build(spec)).bytes, (await build(spec, other)).bytes);
    }
  });

  it('packs an address with the page for when it cannot be reached', async () => {
    const { bytes } = await build(webSpec({ address: 'https://example.com/' }));
    deepStrictEqual(
      (await listing(bytes)).filter((line) => line.includes('assets/')),
      ['deflated assets/shell/offline.html'],
    );
  });

  it('refuses what its check calls an error, with the issues', async () => {
    await rejects(
      build(webSpec({ webDir: 'none' })),
      (error) => isFailure(error, 'issues-found') && error.issues[0]?.code === 'web-folder-missing',
    );
  });

  it('stops when it is cancelled', async () => {
    await rejects(build(webSpec({ webDir: 'www' }), webWorld(web), AbortSignal.abort()), (error) => isFailure(error, 'cancelled'));
  });

  it('fails with the error of a file that cannot be read', async () => {
    const ports = webWorld(web);
    const files = Object.assign(new MemoryFiles(web), {
      readFile: async (path: string, options: ReadOptions) => {
        if (path.endsWith('.mjs')) throw new Error('broken disk');
        return ports.files.readFile(path, options);
      },
    });
    await rejects(build(webSpec({ webDir: 'www' }), { ...ports, files }), /broken disk/);
  });

  it('stops within a large file, and says how far it is', async () => {
    const files = { '/app/www/index.html': 'x', '/app/www/large.bin': new Uint8Array(40_000_000) };
    const output = await new MemoryFiles().createFile('/out');
    const controller = new AbortController();
    let seen = 0;
    const context = {
      log: () => undefined,
      signal: controller.signal,
      report: ({ step, fraction }: { readonly step: string; readonly fraction: number }): void => {
        if (step !== 'packing web files' || fraction > 0.9) return;
        seen = fraction;
        if (fraction > 0.4) controller.abort();
      },
    };
    await rejects(buildWithEngine(new WebEngine(webWorld(files)), webSpec({ webDir: 'www' }), output, context), (error) =>
      isFailure(error, 'cancelled'),
    );
    ok(seen > 0.4 && seen < 0.8, String(seen));
  });

  it('packs many files and large ones', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`/app/www/${index}.js`, `const a = ${index};`.repeat(50)]));
    const { bytes } = await build(
      webSpec({ webDir: 'www' }),
      webWorld({ ...many, '/app/www/index.html': 'x', '/app/www/large.bin': new Uint8Array(9_000_000) }),
    );
    ok((await listing(bytes)).includes('deflated assets/www/large.bin'));
  });
});
