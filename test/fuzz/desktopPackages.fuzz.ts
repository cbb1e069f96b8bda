/** Packages for desktops: their kinds are told by their first bytes here, as their names say nothing. What they pack is mutated by itself, too. */

import { gzipSync } from 'node:zlib';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { fromLatin1 } from '../../src/core/base/bytes.ts';
import { encodeSolidPng } from '../../src/core/formats/image/encodeSolidPng.ts';
import { readDesktopPackage } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { unpackXz, XzDamaged } from '../../src/releases/server/inspection/unpackXz.ts';
import { unpackBzip2 } from '../../src/releases/server/inspection/disk-image/unpackBzip2.ts';
import { unpackLzfse } from '../../src/releases/server/inspection/disk-image/unpackLzfse.ts';
import { icnsImage } from '../../src/releases/server/inspection/icnsImage.ts';
import { icoImage } from '../../src/releases/server/inspection/icoImage.ts';
import { hfsVolume, rawPacking, udif } from '../support/diskImages.ts';
import { controlTar, controlXz, deb, hello, ico, smallRpm, xar } from '../support/desktopPackages.ts';
import { icns, macInfo } from '../support/macApps.ts';
import { bigTextLzfse, smallTextBzip2, smallTextLzvn } from '../support/packedChunks.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const kinds: readonly (readonly [start: string, extension: string])[] = [
  ['!<arch>', 'deb'],
  ['\u00ed\u00ab\u00ee\u00db', 'rpm'],
  ['xar!', 'pkg'],
  ['\u00d0\u00cf\u0011\u00e0', 'msi'],
  ['\u007fELF', 'appimage'],
  // The first member of the dictionary, as flatpak writes it.
  ['flatpak', 'flatpak'],
  ['BZh', 'bzip2'],
  ['bvx', 'lzfse'],
  ['icns', 'icns'],
  ['\0\0\u0001\0', 'ico'],
];
const mostUnpacked = 1024 * 1024;
const png = encodeSolidPng(16, 16, 0x20_4080);
/** Without the executable, whose signature is another one each time. */
const macFiles = { 'Hello.app/Contents/Info.plist': macInfo, 'Hello.app/Contents/Resources/AppIcon.icns': icns({ ic07: png }) };

export const target: FuzzTarget = {
  name: 'desktopPackages',
  seeds: async () =>
    await Promise.resolve([
      deb('control.tar', controlTar),
      deb('control.tar.gz', gzipSync(controlTar)),
      deb('control.tar.xz', controlXz),
      smallRpm,
      xar({ PackageInfo: '<pkg-info identifier="a.b" version="2.0"/>', 'hello.pkg/PackageInfo': '<pkg-info identifier="c.d"/>' }, 'AQID'),
      hello('msi'),
      hello('AppImage'),
      hello('flatpak'),
      udif(hfsVolume(macFiles)),
      udif(hfsVolume(macFiles), rawPacking),
      smallTextBzip2,
      smallTextLzvn,
      bigTextLzfse,
      icns({ ic07: png }),
      ico(png),
      controlXz,
    ]),
  run: async (bytes) => {
    const start = fromLatin1(bytes.subarray(0, 7));
    const [, kind] = kinds.find(([mark]) => start.startsWith(mark)) ?? [];
    if (kind === 'icns') return icnsImage(bytes);
    if (kind === 'ico') return await icoImage(bytes);
    if (kind === 'bzip2' || kind === 'lzfse') return unpacked(() => (kind === 'bzip2' ? unpackBzip2 : unpackLzfse)(bytes, mostUnpacked));
    const isImage = kind === undefined && fromLatin1(bytes.subarray(-512, -508)) === 'koly';
    if (kind !== undefined || isImage) return await readDesktopPackage(bytesSource(bytes), kind ?? 'dmg');
    return unpacked(() => unpackXz(bytes, mostUnpacked));
  },
};

/** What is damaged is refused with errors of these kinds, which readers of packages take for unknown. */
function unpacked(unpack: () => Uint8Array): number | undefined {
  try {
    return unpack().length;
  } catch (error) {
    if (error instanceof XzDamaged || error instanceof RangeError) return undefined;
    throw error;
  }
}
