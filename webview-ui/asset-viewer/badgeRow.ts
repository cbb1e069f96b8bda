/** Short words about the whole: an icon says what the colour tells, and a hidden word what both tell. */

import { type AssetBadge, type AssetTone, type AssetViewerStrings } from '../../src/protocol/assetViewerProtocol.ts';
import { element } from '../shared/element.ts';
import { icon } from '../shared/icon.ts';

const icons = { good: 'pass', warning: 'warning', error: 'error' } as const satisfies Partial<Record<AssetTone, string>>;

/** Nothing for a plain one. */
export function toneMark(tone: AssetTone, strings: AssetViewerStrings): readonly Node[] {
  return tone === 'plain' ? [] : [icon(icons[tone]), element('span', { className: 'visually-hidden' }, `${strings[tone]}: `)];
}

export function badgeRow(badges: readonly AssetBadge[], strings: AssetViewerStrings): readonly Node[] {
  if (badges.length === 0) return [];
  const rows = badges.map(({ tone, text }) => element('li', { className: `badge ${tone}` }, ...toneMark(tone, strings), text));
  return [element('ul', { className: 'badge-row' }, ...rows)];
}
