/** What is asked for when a package is signed again: only what devices do not install is refused. */

import { deepStrictEqual } from 'node:assert/strict';
import { wrongEdits } from '../../../../../src/core/workflow/ios/checkEdits.ts';
import { assertFilled } from '../../../../support/assertFilled.ts';

type Edits = Parameters<typeof wrongEdits>[0];

const rows: readonly (readonly [Edits, ...codes: readonly string[]])[] = [
  [{}],
  [{ appIdentifier: 'com.acme.hello', version: '1.2.3', versionCode: '7', name: 'Hello' }],
  // Habits and the limits of stores do not count here.
  [{ appIdentifier: 'com.example.hello', versionCode: '0', name: 'x'.repeat(300) }],
  [{ version: '1', versionCode: '1.2.3' }],
  [{ appIdentifier: 'com.acme.my_app' }, 'identifier-character'],
  [{ appIdentifier: 'hello' }, 'identifier-too-few-segments'],
  [{ appIdentifier: 'com..hello' }, 'identifier-empty-segment'],
  [{ version: '1.2.3.4' }, 'version-form'],
  [{ version: '1.2-beta' }, 'version-form'],
  [{ versionCode: '1.2.3.4' }, 'version-form'],
  [{ versionCode: 'seven' }, 'version-form'],
  [{ name: ' ' }, 'name-missing'],
  [{ name: 'a\nb' }, 'name-control-character'],
  [
    { appIdentifier: 'hello', version: 'x', versionCode: 'y', name: '' },
    'identifier-too-few-segments',
    'version-form',
    'version-form',
    'name-missing',
  ],
];

describe('what an app is changed to when it is signed again', () => {
  for (const [edits, ...codes] of rows)
    it(`${JSON.stringify(edits).slice(0, 80)}: ${codes.join() || 'can be installed'}`, () => {
      const issues = wrongEdits(edits);
      deepStrictEqual(
        issues.map(({ code, severity }) => `${severity} ${code}`),
        codes.map((code) => `error ${code}`),
      );
      if (edits.name?.trim() !== '') assertFilled(issues);
    });
});
