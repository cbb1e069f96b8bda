/** What the release server reads from packages for desktops, made by the programs that make them everywhere. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { readDesktopFacts } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { askJudge, judge } from './support/judges.ts';

describe('packages for desktops', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'desktop-packages-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const form of ['gzip', 'zstd', 'none', 'xz'])
    it(`of dpkg-deb with ${form} say their version`, async () => {
      judge('dpkg-deb');
      const root = join(folder, `deb-${form}`);
      mkdirSync(join(root, 'DEBIAN'), { recursive: true });
      writeFileSync(
        join(root, 'DEBIAN', 'control'),
        'Package: hello\nVersion: 1.4.0-2\nArchitecture: amd64\nMaintainer: Ada <ada@example.com>\nDescription: Hello\n',
      );
      writeFileSync(join(root, 'hello.txt'), 'Hello');
      const out = join(folder, `${form}.deb`);
      const { exitCode, stderr } = askJudge('dpkg-deb', ['--root-owner-group', '--uniform-compression', `-Z${form}`, '--build', root, out]);
      strictEqual(exitCode, 0, stderr);
      const { identifier, shortVersion, version, architectures } = await readDesktopFacts(bytesSource(readFileSync(out)), 'deb');
      deepStrictEqual([identifier, shortVersion, version, architectures], ['hello', '1.4.0', '1.4.0-2', ['amd64']]);
    });

  it('of rpmbuild say their version', async () => {
    judge('rpmbuild');
    const top = join(folder, 'rpm');
    mkdirSync(top);
    const spec = join(folder, 'hello.spec');
    writeFileSync(
      spec,
      'Name: hello\nVersion: 1.4.0\nRelease: 2\nSummary: Hello\nLicense: MIT\nVendor: Acme\nBuildArch: noarch\n%description\nHello\n%files\n',
    );
    const { exitCode, stderr } = askJudge('rpmbuild', ['-bb', '--define', `_topdir ${top}`, spec], { env: { HOME: folder } });
    strictEqual(exitCode, 0, stderr);
    const bytes = readFileSync(join(top, 'RPMS', 'noarch', 'hello-1.4.0-2.noarch.rpm'));
    const { identifier, shortVersion, version, architectures, publisher } = await readDesktopFacts(bytesSource(bytes), 'rpm');
    deepStrictEqual([identifier, shortVersion, version, architectures, publisher], ['hello', '1.4.0', '1.4.0-2', ['noarch'], 'Acme']);
  });

  for (const form of ['gzip', 'xz', 'zstd'])
    for (const fragments of [[], ['-no-fragments']])
      it(`that are images of mksquashfs with ${[form, ...fragments].join(' ')} say their version behind a link`, async () => {
        judge('mksquashfs');
        const root = join(folder, `image-${form}-${fragments.length}`);
        mkdirSync(join(root, 'usr/share/applications'), { recursive: true });
        // More than one block of files, of folders and of inodes.
        mkdirSync(join(root, 'many'));
        for (let index = 0; index < 400; index++) writeFileSync(join(root, 'many', `file ${index}`), `${index}`);
        writeFileSync(join(root, 'large'), randomBytes(500_000));
        const entry = '[Desktop Entry]\nName=Hello\nX-AppImage-Version=1.4.0\n';
        writeFileSync(join(root, 'usr/share/applications/com.example.Hello.desktop'), `${entry}Comment=${'x'.repeat(200_000)}\n`);
        symlinkSync('./usr/share/../share/applications/com.example.Hello.desktop', join(root, 'com.example.Hello.desktop'));
        const out = join(folder, `image-${form}-${fragments.length}.squashfs`);
        const { exitCode, stderr } = askJudge('mksquashfs', [root, out, '-comp', form, '-noappend', '-no-progress', ...fragments]);
        strictEqual(exitCode, 0, stderr);
        const executable = readFileSync(new URL('../fixtures/desktop/hello.AppImage', import.meta.url)).subarray(0, 192);
        const image = new Uint8Array(Buffer.concat([executable, readFileSync(out)]));
        const { identifier, shortVersion, architectures } = await readDesktopFacts(bytesSource(image), 'appimage');
        deepStrictEqual([identifier, shortVersion, architectures], ['com.example.Hello', '1.4.0', ['x86_64']]);
      });

  it('of wixl say their version', async () => {
    judge('wixl');
    const [source, out] = [join(folder, 'hello.wxs'), join(folder, 'hello.msi')];
    writeFileSync(
      source,
      `<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Product Id="0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"
        UpgradeCode="1F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F1" Language="1033" Version="2.3.4" Name="Hello" Manufacturer="Acme">
        <Package InstallerVersion="200" Compressed="yes"/><Media Id="1" Cabinet="a.cab" EmbedCab="yes"/>
        <Directory Id="TARGETDIR" Name="SourceDir"><Component Id="C" Guid="2F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F2"><File Id="F" Source="hello.wxs"/>
        </Component></Directory><Feature Id="Main" Level="1"><ComponentRef Id="C"/></Feature></Product></Wix>`,
    );
    const { exitCode, stderr } = askJudge('wixl', ['-o', out, source], { cwd: folder });
    strictEqual(exitCode, 0, stderr);
    const { name, shortVersion, publisher, architectures } = await readDesktopFacts(bytesSource(readFileSync(out)), 'msi');
    deepStrictEqual([name, shortVersion, publisher, architectures], ['Hello', '2.3.4', 'Acme', ['x86']]);
  });

  it('in archives of bsdtar’s form xar say their version', async () => {
    judge('bsdtar');
    const root = join(folder, 'pkg');
    mkdirSync(root);
    writeFileSync(join(root, 'PackageInfo'), '<pkg-info identifier="com.example.hello" version="1.4.0"/>');
    for (const packing of ['gzip', 'none']) {
      const out = join(folder, `${packing}.pkg`);
      const args = ['--format=xar', '--options', `xar:compression=${packing}`, '-cf', out, '-C', root, 'PackageInfo'];
      const { exitCode, stderr } = askJudge('bsdtar', args);
      strictEqual(exitCode, 0, stderr);
      const { identifier, shortVersion } = await readDesktopFacts(bytesSource(readFileSync(out)), 'pkg');
      deepStrictEqual([identifier, shortVersion], ['com.example.hello', '1.4.0'], packing);
    }
  });
});
