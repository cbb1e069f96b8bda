import { deepStrictEqual } from 'node:assert/strict';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
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

  describe('on the disk', () => {
    beforeEach(resetFakeEditor);

    const folder = '/ws/app/.mobile-distribution/packages';
    /** The paths in the trash, and those that the rest of the extension was told of. */
    const retain = async (keep: number | undefined, paths: Readonly<Record<string, string>> = {}) => {
      const { retainPackages } = await import('../../../../../src/extension/package/files/retainPackages.ts');
      if (keep !== undefined) fakeEditor.settings.set('packages.keep', keep);
      const told: string[] = [];
      const app = { folder: '/ws/app', opened: { ledger: { records: [record(1), record(2), record(3)] }, product: { packages: folder } } };
      const parts = {
        index: { app: async () => app, refresh: () => undefined },
        packages: { state: async (_: unknown, { id, path }: { readonly id: string; readonly path: string }) => stateOf(id, path, paths) },
        onDidDelete: (path: string) => told.push(path),
      } as unknown as Parameters<typeof retainPackages>[0];
      await retainPackages(parts, '/ws/app', record(4));
      return { trash: [...fakeEditor.trash], told };
    };
    const stateOf = (id: string, path: string, paths: Readonly<Record<string, string>>) => ({
      kind: paths[id] === 'missing' ? 'missing' : 'present',
      path: paths[id] ?? `${folder}/${path}`,
    });

    it('all stay as long as mobileDistribution.packages.keep is not set', async () =>
      deepStrictEqual(await retain(undefined), { trash: [], told: [] }));

    it('older ones go to the trash, and what knows them hears of it', async () => {
      const gone = [`${folder}/1.apk`, `${folder}/2.apk`];
      deepStrictEqual(await retain(2), { trash: gone, told: gone });
    });

    it('those that are missing, or outside of the folder of packages, are left alone', async () =>
      deepStrictEqual(await retain(1, { id1: 'missing', id2: '/ws/app/artifacts/2.apk' }), {
        trash: [`${folder}/3.apk`],
        told: [`${folder}/3.apk`],
      }));

    it('all stay where there is no trash', async () => {
      fakeEditor.hasTrash = false;
      deepStrictEqual(await retain(1), { trash: [], told: [] });
    });
  });
});
