/** `mdist testflight builds`: the builds at Apple with their states, and expiring one. */

import { expireBuild, findBuild, listBuilds } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { type Command } from '../../grammar/command.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightBuilds: Command = {
  path: ['testflight', 'builds'],
  summary: 'List the builds of an app at Apple, or expire one',
  options: {
    expire: { type: 'text', placeholder: 'BUILD', says: 'Expire this build, so that no one can install it any more' },
    'app-version': { type: 'text', placeholder: 'VERSION', says: 'With --expire: version of the build, where several have the number' },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist testflight builds --account apple', 'mdist testflight builds --expire 42 --account apple'],
  run: async (input, services) => {
    const expired = input.text('expire');
    const { builds, isChanged } = await withAppleApp(input, services, async (api, app) => {
      const changed =
        expired === undefined ? null : await expireBuild(api, await findBuild(api, app.id, expired, input.text('app-version')));
      return { builds: await listBuilds(api, app.id), isChanged: changed };
    });
    return {
      document: { ...(expired !== undefined && { expired, changed: isChanged }), builds },
      issues: [],
      write: (page) => {
        if (expired !== undefined) page.line(isChanged === true ? `Expired build ${expired}` : `Build ${expired} had expired already`);
        if (builds.length === 0) page.line('There are no builds.');
        else
          page.table(
            ['Version', 'Build', 'Uploaded', 'Internal', 'External', 'Expired'],
            builds.map(({ version, build, uploadedAt, processing, internalState, externalState, isExpired }) => [
              version ?? undefined,
              build,
              uploadedAt ?? undefined,
              internalState ?? processing ?? undefined,
              externalState ?? undefined,
              isExpired,
            ]),
          );
      },
    };
  },
};
