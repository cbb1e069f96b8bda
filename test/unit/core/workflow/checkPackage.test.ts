import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { type BuildSpec } from '../../../../src/core/engines/engine/engine.ts';
import { checkPackage } from '../../../../src/core/workflow/checkPackage.ts';

const signer = 'ab'.repeat(32);

function check(allowedFiles: readonly string[], expected: readonly string[]): void {
  const spec: BuildSpec = {
    appFolder: '/app',
    settings: { web: { webDir: 'www', allowedFiles } },
    platform: 'android',
    buildType: 'release',
    name: 'Hello',
    appIdentifier: 'com.acme.hello',
    version: '1.0.0',
    versionCode: 1,
    engineVersion: '1',
  };
  const { appIdentifier, version, versionCode } = spec;
  const described = {
    facts: { format: 'apk', appIdentifier, version, versionCode, debuggable: false },
    signature: { verified: true, signers: [{ sha256: signer, subject: 'CN=Acme' }] },
    sha256: '',
    issues: [
      createIssue('package-holds-secret', { entry: 'key.pem', what: 'a private key' }, { entry: 'assets/www/certificates/key.pem' }),
    ],
  } as const;
  deepStrictEqual(
    checkPackage(spec, described, signer, '/app/hello.apk').issues.map(({ code }) => code),
    expected,
  );
}

describe('checkPackage', () => {
  it('warns about a secret, unless the settings allow the file, written in any way that the engine takes', () => {
    check([], ['package-holds-secret']);
    check(['key.pem'], ['package-holds-secret']);
    for (const file of ['certificates/key.pem', './certificates/key.pem', String.raw`.\certificates\key.pem`, '/certificates/key.pem'])
      check([file], []);
  });
});
