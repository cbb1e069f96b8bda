import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { KeptTokens } from '../../../../src/core/stores/keptTokens.ts';

function tokens(lifetimeMs: number, fails: (count: number) => boolean = () => false) {
  let nowMs = 0;
  let count = 0;
  const kept = new KeptTokens({ now: () => new Date(nowMs) }, async (at) => {
    count++;
    await new Promise((resolve) => setImmediate(resolve));
    if (fails(count)) throw new Error('refused');
    return { value: new Secret(String(count)), endsAtMs: at + lifetimeMs };
  });
  const get = async (atMs: number): Promise<string> => {
    nowMs = atMs;
    return (await kept.get()).reveal();
  };
  return { kept, get };
}

describe('an access token', () => {
  it('is fetched once for all who ask at the same time', async () => {
    const { kept } = tokens(3_600_000);
    const given = await Promise.all(Array.from({ length: 5 }, () => kept.get()));
    deepStrictEqual(
      given.map((each) => each.reveal()),
      ['1', '1', '1', '1', '1'],
    );
  });

  it('is kept until its last minute, and until it is forgotten', async () => {
    const { kept, get } = tokens(3_600_000);
    deepStrictEqual([await get(0), await get(3_539_999), await get(3_540_000), await get(3_540_001)], ['1', '1', '2', '2']);
    kept.forget();
    strictEqual(await get(3_540_001), '3');
  });

  it('that lives for a minute or less is used once', async () => {
    const { get } = tokens(60_000);
    deepStrictEqual([await get(0), await get(0)], ['1', '2']);
  });

  it('that was refused is asked for again by the next one', async () => {
    const { kept, get } = tokens(3_600_000, (count) => count === 1);
    await rejects(Promise.all([kept.get(), kept.get()]), /refused/);
    strictEqual(await get(0), '2');
  });
});
