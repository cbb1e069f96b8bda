/**
 * A backup of a release server: a folder with `packages`, each file named by its SHA-256, `records.jsonl`, one row a line, and `backup.json`, which is
 * written last, so that a folder without it is no backup. The same folder for both kinds of storage.
 */

import { createReadStream, createWriteStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { tables, type AnyRow, type TableName, type TableSpec } from '../../model/tables.ts';

/** In an order in which each row finds what it refers to. What ends with its server, or belongs to an upload that is not finished, is left out. */
export const keptTables = [
  'account',
  'membership',
  'app',
  'release',
  'group',
  'groupApp',
  'tester',
  'member',
  'device',
  'registration',
  'link',
  'feedback',
  'screenshot',
  'symbols',
  'symbolUpload',
  'rule',
  'setting',
  'webhook',
  'job',
  'credential',
  'destination',
  'token',
  'upload',
  'icon',
  'download',
  'audit',
] as const satisfies readonly TableName[];
export const leftOutTables = ['chunk', 'symbolBlock', 'session', 'enrollment'] as const satisfies readonly TableName[];

export const backupFormat = 1;

const backupFile = z.object({
  format: z.number(),
  createdAt: z.string(),
  rows: z.number(),
  /** Of `records.jsonl`. */
  sha256: z.string(),
  packages: z.number(),
  packageBytes: z.number(),
});
export type BackupFile = z.output<typeof backupFile>;

export function recordsPath(folder: string): string {
  return join(folder, 'records.jsonl');
}

export function packagePath(folder: string, sha256: string): string {
  return join(folder, 'packages', sha256.slice(0, 2), sha256);
}

export function backupPath(folder: string): string {
  return join(folder, 'backup.json');
}

export function unusable(path: string, reason: string, cause?: unknown): Failure {
  return Failure.of('server-data-unusable', { path, reason }, cause === undefined ? undefined : { cause });
}

/** Fails with `server-data-unusable`. */
export async function readBackupFile(folder: string): Promise<BackupFile> {
  const path = backupPath(folder);
  const value = await readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch((error: unknown) => {
      throw unusable(path, phrase('it is not the file of a complete backup'), error);
    });
  const result = z.safeParse(backupFile, value);
  if (!result.success) throw unusable(path, phrase('it is not the file of a complete backup'));
  if (result.data.format > backupFormat) throw unusable(path, phrase('it was written by a newer version of Mobile Distribution'));
  return result.data;
}

export interface StoredRow {
  readonly table: (typeof keptTables)[number];
  readonly row: AnyRow;
}

/** The packages that a row names; a release whose package lies elsewhere has none, and one that was an app bundle has two. */
export function packagesOfRow(table: TableName, row: object): readonly string[] {
  if (table !== 'release' && table !== 'symbols' && table !== 'symbolUpload' && table !== 'upload') return [];
  const hashes: readonly unknown[] = ['sha256' in row && row.sha256, 'bundleSha256' in row && row.bundleSha256];
  return hashes.filter((sha256) => typeof sha256 === 'string').filter((sha256) => sha256 !== '');
}

/** Bytes are base64; everything else is as it is. */
export function lineOf(table: TableName, row: object): string {
  const values: Readonly<Record<string, unknown>> = { ...row };
  const plain = Object.entries(values).map(([column, value]) => [column, value instanceof Uint8Array ? toBase64(value) : value]);
  return `${JSON.stringify({ table, row: Object.fromEntries(plain) })}\n`;
}

const storedLine = z.object({ table: z.enum(keptTables), row: z.record(z.string(), z.unknown()) });

/** One row after the other. Fails with `server-data-unusable`. */
export async function* readRows(folder: string): AsyncGenerator<StoredRow> {
  const path = recordsPath(folder);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const { table, row } = parseLine(path, line, number);
    const { columns }: TableSpec = tables[table];
    const read = Object.entries(row).map(([column, value]) => [
      column,
      columns[column]?.startsWith('bytes') === true && typeof value === 'string' ? fromBase64(value) : value,
    ]);
    // The storage checks each value against the kind of its column.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    yield { table, row: Object.fromEntries(read) as AnyRow };
  }
}

function parseLine(path: string, line: string, number: number): z.output<typeof storedLine> {
  try {
    return z.parse(storedLine, JSON.parse(line));
  } catch (error) {
    throw unusable(path, `${phrase('a line cannot be read')}: ${number}`, error);
  }
}

/** Hashes what it writes. */
export class RecordsWriter {
  readonly #hash = createHash('sha256');
  readonly #stream: ReturnType<typeof createWriteStream>;
  readonly #failed: Promise<never>;
  rows = 0;

  constructor(path: string) {
    this.#stream = createWriteStream(path, { mode: 0o600 });
    this.#failed = new Promise((_resolve, reject) => this.#stream.once('error', reject));
    this.#failed.catch(() => undefined);
  }

  async write(line: string): Promise<void> {
    this.#hash.update(line);
    this.rows += 1;
    if (!this.#stream.write(line)) await Promise.race([this.#failed, new Promise<void>((resolve) => this.#stream.once('drain', resolve))]);
  }

  /** The SHA-256 of all lines. */
  async end(): Promise<string> {
    await Promise.race([this.#failed, new Promise<void>((resolve) => this.#stream.end(() => resolve()))]);
    return this.#hash.digest('hex');
  }
}
