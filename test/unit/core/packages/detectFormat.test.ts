import { deepStrictEqual, ok } from 'node:assert/strict';
import { concatBytes, utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { recognizePackage } from '../../../../src/core/packages/recognizePackage.ts';
import { smallArchive } from '../../../support/smallPackages.ts';

/** The format, or the codes of the issues, then what the first of them must say. */
async function check(bytes: Bytes, expected: string, says = ''): Promise<void> {
  const { format, issues } = await recognizePackage(bytesSource(bytes));
  deepStrictEqual(format ?? issues.map(({ code }) => code).join(), expected);
  const [first] = issues;
  ok(says === '' || `${first?.message} → ${first?.remedy}`.includes(says), `${first?.message} → ${first?.remedy}`);
}

async function archive(...names: readonly string[]): Promise<Bytes> {
  return await smallArchive(names.map((name) => ({ name, bytes: utf8(name) })));
}

/** With other bytes for a character, of one byte each. */
function replaced(bytes: Bytes, character: string, by: string): Bytes {
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(character, by), 'latin1'));
}

describe('recognizing a package', () => {
  for (const [names, expected, says] of [
    [['AndroidManifest.xml', 'classes.dex'], 'apk'],
    [['AndroidManifest.xml', 'lib/arm64-v8a/liba.so'], 'apk'],
    [['BundleConfig.pb', 'base/manifest/AndroidManifest.xml'], 'aab'],
    [['Payload/Hello.app/Info.plist'], 'ipa'],
    [['AndroidManifest.xml', 'classes.jar', 'R.txt', 'res/values/values.xml'], 'package-is-other-archive', 'Android library (.aar)'],
    [['META-INF/MANIFEST.MF', 'com/acme/A.class'], 'package-is-other-archive', 'Java library (.jar)'],
    [['com/acme/A.class'], 'package-is-other-archive', 'Java library'],
    [['manifest.json', 'com.acme.hello.apk', 'config.arm64_v8a.apk', 'icon.png'], 'package-set-of-apks', 'base APK com.acme.hello.apk'],
    [['manifest.json', 'com.acme.hello.apk', 'Android/obb/com.acme.hello/main.1.obb'], 'package-set-of-apks', '(XAPK)'],
    [['toc.pb', 'splits/base-arm64_v8a.apk', 'splits/base-master.apk'], 'package-set-of-apks', 'base APK splits/base-master.apk'],
    [['toc.pb', 'universal.apk'], 'package-set-of-apks', 'base APK universal.apk'],
    [['info.json', 'base.apk', 'split_config.de.apk', 'icon.png'], 'package-set-of-apks', '(APKM)'],
    [['base.apk', 'split_config.xxhdpi.apk'], 'package-set-of-apks', 'base APK base.apk'],
    [['app-release.apk'], 'package-inside-archive', 'choose app-release.apk'],
    [['outputs/bundle/app-release.aab', 'outputs/mapping.txt'], 'package-inside-archive', 'outputs/bundle/app-release.aab'],
    [['one.ipa', 'two.ipa'], 'package-inside-archive', 'packages in it: 2'],
    [['__MACOSX/._Hello.ipa', 'Hello.ipa'], 'package-inside-archive', 'packages in it: 1'],
    [['payload/Hello.app/Info.plist'], 'ipa-payload-misnamed', 'mv payload Payload'],
    [['PAYLOAD/Hello.app/Info.plist'], 'ipa-payload-misnamed', 'mv PAYLOAD Payload'],
    [['Payload/Hello.APP/Info.plist'], 'ipa-app-misnamed', 'ends with .app'],
    [['Hello/Payload/Hello.app/Info.plist'], 'ipa-payload-nested', 'cd Hello, zip'],
    [['out/ios/Payload/Hello.app/Info.plist'], 'ipa-payload-nested', 'cd out/ios, zip'],
    [['Hello.app/Info.plist', 'Hello.app/Hello'], 'ipa-app-without-payload', 'mv Hello.app Payload'],
    [['Hello.app/Contents/Info.plist'], 'ipa-is-mac-app', 'macOS'],
    [['Hello.xcarchive/Products/Applications/Hello.app/Info.plist'], 'ipa-is-xcode-archive', 'xcodebuild -exportArchive'],
    [['__MACOSX/Hello.app/._Info.plist', 'readme.txt'], 'package-format-unknown'],
    [['Hello.app.dSYM/Contents/Info.plist'], 'package-is-other-archive', 'debug symbols'],
    [['AppxManifest.xml', 'Hello.exe'], 'package-is-other-archive', 'Windows package'],
    [['package.json', 'src/index.ts'], 'package-is-other-archive', 'the source of a project'],
    [['hello-main/android/build.gradle', 'hello-main/pubspec.yaml'], 'package-is-other-archive', 'the source of a project'],
    [['index.html', 'assets/main.js'], 'package-is-other-archive', 'the files of a web app'],
    [['word/document.xml'], 'package-is-other-archive', 'office document'],
    [['readme.txt'], 'package-format-unknown'],
  ] as const)
    it(`takes ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''} for ${expected}`, async () => {
      await check(await archive(...names), expected, says);
    });

  const page = utf8('<!doctype html><title>Sign in to GitHub</title>');
  for (const [name, bytes, expected, says] of [
    ['a page', page, 'file-web-page', 'Sign in'],
    ['an empty file', new Uint8Array(0), 'file-empty', 'not a package'],
    ['a pointer of Git LFS', utf8('version https://git-lfs.github.com/spec/v1\n'), 'file-lfs-pointer', 'git lfs pull'],
    ['an answer of a server', utf8('{"message":"Not Found","status":"404"}'), 'file-server-answer', ''],
    ['a link as text', utf8('../build/app.apk'), 'file-link-text', '../build/app.apk'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0), 'file-is-archive', 'gzip'],
    ['a DEX file', utf8('dex\n035\0\0'), 'file-is-other', 'program'],
    ['zero bytes', new Uint8Array(3_000_000), 'file-zeros', ''],
    ['noise', Uint8Array.of(1, 2, 3, 4), 'file-is-unknown', '01020304'],
  ] as const)
    it(`says what ${name} is`, async () => {
      await check(bytes, expected, says);
    });

  it('knows an app whose folders are separated by backslashes', async () => {
    const { issues } = await recognizePackage(bytesSource(replaced(await archive('Payload~Hello.app~Info.plist'), '~', '\\')));
    ok(issues.some(({ code }) => code === 'ipa-backslashes'));
  });

  it('says what happened to an archive on its way', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `res/raw/${index}~.txt`);
    const whole = replaced(await archive('AndroidManifest.xml', ...names), '~', '\n');
    await check(whole.subarray(0, whole.length - 40), 'package-truncated', 'is incomplete');
    await check(utf8(Buffer.from(whole).toString('base64')), 'package-encoded', 'base64 text');
    const converted = replaced(whole, '\n', '\r\n');
    await check(converted.subarray(0, converted.length - 40), 'package-line-ends', 'binary mode');
    await check(concatBytes(utf8('x')), 'file-is-other', 'a text file');
  });
});
