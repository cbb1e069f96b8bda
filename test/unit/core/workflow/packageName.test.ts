import { strictEqual } from 'node:assert/strict';
import { packageBaseName } from '../../../../src/core/workflow/packageName.ts';

function check(name: string, expected: string, version = '1.4.0', appIdentifier = 'com.acme.hello'): void {
  const spec = { name, appIdentifier, version, versionCode: 12, buildType: 'release' as const };
  strictEqual(packageBaseName(spec), expected);
}

describe('packageBaseName', () => {
  it('is readable in every file system', () => {
    check('Hello Web', 'hello-web-1.4.0-12-release');
    check('Ça va? / Müller & Söhne', 'ca-va-muller-sohne-1.4.0-12-release');
    check('こんにちは', 'hello-1.4.0-12-release');
    check('../../etc', 'etc-1.4.0-12-release');
    check('x', 'x-1.4.0_.._-beta-12-release', '1.4.0/../-beta');
    check('--Hello -- Web--', 'hello-web-1.4.0-12-release');
    check('x', `x-${'1'.repeat(24)}-12-release`, '1'.repeat(300));
    check('', 'app-1.4.0-12-release', '1.4.0', '');
    check('', 'app-1.4.0-12-release', '1.4.0', 'こ');
    check('a'.repeat(500), `${'a'.repeat(40)}-1.4.0-12-release`);
  });

  it('names the variant, once with its build type', () => {
    for (const [variant, expected] of [
      [undefined, 'release'],
      ['', 'release'],
      ['freeRelease', 'freeRelease'],
      ['FREERELEASE', 'FREERELEASE'],
      ['free', 'free-release'],
      ['releaseCandidate', 'releaseCandidate-release'],
      [':tv:freeRelease', 'tvfreeRelease'],
      ['../../free', 'free-release'],
      ['ですよ', 'release'],
      ['v'.repeat(300), `${'v'.repeat(40)}-release`],
    ] as const) {
      const spec = {
        name: 'x',
        appIdentifier: '',
        version: '1',
        versionCode: 2,
        buildType: 'release',
        ...(variant !== undefined && { variant }),
      };
      strictEqual(packageBaseName(spec as Parameters<typeof packageBaseName>[0]), `x-1-2-${expected}`);
    }
  });

  it('uses the last part of the identifier where the name has no letter for it', () => {
    check('', 'my-app-1.4.0-12-release', '1.4.0', 'com.acme.My_App');
    check('!!!', 'hello-1.4.0-12-release');
    check('ア', 'app-1.4.0-12-release', '1.4.0', 'com.acme.');
  });

  it('keeps what versions are written with', () => check('x', 'x-1.4.0-beta.1+7-12-release', '1.4.0-beta.1+7'));
});
