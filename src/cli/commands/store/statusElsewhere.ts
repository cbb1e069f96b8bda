/** The part of `mdist store status` for Microsoft Intune, AppGallery and Firebase App Distribution. */

import { type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';
import { elsewhereStatus, type ElsewhereRelease } from '../../../core/workflow/stores/elsewhereStatus.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandServices } from '../../commandServices.ts';
import { percentOf } from './changeOnPlay.ts';

export async function statusOnOther(
  store: OtherStore,
  source: StoreSource,
  appIdentifier: string,
  services: CommandServices,
): Promise<CommandOutcome> {
  const { releases, highest } = await elsewhereStatus(await services.loadWorkflow(), store, source, { appIdentifier }, services.signal);
  return {
    document: { store, appIdentifier, highestVersionCode: highest, releases },
    issues: [],
    write: (page) => {
      if (releases.length === 0) page.line('Nothing of this app is there.');
      else page.table(...filledColumns(releases));
    },
  };
}

/** Without the columns that a store says nothing about. */
function filledColumns(
  releases: readonly ElsewhereRelease[],
): [titles: readonly string[], rows: readonly (readonly (string | undefined)[])[]] {
  const shown = releases.map((release) => ({ ...release, shown: stateText(release) }));
  const columns = (
    [
      ['Name', 'name'],
      ['Version', 'version'],
      ['Version code', 'versionCode'],
      ['State', 'shown'],
      ['Reason', 'text'],
    ] as const
  ).filter(([, field]) => shown.some((release) => release[field] !== null));
  const rows = shown.map((release) => columns.map(([, field]) => release[field] ?? undefined));
  return [columns.map(([title]) => title), rows];
}

/** With the share of people who get a version by phases. */
function stateText({ state, phase }: ElsewhereRelease): string | null {
  if (!phase || phase.state === 'ended') return state;
  const share = phase.fraction === null ? 'by phases' : `for ${percentOf(phase.fraction)}`;
  return [state, phase.state === 'halted' ? `${share}, halted` : share].filter((each) => each !== null).join(', ');
}
