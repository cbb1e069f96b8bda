import { deepStrictEqual } from 'node:assert/strict';
import { createIssue, type Issue } from '../../../../src/core/base/issue.ts';
import { type BuildSpec } from '../../../../src/core/engines/engine/engine.ts';
import { checkPackage } from '../../../../src/core/workflow/checkPackage.ts';
import { type PackageFacts } from '../../../../src/core/workflow/packageTools.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const signer = 'ab'.repeat(32);

interface Difference {
  readonly facts?: Partial<PackageFacts>;
  readonly spec?: Partial<BuildSpec>;
  readonly verified?: boolean;
  readonly signers?: readonly string[];
  readonly found?: readonly Issue[];
}

function checkDifference({ facts, spec, verified = true, signers = [signer], found = [] }: Difference, expected: readonly string[]): void {
  const asked: BuildSpec = {
    appFolder: '/app',
    settings: {},
    platform: 'android',
    buildType: 'release',
    name: 'Hello',
    appIdentifier: 'com.acme.hello',
    version: '1.0.0',
    versionCode: 1,
    engineVersion: '1',
    ...spec,
  };
  const described = {
    facts: { format: 'apk', appIdentifier: 'com.acme.hello', version: '1.0.0', versionCode: 1, debuggable: false, ...facts } as const,
    signature: { verified, signers: signers.map((sha256) => ({ sha256, subject: 'CN=Acme' })) },
    sha256: '',
    issues: found,
  };
  const checked = checkPackage(asked, described, signer, '/app/hello.apk');
  deepStrictEqual(
    withWholeTexts(checked.issues).map(({ code, params, place }) => [code, ...Object.values(params), place?.file].join(' ')),
    expected.map((text) => `${text} /app/hello.apk`),
  );
  deepStrictEqual([checked.facts, checked.signature], [described.facts, described.signature]);
}

describe('checkPackage', () => {
  const differences: readonly (readonly [string, Difference, readonly string[]])[] = [
    ['nothing', {}, []],
    ['the identifier', { facts: { appIdentifier: 'com.acme.other' } }, ['package-differs app identifier com.acme.other com.acme.hello']],
    ['the version', { facts: { version: '1.0.1' } }, ['package-differs version 1.0.1 1.0.0']],
    ['the version code', { facts: { versionCode: 2 } }, ['package-differs version code 2 1']],
    ['a value that is not there', { facts: { version: undefined } }, ['package-differs version none 1.0.0']],
    ['that it can be debugged', { facts: { debuggable: true } }, ['package-debuggable release']],
    ['that nobody knows whether it can be debugged', { facts: { debuggable: undefined } }, ['package-differs debuggable unknown no']],
    ['that a debug package can be debugged', { facts: { debuggable: true }, spec: { buildType: 'debug' } }, []],
    ['the signature', { verified: false }, ['package-not-verified']],
    ['the signature, whoever it is of', { verified: false, signers: ['cd'] }, ['package-not-verified']],
    ['the signer', { signers: ['cd', 'ef'] }, [`package-differs signer cd, ef ${signer}`]],
    ['no signer', { signers: [] }, [`package-differs signer  ${signer}`]],
    ['a signer beside the right one', { signers: ['cd', signer] }, []],
    ['what was found otherwise', { found: [createIssue('package-unreadable', {})] }, ['package-unreadable']],
  ];
  for (const [what, difference, expected] of differences) it(`compares ${what}`, () => checkDifference(difference, expected));
});
