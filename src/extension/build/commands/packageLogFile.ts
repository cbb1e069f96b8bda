/**
 * Which log is that of a package: the one whose end says that just this package, by its SHA-256, was recorded. Names of logs, which have the
 * version and the time of the start, say only where to look first: both platforms may have begun together.
 */

import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { packageBaseName } from '../../../core/workflow/packageName.ts';

export type LoggedPackage = Pick<
  PackageRecord,
  'name' | 'appIdentifier' | 'version' | 'versionCode' | 'buildType' | 'variant' | 'createdAt' | 'sha256'
>;

/** So many are read at most. */
const mostLogs = 20;
/** Clocks that were set in between. */
const toleranceMs = 2000;

/** The name of the log. `read` gives the text of a log by its name, and nothing where it cannot be read. */
export async function logOfPackage(
  record: LoggedPackage,
  names: readonly string[],
  read: (name: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const name of logsToRead(record, names)) if ((await read(name))?.includes(`SHA-256 ${record.sha256}`) === true) return name;
  return undefined;
}

/** Those that began before the package was recorded: first those that are named like it, of each the newest first. */
function logsToRead(record: LoggedPackage, names: readonly string[]): readonly string[] {
  const latest = Date.parse(record.createdAt) + toleranceMs;
  const base = `${packageBaseName(record)}-`;
  return names
    .map((name) => ({ name, begun: logTime(name) }))
    .filter(({ begun }) => begun <= latest)
    .toSorted((a, b) => Number(b.name.startsWith(base)) - Number(a.name.startsWith(base)) || b.begun - a.begun)
    .slice(0, mostLogs)
    .map(({ name }) => name);
}

/** Log names end with the time of their package: `…-20261121T100000Z.log`. Not a number where there is none. */
export function logTime(name: string): number {
  const time = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.log$/.exec(name);
  if (!time) return NaN;
  const [year = 0, month = 0, day = 0, ...rest] = time.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, ...rest);
}
