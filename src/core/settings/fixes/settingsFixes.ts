/** Fixes of the settings file as a text: keys and types. */

import { nearestName } from '../text/nearestName.ts';
import { best, fix, type FixTable, here, oneOf, remove } from './fixRows.ts';

export const settingsFixes: FixTable = {
  'settings-misspelled-key': here((path, { text, facts }) =>
    facts.siblings?.includes(text('suggestion')) === true
      ? [best({ kind: 'remove', path })]
      : [best({ kind: 'rename', path, name: text('suggestion') }), fix({ kind: 'remove', path })],
  ),
  'settings-unknown-key': remove,
  'settings-secret': here((path) => [best({ kind: 'remove', path })]),
  'settings-duplicate-key': here((path) => [best({ kind: 'keepLast', path })]),
  /** Text where a number is wanted, or the other way round. */
  'settings-wrong-type': here((path, { facts: { written }, text }) => {
    const others = [fix({ kind: 'remove', path })];
    if (text('wantedType') === 'a whole number' && typeof written === 'string' && /^\s*\d{1,15}\s*$/.test(written))
      return [best({ kind: 'set', path, value: Number(written) }), ...others];
    if (text('wantedType') === 'a whole number' && typeof written === 'number' && Number.isFinite(written))
      return [best({ kind: 'set', path, value: Math.trunc(written) }), ...others];
    if (text('wantedType') === 'a text' && (typeof written === 'number' || typeof written === 'boolean'))
      return [best({ kind: 'set', path, value: String(written) }), ...others];
    return others;
  }),
  'settings-wrong-choice': here((path, { text }) => {
    const choices = text('choices').split(', ');
    return oneOf(path, choices, nearestName(text('value'), choices));
  }),
  'settings-out-of-range': here((path, { text, issue: { params } }) => {
    const nearest = Number(text('value')) < Number(params['minimum']) ? params['minimum'] : params['maximum'];
    return [best({ kind: 'set', path, value: Number(nearest) }), fix({ kind: 'remove', path })];
  }),
};
