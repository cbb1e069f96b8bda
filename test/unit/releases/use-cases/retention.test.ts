import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { noRetention, planRetention, type RetainedRelease } from '../../../../src/releases/model/retention.ts';
import { listDeleted } from '../../../../src/releases/use-cases/deletedReleases.ts';
import { addDestinations } from '../../../../src/releases/use-cases/destinations.ts';
import { listReleases } from '../../../../src/releases/use-cases/releases.ts';
import {
  applyAllRetention,
  applyRetention,
  previewRetention,
  retentionOf,
  setRetention,
} from '../../../../src/releases/use-cases/retention.ts';
import { makeApp, openReleaseWorld, ownerOf, uploadPackage } from '../../../support/releaseWorld.ts';

const now = new Date('2026-11-29T12:00:00Z');

function release(number: number, change: Partial<RetainedRelease> = {}): RetainedRelease {
  const uploadedAt = new Date(now.getTime() - (100 - number) * 24 * 60 * 60 * 1000).toISOString();
  return { number, uploadedAt, sizeBytes: 10, isLabeled: false, destinations: [{ targetId: 'beta', isMandatory: false }], ...change };
}

function check(releases: readonly RetainedRelease[], policy: Partial<typeof noRetention>): readonly string[] {
  return planRetention(releases, { ...noRetention, ...policy }, now).removed.map(({ number, reason }) => `${number} ${reason}`);
}

describe('retention', () => {
  it('deletes nothing without rules', () => {
    deepStrictEqual(check([release(1), release(2)], {}), []);
  });

  it('keeps the newest of each group, and a release that any group still has among them', () => {
    const both = [
      { targetId: 'beta', isMandatory: false },
      { targetId: 'qa', isMandatory: false },
    ];
    const releases = [release(1), release(2, { destinations: both }), release(3), release(4), release(5), release(6)];
    deepStrictEqual(check(releases, { keepPerGroup: 2 }), ['4 surplus', '3 surplus', '1 surplus']);
  });

  it('deletes by age, and by size from the oldest on', () => {
    const releases = [1, 2, 98, 99].map((number) => release(number));
    deepStrictEqual(check(releases, { maxAgeDays: 30 }), ['2 age', '1 age']);
    deepStrictEqual(check(releases, { maxBytes: 25 }), ['2 size', '1 size']);
    deepStrictEqual(check(releases, { maxBytes: 40 }), []);
  });

  it('never deletes what is current, mandatory or labeled', () => {
    const releases = [
      release(1, { isLabeled: true }),
      release(2, { destinations: [{ targetId: 'beta', isMandatory: true }] }),
      release(3, { destinations: [{ targetId: 'qa', isMandatory: false }] }),
      release(4, { destinations: [] }),
      release(5),
      release(6, { destinations: [] }),
    ];
    deepStrictEqual(check(releases, { keepPerGroup: 1, maxAgeDays: 1, maxBytes: 1 }), ['4 surplus']);
  });

  it('is set for an app, shown before it is applied, and can be undone for a week', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'releases-'));
    const world = await openReleaseWorld(folder);
    const actor = await ownerOf(world);
    const app = await makeApp(world, actor);
    for (const version of [1, 2, 3]) {
      const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`));
      ok(published.kind === 'released');
      const targets = [{ kind: 'group', group: 'Collaborators' }] as const;
      await addDestinations(world, actor, app, published.release, targets, { isMandatory: false, notifiesTesters: false });
    }
    deepStrictEqual(await retentionOf(world, app), noRetention);
    await rejects(setRetention(world, actor, app, { ...noRetention, maxAgeDays: 0.5 }), (error) => isFailure(error, 'release-refused'));
    const policy = await setRetention(world, actor, app, { ...noRetention, keepPerGroup: 2 });
    deepStrictEqual(await retentionOf(world, app), policy);
    const plan = await previewRetention(world, app, policy);
    deepStrictEqual([plan.removed.map(({ number }) => number), (await listReleases(world, app)).length], [[1], 3]);
    deepStrictEqual(await applyRetention(world, actor, app), plan);
    deepStrictEqual(
      (await listDeleted(world, app, 10)).map(({ number }) => number),
      [1],
    );
    world.now = new Date(world.now.getTime() + 6 * 24 * 60 * 60 * 1000);
    await applyAllRetention(world);
    strictEqual((await listDeleted(world, app, 10)).length, 1);
    world.now = new Date(world.now.getTime() + 2 * 24 * 60 * 60 * 1000);
    await applyAllRetention(world);
    deepStrictEqual([(await listDeleted(world, app, 10)).length, (await listReleases(world, app)).length], [0, 2]);
    await world.records.close();
    await rm(folder, { recursive: true, force: true });
  });
});
