/**
 * Keeps the newest files of each target, as the setting says: older ones go to the trash when a package was made. Only files in the
 * product's own folder, with the size that the ledger tells, are touched, and none where there is no trash.
 */

import * as vscode from 'vscode';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { readSetting } from '../../shared/settings.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';
import { type PackageFiles } from './packageFiles.ts';

export interface RetentionParts {
  readonly index: AppIndex;
  readonly packages: PackageFiles;
  /** Gets the path of a file that is no longer there. */
  readonly onDidDelete: (path: string) => void;
}

export async function retainPackages(
  { index, packages, onDidDelete }: RetentionParts,
  appFolder: string,
  made: PackageRecord,
): Promise<void> {
  const app = await index.app(appFolder);
  if (!app) return;
  let isAny = false;
  for (const record of outdated(app.opened.ledger.records, made, readSetting('packages.keep', vscode.Uri.file(app.folder)))) {
    const { kind, path } = await packages.state(app, record);
    if (kind !== 'present' || !isWithin(app.opened.product.packages, path)) continue;
    const isGone = await vscode.workspace.fs.delete(vscode.Uri.file(path), { useTrash: true }).then(
      () => true,
      () => false,
    );
    if (isGone) onDidDelete(path);
    isAny ||= isGone;
  }
  if (isAny) index.refresh();
}

/** Records of the same target as the one that was made, beyond the newest ones. `0` keeps all. */
export function outdated(records: readonly PackageRecord[], made: PackageRecord, keep: number): readonly PackageRecord[] {
  if (keep <= 0) return [];
  const same = [...records.filter(({ id }) => id !== made.id), made].filter((record) => isSameTarget(record, made));
  const kept = same.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, keep);
  // A path that a newer package has again is that package's.
  const paths = new Set(kept.map(({ path }) => path));
  return same.filter((record) => !kept.includes(record) && !paths.has(record.path));
}

function isSameTarget(a: PackageRecord, b: PackageRecord): boolean {
  return a.platform === b.platform && a.buildType === b.buildType && a.variant === b.variant && a.appIdentifier === b.appIdentifier;
}
