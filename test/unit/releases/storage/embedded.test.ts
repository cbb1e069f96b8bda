import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { tables, type TableSpec } from '../../../../src/releases/model/tables.ts';
import { DiskBlobs } from '../../../../src/releases/storage/blobs-disk/diskBlobs.ts';
import { sqliteMigrations } from '../../../../src/releases/storage/sqlite/sqliteMigrations.ts';
import { SqliteRecords } from '../../../../src/releases/storage/sqlite/sqliteRecords.ts';
import { SqliteStatements } from '../../../../src/releases/storage/sqlite/sqliteStatements.ts';
import { describeBlobs } from '../../../support/blobsSuite.ts';
import { hashesOf, olderHashes, olderReleases } from '../../../support/olderReleases.ts';
import { describeRecords } from '../../../support/recordsSuite.ts';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'releases-'))));
afterEach(async () => await rm(folder, { recursive: true, force: true }));

describeRecords('SQLite', {
  open: async () => SqliteRecords.open(join(folder, 'releases.sqlite')),
  reset: async () => {},
});
describeBlobs('a folder', async () => await DiskBlobs.open(folder));

describe('the SQLite file', () => {
  it('finds what lists of releases need through an index, and rows of known keys by these keys alone', async () => {
    const path = join(folder, 'releases.sqlite');
    await SqliteRecords.open(path).close();
    const database = new DatabaseSync(path);
    const texts: string[] = [];
    const prepare = database.prepare.bind(database);
    database.prepare = (text) => {
      texts.push(text);
      return prepare(text);
    };
    const statements = new SqliteStatements(database);
    const id = ['a', 'b'];
    statements.find('release', { where: { appId: 'a', deletedAt: null }, order: [['number', 'descending']], after: 9, limit: 100 });
    statements.find('release', { where: { id, appId: 'a', deletedAt: null }, order: [['number', 'descending']], limit: 1 });
    statements.find('destination', { where: { releaseId: id } });
    statements.find('destination', { where: { targetId: 'a' }, order: [['releaseNumber', 'descending']], after: 9, limit: 20 });
    statements.find('group', { where: { id } });
    const newest = { order: [['number', 'descending']], limit: 1 } as const;
    statements.find('release', { where: { appId: 'a', deletedAt: null, packageHash: 'b' }, ...newest });
    statements.find('release', { where: { appId: 'a', deletedAt: null, sha256: 'b' }, ...newest });
    const plans = texts.map((text) => {
      const values = [...text.matchAll(/\?/g)].map(() => null);
      return String(prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values)[0]?.['detail']);
    });
    deepStrictEqual(plans, [
      'SEARCH release USING INDEX sqlite_autoindex_release_3 (appId=? AND number<?)',
      'SEARCH release USING INDEX sqlite_autoindex_release_1 (id=?)',
      'SEARCH destination USING INDEX destinationRelease (releaseId=?)',
      'SEARCH destination USING INDEX destinationNewest (targetId=? AND releaseNumber<?)',
      'SEARCH group USING PRIMARY KEY (id=?)',
      'SEARCH release USING INDEX releasePackage (appId=? AND packageHash=?)',
      'SEARCH release USING INDEX releaseContent (sha256=? AND appId=?)',
    ]);
    database.close();
  });

  it('has the columns, keys and unique values of the tables after all migrations', () => {
    const database = new DatabaseSync(':memory:');
    for (const migration of sqliteMigrations) database.exec(migration);
    const found = Object.keys(tables).map((table) => {
      const columns = database.prepare(`PRAGMA table_info("${table}")`).all();
      const kinds = columns.map(({ name, type, notnull, pk }) => `${name} ${type}${notnull === 1 || pk !== 0 ? '' : '?'}`);
      const lists = database.prepare(`PRAGMA index_list("${table}")`).all();
      const unique = lists
        .filter((index) => index['unique'] === 1 && index['origin'] === 'u')
        .map(({ name }) =>
          database
            .prepare(`PRAGMA index_info("${name}")`)
            .all()
            .map((column) => column['name'])
            .join(),
        );
      const key = columns.filter(({ pk }) => pk !== 0).sort((a, b) => Number(a['pk']) - Number(b['pk']));
      return [table, kinds, key.map(({ name }) => name), unique.toSorted()];
    });
    const types: Readonly<Record<string, string>> = { text: 'TEXT', json: 'TEXT', integer: 'INTEGER', boolean: 'INTEGER', bytes: 'BLOB' };
    const wanted = Object.entries<TableSpec>(tables).map(([table, { columns, key, unique = [] }]) => [
      table,
      Object.entries(columns).map(([name, kind]) => `${name} ${types[kind.replace('?', '')]}${kind.endsWith('?') ? '?' : ''}`),
      key,
      unique.map((list) => list.join()).toSorted(),
    ]);
    deepStrictEqual(found, wanted);
  });

  it('finds releases of an earlier version by the hash of their package, which was in the facts alone', async () => {
    const path = join(folder, 'releases.sqlite');
    const database = new DatabaseSync(path);
    const older = sqliteMigrations.slice(
      0,
      sqliteMigrations.findIndex((text) => text.includes('packageHash')),
    );
    for (const migration of older) database.exec(migration);
    database.exec(`PRAGMA user_version = ${older.length}`);
    for (const statement of olderReleases) database.exec(statement);
    database.close();
    const records = SqliteRecords.open(path);
    deepStrictEqual(await hashesOf(records), olderHashes);
    await records.close();
  });

  it('is readable for its owner alone, also in a folder that others can read', async () => {
    const records = SqliteRecords.open(join(folder, 'releases.sqlite'));
    await records.transaction(async () => {});
    if (process.platform !== 'win32')
      for (const name of await readdir(folder)) strictEqual((await stat(join(folder, name))).mode & 0o077, 0, name);
    await records.close();
  });

  it('is refused when it is not a database, or of a newer version', async () => {
    const path = join(folder, 'bad.sqlite');
    await writeFile(path, 'x'.repeat(5000));
    throws(
      () => SqliteRecords.open(path),
      (error) => isFailure(error, 'server-data-unusable'),
    );
    const newer = join(folder, 'newer.sqlite');
    const database = new DatabaseSync(newer);
    database.exec('PRAGMA user_version = 1000');
    database.close();
    throws(() => SqliteRecords.open(newer), /newer version/);
  });
});
