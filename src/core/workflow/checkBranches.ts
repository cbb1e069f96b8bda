/** A version code that another branch has recorded already: the two packages could not both go to a store. */

import { createIssue, type Issue } from '../base/issue.ts';
import { readPackageRecord } from '../versions/readPackageRecord.ts';
import { type PlatformApp } from './openApp.ts';
import { type ProjectWorld } from './workflowWorld.ts';

export async function checkBranches({ sourceControl, paths }: ProjectWorld, target: PlatformApp): Promise<readonly Issue[]> {
  const { app, platform, effective, last, placeOf } = target;
  const { appIdentifier, versionCode } = effective;
  // What is not above the own ledger is refused already.
  if (!appIdentifier || versionCode.value <= (last?.versionCode ?? 0)) return [];
  const path = paths.relative(app.folder, app.product.ledger);
  const found = (await sourceControl.searchBranches?.(app.folder, path, `"versionCode":${versionCode.value},`)) ?? [];
  const own = new Set(app.ledger.records.map(({ id }) => id));
  for (const { branch, line } of found) {
    const record = readPackageRecord(line);
    if (typeof record === 'string' || own.has(record.id)) continue;
    if (record.platform !== platform || record.appIdentifier !== appIdentifier.value || record.versionCode !== versionCode.value) continue;
    const params = { versionCode: record.versionCode, createdBy: record.createdBy, branch, lowestAllowed: record.versionCode + 1 };
    return [createIssue('version-code-on-branch', params, placeOf(versionCode, `/${platform}/versionCode`))];
  }
  return [];
}
