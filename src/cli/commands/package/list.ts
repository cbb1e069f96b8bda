/** `mdist package list`: the packages of the ledger, newest first. */

import { authorName } from '../../../core/base/authorName.ts';
import { createIssue, type Issue } from '../../../core/base/issue.ts';
import { platforms } from '../../../core/settings/platform.ts';
import { openLedger } from '../../../core/versions/ledgerFile.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { productFolder } from '../../../core/versions/productFolder.ts';
import { requireAppFolder } from '../../../core/workflow/openApp.ts';
import { type Command } from '../../grammar/command.ts';
import { appArgument, appFolder, appOption, platformOption } from '../sharedOptions.ts';

export const packageList: Command = {
  path: ['package', 'list'],
  summary: 'List the packages of the app, newest first',
  options: {
    ...appOption,
    ...platformOption,
    limit: {
      type: 'integer',
      placeholder: 'NUMBER',
      minimum: 1,
      maximum: 1_000_000,
      says: 'Maximum number of packages (default: 20; all with --json)',
    },
  },
  examples: ['mdist package list', 'mdist package list --app apps/hello --platform android --json'],
  run: async (input, services) => {
    const { files, paths } = services.ports;
    const folder = appFolder(input, services);
    await requireAppFolder(files, folder);
    const { records, issues } = await openLedger({ files, paths, userFolder: services.userFolder }, productFolder(paths, folder).ledger);
    const platform = input.choice('platform', platforms);
    const sorted = records
      .filter((record) => platform === undefined || record.platform === platform)
      .toSorted((a, b) => (a.createdAt === b.createdAt ? b.versionCode - a.versionCode : a.createdAt < b.createdAt ? 1 : -1));
    const limit = input.integer('limit') ?? (input.flag('json') ? sorted.length : 20);
    const shown = await Promise.all(
      sorted.slice(0, limit).map(async (record) => {
        const path = paths.resolve(folder, record.path);
        return { ...record, path, isPresent: (await files.stat(path))?.kind === 'file' };
      }),
    );
    return {
      document: { packages: shown },
      issues: [...issues, ...missingOf(shown)],
      write: (page) => {
        if (shown.length === 0) page.line('This app has no packages yet.');
        else page.table(['Platform', 'Build type', 'Version', 'Code', 'Created', 'By', 'Commit', 'Size', 'File'], shown.map(rowOf));
        if (sorted.length > shown.length) page.line(`${sorted.length - shown.length} older ones are not shown; --limit shows more.`);
      },
      ...(shown.length === 0 && { next: [`mdist package create${appArgument(folder, services)}`] }),
    };
  },
};

function rowOf(record: PackageRecord): (string | number)[] {
  const created = record.createdAt.slice(0, 16).replace('T', ' ');
  const by = authorName(record.createdBy);
  // Changes that were not committed are part of the package as well.
  const commit = record.commit === undefined ? '' : record.commit.slice(0, 10) + (record.hasUncommittedChanges === true ? '+' : '');
  return [record.platform, record.buildType, record.version, record.versionCode, created, by, commit, record.sizeBytes, record.path];
}

/** Only the newest one is worth a word: old files are deleted on purpose. */
function missingOf([newest]: readonly (PackageRecord & { readonly isPresent: boolean })[]): Issue[] {
  return newest && !newest.isPresent ? [createIssue('package-missing', { path: newest.path })] : [];
}
