/** The part of `mdist store status` for Microsoft Intune, AppGallery and Firebase App Distribution. */

import { type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';
import { elsewhereStatus, type ElsewhereRelease } from '../../../core/workflow/stores/elsewhereStatus.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandServices } from '../../commandServices.ts';

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
  const columns = (
    [
      ['Name', 'name'],
      ['Version', 'version'],
      ['Version code', 'versionCode'],
      ['State', 'state'],
      ['Reason', 'text'],
    ] as const
  ).filter(([, field]) => releases.some((release) => release[field] !== null));
  const rows = releases.map((release) => columns.map(([, field]) => release[field] ?? undefined));
  return [columns.map(([title]) => title), rows];
}
