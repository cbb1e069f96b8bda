/** `mdist server import`: fills an empty storage with a backup. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { dataFolder, dataOption } from './dataFolder.ts';
import { teamStorage } from './teamStorage.ts';

export const serverImport: Command = {
  path: ['server', 'import'],
  summary: 'Fill an empty release server with a backup',
  details: [
    'The backup is a folder that mdist server export wrote. The storage must be empty: import before the first start of a server. With DATABASE_URL and S3_… in the environment it goes there.',
    'Every package is compared with its SHA-256. Records are written all at once at the end, so an import that was stopped can be run again.',
  ],
  options: { ...dataOption, from: { type: 'path', placeholder: 'DIR', says: 'Folder of the backup' } },
  examples: ['mdist server import --from backup --data releases'],
  run: async (input, services) => {
    const from = input.path('from');
    if (from === undefined) throw usageFailure('--from is missing', 'Use --from DIR');
    const data = dataFolder(input, services);
    // The database is loaded for this command alone.
    const [{ importBackup }, { withStorage }] = await Promise.all([
      import('../../../releases/server/backup/importBackup.ts'),
      import('../../../releases/server/backup/withStorage.ts'),
    ]);
    const backup = await withStorage(data, teamStorage(services), async (storage) =>
      importBackup(storage, from, {
        signal: services.signal,
        onPackage: (done, all) => services.report({ step: 'copying packages', fraction: done / all }),
      }),
    );
    return {
      document: { folder: from, ...backup },
      issues: [],
      write: (page) =>
        page.line(`Imported ${backup.rows} records and ${backup.packages} packages (${formatByteSize(backup.packageBytes)})`),
      next: [`mdist server start --data ${services.paths.relative(services.workingFolder, data) || '.'}`],
    };
  },
};
