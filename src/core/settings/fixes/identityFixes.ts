/** Fixes of what an app is called and numbered. */

import { checkVersionForm } from '../checks/versionForm.ts';
import { correctIdentifier } from './correctIdentifier.ts';
import { always, askAgain, best, fix, type FixTable, here, type MakeFixes, remove, setTo, writtenText } from './fixRows.ts';

const identifier: MakeFixes = here((path, { facts }) => {
  const written = writtenText(facts);
  const corrected = facts.platform && correctIdentifier(facts.platform, written);
  return [
    ...(corrected === undefined ? [] : [best({ kind: 'set', path, value: corrected })]),
    fix({ kind: 'ask', path, value: corrected ?? written }),
  ];
});

const lowestAllowed: MakeFixes = here((path, { issue: { params } }) => [
  best({ kind: 'set', path, value: Number(params['lowestAllowed']) }),
  fix({ kind: 'remove', path }),
]);

export const identityFixes: FixTable = {
  'identifier-missing': here((path, { facts }) => {
    const known = [facts.projectIdentifier, facts.otherIdentifier].filter((value) => value !== undefined);
    const usable = [...new Set(known)].flatMap((value) => (facts.platform ? (correctIdentifier(facts.platform, value) ?? value) : value));
    return [...usable.map((value) => fix({ kind: 'set', path, value })), fix({ kind: 'ask', path, value: usable[0] ?? 'com.example.app' })];
  }),
  'identifier-too-few-segments': identifier,
  'identifier-empty-segment': identifier,
  'identifier-segment-start': identifier,
  'identifier-character': identifier,
  'identifier-java-keyword': identifier,
  'identifier-too-long': askAgain,
  'identifier-placeholder': askAgain,
  // Another spelling would be another app.
  'identifier-upper-case': here((path, { facts }) =>
    facts.hasPackages === true || typeof facts.written !== 'string' ? [] : [fix({ kind: 'set', path, value: facts.written.toLowerCase() })],
  ),
  'project-value-computed': always(fix({ kind: 'evaluateProject' })),
  'project-identifier-differs': setTo('projectIdentifier'),
  'name-missing': askAgain,
  'name-too-long': askAgain,
  'name-control-character': here((path, { facts }) => {
    const clean = writtenText(facts)
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    return clean === '' ? [fix({ kind: 'ask', path, value: '' })] : [best({ kind: 'set', path, value: clean })];
  }),
  'name-changed': here((path, { text }) => [fix({ kind: 'set', path, value: text('oldName') })]),
  'version-form': here((path, { facts }) => {
    const written = writtenText(facts);
    const numbers = written.match(/\d+/g)?.slice(0, 3).join('.');
    const trimmed = written.trim().replace(/^v(ersion)?[\s.]*/i, '');
    const isRight = (value: string): boolean => value !== '' && checkVersionForm(facts.platform ?? 'android', value).length === 0;
    const right = [trimmed, numbers ?? ''].find(isRight);
    return [
      ...(right === undefined ? [] : [best({ kind: 'set', path, value: right })]),
      fix({ kind: 'ask', path, value: right ?? '1.0.0' }),
    ];
  }),
  'version-too-long': askAgain,
  'version-lower': setTo('lastVersion'),
  'version-code-not-higher': lowestAllowed,
  'version-code-at-store': lowestAllowed,
  'version-code-on-branch': lowestAllowed,
  'version-code-form': remove,
  'version-code-too-large': remove,
  'version-code-exhausted': here((path) => [fix({ kind: 'ask', path: [path[0], 'appIdentifier'], value: '' })]),
};
