import { deepStrictEqual } from 'node:assert/strict';
import { toBase64, utf8 } from '../../../../../src/core/base/bytes.ts';
import { parseJarManifest } from '../../../../../src/core/formats/jar-manifest/jarManifest.ts';
import { digestsToVerify } from '../../../../../src/core/signing/jar/jarDigests.ts';

function check(text: string, minSdk: number, maxSdk: number, expected: readonly string[] | undefined): void {
  const { main } = parseJarManifest(utf8(text));
  const digests = digestsToVerify(main, '-Digest', { minSdk, maxSdk });
  deepStrictEqual(
    digests?.map(({ hash, value }) => `${hash} ${toBase64(value)}`),
    expected,
  );
}

const both = 'SHA-256-Digest: BBBB\nSHA1-Digest: AAAA\n';

describe('the digests that count', () => {
  it('are the strongest from API level 18 on', () => check(both, 18, 30, ['sha256 BBBB']));
  it('are SHA-1 before', () => check(both, 8, 17, ['sha1 AAAA']));
  it('are both across', () => check(both, 8, 30, ['sha1 AAAA', 'sha256 BBBB']));
  it('are what Digest-Algorithms names first before 18', () => check(`Digest-Algorithms: SHA-256  SHA1\n${both}`, 8, 17, ['sha256 BBBB']));
  it('are none when old platforms find none', () => check('SHA-256-Digest: BBBB\n', 8, 30, []));
  it('skip a long hash that old platforms do not know', () =>
    check('Digest-Algorithms: SHA-512 SHA1\nSHA-512-Digest: CCCC\nSHA1-Digest: AAAA\n', 8, 17, ['sha1 AAAA']));
  it('are not digests when they are not base64', () => check('SHA-256-Digest: B B!\n', 18, 30, undefined));
  it('may lack their padding', () => check('SHA-256-Digest: QQ\n', 18, 30, ['sha256 QQ==']));
  it('must not be padded wrongly', () => check('SHA-256-Digest: QQ=\n', 18, 30, undefined));
});
