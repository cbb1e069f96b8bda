import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { type DirectoryEntry } from '../../../../src/core/ports/fileSystem.ts';
import { nameOf } from '../../../../src/extension/app/appEntry.ts';
import { type AppIndex, type AppsChange } from '../../../../src/extension/app/appIndex.ts';
import { type Log } from '../../../../src/extension/shared/log.ts';
import { fakeEditor, resetFakeEditor, Uri } from '../../../support/fakeEditor.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { until } from '../../../support/until.ts';

const settings = (name: string): string => JSON.stringify({ name, web: { webDir: 'www' }, android: { appIdentifier: 'com.acme.hello' } });

class CountingFiles extends MemoryFiles {
  readonly listed: string[] = [];

  unreadable = '';

  override async readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Bytes> {
    if (path === this.unreadable) throw Failure.of('file-restricted', { path });
    return await super.readFile(path, options);
  }

  override async readDirectory(path: string): Promise<readonly DirectoryEntry[]> {
    this.listed.push(path);
    return await super.readDirectory(path);
  }
}

describe('the index of apps', () => {
  let files: CountingFiles;
  let index: AppIndex;
  let changes: AppsChange[];
  let errors: unknown[];

  const names = async (): Promise<readonly string[]> => (await index.apps()).map((app) => nameOf(app));
  const write = (path: string, text: string): unknown => files.content.set(path, { bytes: new TextEncoder().encode(text) });
  /** Outside of one app. */
  const listedBeside = (folder: string): readonly string[] =>
    files.listed.filter((path) => path !== folder && !path.startsWith(`${folder}/`));

  function tell(event: 'create' | 'change' | 'delete', path: string): void {
    const isLedger = path.endsWith('packages.jsonl');
    const watcher = fakeEditor.watchers.find(({ pattern }) => pattern.endsWith('packages.jsonl') === isLedger);
    watcher?.events[event].fire(Uri.file(path));
  }

  function move(event: 'create' | 'delete', path: string): void {
    fakeEditor.watchers.find(({ pattern }) => pattern === '**')?.events[event].fire(Uri.file(path));
  }

  async function nextChange(): Promise<AppsChange | undefined> {
    await until('a change', () => changes.length > 0 || undefined, 5000);
    return changes.shift();
  }

  beforeEach(async () => {
    resetFakeEditor();
    fakeEditor.folders = ['/work'];
    changes = [];
    errors = [];
    files = new CountingFiles({
      '/work/package.json': '{ "private": true }',
      '/work/first/mobile-distribution.json': settings('First'),
      '/work/first/www/index.html': '',
      '/work/second/mobile-distribution.json': settings('Second'),
      '/work/second/www/index.html': '',
      '/work/docs/deep/folder/readme.md': '',
    });
    const log = { error: (error: unknown) => errors.push(error), warn: () => undefined } as unknown as Log;
    const { AppIndex: Index } = await import('../../../../src/extension/app/appIndex.ts');
    index = new Index({ files, paths: posixPaths }, log);
    index.onDidChange((change) => changes.push(change));
    index.start();
    deepStrictEqual(await names(), ['First', 'Second']);
    ok(files.listed.includes('/work/docs/deep'));
    files.listed.length = 0;
  });

  afterEach(() => index.dispose());

  it('reads the app again whose settings were saved, and walks nowhere else', async () => {
    const before = await index.apps();
    write('/work/second/mobile-distribution.json', settings('Renamed'));
    tell('change', '/work/second/mobile-distribution.json');
    deepStrictEqual(await nextChange(), { folders: ['/work/second'] });
    deepStrictEqual(await names(), ['First', 'Renamed']);
    deepStrictEqual(listedBeside('/work/second'), []);
    strictEqual((await index.apps())[0], before[0]);
  });

  it('reads an app again after a package, and after one of its own files', async () => {
    tell('create', '/work/first/.mobile-distribution/packages.jsonl');
    deepStrictEqual(await nextChange(), { folders: ['/work/first'] });
    tell('change', '/work/first/www/index.html');
    deepStrictEqual(await nextChange(), { folders: ['/work/first'] });
    deepStrictEqual(listedBeside('/work/first'), []);
  });

  it('takes what changes within a moment together', async () => {
    tell('change', '/work/first/mobile-distribution.json');
    tell('change', '/work/second/mobile-distribution.json');
    tell('change', '/work/second/mobile-distribution.json');
    deepStrictEqual(await nextChange(), { folders: ['/work/first', '/work/second'] });
    deepStrictEqual(changes, []);
  });

  it('walks nowhere for a file that belongs to no app', async () => {
    tell('change', '/work/package.json');
    tell('change', '/work/first/mobile-distribution.json');
    deepStrictEqual(await nextChange(), { folders: ['/work/first'] });
    deepStrictEqual(
      files.listed.filter((path) => /^\/work\/(docs|second)/.test(path)),
      [],
    );
  });

  it('looks for all apps when one may have come or gone', async () => {
    write('/work/third/mobile-distribution.json', settings('Third'));
    tell('create', '/work/third/mobile-distribution.json');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First', 'Second', 'Third']);
    files.content.delete('/work/third/mobile-distribution.json');
    tell('delete', '/work/third/mobile-distribution.json');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First', 'Second']);
  });

  it('looks for all apps when a change makes a folder one', async () => {
    write('/work/mobile-distribution.json', settings('Whole'));
    tell('change', '/work/mobile-distribution.json');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['Whole', 'First', 'Second']);
  });

  it('looks for all apps when one is none any more', async () => {
    files.content.delete('/work/second/mobile-distribution.json');
    files.content.delete('/work/second/www/index.html');
    tell('change', '/work/second/mobile-distribution.json');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First']);
  });

  it('hears of apps in folders called packages, and not of what the product made', async () => {
    write('/work/packages/app/mobile-distribution.json', settings('Of a monorepo'));
    tell('create', '/work/first/.mobile-distribution/packages/x/index.html');
    tell('create', '/work/node_modules/x/package.json');
    tell('create', '/work/packages/app/mobile-distribution.json');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First', 'Second', 'Of a monorepo']);
    deepStrictEqual(errors, []);
  });

  it('follows an app whose folder was renamed, of which only the folders are reported', async () => {
    for (const name of ['mobile-distribution.json', 'www/index.html']) {
      const file = files.content.get(`/work/second/${name}`);
      files.content.delete(`/work/second/${name}`);
      if (file) files.content.set(`/work/logs/renamed/${name}`, file);
    }
    move('delete', '/work/second');
    move('create', '/work/logs');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(
      (await index.apps()).map(({ folder }) => folder),
      ['/work/first', '/work/logs/renamed'],
    );
  });

  it('finds apps in a folder that was moved here, and forgets those of a parent that went', async () => {
    write('/work/moved/here/mobile-distribution.json', settings('Moved'));
    move('create', '/work/moved');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First', 'Second', 'Moved']);
    files.content.delete('/work/moved/here/mobile-distribution.json');
    move('delete', '/work/moved');
    strictEqual(await nextChange(), 'all');
    deepStrictEqual(await names(), ['First', 'Second']);
  });

  it('keeps its apps when files and folders without an app come and go', async () => {
    write('/work/first/www/assets/index.html', '');
    write('/work/dist/app/index.html', '');
    write('/work/notes/readme.md', '');
    move('create', '/work/first/www/assets');
    move('create', '/work/dist');
    move('create', '/work/dist/app/index.html');
    move('create', '/work/notes');
    move('delete', '/work/first/notes.txt');
    tell('change', '/work/first/mobile-distribution.json');
    deepStrictEqual(await nextChange(), { folders: ['/work/first'] });
    deepStrictEqual(changes, []);
    ok(!files.listed.some((path) => path.startsWith('/work/dist') || path.startsWith('/work/second')));
  });

  it('looks for all apps when more moves than it follows come at once', async () => {
    for (let number = 0; number < 3000; number++) move('create', `/work/many/${number}`);
    strictEqual(await nextChange(), 'all');
  });

  it('shows the other apps when the settings of one cannot be read', async () => {
    files.unreadable = '/work/first/mobile-distribution.json';
    index.refresh();
    deepStrictEqual(await names(), ['Second']);
    strictEqual(errors.length, 1);
  });
});
