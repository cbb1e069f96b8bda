import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { compareToolVersions, readToolVersion, satisfiesToolRange } from '../../../../../src/core/engines/toolchains/toolVersion.ts';

describe('readToolVersion', () => {
  const versions: Readonly<Record<string, string | undefined>> = {
    'v24.1.0': '24.1.0',
    '8.14': '8.14.0',
    '17': '17.0.0',
    '17.0.19+10': '17.0.19+10',
    '21.0.5+11-LTS': '21.0.5+11',
    '11.0.20.1': '11.0.20+1',
    '1.8.0_402': '8.0.402',
    '1.8.0_402-b06': '8.0.402',
    '17-ea': '17.0.0-ea',
    '8.14-rc-1': '8.14.0-rc.1',
    '9.0-milestone-10': '9.0.0-milestone.10',
    '8.13.0-alpha01': '8.13.0-alpha.1',
    '2.2.20-Beta2': '2.2.20-beta.2',
    '36.0.0rc3': '36.0.0-rc.3',
    '3.38.0-0.1.pre': '3.38.0-0.1.pre',
    '27.0.12077973': '27.0.12077973',
    ' 16.4\n': '16.4.0',
    '2024.09.01': '2024.9.1',
    '': undefined,
    'lts/*': undefined,
    unknown: undefined,
    '-1': undefined,
    '1..2': undefined,
    ['1'.repeat(300)]: undefined,
  };
  for (const [text, expected] of Object.entries(versions))
    it(`reads ${JSON.stringify(text.slice(0, 20))} as ${expected}`, () => strictEqual(readToolVersion(text), expected));
});

describe('compareToolVersions', () => {
  it('orders versions as their makers do', () => {
    const ordered = ['none', '1.8.0_402', '11.0.9', '11.0.20', '11.0.20.1', '17-ea', '17', '17.0.19+9', '17.0.19+10', '21.0.5+11-LTS'];
    deepStrictEqual(ordered.toReversed().toSorted(compareToolVersions), ordered);
    const gradle = ['8.9', '8.14-milestone-2', '8.14-milestone-10', '8.14-rc-1', '8.14', '8.14.3'];
    deepStrictEqual(gradle.toReversed().toSorted(compareToolVersions), gradle);
  });

  it('is an order, whatever the texts are', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,3}(\.\d{1,2}){0,3}(-[a-z0-9.]{1,4})?(\+\d)?$/));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        strictEqual(compareToolVersions(a, b) + compareToolVersions(b, a), 0);
        const [x = '', y = '', z = ''] = [a, b, c].toSorted(compareToolVersions);
        strictEqual(compareToolVersions(x, z) <= 0, true);
        strictEqual(compareToolVersions(y, z) <= 0, true);
      }),
    );
  });
});

describe('satisfiesToolRange', () => {
  const rows: readonly (readonly [string, string, boolean | undefined])[] = [
    ['17.0.19+10', '>=17', true],
    ['1.8.0_402', '>=17', false],
    ['26-ea', '>=17', true],
    ['17-ea', '>=17', true],
    ['17-ea', '>=17.0.0', false],
    ['20.18.1', '^20.19 || >=22.12', false],
    ['v22.14.0', '^20.19 || >=22.12', true],
    ['8.14-rc-1', '8.x', true],
    ['11.0.20.1', '11.0.20', true],
    ['17.0.1', '*', true],
    ['17.0.1', 'lts/*', undefined],
    ['unknown', '>=17', undefined],
    ['17.0.1', '||'.repeat(200), undefined],
  ];
  for (const [version, range, expected] of rows)
    it(`answers ${expected} for ${version} and ${range.slice(0, 20)}`, () => strictEqual(satisfiesToolRange(version, range), expected));
});
