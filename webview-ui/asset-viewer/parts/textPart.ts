/** A sentence with buttons. The first button of a notice is what people most probably want. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { button } from '../../shared/pageButton.ts';
import { toneMark } from '../badgeRow.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function textPart(
  { tone, text, buttons }: Extract<AssetPart, { kind: 'text' }>,
  actions: ViewerActions,
  options: { readonly isNotice?: boolean } = {},
): HTMLElement {
  const body = element('div', { className: 'text-body' }, element('p', {}, text));
  if (buttons.length > 0) {
    const made = buttons.map(({ id, title }, index) =>
      button(title, () => actions.act(id), { isFirst: index === 0 && options.isNotice === true }),
    );
    body.append(element('div', { className: 'buttons' }, ...made));
  }
  return element('div', { className: `text ${tone}` }, ...toneMark(tone, actions.strings), body);
}
