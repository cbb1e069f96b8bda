/** The part of `mdist store status` for App Store Connect: the builds of TestFlight and the versions of the App Store. */

import { listVersions } from '../../../core/stores/app-store-connect/appStoreVersions.ts';
import { highestBuild, listBuilds } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { withAppleApp } from '../testflight/appleAccess.ts';

/** People look at the newest; all of them are in the document of `--json`. */
const mostShown = 10;

export async function statusOnConnect(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const { appIdentifier, builds, versions } = await withAppleApp(input, services, async (api, app, identifier) => ({
    appIdentifier: identifier,
    builds: await listBuilds(api, app.id),
    versions: await listVersions(api, app.id),
  }));
  return {
    document: { store: 'app-store-connect', appIdentifier, highestVersionCode: highestBuild(builds), versions, builds },
    issues: [],
    write: (page) => {
      page.heading('App Store');
      if (versions.length === 0) page.line('There is no version.');
      else
        page.table(
          ['Version', 'State', 'Build', 'Phased release'],
          versions
            .slice(0, mostShown)
            .map(({ version, state, build, phase, phaseDay }) => [
              version,
              state ?? undefined,
              build ?? undefined,
              phase === null ? undefined : phaseDay === null ? phase : `${phase}, day ${phaseDay} of 7`,
            ]),
        );
      page.heading('TestFlight');
      if (builds.length === 0) page.line('There is no build.');
      else
        page.table(
          ['Version', 'Build', 'Internal', 'External', 'Expired'],
          builds
            .slice(0, mostShown)
            .map(({ version, build, processing, internalState, externalState, isExpired }) => [
              version ?? undefined,
              build,
              internalState ?? processing ?? undefined,
              externalState ?? undefined,
              isExpired,
            ]),
        );
    },
  };
}
