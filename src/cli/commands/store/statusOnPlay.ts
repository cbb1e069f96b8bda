/** The part of `mdist store status` for Google Play. */

import { playStatus } from '../../../core/workflow/stores/playStatus.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandServices } from '../../commandServices.ts';
import { percentOf } from './changeOnPlay.ts';

export async function statusOnPlay(source: StoreSource, appIdentifier: string, services: CommandServices): Promise<CommandOutcome> {
  const status = await playStatus(await services.loadWorkflow(), source, appIdentifier, services.signal);
  const { releases, highest, isPublishing } = status;
  return {
    document: { store: source.store, appIdentifier, highestVersionCode: highest, publishing: isPublishing, releases },
    issues: [],
    write: (page) => {
      if (releases.length === 0) page.line('Nothing of this app is on a track.');
      else
        page.table(
          ['Track', 'Release', 'Version codes', 'State', 'Review', 'Share', 'Countries'],
          releases.map(({ track, name, versionCodes, state, review, fraction, countries }) => [
            track,
            name ?? undefined,
            versionCodes.join(', '),
            state === 'unknown' ? 'not known' : state,
            review ?? undefined,
            fraction === null ? undefined : percentOf(fraction),
            countries?.join(', '),
          ]),
        );
      if (isPublishing) page.line('A package of this app is being published, so shares of rollouts are not shown.');
    },
  };
}
