import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../../../src/core/base/byteSource.ts';
import { fromUtf8, type Bytes } from '../../../../../../src/core/base/bytes.ts';
import { type BuildSpec } from '../../../../../../src/core/engines/engine/engine.ts';
import { WebEngine } from '../../../../../../src/core/engines/web/webEngine.ts';
import { inspectPng } from '../../../../../../src/core/formats/image/inspectPng.ts';
import { encodePng } from '../../../../../../src/core/formats/image/encodePng.ts';
import { createImage, isOpaque } from '../../../../../../src/core/formats/image/rgbaImage.ts';
import { centerImage } from '../../../../../../src/core/formats/image/composeImage.ts';
import { inspectPlist } from '../../../../../../src/core/formats/plist/inspectPlist.ts';
import { plainPlist } from '../../../../../../src/core/formats/plist/plainPlist.ts';
import { type ZipEntry } from '../../../../../../src/core/formats/zip/zipEntry.ts';
import { inspectZip } from '../../../../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../../../../src/core/formats/zip/readEntry.ts';
import { type IosSettings, type WebSettings } from '../../../../../../src/core/settings/appSettings.ts';
import { buildWithEngine } from '../../../../../support/buildWithEngine.ts';
import { MemoryFiles } from '../../../../../support/memoryFiles.ts';
import { plainPng, webSpec, webWorld, type Answer } from '../../../../../support/webWorld.ts';

const app = 'Payload/App.app';

function spec(web: WebSettings, ios: IosSettings = {}, changes: Partial<BuildSpec> = {}): BuildSpec {
  return { ...webSpec(web, { platform: 'ios', buildType: 'ad-hoc', ...changes }), settings: { web, ios } };
}

class Built {
  readonly entries: readonly ZipEntry[];
  readonly #bytes: Bytes;

  private constructor(bytes: Bytes, entries: readonly ZipEntry[]) {
    this.#bytes = bytes;
    this.entries = entries;
  }

  static async of(
    files: Readonly<Record<string, string | Bytes>>,
    wanted: BuildSpec,
    answers: Readonly<Record<string, Answer>> = {},
  ): Promise<Built> {
    const disk = new MemoryFiles();
    const output = await disk.createFile('/out');
    const signal = new AbortController().signal;
    await buildWithEngine(new WebEngine(webWorld(files, answers)), wanted, output, { report: () => {}, signal });
    await output.commit();
    const bytes = await disk.readFile('/out');
    const { archive, issues } = await inspectZip(bytesSource(bytes));
    deepStrictEqual(issues, []);
    return new Built(bytes, archive?.entries ?? []);
  }

  async read(name: string): Promise<Bytes> {
    const entry = this.entries.find((each) => each.name === `${app}/${name}`);
    const { bytes } = entry ? await readEntry(bytesSource(this.#bytes), entry, { maxBytes: 1_000_000 }) : {};
    if (!bytes) throw new Error(`${name} is not in the package`);
    return bytes;
  }

  async info(name = 'Info.plist'): Promise<Readonly<Record<string, unknown>>> {
    const { value } = inspectPlist(await this.read(name));
    const plain = value && plainPlist(value);
    if (typeof plain !== 'object' || plain === null) throw new Error('no dictionary');
    return Object.fromEntries(Object.entries(plain));
  }
}

const page = { '/app/www/index.html': '<link rel=manifest href=m.json>' };

describe('an app for iOS made of web files', () => {
  it('has its parts in a fixed order, and modes that devices need', async () => {
    const files = {
      ...page,
      '/app/www/m.json': '{"name_localized":{}}',
      '/app/www/film.mp4': new Uint8Array(9),
      '/app/www/größe.txt': 'x',
    };
    const { entries } = await Built.of(files, spec({ webDir: 'www', names: { de: 'Hallo' } }));
    deepStrictEqual(
      entries
        .filter(({ name }) => !name.includes('AppIcon'))
        .map(({ name, method, externalAttributes }) => `${name} ${method} ${(externalAttributes >>> 16).toString(8)}`),
      [
        `${app}/Info.plist 8 100644`,
        `${app}/PkgInfo 0 100644`,
        `${app}/App 0 100755`,
        `${app}/de.lproj/InfoPlist.strings 8 100644`,
        `${app}/www/film.mp4 0 100644`,
        `${app}/www/größe.txt 0 100644`,
        `${app}/www/index.html 0 100644`,
        `${app}/www/m.json 0 100644`,
      ],
    );
  });

  it('begins in the color of the app, and plain where none is named', async () => {
    const files = { ...page, '/app/www/m.json': '{"background_color":"#123456"}' };
    const built = await Built.of(files, spec({ webDir: 'www' }));
    const info = await built.info();
    deepStrictEqual(info['UILaunchScreen'], { UIImageName: 'Launch', UIImageRespectsSafeAreaInsets: false });
    const bytes = await built.read('Launch.png');
    const { image } = inspectPng(bytes);
    ok(image && bytes.length < 1000);
    deepStrictEqual([image.width, image.height, isOpaque(image)], [1600, 1600, true]);
    deepStrictEqual(new Set(new Uint32Array(image.data.buffer, image.data.byteOffset, 1600 * 1600)), new Set([0xff56_3412]));
    const plain = await Built.of(page, spec({ webDir: 'www' }));
    deepStrictEqual((await plain.info())['UILaunchScreen'], {});
    strictEqual(
      plain.entries.some(({ name }) => name.endsWith('Launch.png')),
      false,
    );
  });

  it('says of itself what iOS asks for, and nothing of a tool of Apple', async () => {
    const info = await (await Built.of(page, spec({ webDir: 'www' }))).info();
    deepStrictEqual(
      {
        identifier: info['CFBundleIdentifier'],
        version: info['CFBundleShortVersionString'],
        code: info['CFBundleVersion'],
        minimum: info['MinimumOSVersion'],
        families: info['UIDeviceFamily'],
        scenes: info['UIApplicationSceneManifest'],
        orientations: info['UISupportedInterfaceOrientations'],
        settings: info['MobileDistribution'],
        tools: Object.keys(info).filter((key) => key.startsWith('DT')),
      },
      {
        identifier: 'com.example.hello',
        version: '1.4.0',
        code: '12',
        minimum: '15.0',
        families: [1, 2],
        scenes: {
          UIApplicationSupportsMultipleScenes: false,
          UISceneConfigurations: {
            UIWindowSceneSessionRoleApplication: [{ UISceneConfigurationName: 'Default', UISceneDelegateClassName: 'ShellScene' }],
          },
        },
        orientations: [
          'UIInterfaceOrientationPortrait',
          'UIInterfaceOrientationPortraitUpsideDown',
          'UIInterfaceOrientationLandscapeLeft',
          'UIInterfaceOrientationLandscapeRight',
        ],
        settings: {
          Start: 'app://localhost/',
          BarColor: 0xffffff,
          BarColorDark: 0x121212,
          BackgroundColor: 0xffffff,
          BackgroundColorDark: 0x121212,
        },
        tools: [],
      },
    );
  });

  it('follows the manifest and the settings', async () => {
    const manifest = {
      name: 'Hello Web',
      short_name: 'Hello',
      orientation: 'landscape-primary',
      display: 'fullscreen',
      theme_color: '#123456',
      background_color: '#abcdef',
      shortcuts: [{ name: 'New letter', short_name: 'New', url: 'new?from=home' }],
    };
    const web: WebSettings = {
      webDir: 'www',
      permissions: ['camera', 'location'],
      permissionTexts: { camera: 'To scan your ticket.' },
      allowedOrigins: ['https://login.example.com'],
    };
    const built = await Built.of(
      { ...page, '/app/www/m.json': JSON.stringify(manifest) },
      spec(web, { urlSchemes: ['hello'] }, { buildType: 'development' }),
    );
    const info = await built.info();
    deepStrictEqual(info['MobileDistribution'], {
      Start: 'app://localhost/',
      Origins: ['https://login.example.com'],
      BarColor: 0x123456,
      BarColorDark: 0x123456,
      BackgroundColor: 0xabcdef,
      BackgroundColorDark: 0xabcdef,
      Fullscreen: true,
      Camera: true,
      Inspectable: true,
    });
    deepStrictEqual(
      [
        info['CFBundleDisplayName'],
        info['UISupportedInterfaceOrientations'],
        info['UIRequiresFullScreen'],
        info['UIStatusBarHidden'],
        info['NSCameraUsageDescription'],
        info['NSLocationWhenInUseUsageDescription'],
        info['CFBundleURLTypes'],
        info['UIApplicationShortcutItems'],
      ],
      [
        'Hello',
        ['UIInterfaceOrientationLandscapeRight'],
        true,
        true,
        'To scan your ticket.',
        'To show what is near you.',
        [{ CFBundleTypeRole: 'Viewer', CFBundleURLName: 'com.example.hello', CFBundleURLSchemes: ['hello'] }],
        [
          {
            UIApplicationShortcutItemTitle: 'New',
            UIApplicationShortcutItemSubtitle: 'New letter',
            UIApplicationShortcutItemType: 'app://localhost/new?from=home',
          },
        ],
      ],
    );
  });

  it('has its name in every language, as Apple calls them', async () => {
    const names = { de: 'Hallo', 'zh-CN': '你好', 'zh-Hant-HK': '你好!', 'pt-br': 'Olá', 'zh-Hans': '你们好' };
    const built = await Built.of(page, spec({ webDir: 'www', names }));
    const found = built.entries.flatMap(({ name }) => /\/([^/]+)\.lproj\//.exec(name)?.[1] ?? []);
    deepStrictEqual(found, ['de', 'pt-BR', 'zh-Hans', 'zh-Hant-HK']);
    deepStrictEqual(await built.info('zh-Hans.lproj/InfoPlist.strings'), { CFBundleDisplayName: '你好', CFBundleName: '你好' });
  });

  it('at an address carries the page for when that cannot be reached', async () => {
    const address = 'https://app.example.com/mail/';
    const answers = { [address]: { body: '<title>Mail</title>' } };
    const built = await Built.of({}, spec({ address }), answers);
    const { MobileDistribution: settings } = await built.info();
    deepStrictEqual([Object(settings).Start, Object(settings).Scope], [address, address]);
    ok(fromUtf8(await built.read('shell/offline.html')).includes('Keine Verbindung'));
  });

  it('has opaque icons in every size, from one picture', async () => {
    const transparent = await encodePng(centerImage(createImage(300, 300, 0xffcc0000), 512));
    for (const picture of [undefined, await plainPng(512), transparent]) {
      const icon = picture && { '/app/icon.png': picture };
      const built = await Built.of({ ...page, ...icon }, spec({ webDir: 'www', ...(picture && { icon: 'icon.png' }) }));
      const sizes: string[] = [];
      for (const { name } of built.entries.filter((entry) => entry.name.includes('AppIcon'))) {
        const file = name.slice(app.length + 1);
        const { image, issues } = inspectPng(await built.read(file));
        deepStrictEqual(issues, []);
        if (!image) throw new Error(`${file} is no picture`);
        ok(isOpaque(image), file);
        strictEqual(image.width, image.height);
        const [, points = '0', scale = '0'] = /AppIcon([\d.]+)x[\d.]+@(\d)x/.exec(file) ?? [];
        strictEqual(image.width, Number(points) * Number(scale));
        sizes.push(file);
      }
      strictEqual(sizes.length, 10);
      const info = await built.info();
      const listed = (key: string): readonly string[] => Object(info[key]).CFBundlePrimaryIcon.CFBundleIconFiles;
      for (const name of [...listed('CFBundleIcons'), ...listed('CFBundleIcons~ipad')])
        ok(
          sizes.some((file) => file.startsWith(`${name}@`)),
          name,
        );
    }
  });
});

describe('settings that iOS does not have', () => {
  const check = async (web: WebSettings, ios: IosSettings = {}, changes: Partial<BuildSpec> = {}): Promise<readonly string[]> => {
    const engine = new WebEngine(webWorld({ '/app/www/index.html': '' }));
    const issues = await engine.check(spec({ webDir: 'www', ...web }, ios, changes), new AbortController().signal);
    return issues
      .filter(({ code }) => !/^web-(?:manifest|icon)/.test(code))
      .map(({ code, severity, place }) => `${severity} ${code} ${place?.pointer ?? ''}`);
  };

  it('are reported, each at its place', async () => {
    deepStrictEqual(await check({ permissions: ['camera', 'vibrate'] }), ['info web-setting-not-on-ios /web/permissions/1']);
    deepStrictEqual(await check({ permissionTexts: { camera: 'x' } }), ['warning web-permission-text-unused /web/permissionTexts/camera']);
    deepStrictEqual(await check({}, { urlSchemes: ['hello', 'https', 'a b'] }), [
      'error web-url-scheme-wrong /ios/urlSchemes/1',
      'error web-url-scheme-wrong /ios/urlSchemes/2',
    ]);
  });

  it('include the App Store', async () => {
    deepStrictEqual(await check({}, {}, { buildType: 'app-store' }), ['error web-app-store-refused /ios/buildType']);
  });
});
