/** What the release server reads from packages for desktops, made by the programs that make them everywhere. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { type PackageFacts } from '../../src/releases/model/packageFacts.ts';
import { readDesktopPackage } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { ico } from '../support/desktopPackages.ts';
import { macIcon } from '../support/macApps.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { askJudge, judge, type Verdict } from './support/judges.ts';

async function factsOf(bytes: Uint8Array, extension: string): Promise<PackageFacts> {
  return (await readDesktopPackage(bytesSource(bytes), extension)).facts;
}

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
      const { identifier, shortVersion, version, architectures } = await factsOf(readFileSync(out), 'deb');
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
    const { identifier, shortVersion, version, architectures, publisher } = await factsOf(bytes, 'rpm');
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
        writeFileSync(join(root, 'hello.png'), macIcon);
        symlinkSync('hello.png', join(root, '.DirIcon'));
        const out = join(folder, `image-${form}-${fragments.length}.squashfs`);
        const { exitCode, stderr } = askJudge('mksquashfs', [root, out, '-comp', form, '-noappend', '-no-progress', ...fragments]);
        strictEqual(exitCode, 0, stderr);
        const executable = readFileSync(new URL('../fixtures/desktop/hello.AppImage', import.meta.url)).subarray(0, 192);
        const image = new Uint8Array(Buffer.concat([executable, readFileSync(out)]));
        const { identifier, shortVersion, architectures } = await factsOf(image, 'appimage');
        deepStrictEqual([identifier, shortVersion, architectures], ['com.example.Hello', '1.4.0', ['x86_64']]);
        deepStrictEqual((await readDesktopPackage(bytesSource(image), 'appimage')).icon?.bytes, macIcon);
      });

  it('of wixl say their version', async () => {
    judge('wixl');
    const [source, out] = [join(folder, 'hello.wxs'), join(folder, 'hello.msi')];
    writeFileSync(
      source,
      `<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Product Id="0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"
        UpgradeCode="1F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F1" Language="1033" Version="2.3.4" Name="Hello" Manufacturer="Acme">
        <Package InstallerVersion="200" Compressed="yes"/><Icon Id="hello.ico" SourceFile="hello.ico"/><Property Id="ARPPRODUCTICON" Value="hello.ico"/><Media Id="1" Cabinet="a.cab" EmbedCab="yes"/>
        <Directory Id="TARGETDIR" Name="SourceDir"><Component Id="C" Guid="2F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F2"><File Id="F" Source="hello.wxs"/>
        </Component></Directory><Feature Id="Main" Level="1"><ComponentRef Id="C"/></Feature></Product></Wix>`,
    );
    writeFileSync(join(folder, 'hello.ico'), ico(macIcon));
    const { exitCode, stderr } = askJudge('wixl', ['-o', out, source], { cwd: folder });
    strictEqual(exitCode, 0, stderr);
    const { name, shortVersion, publisher, architectures } = await factsOf(readFileSync(out), 'msi');
    deepStrictEqual([name, shortVersion, publisher, architectures], ['Hello', '2.3.4', 'Acme', ['x86']]);
    const { icon } = await readDesktopPackage(bytesSource(readFileSync(out)), 'msi');
    deepStrictEqual(icon?.bytes, macIcon);
    const [key, certificate, signed] = ['key.pem', 'certificate.pem', 'signed.msi'].map((file) => join(folder, file));
    const { privateKey, certificates } = throwAwayIdentity();
    writeFileSync(key ?? '', privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    writeFileSync(certificate ?? '', new X509Certificate(certificates[0]).toString());
    const signing = askJudge('osslsigncode', ['sign', '-certs', certificate ?? '', '-key', key ?? '', '-in', out, '-out', signed ?? '']);
    strictEqual(signing.exitCode, 0, signing.stderr);
    const { signer, name: same } = await factsOf(readFileSync(signed ?? ''), 'msi');
    deepStrictEqual([signer, same], [createHash('sha256').update(certificates[0]).digest('hex'), 'Hello']);
  });

  describe('that are signed with a key of GnuPG', () => {
    let home: string;
    let fingerprint: string;
    before(() => {
      home = join(folder, 'gnupg');
      mkdirSync(home, { mode: 0o700 });
      const made = gpg('--passphrase', '', '--quick-gen-key', 'Ada <ada@example.com>', 'ed25519', 'sign', 'never');
      strictEqual(made.exitCode, 0, made.stderr);
      fingerprint = /^fpr:+([\dA-F]{40}):/m.exec(gpg('--with-colons', '--list-keys').stdout)?.[1] ?? '';
      strictEqual(fingerprint.length, 40);
    });
    // Otherwise the agent that GnuPG started stays until its folder is found missing.
    after(() => askJudge('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']));

    function gpg(...args: readonly string[]): Verdict {
      return askJudge('gpg', ['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback', ...args]);
    }

    it('say which one: .deb', async () => {
      judge('dpkg-deb');
      const root = join(folder, 'signed-deb');
      mkdirSync(join(root, 'DEBIAN'), { recursive: true });
      writeFileSync(join(root, 'DEBIAN/control'), 'Package: hello\nVersion: 1\nArchitecture: all\nMaintainer: A <a@b.c>\nDescription: H\n');
      const out = join(folder, 'signed.deb');
      strictEqual(askJudge('dpkg-deb', ['--root-owner-group', '--build', root, out]).exitCode, 0);
      strictEqual((await factsOf(readFileSync(out), 'deb')).signingKey, null);
      // As debsigs does it.
      for (const [name, form] of [
        ['_gpgorigin', '--no-armor'],
        ['_gpgmaint', '--armor'],
      ] as const) {
        const signature = join(folder, name);
        const { exitCode, stderr } = gpg(form, '--output', signature, '--detach-sign', out);
        strictEqual(exitCode, 0, stderr);
        strictEqual(askJudge('ar', ['q', out, signature]).exitCode, 0);
        strictEqual((await factsOf(readFileSync(out), 'deb')).signingKey, fingerprint);
        strictEqual(askJudge('ar', ['d', out, name]).exitCode, 0);
      }
    });

    it('say which one: .rpm', async () => {
      judge('rpmbuild');
      const top = join(folder, 'signed-rpm');
      mkdirSync(top);
      const spec = join(folder, 'signed.spec');
      writeFileSync(spec, 'Name: hello\nVersion: 1\nRelease: 2\nSummary: H\nLicense: MIT\nBuildArch: noarch\n%description\nH\n%files\n');
      strictEqual(askJudge('rpmbuild', ['-bb', '--define', `_topdir ${top}`, spec], { env: { HOME: folder } }).exitCode, 0);
      const out = join(top, 'RPMS/noarch/hello-1-2.noarch.rpm');
      strictEqual((await factsOf(readFileSync(out), 'rpm')).signingKey, null);
      const { exitCode, stderr } = askJudge(
        'rpmsign',
        ['--define', `__gpg ${judge('gpg')}`, '--define', `_gpg_name ${fingerprint}`, '--define', `_gpg_path ${home}`, '--addsign', out],
        {
          env: { HOME: folder, GNUPGHOME: home },
        },
      );
      strictEqual(exitCode, 0, stderr);
      strictEqual((await factsOf(readFileSync(out), 'rpm')).signingKey, fingerprint);
    });

    it('say which one: .AppImage, in the sections that its executable has for that', async () => {
      judge('objcopy');
      const [content, armored] = [join(folder, 'content'), join(folder, 'content.asc')];
      writeFileSync(content, 'Hello');
      strictEqual(gpg('--armor', '--output', armored, '--detach-sign', content).exitCode, 0);
      const out = join(folder, 'signed.AppImage');
      // Any program that objcopy can write, with the mark of an AppImage.
      const { exitCode, stderr } = askJudge('objcopy', ['--add-section', `.sha256_sig=${armored}`, '/bin/true', out]);
      strictEqual(exitCode, 0, stderr);
      const bytes = new Uint8Array(readFileSync(out));
      bytes.set([0x41, 0x49, 2], 8);
      strictEqual((await factsOf(bytes, 'appimage')).signingKey, fingerprint);
    });
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
      const { identifier, shortVersion } = await factsOf(readFileSync(out), 'pkg');
      deepStrictEqual([identifier, shortVersion], ['com.example.hello', '1.4.0'], packing);
    }
  });
});
