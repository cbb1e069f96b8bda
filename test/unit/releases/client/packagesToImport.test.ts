import { deepStrictEqual, rejects } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { findPackagesToImport } from '../../../../src/releases/client/packagesToImport.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'import-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string, minute = 0): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
  const time = new Date(Date.UTC(2026, 0, 1, 0, minute));
  utimesSync(place, time, time);
}

function fingerprint(content: string): string {
  return createHash('md5').update(content).digest('hex');
}

/** `path number version` of each, in order. */
async function found(): Promise<readonly string[]> {
  return (await findPackagesToImport(folder)).map(
    ({ path, number, shortVersion, version }) =>
      `${path.slice(folder.length + 1).replaceAll('\\', '/')} ${number} ${shortVersion} ${version}`,
  );
}

describe('packages to import', () => {
  it('are in the order of their times, with the versions in their names where no one reads them from the file', async () => {
    put('b-1.4.0.zip', 'b', 2);
    put('deep/er/c_v2.0.1-beta.msi', 'c', 1);
    put('a.apk', 'a', 3);
    put('no version.dmg', 'd', 4);
    put('notes.txt', 'x');
    put('.hidden/a.apk', 'x');
    deepStrictEqual(await found(), [
      'deep/er/c_v2.0.1-beta.msi null 2.0.1 2.0.1',
      'b-1.4.0.zip null 1.4.0 1.4.0',
      'a.apk null undefined undefined',
      'no version.dmg null undefined undefined',
    ]);
  });

  it('are matched with App Center’s answers by their fingerprint, in lists and alone, and are in the order of its numbers', async () => {
    put('new.apk', 'new', 1);
    put('old.apk', 'old', 2);
    put('other.apk', 'other', 0);
    const details = (id: number, content: string): object => ({
      id,
      short_version: `1.${id}`,
      version: String(id),
      fingerprint: fingerprint(content).toUpperCase(),
    });
    put('json/releases.json', JSON.stringify([{ id: 9, short_version: '1.9', version: '9' }, details(7, 'new')]));
    put('json/7.json', JSON.stringify(details(3, 'old')));
    deepStrictEqual(await found(), ['old.apk 3 1.3 3', 'new.apk 7 1.7 7', 'other.apk null undefined undefined']);
  });

  it('have everything that was said of them', async () => {
    put(
      '12/release.json',
      '\uFEFF' +
        JSON.stringify({
          id: 12,
          version: '120',
          short_version: '1.2',
          release_notes: '**New**',
          enabled: false,
          uploaded_at: '2024-05-01T10:00:00Z',
          mandatory_update: true,
          distribution_groups: [{ id: 'x', name: 'Beta' }],
          destinations: [
            { name: 'QA', destination_type: 'group', mandatory_update: false },
            { name: 'ann@example.com', destination_type: 'tester' },
            { name: 'Production', destination_type: 'store' },
          ],
          build: { branch_name: 'main', commit_hash: 'abc', commit_message: 'Fix' },
        }),
    );
    put('12/hello.ipa', 'x');
    const [only] = await findPackagesToImport(folder);
    deepStrictEqual(only, {
      path: join(folder, '12', 'hello.ipa'),
      fileName: 'hello.ipa',
      sizeBytes: 1,
      number: 12,
      version: '120',
      shortVersion: '1.2',
      notes: '**New**',
      isEnabled: false,
      uploadedAt: '2024-05-01T10:00:00Z',
      groups: [
        { name: 'Beta', isMandatory: true },
        { name: 'QA', isMandatory: false },
      ],
      testers: ['ann@example.com'],
      build: { branch: 'main', commit: 'abc', message: 'Fix' },
    });
  });

  it('do not believe JSON that says something else, or that may be of another package', async () => {
    put('a.apk', 'a');
    put('b.apk', 'b', 1);
    put('release.json', JSON.stringify({ id: 1, short_version: '1.0' }));
    for (const [index, text] of ['{', 'null', '[[1]]', '{"id": "1", "short_version": "1.0"}', '{"id": 1}', '7'].entries())
      put(`${index}.json`, text);
    put('c/c.apk', 'c', 2);
    put('c/release.json', JSON.stringify({ id: 2, short_version: '2.0', fingerprint: fingerprint('another') }));
    deepStrictEqual(await found(), [
      'a.apk null undefined undefined',
      'b.apk null undefined undefined',
      'c/c.apk null undefined undefined',
    ]);
  });

  it('do not lead out of the folder', async () => {
    put('a.apk', 'a');
    if (process.platform !== 'win32') {
      symlinkSync(join(folder, 'a.apk'), join(folder, 'b.apk'));
      symlinkSync(folder, join(folder, 'loop'));
    }
    deepStrictEqual(await found(), ['a.apk null undefined undefined']);
    await rejects(findPackagesToImport(join(folder, 'none')), (error) => isFailure(error, 'file-not-found'));
  });

  it('are found in folders with more files than a process may open, and with lists of any length', function () {
    if (process.platform === 'win32') return this.skip();
    for (let index = 0; index < 300; index++) put(`${index}.json`, JSON.stringify({ id: index, short_version: '1.0' }));
    put('all/list.json', JSON.stringify(Array.from({ length: 200_000 }, () => ({ id: 7, short_version: '1.4' }))));
    put('all/app.apk', 'a');
    const module = JSON.stringify(new URL('../../../../src/releases/client/packagesToImport.ts', import.meta.url).href);
    const program = `import(${module}).then(async (m) => console.log((await m.findPackagesToImport(process.argv[1])).map((each) => each.shortVersion).join()))`;
    const { stdout, stderr } = spawnSync('sh', ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '-e', program, folder], {
      encoding: 'utf8',
    });
    deepStrictEqual([stdout.trim(), stderr], ['1.4', '']);
  });
});
