/** Things of one kind, one line each, that open to their facts. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { toneMark } from '../badgeRow.ts';
import { type ViewerActions } from '../viewerActions.ts';
import { factsPart } from './factsPart.ts';

export function detailsPart({ items }: Extract<AssetPart, { kind: 'details' }>, actions: ViewerActions): HTMLElement {
  const rows = items.map(({ title, note, tone, facts }) => {
    const summary = element(
      'summary',
      {},
      ...toneMark(tone, actions.strings),
      element('span', { className: 'details-title' }, title),
      element('span', { className: 'note' }, note),
    );
    // A single one is what people came for.
    const body = factsPart({ kind: 'facts', labels: 'words', facts }, actions);
    return element('details', { className: 'details', open: items.length === 1 }, summary, body);
  });
  return element('div', { className: 'details-list' }, ...rows);
}
