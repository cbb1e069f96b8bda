import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure, type Failure } from '../../../../src/core/base/failure.ts';
import { matchesBranch } from '../../../../src/releases/model/branchPattern.ts';
import { unknownOrigin } from '../../../../src/releases/model/packageFacts.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { listDeleted, purgeDeleted, restoreReleases, trashReleases } from '../../../../src/releases/use-cases/deletedReleases.ts';
import { addDestinations, destinationsOf } from '../../../../src/releases/use-cases/destinations.ts';
import { newestFor } from '../../../../src/releases/use-cases/groupReleases.ts';
import { openDownload } from '../../../../src/releases/use-cases/downloads.ts';
import { updateRelease } from '../../../../src/releases/use-cases/editRelease.ts';
import { findGroup } from '../../../../src/releases/use-cases/groups.ts';
import { recoverStorage } from '../../../../src/releases/use-cases/recoverStorage.ts';
import { createRule, deleteRule, listRules } from '../../../../src/releases/use-cases/releaseRules.ts';
import {
  createExternalRelease,
  deleteRelease,
  findRelease,
  listReleases,
  type Release,
} from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { deleteSymbols, listSymbols, openSymbols, putSymbols } from '../../../../src/releases/use-cases/symbols.ts';
import { once, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

function hasCode(code: Failure['code']) {
  return (error: unknown): boolean => isFailure(error, code);
}

describe('what belongs to a release', () => {
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((opened) => ({ world, actor, app } = opened));

  async function release(version: number, fileName = 'app.apk'): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`), { fileName });
    ok(published.kind === 'released');
    return published.release;
  }

  async function blobs(): Promise<number> {
    let count = 0;
    for await (const _blob of world.blobs.listBlobs()) count += 1;
    return count;
  }

  it('is branches that rules compare: an asterisk stands for anything', () => {
    const check = (pattern: string, branch: string): boolean => matchesBranch(pattern, branch);
    deepStrictEqual(
      [
        check('main', 'main'),
        check('main', 'main2'),
        check('release/*', 'release/1.2'),
        check('release/*', 'releases'),
        check('*', 'x'),
        check('a*b*c', 'aXbYbZc'),
        check('a*b*c', 'acb'),
        check('ab*ba', 'aba'),
        check(`${'a*'.repeat(50)}b`, 'a'.repeat(5000)),
      ],
      [true, false, true, false, true, true, false, false, false],
    );
  });

  it('goes to the groups of a rule as soon as its branch is known, once', async () => {
    const made = await release(1);
    const { rule } = await createRule(world, actor, app, { branch: 'release/*', group: 'Collaborators', isMandatory: true });
    await rejects(createRule(world, actor, app, { branch: 'release/*', group: 'Collaborators' }), hasCode('release-conflict'));
    await rejects(createRule(world, actor, app, { branch: 'x', group: 'Nobody' }), hasCode('release-not-found'));
    await updateRelease(world, actor, made, { build: { ...unknownOrigin, branch: 'main' } });
    deepStrictEqual((await destinationsOf(world, [made])).get(made.id), []);
    const built = await updateRelease(world, actor, made, { build: { ...unknownOrigin, branch: 'release/1' } });
    const shown = (await destinationsOf(world, [made])).get(made.id)?.map(({ name, isMandatory }) => [name, isMandatory]);
    deepStrictEqual(shown, [['Collaborators', true]]);
    await updateRelease(world, actor, built, { notes: 'again', build: { ...unknownOrigin, branch: 'release/1' } });
    const bundle = await release(2, 'app.aab');
    const apk = await updateRelease(world, actor, bundle, { build: { ...unknownOrigin, branch: 'release/1' } });
    deepStrictEqual([apk.fileName, (await destinationsOf(world, [bundle])).get(bundle.id)?.length], ['app.apk', 1]);
    const broken = await release(13, 'app.aab');
    await updateRelease(world, actor, broken, { build: { ...unknownOrigin, branch: 'release/1' } });
    deepStrictEqual((await destinationsOf(world, [broken])).get(broken.id), []);
    deepStrictEqual(
      (await listRules(world, app)).map(({ groupName }) => groupName),
      ['Collaborators'],
    );
    await deleteRule(world, actor, app, rule.id);
    await rejects(deleteRule(world, actor, app, rule.id), hasCode('release-not-found'));
  });

  it('is labels and custom fields, few and short', async () => {
    const made = await release(1);
    const changed = await updateRelease(world, actor, made, { labels: ['rc', 'rc', 'beta'], fields: { ticket: 'A-1' } });
    deepStrictEqual([changed.labels, changed.fields], [['rc', 'beta'], { ticket: 'A-1' }]);
    deepStrictEqual(await findRelease(world, app, '1'), changed);
    for (const bad of [{ labels: [''] }, { labels: Array.from({ length: 51 }, (_, index) => `l${index}`) }, { fields: { 'a\n': 'x' } }])
      await rejects(updateRelease(world, actor, made, bad), hasCode('release-refused'));
  });

  it('may lie elsewhere, behind https alone', async () => {
    const input = { url: 'https://example.com/files/demo%20app.apk?sig=1', shortVersion: '2.0' };
    const made = await createExternalRelease(world, actor, app, input);
    deepStrictEqual([made.fileName, made.version, made.sizeBytes, made.sha256], ['demo app.apk', '2.0', 0, '']);
    strictEqual(await openDownload(world, made), undefined);
    for (const url of ['http://example.com/a.apk', 'javascript:alert(1)', 'https://', 'nonsense'])
      await rejects(createExternalRelease(world, actor, app, { ...input, url }), hasCode('release-refused'));
    await deleteRelease(world, actor, made);
    strictEqual((await release(1)).number, 2);
  });

  it('is symbol files, which last as long as the release', async () => {
    const made = await release(1);
    const put = async (name: string, text: string) => await putSymbols(world, actor, made, name, once(Buffer.from(text)));
    await put('mapping.txt', 'first');
    await put('mapping.txt', 'second');
    await put('Demo.dSYM.zip', 'second');
    deepStrictEqual(
      (await listSymbols(world, made)).map(({ fileName, sizeBytes }) => [fileName, sizeBytes]),
      [
        ['Demo.dSYM.zip', 6],
        ['mapping.txt', 6],
      ],
    );
    const { blob } = await openSymbols(world, made, 'mapping.txt');
    strictEqual(Buffer.from(await blob.read(0, blob.size)).toString(), 'second');
    await blob.close();
    await recoverStorage(world);
    strictEqual(await blobs(), 2);
    for (const name of ['', '..', 'a/b', 'a\\b']) await rejects(put(name, 'x'), hasCode('release-refused'));
    await rejects(put('empty', ''), hasCode('release-refused'));
    await deleteSymbols(world, actor, made, 'mapping.txt');
    await rejects(openSymbols(world, made, 'mapping.txt'), hasCode('release-not-found'));
    await deleteRelease(world, actor, made);
    strictEqual(await blobs(), 0);
  });

  it('can be restored after it was deleted, until it is removed for good', async () => {
    const [first, second] = [await release(1), await release(2)];
    const quietly = { isMandatory: false, notifiesTesters: false };
    for (const each of [first, second])
      await addDestinations(world, actor, app, each, [{ kind: 'group', group: 'Collaborators' }], quietly);
    const group = await findGroup(world.records, app, 'Collaborators');
    const newest = async (): Promise<string | undefined> => (await newestFor(world, app.id, [group.id])).get(group.id);
    strictEqual(await newest(), second.id);
    await trashReleases(world, actor, app, [2]);
    await rejects(trashReleases(world, actor, app, [1, 2]), hasCode('release-not-found'));
    deepStrictEqual(
      [(await listReleases(world, app)).map(({ number }) => number), (await listDeleted(world, app, 10)).map(({ number }) => number)],
      [[1], [2]],
    );
    await rejects(findRelease(world, app, '2'), hasCode('release-not-found'));
    deepStrictEqual([(await findRelease(world, app, 'latest')).number, await newest()], [1, first.id]);
    await restoreReleases(world, actor, app, [2]);
    strictEqual((await findRelease(world, app, 'latest')).number, 2);
    await rejects(restoreReleases(world, actor, app, [2]), hasCode('release-not-found'));
    await trashReleases(world, actor, app, [2]);
    strictEqual(await purgeDeleted(world, new Date(world.now.getTime() - 1)), 0);
    strictEqual(await purgeDeleted(world, new Date(world.now.getTime() + 1)), 1);
    deepStrictEqual([await listDeleted(world, app, 10), await blobs()], [[], 1]);
  });
});
