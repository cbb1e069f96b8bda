import { deepStrictEqual } from 'node:assert/strict';
import { describeOrigin } from '../../../../src/core/settings/origin.ts';
import { resolveSettings, type SettingsResolution } from '../../../../src/core/settings/resolveSettings.ts';

/** Each value with its origin; absent ones are left out. */
function check(request: SettingsResolution, expected: Record<string, string>): void {
  const { platform: _, ...fields } = resolveSettings(request);
  const shown = Object.entries(fields).flatMap(([name, field]) =>
    field ? [[name, `${field.value} (${describeOrigin(field.origin)})`]] : [],
  );
  deepStrictEqual(Object.fromEntries(shown), expected);
}

describe('resolveSettings', () => {
  it('has a default for what can have one', () => {
    check({ settings: {}, platform: 'android' }, { buildType: 'debug (default)', version: '1.0.0 (default)', versionCode: '1 (default)' });
    check(
      { settings: {}, platform: 'ios' },
      { buildType: 'development (default)', version: '1.0.0 (default)', versionCode: '1 (default)' },
    );
  });

  it('takes the platform’s value before the shared one, and the shared one before what is proposed', () => {
    check(
      {
        settings: {
          name: 'Shared',
          version: '1.4.0',
          engine: 'web',
          android: { version: '1.5.0', keystore: 'a.p12' },
          ios: { version: '9.9' },
        },
        platform: 'android',
        proposals: {
          name: { value: 'Manifest', origin: { kind: 'web-manifest', file: 'www/manifest.json' } },
          appIdentifier: { value: 'com.acme.hello', origin: { kind: 'project', file: 'capacitor.config.ts' } },
          versionCode: { value: 13, origin: { kind: 'ledger' } },
        },
      },
      {
        buildType: 'debug (default)',
        name: 'Shared (settings /name)',
        appIdentifier: 'com.acme.hello (capacitor.config.ts)',
        version: '1.5.0 (settings /android/version)',
        versionCode: '13 (last package)',
        engine: 'web (settings /engine)',
        keystore: 'a.p12 (settings /android/keystore)',
      },
    );
  });

  it('takes what is given for this package before everything else', () => {
    check(
      {
        settings: {
          version: '1.4.0',
          ios: { version: '1.5.0', certificate: 'a.p12', certificateIdentity: 'Jane' },
          android: { keystore: 'no.p12' },
        },
        platform: 'ios',
        overrides: { version: '2.0', versionCode: 7, buildType: 'ad-hoc' },
      },
      {
        buildType: 'ad-hoc (set for this package)',
        version: '2.0 (set for this package)',
        versionCode: '7 (set for this package)',
        certificate: 'a.p12 (settings /ios/certificate)',
        certificateIdentity: 'Jane (settings /ios/certificateIdentity)',
      },
    );
  });
});
