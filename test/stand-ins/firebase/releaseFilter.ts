/** The filters of lists of releases, as Google's description names them: comparisons that are joined by `AND`. */

import { badRequest } from '../support/googleRefusal.ts';
import { type FirebaseRelease } from './firebaseState.ts';

const comparison = /^\(?\s*([\w.]+)\s*(<=|>=|<|>|=)\s*"([^"]*)"\s*\)?$/u;

export function matchesFilter(release: FirebaseRelease, filter: string): boolean {
  return filter.split(/\s+AND\s+/u).every((part) => {
    const [, field = '', operator = '', wanted = ''] = comparison.exec(part.trim()) ?? [];
    const plain = field.replaceAll('_', '').toLowerCase();
    const text = textOf(release, plain);
    if (text !== undefined && operator === '=') return isLike(text, wanted);
    const time = { createtime: release.created, updatetime: release.updated }[plain];
    const limit = Date.parse(wanted);
    if (time === undefined || operator === '=' || Number.isNaN(limit)) throw badRequest('Invalid list filter.');
    return operator.startsWith('<')
      ? time < limit || (operator === '<=' && time === limit)
      : time > limit || (operator === '>=' && time === limit);
  });
}

function textOf({ facts, notes = '' }: FirebaseRelease, field: string): string | undefined {
  const texts: Readonly<Record<string, string>> = {
    displayversion: facts.version,
    buildversion: String(facts.versionCode),
    'releasenotes.text': notes,
  };
  return Object.hasOwn(texts, field) ? texts[field] : undefined;
}

/** A star at the beginning or the end stands for any text, and then the case does not count. */
function isLike(text: string, wanted: string): boolean {
  const start = wanted.startsWith('*');
  const end = wanted.endsWith('*') && wanted.length > 1;
  if (!start && !end) return text === wanted;
  const part = wanted.slice(start ? 1 : 0, end ? -1 : undefined).toLowerCase();
  const low = text.toLowerCase();
  if (start && end) return low.includes(part);
  return start ? low.endsWith(part) : low.startsWith(part);
}
