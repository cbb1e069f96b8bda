import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure, type Failure } from '../../../../src/core/base/failure.ts';
import { findApp, type App } from '../../../../src/releases/use-cases/access.ts';
import { createOrganization, findOrganization, listOrganizations } from '../../../../src/releases/use-cases/accounts.ts';
import { createApp, listApps, updateApp } from '../../../../src/releases/use-cases/apps.ts';
import { addDestinations, destinationsOf, removeDestination, updateDestination } from '../../../../src/releases/use-cases/destinations.ts';
import { findReleaseOfGroup, releasesOfGroup, releasesOfUser } from '../../../../src/releases/use-cases/groupReleases.ts';
import {
  addMembers,
  createGroup,
  deleteGroup,
  findGroup,
  listGroups,
  listMembers,
  listTesters,
  removeMembers,
  updateGroup,
} from '../../../../src/releases/use-cases/groups.ts';
import { countDownloads, openDownload, recordDownload } from '../../../../src/releases/use-cases/downloads.ts';
import { updateRelease } from '../../../../src/releases/use-cases/editRelease.ts';
import { openAddress } from '../../../../src/releases/use-cases/links.ts';
import { deleteRelease, findRelease, packagesOf, type Release } from '../../../../src/releases/use-cases/releases.ts';
import { readFacts } from '../../../../src/releases/model/storedJson.ts';
import { storePackageOf } from '../../../../src/releases/use-cases/installablePackage.ts';
import { recoverStorage } from '../../../../src/releases/use-cases/recoverStorage.ts';
import { type Actor, type ReleaseWorld } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { actorOfToken, createToken, deleteToken, listTokens } from '../../../../src/releases/use-cases/tokens.ts';
import { makeApp, ownerOf, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

const quietly = { isMandatory: false, notifiesTesters: false };

function hasCode(code: Failure['code']) {
  return (error: unknown): boolean => isFailure(error, code);
}

describe('distribution', () => {
  let folder: string;
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((opened) => ({ folder, world, actor, app } = opened));

  async function release(version: number, fileName = 'app.apk'): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`), { fileName });
    ok(published.kind === 'released');
    return published.release;
  }

  it('knows what went to a user as a tester: alone or in a group, while it is enabled', async () => {
    const numbers = async (): Promise<readonly number[]> => (await releasesOfUser(world, app, actor.userId)).map(({ number }) => number);
    const releases = [await release(1), await release(2), await release(3), await release(4)];
    const group = await createGroup(world, actor, app, { name: 'Beta' });
    await addMembers(world, actor, group, ['olivia@example.com']);
    const to = async (index: number, target: Parameters<typeof addDestinations>[4][number]): Promise<void> =>
      void (await addDestinations(world, actor, app, releases[index] ?? (await release(9)), [target], quietly));
    await to(0, { kind: 'group', group: 'Beta' });
    await to(2, { kind: 'tester', email: 'olivia@example.com' });
    await to(3, { kind: 'group', group: 'Beta' });
    deepStrictEqual(await numbers(), []);
    await world.records.transaction(async (transaction) => {
      await transaction.update('account', { id: actor.userId }, { email: 'olivia@example.com' });
    });
    deepStrictEqual(await numbers(), [4, 3, 1]);
    const last = await findRelease(world, app, '4');
    await updateRelease(world, actor, last, { isEnabled: false });
    deepStrictEqual(await numbers(), [3, 1]);
  });

  it('finds each release of a group that two apps share, also those with the same number where a page ends', async () => {
    const { organization } = await createOrganization(world, actor, { name: 'acme', displayName: 'Acme' });
    const apps = ['One', 'Two'].map((name) => ({ ...app, id: name, secret: name, name, ownerId: organization.id }));
    const group = { id: 'shared', appId: null, organizationId: organization.id, name: 'All', displayName: 'All' };
    const model = await release(1);
    await world.records.transaction(async (transaction) => {
      await transaction.insert('group', { ...group, isPublic: false, createdAt: model.uploadedAt });
      for (const { owner: _, ...row } of apps) {
        await transaction.insert('app', row);
        for (let number = 1; number <= 50; number++) {
          const id = `${row.id}-${number}`;
          await transaction.insert('release', { ...model, id, number, link: id, appId: row.id, isEnabled: number < 10 });
          const to = { targetId: group.id, releaseNumber: number, releaseId: id, kind: 'group' };
          await transaction.insert('destination', { ...to, ...quietly, addedAt: model.uploadedAt });
        }
      }
    });
    const shared = await world.records.one('group', { id: group.id });
    ok(shared);
    for (const each of apps) {
      const numbers: readonly number[] = (await releasesOfGroup(world, each, shared)).map(({ number }) => number);
      deepStrictEqual(
        numbers,
        numbers.toSorted((a, b) => b - a),
      );
      strictEqual(new Set(numbers).size, 50);
      strictEqual((await findReleaseOfGroup(world, each, shared, 'latest')).number, 9);
      deepStrictEqual((await findReleaseOfGroup(world, each, shared, '31')).id, `${each.id}-31`);
      const some = await releasesOfGroup(world, each, shared, { before: 8, isEnabled: true, most: 3 });
      deepStrictEqual(
        some.map(({ number }) => number),
        [7, 6, 5],
      );
    }
    await rejects(findReleaseOfGroup(world, apps[0] ?? app, shared, '51'), hasCode('release-not-found'));
  });

  it('begins with one owner, who stays the same, and the group Collaborators', async () => {
    deepStrictEqual(await ownerOf(world), actor);
    deepStrictEqual(
      (await listGroups(world, app)).map(({ name }) => name),
      ['Collaborators'],
    );
  });

  it('brings a release to groups and testers, and keeps the marks of each', async () => {
    const made = await release(1);
    await createGroup(world, actor, app, { name: 'Beta “x”', isPublic: true });
    await addDestinations(world, actor, app, made, [{ kind: 'group', group: 'Beta “x”' }], { isMandatory: true, notifiesTesters: true });
    await addDestinations(world, actor, app, made, [{ kind: 'tester', email: 'Ann@Example.com' }], quietly);
    await addDestinations(world, actor, app, made, [{ kind: 'tester', email: 'ann@example.com' }], { ...quietly, isMandatory: true });
    const shown = (await destinationsOf(world, [made]))
      .get(made.id)
      ?.map(({ kind, name, isMandatory }) => [kind, name, isMandatory])
      .toSorted();
    deepStrictEqual(shown, [
      ['group', 'Beta “x”', true],
      ['tester', 'ann@example.com', true],
    ]);
    deepStrictEqual(
      (await listTesters(world, app)).map(({ email }) => email),
      ['ann@example.com'],
    );
  });

  it('adds all destinations or none', async () => {
    const made = await release(1);
    const targets = [
      { kind: 'group', group: 'Collaborators' },
      { kind: 'group', group: 'missing' },
    ] as const;
    await rejects(addDestinations(world, actor, app, made, targets, quietly), hasCode('release-not-found'));
    deepStrictEqual((await destinationsOf(world, [made])).get(made.id), []);
  });

  it('makes an APK of an app bundle once, and keeps the bundle for stores', async () => {
    const bundle = await release(1, 'app.aab');
    const targets = [{ kind: 'group', group: 'Collaborators' }] as const;
    let count = 0;
    const counting: ReleaseWorld = {
      ...world,
      packages: {
        ...world.packages,
        withApk: async (sha256, work) => {
          count++;
          return await world.packages.withApk(sha256, work);
        },
      },
    };
    await Promise.all([1, 2].map(async () => addDestinations(counting, actor, app, bundle, targets, quietly)));
    const made = await findRelease(world, app, '1');
    deepStrictEqual([made.fileName, made.bundleSha256, readFacts(made.facts).extension, count], ['app.apk', bundle.sha256, 'apk', 1]);
    deepStrictEqual(storePackageOf(made), { sha256: bundle.sha256, extension: 'aab' });
    strictEqual(made.sizeBytes, `APK of ${bundle.sha256}`.length);
    await recoverStorage(world);
    for (const sha256 of packagesOf(made)) {
      const blob = await world.blobs.open(sha256);
      ok(blob);
      await blob.close();
    }
    // The same bytes again are the same release, in another app they share the APK.
    strictEqual((await release(1, 'app.aab')).id, made.id);
    await deleteRelease(world, actor, made);
    for (const sha256 of packagesOf(made)) strictEqual(await world.blobs.open(sha256), undefined);
  });

  it('refuses what testers cannot install, with the reason', async () => {
    const bundle = await release(13, 'app.aab');
    await rejects(addDestinations(world, actor, app, bundle, [{ kind: 'group', group: 'Collaborators' }], quietly), /no APK can be made/);
    deepStrictEqual(
      [(await findRelease(world, app, '1')).bundleSha256, (await destinationsOf(world, [bundle])).get(bundle.id)],
      [null, []],
    );
  });

  it('finds the newest release of a group that is enabled', async () => {
    const group = await findGroup(world.records, app, 'Collaborators');
    for (let version = 1; version <= 25; version++) {
      const made = await release(version);
      await addDestinations(world, actor, app, made, [{ kind: 'group', group: group.id }], quietly);
      if (version > 2) await updateRelease(world, actor, made, { isEnabled: false });
    }
    strictEqual((await findReleaseOfGroup(world, app, group, 'latest')).number, 2);
    strictEqual((await findReleaseOfGroup(world, app, group, '9')).number, 9);
    strictEqual((await findRelease(world, app, 'latest')).number, 2);
    strictEqual((await releasesOfGroup(world, app, group)).length, 25);
    for (const name of ['99', 'x', '9x', '9'.repeat(16), ''])
      await rejects(findReleaseOfGroup(world, app, group, name), hasCode('release-not-found'));
  });

  it('takes destinations away and changes their marks', async () => {
    const made = await release(1);
    const [added] = await addDestinations(world, actor, app, made, [{ kind: 'group', group: 'Collaborators' }], quietly);
    ok(added);
    await updateDestination(world, actor, made, added.id, true);
    strictEqual((await destinationsOf(world, [made])).get(made.id)?.[0]?.isMandatory, true);
    deepStrictEqual(
      [await removeDestination(world, actor, made, added.id), await removeDestination(world, actor, made, added.id)],
      [true, false],
    );
  });

  it('keeps testers of groups by their address', async () => {
    const group = await createGroup(world, actor, app, { name: 'Beta' });
    const outcomes = await addMembers(world, actor, group, [
      'a@example.com',
      'A@example.com',
      'no address',
      'b@example.com\r\nBcc: c@example.com',
    ]);
    deepStrictEqual(
      outcomes.map(({ kind }) => kind),
      ['added', 'known', 'refused', 'refused'],
    );
    deepStrictEqual(
      (await removeMembers(world, actor, group, ['a@example.com', 'x@example.com'])).map(({ kind }) => kind),
      ['removed', 'refused'],
    );
    deepStrictEqual(await listMembers(world, group), []);
  });

  it('refuses a second group or app of the same name, and renames', async () => {
    const group = await createGroup(world, actor, app, { name: 'Beta' });
    await rejects(createGroup(world, actor, app, { name: 'Beta' }), hasCode('release-conflict'));
    await rejects(updateGroup(world, actor, group, { name: 'Collaborators' }), hasCode('release-conflict'));
    strictEqual((await updateGroup(world, actor, group, { name: 'QA', isPublic: true })).name, 'QA');
    await deleteGroup(world, actor, group);
    await rejects(findGroup(world.records, app, 'QA'), hasCode('release-not-found'));
    await rejects(makeApp(world, actor), hasCode('release-conflict'));
    const other = await makeApp(world, actor, 'Other App!');
    strictEqual(other.name, 'Other-App');
    await rejects(updateApp(world, actor, other, { name: app.name }), hasCode('release-conflict'));
    for (const name of ['..', 'a/b', 'x'.repeat(101)]) await rejects(updateApp(world, actor, other, { name }), hasCode('release-refused'));
  });

  it('shows apps to the members of their organization, and to no one else', async () => {
    await createOrganization(world, actor, { displayName: 'Acme Inc.' });
    strictEqual((await findOrganization(world, actor, 'Acme-Inc')).role, 'admin');
    await createApp(world, actor, { displayName: 'Shared', os: 'iOS', platform: 'Unknown' }, 'Acme-Inc');
    deepStrictEqual(
      (await listApps(world, actor)).map(({ owner, name }) => `${owner.name}/${name}`),
      ['olivia/Demo', 'Acme-Inc/Shared'],
    );
    const stranger: Actor = { userId: 'stranger', scope: 'full', appId: null };
    deepStrictEqual([await listApps(world, stranger), await listOrganizations(world, stranger)], [[], []]);
    await rejects(findApp(world.records, stranger, 'olivia', 'Demo'), hasCode('release-not-found'));
    const bound: Actor = { ...actor, appId: app.id };
    strictEqual((await findApp(world.records, bound, 'olivia', 'Demo')).id, app.id);
    await rejects(findApp(world.records, bound, 'Acme-Inc', 'Shared'), hasCode('release-not-found'));
    await rejects(listOrganizations(world, bound), hasCode('release-forbidden'));
    await rejects(findOrganization(world, bound, 'Acme-Inc'), hasCode('release-forbidden'));
  });

  it('keeps of tokens only what recognizes them', async () => {
    const { token, secret } = await createToken(world, actor, { description: 'CI', scope: 'read-only' });
    const { token: own } = await createToken(world, actor, { description: '', scope: 'full', app });
    deepStrictEqual(await actorOfToken(world, secret), { userId: actor.userId, scope: 'read-only', appId: null });
    deepStrictEqual([(await listTokens(world, actor)).length, (await listTokens(world, actor, app))[0]?.id], [1, own.id]);
    for (const name of await readdir(folder))
      if (name.startsWith('releases.sqlite')) ok(!(await readFile(join(folder, name))).includes(secret.reveal()), name);
    await rejects(deleteToken(world, actor, own.id), hasCode('release-not-found'));
    await deleteToken(world, actor, token.id);
    strictEqual(await actorOfToken(world, secret), undefined);
    await rejects(createToken(world, { ...actor, appId: app.id }, { description: '', scope: 'full' }), hasCode('release-forbidden'));
  });

  it('records downloads, and gives out nothing that is disabled', async () => {
    const made = await release(1);
    const opened = await openAddress(world, made.link);
    strictEqual(opened?.kind === 'open' && opened.release.id, made.id);
    await recordDownload(world, made, { client: 'phone' });
    deepStrictEqual([await countDownloads(world, app, made), await countDownloads(world, app)], [1, 1]);
    const disabled = await updateRelease(world, actor, made, { isEnabled: false });
    strictEqual(await openDownload(world, disabled), undefined);
    await rejects(updateRelease(world, actor, made, { notes: 'x'.repeat(5001) }), /5,000/);
  });

  it('writes down who changed what, without secrets', async () => {
    await release(1);
    const { secret } = await createToken(world, actor, { description: '', scope: 'full' });
    const log = await world.records.find('audit', { order: [['at', 'ascending']] });
    ok(['app.create', 'release.create', 'token.create'].every((wanted) => log.some(({ action }) => action === wanted)));
    ok(!JSON.stringify(log).includes(secret.reveal()));
  });
});
