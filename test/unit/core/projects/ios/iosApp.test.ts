import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIosProject } from '../../../../../src/core/projects/ios/iosApp.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../../src/node/nodePathTools.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { type MadeProject, xcodeProjectText, xcodeSchemeText } from '../../../../support/xcodeProjects.ts';

/** `identifier version build name`, with `?` for what only a build can know and `-` for what nothing says, each with its file. */
async function check(project: MadeProject, expected: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  const all = { ...files, 'Hello.xcodeproj/project.pbxproj': xcodeProjectText(project) };
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(all).map(([name, text]) => [`/app/${name}`, text])));
  const found = await readIosProject(new ProjectFolder(memory, posixPaths, '/app'), { directory: [] });
  const facts = found?.facts === 'none' ? undefined : found?.facts;
  const shown = (['appIdentifier', 'version', 'versionCode', 'name'] as const).map((name) => {
    const fact = facts?.[name];
    if (fact?.origin.kind !== 'project') return facts?.unknown?.some((each) => each.fact === name) === true ? '?' : '-';
    const file = fact.origin.file.endsWith('.pbxproj') ? '' : `@${fact.origin.file}:${(fact.origin.range?.line ?? -1) + 1}`;
    return `${fact.value}${file}${fact.origin.certainty === 'guessed' ? '(guessed)' : ''}`;
  });
  deepStrictEqual(facts ? shown.join(' ') : 'none', expected);
}

const app = (settings: Readonly<Record<string, string>>, name = 'Hello') => ({ name, settings });
const plist = (entries: string): string => `<?xml version="1.0"?>\n<plist version="1.0"><dict>\n${entries}\n</dict></plist>`;

describe('the app of an Xcode project', () => {
  it('is the application, not an extension, a test, a clip or a watch', () =>
    check(
      {
        targets: [
          { ...app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.b.share' }, 'Share'), type: 'app-extension' },
          { ...app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.b.clip' }, 'Clip'), type: 'application.on-demand-install-capable' },
          { ...app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.b.watch', SDKROOT: 'watchos' }, 'Watch') },
          {
            ...app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.b', MARKETING_VERSION: '1.2', CURRENT_PROJECT_VERSION: '3' }),
            debug: { PRODUCT_BUNDLE_IDENTIFIER: 'a.b.debug' },
          },
        ],
      },
      'a.b 1.2 3 Hello',
    ));

  for (const isSynchronized of [false, true])
    it(`takes what .xcconfig files say${isSynchronized ? ', in folders of Xcode 16' : ''}`, () =>
      check(
        {
          targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: '$(BASE_ID:lower).${PRODUCT_NAME:rfc1034identifier}', PRODUCT_NAME: 'My App' })],
          settings: { MARKETING_VERSION: '0.1' },
          xcconfig: { group: 'Config', file: 'Release.xcconfig' },
          isSynchronized,
        },
        'com.acme.My-App 4.2@Config/Release.xcconfig:3 42@Config/Shared.xcconfig:2 My App',
        {
          'Config/Release.xcconfig':
            '#include "Shared.xcconfig"\n// MARKETING_VERSION = 9\nMARKETING_VERSION = 4.$(MINOR)\nMARKETING_VERSION[sdk=macosx*] = 8\n',
          'Config/Shared.xcconfig':
            'BASE_ID = COM.ACME\nCURRENT_PROJECT_VERSION = 42\nMINOR = 2\n#include "Release.xcconfig"\n#include "../../outside.xcconfig"\n',
          '../outside.xcconfig': 'MINOR = 9\n',
        },
      ));

  it('takes the literals of Info.plist before settings, and settings where it names them', async () => {
    const target = app({
      PRODUCT_BUNDLE_IDENTIFIER: 'a.b',
      MARKETING_VERSION: '9',
      CURRENT_PROJECT_VERSION: '7',
      INFOPLIST_FILE: '$(SRCROOT)/Hello/Info.plist',
    });
    const text = plist(
      '<key>CFBundleShortVersionString</key>\n<string>1.0.0</string>\n<key>CFBundleVersion</key><string>$(CURRENT_PROJECT_VERSION)</string>\n<!-- <key>CFBundleDisplayName</key><string>No</string> -->\n<key>CFBundleDisplayName</key><string>A &#38; B</string>',
    );
    await check({ targets: [target] }, 'a.b 1.0.0@Hello/Info.plist:4 7 A & B@Hello/Info.plist:7', { 'Hello/Info.plist': text });
    const computed = plist(
      '<key>CFBundleShortVersionString</key><string>$(GIT_TAG)</string><key>CFBundleVersion</key><string>1.0.0</string>',
    );
    await check({ targets: [target] }, 'a.b ? ? Hello', { 'Hello/Info.plist': computed });
  });

  it('does not guess what only a build knows', async () => {
    await check({ targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: '$(ID)$(ID)', MARKETING_VERSION: '$(MARKETING_VERSION)x' })] }, '? x - Hello');
    await check({ targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: '${ID:default=a.b}' })] }, 'a.b - - Hello');
    await check(
      { targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.one' }, 'One'), app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.two' }, 'Two')] },
      'a.one(guessed) - - One(guessed)',
    );
    await check({ targets: [app({ SDKROOT: 'macosx' })] }, 'none');
  });

  const two = {
    targets: [
      { ...app({}, 'Hello'), debug: { PRODUCT_BUNDLE_IDENTIFIER: 'a.hello.dev' }, release: { PRODUCT_BUNDLE_IDENTIFIER: 'a.hello' } },
      app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.pro' }, 'Pro'),
      { ...app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.hello.share' }, 'Share'), type: 'app-extension' },
    ],
  };

  /** The scheme with its place and certainty, the identifier, then each variant: `scheme target configuration identifier`. */
  async function checkSchemes(
    schemes: Readonly<Record<string, string>>,
    expected: readonly string[],
    made: MadeProject = two,
  ): Promise<void> {
    const texts = Object.entries(schemes).map(([name, text]) => [`/app/${name}.xcscheme`, text]);
    const memory = new MemoryFiles({ '/app/Hello.xcodeproj/project.pbxproj': xcodeProjectText(made), ...Object.fromEntries(texts) });
    const found = await readIosProject(new ProjectFolder(memory, posixPaths, '/app'), { directory: [] });
    const facts = found?.facts === 'none' ? {} : (found?.facts ?? {});
    const { origin } = facts.scheme ?? {};
    const place = origin?.kind === 'project' ? `${origin.file}:${(origin.range?.line ?? -1) + 1} ${origin.certainty}` : '';
    deepStrictEqual(
      [
        `${facts.scheme?.value} ${place}`,
        facts.appIdentifier?.value,
        ...(facts.variants ?? []).map(({ name, target, configuration, appIdentifier }) =>
          [name, target, configuration, appIdentifier?.value].join(' '),
        ),
      ],
      expected,
    );
    deepStrictEqual(
      (facts.extensions ?? []).map(({ name, appIdentifier }) => `${name} ${appIdentifier?.value}`),
      made === two ? ['Share a.hello.share'] : [],
    );
  }
  const shared = (name: string, container = 'Hello.xcodeproj'): string => `${container}/xcshareddata/xcschemes/${name}`;

  it('is what its shared schemes archive, each a variant with the identifier of its configuration', async () => {
    await checkSchemes(
      {
        [shared('Staging')]: xcodeSchemeText('Hello', { configuration: 'Debug' }),
        [shared('Hello')]: xcodeSchemeText('Hello'),
        [shared('Professional', 'Other.xcworkspace')]: xcodeSchemeText('Pro'),
        [shared('Kit')]: xcodeSchemeText('Kit', { product: 'Kit.framework' }),
        [shared('Elsewhere')]: xcodeSchemeText('Elsewhere'),
      },
      [
        'Hello Hello.xcodeproj/xcshareddata/xcschemes/Hello.xcscheme:12 literal',
        'a.hello',
        'Hello Hello Release a.hello',
        'Professional Pro Release a.pro',
        'Staging Hello Debug a.hello.dev',
      ],
    );
  });

  it('is guessed where several schemes are called otherwise, and read in the configuration of the guess', async () => {
    await checkSchemes(
      { [shared('Beta')]: xcodeSchemeText('Hello', { configuration: 'Debug' }), [shared('Production')]: xcodeSchemeText('Hello') },
      [
        'Beta Hello.xcodeproj/xcshareddata/xcschemes/Beta.xcscheme:12 guessed',
        'a.hello.dev',
        'Beta Hello Debug a.hello.dev',
        'Production Hello Release a.hello',
      ],
    );
    await checkSchemes({ [shared('Production')]: xcodeSchemeText('Hello') }, [
      'Production Hello.xcodeproj/xcshareddata/xcschemes/Production.xcscheme:12 literal',
      'a.hello',
      'Production Hello Release a.hello',
    ]);
  });

  it('has the scheme that Xcode makes for its target where it shares none', async () => {
    const own = ['a.hello', 'Hello   a.hello', 'Pro   a.pro'];
    await checkSchemes({}, ['Hello Hello.xcodeproj/project.pbxproj:14 resolved', ...own]);
    await checkSchemes({ [shared('Kit')]: xcodeSchemeText('Kit', { product: 'Kit.framework' }) }, [
      'Hello Hello.xcodeproj/project.pbxproj:14 resolved',
      ...own,
    ]);
    const others = { targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.one' }, 'One'), app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.two' }, 'Two')] };
    await checkSchemes({}, ['One Hello.xcodeproj/project.pbxproj:14 guessed', 'a.one', 'One   a.one', 'Two   a.two'], others);
  });

  it('takes a scheme that cannot be read for one of the target of its name', () =>
    checkSchemes({ [shared('Pro')]: '<Scheme><BuildAction', [shared('x'.repeat(201))]: '' }, [
      'Pro Hello.xcodeproj/xcshareddata/xcschemes/Pro.xcscheme:0 literal',
      'a.pro',
      'Pro Pro  a.pro',
    ]));

  it('follows no link out of the app', async () => {
    const root = await mkdtemp(join(tmpdir(), 'ios-app-'));
    try {
      await mkdir(join(root, 'other', 'Hello.xcodeproj'), { recursive: true });
      await writeFile(
        join(root, 'other', 'Hello.xcodeproj', 'project.pbxproj'),
        xcodeProjectText({ targets: [app({ PRODUCT_BUNDLE_IDENTIFIER: 'a.secret' })] }),
      );
      await mkdir(join(root, 'app'));
      await symlink(join(root, 'other'), join(root, 'app', 'ios'), 'junction');
      const folder = new ProjectFolder(new NodeFileSystem(), nodePathTools, join(root, 'app'));
      strictEqual(await readIosProject(folder, { directory: ['ios'] }), undefined);
      strictEqual(await folder.text('ios', 'Hello.xcodeproj', 'project.pbxproj'), undefined);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
