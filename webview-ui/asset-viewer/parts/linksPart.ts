/** Other files and apps, each with the button that opens it. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';
import { toneMark } from '../badgeRow.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function linksPart({ links }: Extract<AssetPart, { kind: 'links' }>, actions: ViewerActions): HTMLElement {
  const rows = links.map(({ title, note, tone, button }) => {
    const open = element('button', { type: 'button', className: 'link-button', title: button.title }, title);
    open.addEventListener('click', () => actions.act(button.id));
    return element('li', { className: 'link' }, ...toneMark(tone, actions.strings), open, element('span', { className: 'note' }, note));
  });
  return element('ul', { className: 'links' }, ...rows);
}
