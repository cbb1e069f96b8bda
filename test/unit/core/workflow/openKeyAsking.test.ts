import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { SessionCache } from '../../../../src/core/assets/sessionCache.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { openKeyAsking } from '../../../../src/core/workflow/openKeyAsking.ts';
import { rightPassword, testKeystore } from '../../../support/workflowWorld.ts';

const nobody = { ask: async () => undefined };

describe('opening a key', () => {
  it('derives it once a session for the same file, alias and password', async () => {
    const bytes = await testKeystore();
    const cache = new SessionCache();
    const open = async (alias: string, password = rightPassword) =>
      await openKeyAsking(bytes, { file: '/a.p12', alias, password: new Secret(password), passwords: nobody, isNeeded: false, cache });
    const first = await open('upload');
    ok(first.identity);
    strictEqual((await open('upload')).identity, first.identity);
    const other = await open('other');
    ok(other.identity && other.identity !== first.identity);
    const wrong = await open('upload', 'wrong');
    deepStrictEqual([wrong.identity, wrong.issues[0]?.code], [undefined, 'keystore-password-wrong']);
  });
});
