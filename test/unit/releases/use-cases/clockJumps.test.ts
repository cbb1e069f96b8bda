import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { listDeleted, restoreReleases } from '../../../../src/releases/use-cases/deletedReleases.ts';
import { addDestinations } from '../../../../src/releases/use-cases/destinations.ts';
import { expireUploads } from '../../../../src/releases/use-cases/expireUploads.ts';
import { findReleaseOfGroup } from '../../../../src/releases/use-cases/groupReleases.ts';
import { findGroup } from '../../../../src/releases/use-cases/groups.ts';
import { enqueue, recallJobs, takeJobs } from '../../../../src/releases/use-cases/jobs.ts';
import { publishUpload } from '../../../../src/releases/use-cases/publishUpload.ts';
import { listReleases } from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { applyAllRetention, setRetention } from '../../../../src/releases/use-cases/retention.ts';
import { createUpload, describeUpload, writeChunk } from '../../../../src/releases/use-cases/uploads.ts';
import { once, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

const today = new Date('2026-11-29T12:00:00Z');
const [past, future] = [new Date('2016-11-29T12:00:00Z'), new Date('2036-11-29T12:00:00Z')];

describe('a clock that jumps', () => {
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((opened) => ({ world, actor, app } = opened));

  async function release(version: number): Promise<void> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`));
    ok(published.kind === 'released');
    const to = [{ kind: 'group', group: 'Collaborators' }] as const;
    await addDestinations(world, actor, app, published.release, to, { isMandatory: false, notifiesTesters: false });
  }

  it('ten years back in the middle of an upload: it goes on, and the newest release is still the newest', async () => {
    await release(1);
    const { upload: made } = await createUpload(world, actor, app, {});
    const bytes = Buffer.from('version 2');
    const { upload } = await describeUpload(world, made, { fileName: 'app.apk', sizeBytes: bytes.length });
    world.now = past;
    await expireUploads(world);
    await writeChunk(world, upload, 1, once(bytes));
    strictEqual((await publishUpload(world, actor, app, upload)).kind, 'released');
    await release(3);
    deepStrictEqual(
      (await listReleases(world, app)).map(({ number }) => number),
      [3, 2, 1],
    );
    const group = await findGroup(world.records, app, 'Collaborators');
    strictEqual((await findReleaseOfGroup(world, app, group, 'latest')).number, 3);
  });

  it('ten years ahead: what is current stays, and what retention deletes can be restored', async () => {
    for (const version of [1, 2, 3]) await release(version);
    await setRetention(world, actor, app, { keepPerGroup: null, maxAgeDays: 30, maxBytes: null });
    world.now = future;
    await applyAllRetention(world);
    await expireUploads(world);
    world.now = today;
    await applyAllRetention(world);
    const deleted = (await listDeleted(world, app, 10)).map(({ number }) => number);
    await restoreReleases(world, actor, app, deleted);
    deepStrictEqual(
      (await listReleases(world, app)).map(({ number }) => number),
      [3, 2, 1],
    );
    for (const each of await listReleases(world, app))
      ok(await world.blobs.open(each.sha256).then(async (blob) => (await blob?.close(), blob)));
  });

  it('ahead and back again: messages that were written meanwhile go out today', async () => {
    world.now = future;
    await world.records.transaction(async (transaction) => await enqueue(world, transaction, 'mail', {}));
    world.now = today;
    deepStrictEqual(await takeJobs(world, 10), []);
    await recallJobs(world);
    strictEqual((await takeJobs(world, 10)).length, 1);
    // One that waits for its next attempt keeps waiting.
    await recallJobs(world);
    deepStrictEqual(await takeJobs(world, 10), []);
  });
});
