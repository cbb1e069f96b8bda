import { strictEqual } from 'node:assert/strict';
import { isFound } from '../../../../src/extension/apps-view/packageFilter.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

describe('the filter of packages', () => {
  const record = packageRecord({ version: '1.4.0', versionCode: 12, buildType: 'release', variant: 'freeStaging', commit: 'c0ffee12' });
  const check = (filter: string, expected: boolean): void => strictEqual(isFound(record, filter), expected, filter);

  it('leaves what has all its words, in whatever case', () => {
    check('', true);
    check('1.4', true);
    check('RELEASE staging', true);
    check('ada 2026-11', true);
    check('c0ffee', true);
    check('release debug', false);
    check('1.5', false);
  });
});
