/** A text to be copied as a whole. It scrolls by itself, so it can have the focus. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { button } from '../../shared/pageButton.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function snippetPart({ label, text, copy, note }: Extract<AssetPart, { kind: 'snippet' }>, actions: ViewerActions): HTMLElement {
  const { strings } = actions;
  const code = element('pre', { className: 'snippet-text', tabIndex: 0, ariaLabel: label, role: 'region' }, element('code', {}, text));
  return element(
    'figure',
    { className: 'snippet' },
    element(
      'figcaption',
      { className: 'snippet-head' },
      element('span', { className: 'snippet-label' }, label),
      button(strings.copy, () => actions.act(copy), { ariaLabel: `${strings.copy}: ${label}` }),
    ),
    code,
    ...(note === '' ? [] : [element('p', { className: 'note' }, note)]),
  );
}
