/** Packages for desktops: their kinds are told by their first bytes here, as their names say nothing. What they pack is mutated by itself, too. */

import { gzipSync } from 'node:zlib';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { fromLatin1 } from '../../src/core/base/bytes.ts';
import { readDesktopFacts } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { unpackXz, XzDamaged } from '../../src/releases/server/inspection/unpackXz.ts';
import { controlTar, controlXz, deb, hello, smallRpm, xar } from '../support/desktopPackages.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const kinds: readonly (readonly [start: string, extension: string])[] = [
  ['!<arch>', 'deb'],
  ['\u00ed\u00ab\u00ee\u00db', 'rpm'],
  ['xar!', 'pkg'],
  ['\u00d0\u00cf\u0011\u00e0', 'msi'],
  ['\u007fELF', 'appimage'],
];
const mostUnpacked = 1024 * 1024;

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
      controlXz,
    ]),
  run: async (bytes) => {
    const start = fromLatin1(bytes.subarray(0, 7));
    const [, extension] = kinds.find(([mark]) => start.startsWith(mark)) ?? [];
    if (extension !== undefined) return await readDesktopFacts(bytesSource(bytes), extension);
    try {
      return unpackXz(bytes, mostUnpacked).length;
    } catch (error) {
      if (error instanceof XzDamaged) return undefined;
      throw error;
    }
  },
};
