/** Facts of the protocol as rows of the page. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { factList } from '../../shared/facts.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function factsPart({ labels, facts }: Extract<AssetPart, { kind: 'facts' }>, actions: ViewerActions): HTMLElement {
  const made = factList(
    facts.map(({ copy, ...fact }) => ({ ...fact, ...(copy !== '' && { copy: () => actions.act(copy) }) })),
    actions.strings.copy,
  );
  if (labels === 'codes') made.classList.add('codes');
  return made;
}
