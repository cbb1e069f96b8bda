import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { SessionCache } from '../../../../src/core/assets/sessionCache.ts';

describe('the cache of a session', () => {
  const file = utf8('a file');

  it('makes once for the same file, purpose and password, and again for others', async () => {
    const cache = new SessionCache();
    let made = 0;
    const make = async (): Promise<number> => ++made;
    const ask = (purpose: string, bytes: Uint8Array, password?: string): Promise<number> =>
      cache.remember(purpose, bytes, [password === undefined ? undefined : new Secret(password)], make);
    deepStrictEqual([await ask('p12', file, 'a'), await ask('p12', file.slice(), 'a')], [1, 1]);
    deepStrictEqual([await ask('p12', utf8('another')), await ask('key', file, 'a'), await ask('p12', file, 'b')], [2, 3, 4]);
    // One password a file is remembered: the last one.
    deepStrictEqual([await ask('p12', file, 'b'), await ask('p12', file, 'a'), await ask('p12', file)], [4, 5, 6]);
  });

  it('makes at once what is asked for twice at the same time', async () => {
    const cache = new SessionCache();
    let made = 0;
    const make = async (): Promise<number> => ++made;
    deepStrictEqual(await Promise.all([cache.remember('a', file, [], make), cache.remember('a', file, [], make)]), [1, 1]);
  });

  it('does not remember what failed', async () => {
    const cache = new SessionCache();
    await rejects(
      cache.remember('a', file, [], () => Promise.reject(new Error('broken'))),
      /broken/,
    );
    strictEqual(await cache.remember('a', file, [], async () => 'made'), 'made');
  });

  it('forgets the oldest', async () => {
    const cache = new SessionCache();
    let made = 0;
    const make = async (): Promise<number> => ++made;
    for (let index = 0; index < 2100; index++) await cache.remember('a', utf8(String(index)), [], make);
    deepStrictEqual([await cache.remember('a', utf8('2099'), [], make), await cache.remember('a', utf8('0'), [], make)], [2100, 2101]);
  });

  it('looks at a file again when its size or time is another, or changed just now', async () => {
    const cache = new SessionCache();
    let made = 0;
    const make = async (): Promise<number> => ++made;
    const ask = (sizeBytes: number, changedAt: string, path = '/a'): Promise<number> => {
      const stat = { kind: 'file', sizeBytes, modifiedAt: new Date(changedAt) } as const;
      return cache.rememberFile('profile', { path, stat, now: new Date('2026-11-21T12:00:00Z') }, make);
    };
    deepStrictEqual([await ask(1, '2026-11-20'), await ask(1, '2026-11-20')], [1, 1]);
    deepStrictEqual([await ask(2, '2026-11-20'), await ask(2, '2026-11-19'), await ask(2, '2026-11-19', '/b')], [2, 3, 4]);
    const justNow = '2026-11-21T11:59:59Z';
    deepStrictEqual([await ask(1, justNow), await ask(1, justNow)], [5, 6]);
  });
});
