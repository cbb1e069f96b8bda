/** What the workflow compares and records of a package: unknown stays unknown. */

import { deepStrictEqual } from 'node:assert/strict';
import { type PackageInspection } from '../../../../src/core/packages/packageInspection.ts';
import { packageFactsOf } from '../../../../src/core/workflow/packageFacts.ts';

const ipa = { format: 'ipa', appIdentifier: 'com.acme.hello', label: 'Hello', version: '1.0' };
const apk = { format: 'apk', appIdentifier: 'com.acme.hello', label: 'Hello', version: '1.0', versionCode: 7 };

const rows: readonly (readonly [what: string, inspection: object, expected: object])[] = [
  ['an app for registered devices', { ...ipa, entitlements: { 'get-task-allow': false } }, { debuggable: false }],
  ['an app for development', { ...ipa, entitlements: { 'get-task-allow': true } }, { debuggable: true }],
  ['an app with entitlements that say nothing of it', { ...ipa, entitlements: {} }, { debuggable: false }],
  ['an app with a text in the place of yes', { ...ipa, entitlements: { 'get-task-allow': 'true' } }, { debuggable: false }],
  ['an app whose entitlements cannot be read', ipa, { debuggable: undefined }],
  ['an app with a profile', { ...ipa, profile: { kind: 'ad-hoc' } }, { buildType: 'ad-hoc' }],
  ['an app without one', ipa, { buildType: undefined }],
  ['a build number', { ...ipa, versionCode: '42' }, { versionCode: 42 }],
  ['a build number of several parts', { ...ipa, versionCode: '1.2.3' }, { versionCode: undefined }],
  ['a build number with other characters', { ...ipa, versionCode: '42b' }, { versionCode: undefined }],
  ['a build number before other characters', { ...ipa, versionCode: 'b42' }, { versionCode: undefined }],
  ['a build number beyond what can be counted', { ...ipa, versionCode: '1'.repeat(16) }, { versionCode: undefined }],
  ['a system of iOS', { ...ipa, minimumOs: '15.1' }, { minimumOs: '15.1' }],
  ['an API level', { ...apk, minSdk: 24, debuggable: true }, { minimumOs: '24', debuggable: true, versionCode: 7 }],
  ['an APK whose manifest cannot be read', { format: 'apk' }, { minimumOs: undefined, debuggable: undefined, appIdentifier: undefined }],
];

describe('the facts of a package', () => {
  for (const [what, inspection, expected] of rows)
    it(`are those of ${what}`, () => {
      const facts = { ...packageFactsOf(inspection as PackageInspection) } as Readonly<Record<string, unknown>>;
      deepStrictEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, facts[key]])), expected);
      deepStrictEqual(facts['format'], (inspection as PackageInspection).format);
    });
});
