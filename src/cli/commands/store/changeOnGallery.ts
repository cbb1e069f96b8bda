/** What `store halt` and `store rollout` do on AppGallery: one change of a release by phases, its dry run, and what is shown of it. */

import { changeGalleryPhase, plannedPhaseChange, type GalleryPhaseChange } from '../../../core/stores/appgallery/galleryPhases.ts';
import { galleryAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { percentOf } from './changeOnPlay.ts';
import { plannedOutcome } from './plannedOutcome.ts';
import { readStore, storeAppIdentifier } from './storeAccess.ts';

export async function changeOnGallery(input: CommandInput, services: CommandServices, change: GalleryPhaseChange): Promise<CommandOutcome> {
  const source = await readStore(input, services, 'appgallery');
  const appIdentifier = await storeAppIdentifier(input, services, 'appgallery');
  const account = galleryAccountOf(source, services.signal);
  const named = { store: source.store, appIdentifier };
  if (input.flag('dry-run')) return plannedOutcome(named, plannedPhaseChange(account, appIdentifier, change));
  const changed = await changeGalleryPhase(await services.loadWorkflow(), account, appIdentifier, change);
  const { version, phase, isChanged, requests } = changed;
  const state = phase?.state ?? 'completed';
  const fraction = phase?.fraction ?? null;
  return {
    document: { ...named, version, state, fraction, changed: isChanged, requests },
    issues: [],
    write: (page) => {
      page.line(isChanged ? 'Changed on AppGallery.' : 'AppGallery has it like this already; nothing was changed.', 'green');
      page.facts([
        ['Version', version ?? undefined],
        ['State', fraction === null ? state : `${state}, ${percentOf(fraction)}`],
      ]);
    },
  };
}
