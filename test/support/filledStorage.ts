/** A storage with rows in every table that a backup keeps and two packages, for tests of export and import. */

import { createHash } from 'node:crypto';
import { tables, type AnyRow, type Row, type TableName, type TableSpec } from '../../src/releases/model/tables.ts';
import { keptTables } from '../../src/releases/server/backup/backupFolder.ts';
import { type ServerStorage } from '../../src/releases/server/serverStorage.ts';

const at = '2026-11-29T12:00:00.000Z';
const packages = ['first package', 'symbols “of” it'].map((text) => new TextEncoder().encode(text));
const hashes = packages.map((bytes) => createHash('sha256').update(bytes).digest('hex'));

/** Columns that refer to rows of other tables, and what others depend on; everything else follows from its kind. */
const values: Readonly<Record<string, unknown>> = {
  'upload.state': 'published',
  'release.sha256': hashes[0],
  'release.bundleSha256': hashes[1],
  'upload.sha256': hashes[0],
  'symbols.sha256': hashes[1],
  'symbolUpload.state': 'committed',
  'symbolUpload.sha256': hashes[1],
  'group.organizationId': null,
  'destination.releaseNumber': 1,
};

function rowOf(table: TableName): AnyRow {
  const { columns }: TableSpec = tables[table];
  const row = Object.entries(columns).map(([column, kind]) => {
    const known = `${table}.${column}`;
    if (Object.hasOwn(values, known)) return [column, values[known]];
    switch (kind.replace('?', '')) {
      case 'integer':
        return [column, 7];
      case 'boolean':
        return [column, true];
      case 'json':
        return [column, { text: `“${table}”`, list: [1, null] }];
      case 'bytes':
        return [column, new Uint8Array([0, 255, 10])];
      default:
        if (column.endsWith('At') || column === 'at') return [column, at];
        // Each table has one row, whose identifier is the name of its table.
        return [column, /^(?:id|\w+Id|udid|hash)$/.test(column) ? referenceOf(column) : `${table} ${column}`];
    }
  });
  // Every column has a value of its kind.
  return Object.fromEntries(row) as AnyRow;
}

function referenceOf(column: string): string {
  return column === 'udid' || column === 'hash' ? column : 'the one';
}

export async function fillStorage({ records, blobs }: ServerStorage): Promise<void> {
  for (const [index, bytes] of packages.entries()) {
    const id = `upload-${index}`;
    await blobs.beginUpload(id);
    await blobs.writeUpload(
      id,
      0,
      (async function* () {
        yield bytes;
      })(),
      bytes.length,
    );
    await blobs.placeUpload(id, hashes[index] ?? '');
  }
  await records.transaction(async (transaction) => {
    for (const table of keptTables)
      if (!(await transaction.insert(table, rowOf(table)))) throw new Error(`the row of ${table} was not inserted`);
    await transaction.insert('setting', { name: 'owner-token abc', value: {} });
    // More than one page.
    for (let number = 0; number < 1200; number++) {
      const row = rowOf('audit');
      await transaction.insert('audit', { ...row, id: `audit ${number}` } as Row<'audit'>);
    }
  });
}

/** Everything that a backup keeps, sorted by key. */
export async function contentOf({ records, blobs }: ServerStorage): Promise<Readonly<Record<string, unknown>>> {
  const content: Record<string, unknown> = {};
  for (const table of keptTables) {
    const rows = await records.find(table, {});
    const texts = rows.map((row) => JSON.stringify(row, (_name, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));
    content[table] = texts.filter((text) => !text.includes('owner-token')).toSorted();
  }
  const found: string[] = [];
  for await (const sha256 of blobs.listBlobs()) found.push(sha256);
  return { ...content, packages: found.toSorted() };
}
