import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { checkSigner, signerSha256Of } from '../../../../src/core/workflow/checkSigner.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { throwAwayIdentity } from '../../../support/throwAwayIdentity.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const [old, other] = ['1'.repeat(64), '2'.repeat(64)];

interface Case {
  readonly records: readonly Partial<PackageRecord>[];
  readonly signer?: string;
  readonly android?: object;
}

async function check({ records, signer, android = {} }: Case, expected: readonly string[]): Promise<void> {
  const settings = {
    name: 'Hello',
    android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', ...android },
  };
  const lines = records.map((fields, index) => {
    const id = String(index).padStart(16, '0');
    return `${JSON.stringify(packageRecord({ schema: 1, format: 'apk', id, versionCode: index + 1, ...fields }))}\n`;
  });
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': utf8(JSON.stringify(settings)),
    '/app/.mobile-distribution/packages.jsonl': utf8(lines.join('')),
  });
  const app = await openApp({ files, paths: posixPaths }, '/app');
  deepStrictEqual(app.ledger.issues, []);
  const issues = checkSigner(appOnPlatform(app, 'android'), signer ?? other);
  deepStrictEqual(
    withWholeTexts(issues).map(({ code, params, place }) => [code, ...Object.values(params), place?.pointer].join(' ')),
    expected,
  );
}

const changed = `signing-signer-changed ${'2'.repeat(16)}… ${'1'.repeat(16)}… com.acme.hello /android/keystore`;
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;

describe('the signer of an update', () => {
  const cases: readonly (readonly [string, Case, readonly string[]])[] = [
    ['without an earlier package', { records: [] }, []],
    ['as before', { records: [{ signerSha256: other }] }, []],
    ['another than before', { records: [{ signerSha256: old }] }, [changed]],
    ['after a package whose signer is not known', { records: [{}] }, []],
    ['after a debug package', { records: [{ signerSha256: old, buildType: 'debug' }] }, []],
    ['of a debug package', { records: [{ signerSha256: old }], android: { buildType: 'debug' } }, []],
    ['after one of another platform', { records: [{ signerSha256: old, platform: 'ios', format: 'ipa' }] }, []],
    ['after one of another app', { records: [{ signerSha256: old, appIdentifier: 'com.acme.other' }] }, []],
    [
      'as in the latest',
      {
        records: [
          { signerSha256: old, createdAt: at(1) },
          { signerSha256: other, createdAt: at(2) },
        ],
      },
      [],
    ],
    [
      'as in the latest, wherever it is',
      {
        records: [
          { signerSha256: other, createdAt: at(2) },
          { signerSha256: old, createdAt: at(1) },
        ],
      },
      [],
    ],
    [
      'as in an earlier one',
      {
        records: [
          { signerSha256: other, createdAt: at(1) },
          { signerSha256: old, createdAt: at(2) },
        ],
      },
      [changed],
    ],
    [
      'as in the last of one moment',
      {
        records: [
          { signerSha256: old, createdAt: at(1) },
          { signerSha256: other, createdAt: at(1) },
        ],
      },
      [],
    ],
    [
      'as in a debug package after it',
      {
        records: [
          { signerSha256: old, createdAt: at(1) },
          { signerSha256: other, createdAt: at(2), buildType: 'debug' },
        ],
      },
      [changed],
    ],
    ['without a keystore in the settings', { records: [{ signerSha256: old }], android: { keystore: undefined } }, [changed]],
  ];
  for (const [what, input, expected] of cases)
    it(`is ${expected.length === 0 ? 'taken' : 'reported'} ${what}`, () => check(input, expected));

  it('is not compared while it is not known', async () => {
    const app = await openApp({ files: new MemoryFiles({ '/app/mobile-distribution.json': utf8('{}') }), paths: posixPaths }, '/app');
    deepStrictEqual(checkSigner(appOnPlatform(app, 'android'), undefined), []);
  });

  it('is known by the hash of its certificate', () => {
    const identity = throwAwayIdentity({ algorithm: 'ec-p256' });
    deepStrictEqual(signerSha256Of(identity), createHash('sha256').update(identity.certificates[0]).digest('hex'));
  });
});
