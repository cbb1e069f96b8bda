import { deepStrictEqual } from 'node:assert/strict';
import { packageRecord } from '../../../../support/packageRecords.ts';

describe('the files of packages that are kept', () => {
  const record = (day: number, fields: object = {}) =>
    packageRecord({ id: `id${day}`, createdAt: `2026-01-0${day}T00:00:00Z`, path: `${day}.apk`, ...fields });
  const check = async (keep: number, expected: readonly string[], records = [record(1), record(2), record(3)]) => {
    const { outdated } = await import('../../../../../src/extension/package/files/retainPackages.ts');
    deepStrictEqual(
      outdated(records, record(4), keep).map(({ id }) => id),
      expected,
    );
  };

  it('are all of them, unless a number is set', async () => await check(0, []));

  it('are the newest of the same target, the one that was made included', async () => {
    await check(1, ['id1', 'id2', 'id3']);
    await check(3, ['id1']);
    await check(9, []);
  });

  it('are those of other targets too', async () => {
    await check(1, ['id3'], [record(1, { buildType: 'debug' }), record(2, { variant: 'free' }), record(3)]);
  });

  it('are those that a newer package replaced under the same name', async () => {
    await check(1, ['id2'], [record(1, { path: '4.apk' }), record(2)]);
  });
});
