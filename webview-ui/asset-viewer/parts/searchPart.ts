/** A list with a field to search it. The extension searches; an answer that comes after a newer question is dropped. */

import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type AssetPart, type AssetSearchResult } from '../../../src/protocol/assetViewerProtocol.ts';
import { describeControl } from '../../shared/controlAccessibility.ts';
import { element, plain } from '../../shared/element.ts';
import { toneMark } from '../badgeRow.ts';
import { type ViewerActions } from '../viewerActions.ts';

export function searchPart(
  { list, label, placeholder, found }: Extract<AssetPart, { kind: 'search' }>,
  actions: ViewerActions,
): HTMLElement {
  const name = element('span', { className: 'search-label', id: `search-${list}` }, label);
  const field = element('vscode-textfield', { type: 'search', placeholder, className: 'search-field' });
  const summary = element('p', { className: 'search-summary', role: 'status' });
  const items = element('ul', { className: 'search-items', tabIndex: 0, role: 'list', ariaLabel: label });
  const show = ({ items: shown, summary: text, tone }: AssetSearchResult): void => {
    summary.replaceChildren(...toneMark(tone, actions.strings), plain(text));
    items.replaceChildren(...shown.map((item) => element('li', {}, item)));
    items.hidden = shown.length === 0;
  };
  let question = 0;
  const ask = async (): Promise<void> => {
    question += 1;
    const asked = question;
    const result = await actions.search(list, field.value);
    if (asked === question) show(result);
  };
  // The page says nothing of an answer that does not come: the next letter asks again.
  field.addEventListener('input', () => void ask().catch(() => undefined));
  void field.updateComplete.then(() =>
    describeControl(field.shadowRoot?.querySelector('input'), { label: name, describedBy: [summary], isRequired: false, isInvalid: false }),
  );
  show(found);
  return element('div', { className: 'search' }, name, field, summary, items);
}
