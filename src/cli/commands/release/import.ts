/** `mdist release import`: makes releases of a folder of packages, with what App Center said of them. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';

const someRefused = 4;

export const releaseImport: Command = {
  path: ['release', 'import'],
  summary: 'Create releases of a folder of packages, or of what was saved from App Center',
  details: [
    'Every package in the folder and the folders in it becomes a release, in the order of App Center’s numbers, else of the files’ times. JSON files with answers of App Center’s API for releases, under any name, give versions, notes, groups, testers, commit and whether a release is enabled; they are matched by their fingerprint, or lie alone next to one package.',
    'Groups that do not exist are created, and no one is notified. The same package with the same versions is the same release: running the command again is safe. What the server refuses is listed, and the rest is imported.',
  ],
  options: {
    ...serverOptions,
    ...serverAppOption,
    from: { type: 'path', placeholder: 'DIR', says: 'Folder with packages' },
    group: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Group that gets every release besides its own' },
    'dry-run': { type: 'flag', says: 'Only list what would be imported' },
  },
  examples: [
    'mdist release import --from appcenter-export --server-app acme/hello --dry-run',
    'mdist release import --from packages --server-app acme/hello --group Archive',
  ],
  run: async (input, services) => {
    const from = input.path('from');
    if (from === undefined) throw usageFailure('--from is missing', 'Use --from DIR');
    const name = serverApp(input);
    const [{ findPackagesToImport }, { importPackages }] = await Promise.all([
      import('../../../releases/client/packagesToImport.ts'),
      import('../../../releases/client/importPackages.ts'),
    ]);
    const packages = await findPackagesToImport(from);
    const shown = (path: string): string => services.paths.relative(from, path);
    if (input.flag('dry-run'))
      return {
        document: { packages: packages.map((each) => ({ ...each, path: shown(each.path) })) },
        issues: [],
        write: (page) => {
          if (packages.length === 0) page.line('No packages found.');
          else
            page.table(
              ['Package', 'Size', 'Version', 'Groups', 'Enabled'],
              packages.map(({ path, sizeBytes, shortVersion, groups, isEnabled }) => [
                shown(path),
                formatByteSize(sizeBytes),
                shortVersion ?? 'in the package',
                groups.map((group) => group.name).join(', '),
                isEnabled,
              ]),
            );
        },
      };
    const client = await connect(input, services);
    const outcomes = await importPackages(client, name, packages, {
      open: async (path) => await services.ports.files.openFile(path),
      groups: input.textList('group'),
      signal: services.signal,
      onProgress: (done, all) => services.report({ step: 'uploading', fraction: done / all }),
    });
    const releases = outcomes.map((each) => ({ ...each, path: shown(each.path) }));
    const refused = releases.filter(({ problem }) => problem !== null);
    return {
      document: { releases },
      issues: [],
      exitCode: refused.length > 0 ? someRefused : 0,
      write: (page) => {
        page.line(`${releases.length - refused.length} of ${releases.length} packages imported`);
        for (const { path, release, problem } of refused)
          page.line(`${path}: ${release === null ? '' : `release ${release} is there, but `}${problem ?? ''}`);
      },
      next: [`mdist release list --server-app ${name.owner}/${name.app}`],
    };
  },
};
