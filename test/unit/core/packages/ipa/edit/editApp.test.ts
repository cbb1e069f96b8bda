import assert from 'node:assert/strict';
import { concatBytes, fromUtf8, utf8, type Bytes } from '../../../../../../src/core/base/bytes.ts';
import { encodeBinaryPlist, isBinaryPlist } from '../../../../../../src/core/formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../../../../../src/core/formats/plist/inspectPlist.ts';
import { plainDictionary } from '../../../../../../src/core/formats/plist/plainPlist.ts';
import { createPlist, type PlainPlist } from '../../../../../../src/core/formats/plist/plistValue.ts';
import { editApp, type AppEdits, type EditedApp } from '../../../../../../src/core/packages/ipa/edit/editApp.ts';
import { renameInStrings } from '../../../../../../src/core/packages/ipa/edit/renameInStrings.ts';
import { findBundle } from '../../../../../../src/core/signing/apple/bundle/bundleTree.ts';
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
