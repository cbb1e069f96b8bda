/** What `store promote`, `store rollout` and `store halt` have in common on Google Play: one change of a track, its dry run, and what is shown of it. */

import { changeRelease, plannedChange } from '../../../core/stores/google-play/playChanges.ts';
import { type TrackChange } from '../../../core/stores/google-play/trackChange.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { plannedOutcome } from './plannedOutcome.ts';
import { readStore, storeAppIdentifier } from './storeAccess.ts';

export const dryRunOption = {
  'dry-run': { type: 'flag', says: 'Send nothing; list the requests that would be sent' },
} as const;

export async function changeOnPlay(input: CommandInput, services: CommandServices, change: TrackChange): Promise<CommandOutcome> {
  const source = await readStore(input, services, 'google-play');
  const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
  const app = playAppOf(source, appIdentifier, services.signal);
  const named = { store: source.store, appIdentifier, track: change.kind === 'promote' ? change.to : change.track };
  if (input.flag('dry-run')) return plannedOutcome(named, plannedChange(change, app));
  const { result, isChanged, isSentForReview, requests } = await changeRelease(await services.loadWorkflow(), app, change);
  const { versionCode, state, fraction = null } = result;
  return {
    document: { ...named, versionCode, state, fraction, changed: isChanged, sentForReview: isSentForReview, requests },
    issues: [],
    write: (page) => {
      page.line(isChanged ? 'Changed on Google Play.' : 'Google Play has it like this already; nothing was changed.', 'green');
      page.facts([
        ['Track', result.track],
        ['Version code', String(versionCode)],
        ['State', fraction === null ? state : `${state}, ${percentOf(fraction)}`],
      ]);
      if (!isSentForReview) page.line('Send the changes for review in the Play Console: this app does not do it by itself.');
    },
  };
}

export function percentOf(fraction: number): string {
  return `${Number((fraction * 100).toFixed(4))} %`;
}
