import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { checkAppIdentifier } from '../../../../src/core/settings/checks/appIdentifier.ts';
import { platforms } from '../../../../src/core/settings/platform.ts';
import { correctIdentifier } from '../../../../src/extension/fixes/correctIdentifier.ts';

describe('correctIdentifier', () => {
  it('gives Android what it takes', () => {
    const check = (identifier: string, expected: string | undefined): void =>
      strictEqual(correctIdentifier('android', identifier), expected);
    check('com.acme.my-app', 'com.acme.my_app');
    check('com.acme.1st', 'com.acme.app1st');
    check('com.acme.new', 'com.acme.newapp');
    check('com..acme.hello.', 'com.acme.hello');
    check('hello', 'com.example.hello');
    check('com.äcme.straße', 'com.acme.strasse');
    check('com.acme.hello', undefined);
    check('???', undefined);
    check('', undefined);
  });

  it('gives iOS what it takes', () => {
    strictEqual(correctIdentifier('ios', 'com.acme.my_app'), 'com.acme.my-app');
    strictEqual(correctIdentifier('ios', 'com.acme.1st'), undefined);
  });

  it('never proposes what is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...platforms), fc.string({ maxLength: 40, unit: 'binary' }), (platform, text) => {
        const corrected = correctIdentifier(platform, text);
        if (corrected === undefined) return;
        strictEqual(
          checkAppIdentifier(platform, corrected).some(({ severity }) => severity === 'error'),
          false,
        );
      }),
      { numRuns: 500 },
    );
  });
});
