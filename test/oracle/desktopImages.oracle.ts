/** Disk images and bundles of Flatpak, with what other programs make and read of them. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { openDisk } from '../../src/releases/server/inspection/disk-image/diskImage.ts';
import { readDesktopPackage } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { rawPacking, udif, zlibPacking, type Packing } from '../support/diskImages.ts';
import { macApp, macIcon, macSigner, ofMacApp } from '../support/macApps.ts';
import { askJudge, judge } from './support/judges.ts';

/** What a judge writes to its output of bytes on its input. */
function filter(name: 'bzip2' | 'xz', args: readonly string[]): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    const { status, stdout } = spawnSync(judge(name), args, { input: bytes, maxBuffer: 64 * 1024 * 1024 });
    strictEqual(status, 0);
    return new Uint8Array(stdout);
  };
}

describe('disk images', () => {
  let folder: string;
  let root: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'disk-images-'));
    root = join(folder, 'root');
    for (const [path, content] of Object.entries(macApp)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    symlinkSync('/Applications', join(root, 'Applications'));
    // The catalog has several levels, and its leaves follow each other.
    const many = join(root, 'Hello.app/Contents/Resources');
    for (let index = 0; index < 1500; index++) writeFileSync(join(many, `A file with a long name ${index} ünï.strings`), `${index}`);
    writeFileSync(join(many, 'large.bin'), randomBytes(300_000));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function volume(): Uint8Array {
    const out = join(folder, 'volume.img');
    const args = ['-as', 'mkisofs', '-hfsplus', '-V', 'Hello', '-o', out, root];
    const { exitCode, stderr } = askJudge('xorriso', args);
    strictEqual(exitCode, 0, stderr);
    return new Uint8Array(readFileSync(out));
  }

  const packings: readonly (readonly [name: string, packing: () => Packing])[] = [
    ['nothing', () => rawPacking],
    ['zlib', () => zlibPacking],
    ['bzip2', () => ({ kind: 0x8000_0006, pack: filter('bzip2', []) })],
    ['xz', () => ({ kind: 0x8000_0008, pack: filter('xz', ['--format=xz', '--check=crc32']) })],
  ];
  for (const [name, packing] of packings)
    it(`with HFS+ of xorriso, packed with ${name}, say what their app is, and have the bytes that 7-Zip finds`, async function () {
      this.timeout(300_000);
      const disk = volume();
      const image = udif(disk, packing(), 256 * 1024);
      const { facts, icon } = await readDesktopPackage(bytesSource(image), 'dmg');
      const { signer, ...rest } = facts;
      strictEqual(signer, createHash('sha256').update(macSigner.certificates[0]).digest('hex'));
      for (const [key, value] of Object.entries(ofMacApp)) deepStrictEqual(rest[key], value, key);
      deepStrictEqual(icon?.bytes, macIcon);
      // The image itself is right by the judgment of others.
      const [path, out] = [join(folder, `${name}.dmg`), join(folder, `out-${name}`)];
      writeFileSync(path, image);
      const { exitCode, stderr } = askJudge('7z', ['x', '-tdmg', '-y', `-o${out}`, path]);
      strictEqual(exitCode, 0, stderr);
      const [found = ''] = askJudge('7z', ['l', '-tdmg', '-slt', '-ba', path]).stdout.match(/(?<=^Path = ).*$/m) ?? [];
      deepStrictEqual(readFileSync(join(out, found)), Buffer.from(disk));
      const opened = await openDisk(bytesSource(image));
      ok(opened);
      strictEqual(opened.size, disk.length);
      for (let at = 0; at < disk.length; at += 1_000_003) {
        const length = Math.min(70_000, disk.length - at);
        deepStrictEqual(Buffer.from(await opened.read(at, length)), Buffer.from(disk.subarray(at, at + length)));
      }
    });
});

describe('bundles of Flatpak', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'flatpak-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  // Places take two, four and, with the files in it, again four bytes.
  for (const size of [10, 100_000, 2_000_000])
    it(`with ${size} bytes say what their app is`, async function () {
      this.timeout(300_000);
      judge('flatpak');
      const [app, repository, out] = [join(folder, `app-${size}`), join(folder, `repo-${size}`), join(folder, `${size}.flatpak`)];
      const share = join(app, 'files/share/app-info');
      for (const each of ['xmls', 'icons/flatpak/64x64', 'icons/flatpak/128x128']) mkdirSync(join(share, each), { recursive: true });
      mkdirSync(join(app, 'export'));
      writeFileSync(
        join(app, 'metadata'),
        '[Application]\nname=com.example.Hello\nruntime=org.freedesktop.Platform/x86_64/23.08\nsdk=org.freedesktop.Sdk/x86_64/23.08\ncommand=hello\n',
      );
      const component =
        '<component type="desktop"><id>com.example.Hello.desktop</id><name xml:lang="de">Hallo</name><name>Hello</name><developer_name>Acme</developer_name><releases><release version="1.4.0" timestamp="1700000000"/><release version="1.3.0"/></releases></component>';
      writeFileSync(
        join(share, 'xmls/com.example.Hello.xml.gz'),
        gzipSync(`<?xml version="1.0"?><components version="0.8">${component}</components>`),
      );
      for (const each of ['64x64', '128x128']) writeFileSync(join(share, `icons/flatpak/${each}/com.example.Hello.png`), macIcon);
      writeFileSync(join(app, 'files/data'), randomBytes(size));
      const env = { HOME: folder, XDG_DATA_HOME: join(folder, 'data') };
      const run = (...args: readonly string[]): void => {
        const { exitCode, stderr } = askJudge('flatpak', args, { env });
        strictEqual(exitCode, 0, stderr);
      };
      run('build-export', '--disable-sandbox', '--arch=aarch64', repository, app, 'stable');
      run('build-bundle', '--arch=aarch64', repository, out, 'com.example.Hello', 'stable');
      const { facts, icon } = await readDesktopPackage(bytesSource(new Uint8Array(readFileSync(out))), 'flatpak');
      const { name, identifier, shortVersion, architectures, publisher } = facts;
      deepStrictEqual(
        [name, identifier, shortVersion, architectures, publisher],
        ['Hello', 'com.example.Hello', '1.4.0', ['aarch64'], 'Acme'],
      );
      deepStrictEqual(icon?.bytes, macIcon);
    });
});
