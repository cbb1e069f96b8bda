import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { bytesSource, type ByteSource } from '../../../../src/core/base/byteSource.ts';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { unknownFacts, type PackageFacts } from '../../../../src/releases/model/packageFacts.ts';
import { readDesktopPackage } from '../../../../src/releases/server/inspection/readDesktopPackage.ts';
import { controlTar, controlXz, deb, hello, rpm, rpmText, smallRpm, xar } from '../../../support/desktopPackages.ts';
import { hfsVolume, rawPacking, udif } from '../../../support/diskImages.ts';
import { macApp, macIcon, macInfo, macSigner, ofMacApp } from '../../../support/macApps.ts';
import { smallArchive } from '../../../support/smallPackages.ts';

const signer = createHash('sha256').update(macSigner.certificates[0]).digest('hex');

async function check(extension: string, bytes: Bytes, expected: Partial<PackageFacts>): Promise<void> {
  const { facts } = await readDesktopPackage(bytesSource(bytes), extension);
  deepStrictEqual(facts, { ...unknownFacts(extension), ...expected });
}

const ofDeb = {
  name: 'hello',
  identifier: 'hello',
  version: '1:1.4.0-2',
  shortVersion: '1.4.0',
  publisher: 'Ada <ada@example.com>',
  architectures: ['amd64'],
};

describe('the facts of a package for a desktop', () => {
  for (const { name, packed } of [
    { name: 'control.tar', packed: controlTar },
    { name: 'control.tar.gz', packed: gzipSync(controlTar) },
    { name: 'control.tar.zst/', packed: zstdCompressSync(controlTar) },
    { name: 'control.tar.xz', packed: controlXz },
  ])
    it(`are in the control file of a .deb, in ${name}`, async () => await check('deb', deb(name, packed), ofDeb));

  it('are not known of a .deb whose control file no one can read here', async () => {
    await check('deb', deb('control.tar.xz', Uint8Array.of(0xfd, 0x37, 0x7a)), {});
    await check('deb', deb('control.tar.lzma', Uint8Array.of(0x5d, 0, 0)), {});
    await check('deb', deb('control.tar.gz', gzipSync(new Uint8Array(64 * 1024 * 1024))), {});
  });

  it('are in the PackageInfo and the Distribution of a .pkg', async () => {
    const component = `<pkg-info identifier="com.example.pkg" version="1.4"><bundle path="./Hello.app/Contents/Frameworks/X.framework" id="x"
      CFBundleShortVersionString="9" CFBundleVersion="9"/><bundle path="./Hello.app" id="com.example.hello" CFBundleShortVersionString="1.4.0"
      CFBundleVersion="12"/></pkg-info>`;
    const distribution = `<installer-gui-script><title>Hello</title><options hostArchitectures="x86_64,arm64"/><product id="p" version="1.4.1"/>
      <volume-check><allowed-os-versions><os-version min="11.0"/></allowed-os-versions></volume-check></installer-gui-script>`;
    const ids = { identifier: 'com.example.hello', version: '12' };
    await check('pkg', xar({ PackageInfo: component }), { ...ids, shortVersion: '1.4.0' });
    await check('pkg', xar({ Distribution: distribution, 'hello.pkg/PackageInfo': component }, 'AQID'), {
      ...ids,
      name: 'Hello',
      shortVersion: '1.4.1',
      minimumOs: '11.0',
      architectures: ['x86_64', 'arm64'],
      signer: createHash('sha256')
        .update(Uint8Array.of(1, 2, 3))
        .digest('hex'),
    });
    await check('pkg', xar({ PackageInfo: '<pkg-info identifier="a.b" version="2.0"/>' }), {
      identifier: 'a.b',
      version: '2.0',
      shortVersion: '2.0',
    });
    await check('pkg', xar({ PackageInfo: 'x'.repeat(3_000_000) }), {});
  });

  it('are in the properties of an .msi, and its platform in the summary', async () =>
    await check('msi', hello('msi'), {
      name: 'Hello Ünï',
      identifier: '{1F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F1}',
      version: '1.4.0',
      shortVersion: '1.4.0',
      publisher: 'Acme GmbH',
      architectures: ['x64'],
    }));

  it('are in the desktop entry of an AppImage, which is a link here', async () => {
    const ids = { name: 'Hello', identifier: 'com.example.Hello' };
    await check('appimage', hello('AppImage'), { ...ids, version: '1.4.0', shortVersion: '1.4.0', architectures: ['x86_64'] });
    // The executable alone.
    await check('appimage', hello('AppImage').subarray(0, 192), { architectures: ['x86_64'] });
  });

  it('are in the header of an .rpm', async () =>
    await check('rpm', smallRpm, {
      name: 'hello',
      identifier: 'hello',
      version: '1.4.0-2',
      shortVersion: '1.4.0',
      publisher: 'Acme',
      architectures: ['x86_64'],
    }));

  it('are in the Info.plist of a macOS app', async () => {
    const archive = await smallArchive([
      { name: '__MACOSX/._Hello.app', bytes: utf8('x') },
      { name: 'Hello.app/Contents/Frameworks/Other.app/Contents/Info.plist', bytes: utf8(macInfo.replace('1.4.0', '9.9.9')) },
      ...Object.entries(macApp).map(([name, bytes]) => ({
        name,
        bytes: typeof bytes === 'string' ? utf8(bytes) : bytes,
        method: 'deflated' as const,
      })),
    ]);
    await check('app.zip', archive, { ...ofMacApp, signer });
    deepStrictEqual((await readDesktopPackage(bytesSource(archive), 'app.zip')).icon, { mediaType: 'image/png', bytes: macIcon });
  });

  it('are in the app of a .dmg, packed or not, on HFS+', async () => {
    const volume = hfsVolume({ 'Applications@': '/Applications', '.background/picture.png': 'x', ...macApp });
    for (const image of [udif(volume), udif(volume, rawPacking), volume]) {
      await check('dmg', image, { ...ofMacApp, signer });
      deepStrictEqual((await readDesktopPackage(bytesSource(image), 'dmg')).icon, { mediaType: 'image/png', bytes: macIcon });
    }
  });

  it('are not known of a .dmg with several apps, none, or one that is packed in a way that is not read', async () => {
    await check('dmg', udif(hfsVolume({ 'A.app/Contents/Info.plist': macInfo, 'B.app/Contents/Info.plist': macInfo })), {});
    await check('dmg', udif(hfsVolume({ 'folder/A.app/Contents/Info.plist': macInfo })), {});
    await check('dmg', udif(hfsVolume(macApp), { kind: 0x8000_0004, pack: (bytes) => bytes }), {});
    await check('dmg', udif(new Uint8Array(64 * 1024)), {});
  });

  it('are without icon and architectures where these cannot be read', async () => {
    const { architectures: _architectures, ...alone } = ofMacApp;
    const broken = { ...macApp, 'Hello.app/Contents/MacOS/Hello': 'x', 'Hello.app/Contents/Resources/AppIcon.icns': 'icns' };
    await check('dmg', udif(hfsVolume(broken)), alone);
    await check('dmg', udif(hfsVolume({ 'Hello.app/Contents/Info.plist': macInfo })), alone);
    await check('dmg', udif(hfsVolume({ 'Hello.app/Contents/Info.plist': 'x' })), {});
  });

  it('are in the reference and the AppStream data of a .flatpak', async () => {
    await check('flatpak', hello('flatpak'), {
      name: 'Hello',
      identifier: 'com.example.Hello',
      version: '1.4.0',
      shortVersion: '1.4.0',
      publisher: 'Acme',
      architectures: ['x86_64'],
    });
    const { icon } = await readDesktopPackage(bytesSource(hello('flatpak')), 'flatpak');
    strictEqual(icon?.mediaType, 'image/png');
  });

  it('are short and of one line', async () => {
    const long = rpm([[1000, 6, rpmText(`a\n${'b'.repeat(5000)}`)]]);
    const { facts } = await readDesktopPackage(bytesSource(long), 'rpm');
    strictEqual(facts.name, `a ${'b'.repeat(198)}`);
  });

  it('are unknown for other kinds, and for other bytes', async () => {
    await check('zip', utf8('hello'), {});
    for (const extension of ['deb', 'rpm', 'app.zip', 'pkg', 'dmg', 'msi', 'appimage', 'flatpak']) {
      await check(extension, utf8('hello'), {});
      await check(extension, new Uint8Array(1000), {});
    }
  });

  it('take little of the file, whatever its bytes are', async () => {
    const whole = {
      rpm: smallRpm,
      deb: deb('control.tar.gz', gzipSync(controlTar)),
      'xz.deb': deb('control.tar.xz', controlXz),
      pkg: xar({ PackageInfo: '<pkg-info identifier="a.b" version="2.0"/>' }),
      msi: hello('msi'),
      appimage: hello('AppImage'),
      flatpak: hello('flatpak'),
      dmg: udif(hfsVolume(macApp)),
      'raw.dmg': udif(hfsVolume(macApp), rawPacking),
    } as const;
    const kinds = ['rpm', 'deb', 'xz.deb', 'pkg', 'msi', 'appimage', 'flatpak', 'dmg', 'raw.dmg'] as const;
    const change = fc.record({ at: fc.oneof(fc.nat(900), fc.nat(10_000)), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), fc.array(change, { maxLength: 6 }), async (kind, changes) => {
        const bytes = Uint8Array.from(whole[kind]);
        for (const { at, value } of changes) bytes[at % bytes.length] = value;
        let read = 0;
        const inner = bytesSource(bytes);
        const counted: ByteSource = {
          size: inner.size,
          read: async (offset, length) => {
            read += length;
            return await inner.read(offset, length);
          },
        };
        const extension = kind.replace(/^.*\./, '');
        const { facts } = await readDesktopPackage(counted, extension);
        strictEqual(facts.extension, extension);
        ok(read < 256 * 1024, `${kind}: ${read}`);
      }),
      { numRuns: 500 },
    );
  });
});
