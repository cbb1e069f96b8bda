/** `mdist server export`: writes a backup of a release server into a folder. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { dataFolder, dataOption } from './dataFolder.ts';
import { teamStorage } from './teamStorage.ts';

export const serverExport: Command = {
  path: ['server', 'export'],
  summary: 'Write a backup of a release server into a folder',
  details: [
    'The folder has all records and packages, and can be imported into either kind of storage. Stop the server first; servers that share PostgreSQL and S3-compatible storage (DATABASE_URL, S3_…) can go on.',
    'An export into the same folder copies only packages that are not there yet, so one that was stopped goes on.',
    'The backup opens everything that the server has: keep it as safe as the server itself.',
  ],
  options: { ...dataOption, out: { type: 'path', placeholder: 'DIR', says: 'Folder of the backup' } },
  examples: ['mdist server export --out backup', 'mdist server export --data releases --out backup --json'],
  run: async (input, services) => {
    const out = input.path('out');
    if (out === undefined) throw usageFailure('--out is missing', 'Use --out DIR');
    // The database is loaded for this command alone.
    const [{ exportBackup }, { withStorage }] = await Promise.all([
      import('../../../releases/server/backup/exportBackup.ts'),
      import('../../../releases/server/backup/withStorage.ts'),
    ]);
    const backup = await withStorage(dataFolder(input, services), teamStorage(services), async (storage) =>
      exportBackup(storage, out, {
        signal: services.signal,
        onPackage: (done, all) => services.report({ step: 'copying packages', fraction: done / all }),
      }),
    );
    return {
      document: { folder: out, ...backup },
      issues: [],
      write: (page) =>
        page.line(`Exported ${backup.rows} records and ${backup.packages} packages (${formatByteSize(backup.packageBytes)}) to ${out}`),
    };
  },
};
