import { strictEqual } from 'node:assert/strict';
import { nearestName } from '../../../../../src/core/settings/text/nearestName.ts';

function check(name: string, expected: string | undefined): void {
  strictEqual(nearestName(name, ['keystore', 'keyAlias', 'version', 'versionCode', 'buildType', 'name']), expected);
}

describe('nearestName', () => {
  it('finds what was meant', () => {
    check('keystor', 'keystore');
    check('keyalias', 'keyAlias');
    check('verionCode', 'versionCode');
    check('nmae', 'name');
  });

  it('says nothing when nothing is near', () => {
    check('fastlane', undefined);
    check('', undefined);
    check('x'.repeat(10_000), undefined);
  });
});
