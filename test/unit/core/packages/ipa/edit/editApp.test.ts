import assert from 'node:assert/strict';
import { concatBytes, fromUtf8, utf8, type Bytes } from '../../../../../../src/core/base/bytes.ts';
import { encodePng } from '../../../../../../src/core/formats/image/encodePng.ts';
import { inspectPng } from '../../../../../../src/core/formats/image/inspectPng.ts';
import { createImage, type RgbaImage } from '../../../../../../src/core/formats/image/rgbaImage.ts';
import { encodeBinaryPlist, isBinaryPlist } from '../../../../../../src/core/formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../../../../../src/core/formats/plist/inspectPlist.ts';
import { plainDictionary } from '../../../../../../src/core/formats/plist/plainPlist.ts';
import { createPlist, type PlainPlist } from '../../../../../../src/core/formats/plist/plistValue.ts';
import { editApp, type AppEdits, type EditedApp } from '../../../../../../src/core/packages/ipa/edit/editApp.ts';
import { renameInStrings } from '../../../../../../src/core/packages/ipa/edit/renameInStrings.ts';
import { findBundle } from '../../../../../../src/core/signing/apple/bundle/bundleTree.ts';
import { applePng } from '../../../../../support/applePng.ts';
import { signableMachO } from '../../../../../support/signableMachO.ts';
import { appContent, appRoot, extensionRoot, filesOf, type AppContent } from '../../../../../support/sealedApps.ts';

const watchRoot = `${appRoot}/Watch/Watch.app`;

function binary(content: Readonly<Record<string, PlainPlist>>): Bytes {
  return encodeBinaryPlist(createPlist(content));
}

const content: AppContent = {
  ...appContent(),
  [`${watchRoot}/Watch`]: signableMachO(),
  [`${watchRoot}/Info.plist`]: binary({
    CFBundleIdentifier: 'com.acme.hello.watch',
    CFBundleExecutable: 'Watch',
    WKCompanionAppBundleIdentifier: 'com.acme.hello',
  }),
  [`${watchRoot}/PlugIns/Ext.appex/Ext`]: signableMachO(),
  [`${watchRoot}/PlugIns/Ext.appex/Info.plist`]: binary({
    CFBundleIdentifier: 'com.acme.hello.watch.ext',
    CFBundleExecutable: 'Ext',
    NSExtension: { NSExtensionAttributes: { WKAppBundleIdentifier: 'com.acme.hello.watch' } },
  }),
};

async function edit(edits: AppEdits, changed: AppContent = content): Promise<EditedApp> {
  const files = filesOf(changed);
  const app = await findBundle(files, appRoot);
  assert.ok(app);
  return await editApp(files, app, edits);
}

function infoOf({ files }: EditedApp, folder: string): Readonly<Record<string, unknown>> {
  const { value } = inspectPlist(files.get(`${folder}/Info.plist`) ?? new Uint8Array(0));
  return value?.type === 'dictionary' ? plainDictionary(value) : {};
}

describe('an app that is edited', () => {
  it('changes nothing where nothing is asked, or what is asked is there', async () => {
    assert.deepEqual([...(await edit({})).files.keys()], []);
    assert.deepEqual([...(await edit({ appIdentifier: 'com.acme.hello' }, appContent())).files.keys()], []);
    assert.deepEqual([...(await edit({ version: '1.0.0', versionCode: '1' }, appContent())).files.keys()], []);
  });

  it('gives everything below a new identifier, and what names it', async () => {
    const edited = await edit({ appIdentifier: 'org.new' });
    assert.deepEqual(edited.issues, []);
    assert.equal(infoOf(edited, appRoot)['CFBundleIdentifier'], 'org.new');
    assert.equal(infoOf(edited, extensionRoot)['CFBundleIdentifier'], 'org.new.share');
    assert.deepEqual(infoOf(edited, watchRoot), {
      CFBundleIdentifier: 'org.new.watch',
      CFBundleExecutable: 'Watch',
      WKCompanionAppBundleIdentifier: 'org.new',
    });
    assert.deepEqual(infoOf(edited, `${watchRoot}/PlugIns/Ext.appex`), {
      CFBundleIdentifier: 'org.new.watch.ext',
      CFBundleExecutable: 'Ext',
      NSExtension: { NSExtensionAttributes: { WKAppBundleIdentifier: 'org.new.watch' } },
    });
    // Frameworks keep theirs.
    assert.ok(!edited.files.has(`${appRoot}/Frameworks/Core.framework/Info.plist`));
    assert.ok(isBinaryPlist(edited.files.get(`${watchRoot}/Info.plist`) ?? utf8('')));
    for (const [text, expected] of [
      ['com.acme.hello', 'org.new'],
      ['group.com.acme.hello', 'group.org.new'],
      ['group.com.acme.hello.shared', 'group.org.new.shared'],
      ['iCloud.com.acme.hello', 'iCloud.org.new'],
      ['com.acme.hellos', undefined],
      ['group.other', undefined],
    ] as const)
      assert.equal(edited.renamed(text), expected);
  });

  it('ipa-nested-identifier-kept', async () => {
    const other = { ...content, [`${watchRoot}/Info.plist`]: binary({ CFBundleIdentifier: 'net.other', CFBundleExecutable: 'Watch' }) };
    const { issues } = await edit({ appIdentifier: 'org.new' }, other);
    assert.deepEqual(
      issues.map(({ code, place }) => [code, place?.entry]),
      [['ipa-nested-identifier-kept', watchRoot]],
    );
  });

  it('ipa-name-elsewhere', async () => {
    const strings = `${appRoot}/de.lproj/InfoPlist.strings`;
    const { issues, files } = await edit({ name: 'New' }, { ...content, [strings]: Uint8Array.of(0xff, 0xfd, 0x80) });
    assert.deepEqual(
      issues.map(({ code, place }) => [code, place?.entry]),
      [['ipa-name-elsewhere', strings]],
    );
    assert.ok(files.has(`${appRoot}/en.lproj/InfoPlist.strings`));
  });
});

describe('an app with another icon', () => {
  const picture = createImage(512, 512, 0x80ff_0000);
  const png = (width: number): Promise<Bytes> => encodePng(createImage(width, width, 0xff00_00ff));

  async function editIcon(info: Readonly<Record<string, PlainPlist>>, more: AppContent, icon: RgbaImage = picture): Promise<EditedApp> {
    const hello = { CFBundleIdentifier: 'com.acme.hello', CFBundleExecutable: 'Hello', ...info };
    return await edit({ icon }, { ...appContent(), [`${appRoot}/Info.plist`]: binary(hello), ...more });
  }

  function picturesOf({ files }: EditedApp): Readonly<Record<string, readonly [number, number, number, number, number]>> {
    const found = [...files].filter(([path]) => path.endsWith('.png'));
    return Object.fromEntries(
      found.map(([path, bytes]) => {
        const image = inspectPng(bytes).image;
        assert.ok(image && image.width === image.height);
        const [red = 0, green = 0, blue = 0, alpha = 0] = image.data;
        return [path.slice(appRoot.length + 1), [image.width, red, green, blue, alpha]];
      }),
    );
  }

  it('gets every icon file in the size it has, without transparency, and keeps other pictures', async () => {
    const icons = (names: string[]): PlainPlist => ({ CFBundlePrimaryIcon: { CFBundleIconFiles: names } });
    const edited = await editIcon(
      { CFBundleIcons: icons(['AppIcon60x60']), 'CFBundleIcons~ipad': icons(['AppIcon60x60', 'AppIcon76x76']) },
      {
        [`${appRoot}/AppIcon60x60@2x.png`]: await png(120),
        [`${appRoot}/AppIcon60x60@3x.png`]: applePng(180, 180, new Uint8Array(180 * 180 * 4)),
        [`${appRoot}/AppIcon76x76@2x~ipad.png`]: utf8('no picture'),
        [`${appRoot}/Photo.png`]: await png(10),
        [`${extensionRoot}/AppIcon60x60@2x.png`]: await png(120),
      },
    );
    // Half transparent red on white.
    const color = [255, 127, 127, 255] as const;
    assert.deepEqual(picturesOf(edited), {
      'AppIcon60x60@2x.png': [120, ...color],
      'AppIcon60x60@3x.png': [180, ...color],
      'AppIcon76x76@2x~ipad.png': [152, ...color],
    });
    assert.deepEqual([edited.issues, edited.files.has(`${appRoot}/Info.plist`)], [[], false]);
  });

  it('ipa-icon-in-catalog', async () => {
    const icons = { CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60'], CFBundleIconName: 'AppIcon' } };
    const edited = await editIcon(
      { CFBundleIcons: icons, CFBundleIconName: 'AppIcon' },
      { [`${appRoot}/AppIcon60x60@2x.png`]: await png(120), [`${appRoot}/Assets.car`]: utf8('catalog') },
    );
    assert.deepEqual(
      edited.issues.map(({ code, params }) => [code, params['name']]),
      [['ipa-icon-in-catalog', 'AppIcon']],
    );
    assert.deepEqual(infoOf(edited, appRoot), {
      CFBundleIdentifier: 'com.acme.hello',
      CFBundleExecutable: 'Hello',
      CFBundleIcons: { CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60'] } },
    });
    assert.deepEqual(Object.keys(picturesOf(edited)), ['AppIcon60x60@2x.png']);
  });

  it('gets icon files when it has none', async () => {
    const edited = await editIcon({}, {});
    const sides = Object.entries(picturesOf(edited)).map(([name, [side]]) => `${name} ${side}`);
    assert.deepEqual(sides, [
      'AppIcon60x60@2x.png 120',
      'AppIcon60x60@3x.png 180',
      'AppIcon76x76@2x~ipad.png 152',
      'AppIcon83.5x83.5@2x~ipad.png 167',
    ]);
    const info = infoOf(edited, appRoot);
    assert.deepEqual(info['CFBundleIcons'], { CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60'] } });
    assert.deepEqual(info['CFBundleIcons~ipad'], {
      CFBundlePrimaryIcon: { CFBundleIconFiles: ['AppIcon60x60', 'AppIcon76x76', 'AppIcon83.5x83.5'] },
    });
  });

  it('ipa-icon-not-square, ipa-icon-small', async () => {
    const wide = await editIcon({}, {}, createImage(200, 100, 0xff00_0000));
    assert.deepEqual([wide.issues.map(({ code }) => code), [...wide.files]], [['ipa-icon-not-square'], []]);
    const small = await editIcon({}, {}, createImage(64, 64, 0xff00_0000));
    assert.deepEqual([small.issues.map(({ code }) => code), small.files.size], [['ipa-icon-small'], 5]);
  });
});

describe('the name in the strings of a language', () => {
  const renamed = (bytes: Bytes, name = 'New "one"'): Bytes | undefined => {
    const result = renameInStrings(bytes, name);
    assert.ok(!('reason' in result));
    return result.bytes;
  };

  it('is replaced in lines, and nothing else is', () => {
    const lines = '/* a */\n"NSCameraUsageDescription" = "x";\n"CFBundleDisplayName" = "Old \\"one\\"";\nCFBundleName = "Old";\n';
    assert.equal(fromUtf8(renamed(utf8(lines)) ?? utf8('')), lines.replace('Old \\"one\\"', 'New \\"one\\"'));
    assert.equal(fromUtf8(renamed(utf8('CFBundleDisplayName="Old";')) ?? utf8('')), 'CFBundleDisplayName="New \\"one\\"";');
    assert.equal(renamed(utf8('"other" = "x";')), undefined);
  });

  it('is replaced in UTF-16 of both orders, with its mark', () => {
    for (const isLittle of [true, false]) {
      const encode = (text: string): Bytes => {
        const bytes = new Uint8Array(text.length * 2);
        for (let index = 0; index < text.length; index++) new DataView(bytes.buffer).setUint16(index * 2, text.charCodeAt(index), isLittle);
        return bytes;
      };
      const mark = Uint8Array.from(isLittle ? [0xff, 0xfe] : [0xfe, 0xff]);
      const old = concatBytes(mark, encode('"CFBundleDisplayName" = "Ä";\n'));
      assert.deepEqual(renamed(old, 'Ö'), concatBytes(mark, encode('"CFBundleDisplayName" = "Ö";\n')));
    }
  });

  it('is replaced in property lists of both forms', () => {
    const old = binary({ CFBundleDisplayName: 'Old', Other: 'x' });
    const changed = renamed(old);
    assert.ok(changed && isBinaryPlist(changed));
    const { value } = inspectPlist(changed);
    assert.deepEqual(value?.type === 'dictionary' && plainDictionary(value), { CFBundleDisplayName: 'New "one"', Other: 'x' });
    assert.match(
      fromUtf8(renamed(utf8('<plist><dict><key>CFBundleDisplayName</key><string>Old</string></dict></plist>')) ?? utf8('')),
      /<string>New "one"<\/string>/,
    );
    assert.equal(renamed(binary({ Other: 'x' })), undefined);
  });

  it('is reported where its form is not known', () => {
    assert.deepEqual(renameInStrings(utf8('CFBundleDisplayName = Old;'), 'New'), { reason: 'its syntax is not known' });
    assert.deepEqual(renameInStrings(Uint8Array.of(0xff, 0xfd), 'New'), { reason: 'it is neither a property list nor text' });
  });
});
