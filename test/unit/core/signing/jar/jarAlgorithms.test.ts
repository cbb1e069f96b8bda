import { strictEqual } from 'node:assert/strict';
import { oidOfHash, oidOfSignatureAlgorithm, type CmsHash } from '../../../../../src/core/formats/cms/cmsOids.ts';
import { unsupportedLevels } from '../../../../../src/core/signing/jar/jarAlgorithms.ts';

describe('the algorithms of JAR signature blocks', () => {
  const rows: readonly (readonly [CmsHash, 'rsa' | 'dsa' | 'ec', CmsHash | undefined, number, number, string])[] = [
    ['sha256', 'rsa', undefined, 18, 0x7fffffff, ''],
    ['sha256', 'rsa', undefined, 1, 0x7fffffff, '9-17'],
    ['sha1', 'rsa', 'sha1', 1, 0x7fffffff, ''],
    ['md5', 'rsa', 'md5', 1, 0x7fffffff, '9-20'],
    ['sha256', 'rsa', 'sha512', 18, 0x7fffffff, '18-20, 24+'],
    ['sha256', 'rsa', 'sha1', 21, 22, '22'],
    ['sha384', 'dsa', undefined, 24, 0x7fffffff, '24+'],
    ['sha256', 'ec', 'sha256', 18, 30, '18-20'],
    ['sha256', 'ec', undefined, 18, 30, ''],
  ];
  for (const [digest, keyType, hash, minSdk, maxSdk, expected] of rows)
    it(`${digest} with ${hash ?? ''}${keyType} is unknown to "${expected}" of ${minSdk} to ${maxSdk}`, () => {
      strictEqual(unsupportedLevels(oidOfHash(digest), oidOfSignatureAlgorithm(keyType, hash), { minSdk, maxSdk }), expected);
    });

  it('knows no pair of unknown identifiers', () => {
    strictEqual(unsupportedLevels('1.2.3', '1.2.4', { minSdk: 24, maxSdk: 0x7fffffff }), '24+');
  });
});
