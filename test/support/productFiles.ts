/** What builds leave in the folder of an app. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LedgerLine {
  readonly id: string;
  /** The `id` of the package that this one was made of. */
  readonly parent?: string;
  readonly signerSha256?: string;
  readonly engine: string;
  readonly path: string;
  readonly platform: string;
  readonly appIdentifier: string;
  readonly variant?: string;
  readonly versionCode: number;
  readonly sha256: string;
}

/** The recorded packages of an app, oldest first. */
export function ledgerOf(app: string): readonly LedgerLine[] {
  const path = join(app, '.mobile-distribution', 'packages.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim().startsWith('{')).map((line) => JSON.parse(line));
}

/** Files that only a running or a broken-off build has: locks and files being written. */
export function leftoversOf(app: string): readonly string[] {
  const folder = join(app, '.mobile-distribution');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.(lock|tmp)$/.test(file));
}

/** Packages on disk. */
export function packageFilesOf(app: string): readonly string[] {
  const folder = join(app, '.mobile-distribution');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(apk|aab)$/.test(file));
}

/** Whether a package is being written at this moment. */
export function isWritingIn(app: string): boolean {
  return leftoversOf(app).some((file) => file.endsWith('.tmp'));
}
