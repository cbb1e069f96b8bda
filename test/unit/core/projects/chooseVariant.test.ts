import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { chooseScheme, chooseVariant } from '../../../../src/core/projects/chooseVariant.ts';
import { type VariantFacts } from '../../../../src/core/projects/projectFacts.ts';
import { type BuildType } from '../../../../src/core/settings/platform.ts';

const variant = (flavor: string, buildType: string, isDebuggable = buildType === 'debug'): VariantFacts => ({
  name: flavor === '' ? buildType : `${flavor}${buildType.charAt(0).toUpperCase()}${buildType.slice(1)}`,
  buildType,
  isDebuggable,
  ...(flavor !== '' && { flavor }),
});
const plain = ['debug', 'release', 'staging'].map((type) => variant('', type));
const flavored = ['free', 'paid'].flatMap((flavor) => ['debug', 'release', 'staging'].map((type) => variant(flavor, type)));

function check(variants: readonly VariantFacts[], wanted: string | undefined, buildType: BuildType, expected: string): void {
  const choice = chooseVariant(variants, wanted, buildType);
  strictEqual('variant' in choice ? `${choice.kind} ${choice.variant.name}` : `${choice.kind} ${choice.choices.join(' ')}`, expected);
}

describe('the variant that a package is made of', () => {
  it('is the one of the build type where there are no flavors', () => {
    check(plain, undefined, 'debug', 'chosen debug');
    check(plain, undefined, 'release', 'chosen release');
    check(plain, undefined, 'app-bundle', 'chosen release');
    check(plain, 'staging', 'release', 'chosen staging');
  });

  it('is named by its whole name or by its flavor', () => {
    check(flavored, 'freeStaging', 'app-bundle', 'chosen freeStaging');
    check(flavored, 'FREERELEASE', 'release', 'chosen freeRelease');
    check(flavored, 'paid', 'release', 'chosen paidRelease');
    check(flavored, 'paid', 'debug', 'chosen paidDebug');
  });

  it('has to be named where there are several', () => {
    check(flavored, undefined, 'release', 'missing free paid');
    check(flavored, 'staging', 'release', 'missing freeStaging paidStaging');
    check(flavored.slice(0, 3), undefined, 'release', 'chosen freeRelease');
  });

  it('has to be there, and to fit the build type', () => {
    check(plain, 'qa', 'release', 'unknown debug release staging');
    check(flavored, 'freeDebug', 'release', 'other-build-type freeDebug');
    check(flavored, 'freeStaging', 'debug', 'other-build-type freeStaging');
    check([variant('', 'release')], undefined, 'debug', 'unknown release');
  });
});

describe('the scheme of a package for iOS', () => {
  it('is the one that was named; the project says which one otherwise', () => {
    const schemes = [{ name: 'Shop' }, { name: 'Staging' }];
    deepStrictEqual(chooseScheme(schemes, undefined), undefined);
    deepStrictEqual(chooseScheme(schemes, 'staging'), { kind: 'chosen', variant: { name: 'Staging' } });
    deepStrictEqual(chooseScheme(schemes, 'gold'), { kind: 'unknown', choices: ['Shop', 'Staging'] });
  });
});
