/** A table of text. Wide ones scroll by themselves, also with the keyboard. */

import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { element } from '../../shared/element.ts';

export function tablePart({ label, isLabelShown, columns, rows, note }: Extract<AssetPart, { kind: 'table' }>): HTMLElement {
  const head = columns.map(({ title, isNumber }) => element('th', { scope: 'col', className: isNumber ? 'number' : '' }, title));
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...columns.map(({ isCode, isNumber }, index) => {
        const className = [isCode ? 'code' : '', isNumber ? 'number' : ''].join(' ').trim();
        return index === 0 ? element('th', { scope: 'row', className }, row[index] ?? '') : element('td', { className }, row[index] ?? '');
      }),
    ),
  );
  const table = element(
    'table',
    {},
    element('caption', { className: isLabelShown ? '' : 'visually-hidden' }, label),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
  // The section around it may have the same heading, and each region has its own name.
  const name = `${label}: ${columns.map(({ title }) => title).join(', ')}`;
  const frame = element('div', { className: 'table-frame', tabIndex: 0, role: 'region', ariaLabel: name }, table);
  return element('div', { className: 'table-part' }, frame, ...(note === '' ? [] : [element('p', { className: 'note' }, note)]));
}
