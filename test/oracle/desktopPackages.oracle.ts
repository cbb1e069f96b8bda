/** What the release server reads from packages for Linux, made by the programs that make them everywhere. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { readDesktopFacts } from '../../src/releases/server/inspection/readDesktopPackage.ts';
import { askJudge, judge } from './support/judges.ts';

describe('packages for Linux', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'desktop-packages-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { form, isRead } of [
    { form: 'gzip', isRead: true },
    { form: 'zstd', isRead: true },
    { form: 'none', isRead: true },
    { form: 'xz', isRead: false },
  ])
    it(`of dpkg-deb with ${form} ${isRead ? 'say their version' : 'are not read'}`, async function () {
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
      const wanted = isRead ? ['hello', '1.4.0', '1.4.0-2', ['amd64']] : [null, null, null, []];
      deepStrictEqual([identifier, shortVersion, version, architectures], wanted);
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
});
