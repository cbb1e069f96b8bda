/** `mdist release list`: the releases of an app on a release server, newest first. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { destinationText } from './releaseFacts.ts';

const mostListed = 1_000_000;

export const releaseList: Command = {
  path: ['release', 'list'],
  summary: 'List the releases of an app on a release server, newest first',
  options: {
    ...serverOptions,
    ...serverAppOption,
    limit: {
      type: 'integer',
      placeholder: 'NUMBER',
      minimum: 1,
      maximum: mostListed,
      says: 'Maximum number of releases (default: 20; all with --json)',
    },
  },
  examples: ['mdist release list --server-app me/hello', 'mdist release list --server-app me/hello --json'],
  run: async (input, services) => {
    const limit = input.integer('limit') ?? (input.flag('json') ? mostListed : 20);
    const releases = await (await connect(input, services)).listReleases(serverApp(input), limit);
    return {
      document: { releases },
      issues: [],
      write: (page) => {
        if (releases.length === 0) page.line('This app has no releases yet.');
        else
          page.table(
            ['Release', 'Version', 'Build', 'Uploaded', 'Enabled', 'Destinations'],
            releases.map((release) => [
              release.id,
              release.shortVersion,
              release.version,
              release.uploadedAt.slice(0, 16).replace('T', ' '),
              release.isEnabled,
              destinationText(release),
            ]),
          );
      },
    };
  },
};
