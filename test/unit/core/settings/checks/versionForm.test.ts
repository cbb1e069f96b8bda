import { deepStrictEqual } from 'node:assert/strict';
import { checkVersionCodeForm, checkVersionForm } from '../../../../../src/core/settings/checks/versionForm.ts';

const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);

describe('checkVersionForm', () => {
  it('accepts numbers, and a suffix on Android only', () => {
    for (const version of ['1', '1.4', '1.4.0', '10.20.30']) {
      deepStrictEqual(codes(checkVersionForm('android', version)), []);
      deepStrictEqual(codes(checkVersionForm('ios', version)), []);
    }
    deepStrictEqual(codes(checkVersionForm('android', '1.4.0-beta.1')), []);
    deepStrictEqual(codes(checkVersionForm('ios', '1.4.0-beta.1')), ['version-form']);
  });

  it('version-not-comparable: Android shows any text', () => {
    for (const version of ['v1', '1.', '.1', '1..2', '1 2', '1.0-', 'release-2.1', '2.1 (5)', '2.1-β', '日本'])
      deepStrictEqual(
        checkVersionForm('android', version).map(({ code, severity }) => [code, severity]),
        [['version-not-comparable', 'info']],
        version,
      );
    deepStrictEqual(codes(checkVersionForm('ios', 'v1')), ['version-form']);
  });

  it('version-form and version-too-long', () => {
    for (const version of ['', ' ', ' 1', '1 ', '1\n2', '1\u00072', '1\u20282'])
      deepStrictEqual(codes(checkVersionForm('android', version)), ['version-form'], version);
    deepStrictEqual(codes(checkVersionForm('ios', '1.2.3.4')), ['version-form']);
    deepStrictEqual(codes(checkVersionForm('android', '1'.repeat(200))), ['version-too-long']);
  });
});

describe('checkVersionCodeForm', () => {
  it('version-code-form and version-code-too-large', () => {
    for (const code of [0, -1, 1.5, Number.NaN]) deepStrictEqual(codes(checkVersionCodeForm('android', code)), ['version-code-form']);
    deepStrictEqual(codes(checkVersionCodeForm('android', 2_100_000_001)), ['version-code-too-large']);
    deepStrictEqual(codes(checkVersionCodeForm('android', 2_100_000_000)), []);
    deepStrictEqual(codes(checkVersionCodeForm('ios', 2_100_000_001)), []);
  });
});
