import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure, type Failure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { appleDeviceList, normalizedUdid } from '../../../../src/releases/model/deviceNames.ts';
import { unknownFacts } from '../../../../src/releases/model/packageFacts.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { listAudit } from '../../../../src/releases/use-cases/auditLog.ts';
import { addDestinations } from '../../../../src/releases/use-cases/destinations.ts';
import {
  beginEnrollment,
  completeEnrollment,
  findEnrolled,
  listDevices,
  registerDevice,
  removeDevice,
  settleRegistration,
  waitingDevices,
} from '../../../../src/releases/use-cases/devices.ts';
import { listDownloads, recordDownload } from '../../../../src/releases/use-cases/downloads.ts';
import { addFeedback, deleteFeedback, findScreenshot, listFeedback, resolveFeedback } from '../../../../src/releases/use-cases/feedback.ts';
import {
  createLink,
  findLinks,
  linkIds,
  listLinks,
  openAddress,
  revokeLink,
  unlockLink,
} from '../../../../src/releases/use-cases/links.ts';
import { type Release } from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { makeApp, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

function hasCode(code: Failure['code']) {
  return (error: unknown): boolean => isFailure(error, code);
}

const udid = '00008030-001A2B3C4D5E6F70';
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

describe('people of a release server', () => {
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((opened) => ({ world, actor, app } = opened), 'iOS');

  async function release(version: number): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`), { fileName: 'app.ipa' });
    ok(published.kind === 'released');
    return published.release;
  }

  describe('devices', () => {
    it('are known by the three forms of identifiers alone', () => {
      deepStrictEqual(
        [udid.toLowerCase(), ` ${'AB'.repeat(20)} `, 'c1f0a6b4-0000-5000-8000-00112233AABB', 'ab', '', '../../etc'].map(normalizedUdid),
        [udid, 'ab'.repeat(20), 'C1F0A6B4-0000-5000-8000-00112233AABB', undefined, undefined, undefined],
      );
    });

    it('register through a challenge, once for each, and wait for a release', async () => {
      const made = await release(1);
      const challenge = await beginEnrollment(world, made, null);
      strictEqual(await findEnrolled(world, challenge), undefined);
      const input = { udid, model: 'iPhone17,1', osVersion: '26.1', serial: 'F2L\nX' };
      const { device, isProvisioned } = await completeEnrollment(world, challenge, input);
      deepStrictEqual([device.udid, device.serial, isProvisioned], [udid, 'F2L X', null]);
      strictEqual((await findEnrolled(world, challenge))?.device.udid, udid);
      await completeEnrollment(world, challenge, input);
      await rejects(completeEnrollment(world, challenge, { udid: 'ab'.repeat(20) }), hasCode('release-unauthorized'));
      await rejects(completeEnrollment(world, new Secret('guess'), input), hasCode('release-unauthorized'));
      deepStrictEqual(
        (await waitingDevices(world, actor)).map(({ device: { model }, app: { name } }) => [model, name]),
        [['iPhone17,1', 'Demo']],
      );
      world.now = new Date(world.now.getTime() + 2 * 60 * 60 * 1000);
      await rejects(completeEnrollment(world, challenge, input), hasCode('release-unauthorized'));
    });

    it('stop waiting when a release lists them, or when their owner says so', async () => {
      await registerDevice(world, actor, app, { udid, name: 'Ann', email: 'ann@example.com' });
      await registerDevice(world, actor, app, { udid: 'ab'.repeat(20) });
      await rejects(registerDevice(world, actor, app, { udid: 'none' }), hasCode('release-refused'));
      const facts = {
        ...unknownFacts('ipa'),
        version: '7',
        shortVersion: '1.7',
        profileKind: 'ad-hoc',
        profileDevices: [udid.toLowerCase()],
      };
      world = { ...world, packages: { ...world.packages, read: async () => ({ facts, icon: null, problem: null }) } };
      await release(7);
      const states = async () =>
        (await listDevices(world, app))
          .map(({ device, registration }) => [device.udid, registration.state])
          .toSorted(([a = ''], [b = '']) => a.localeCompare(b));
      deepStrictEqual(await states(), [
        [udid, 'done'],
        ['ab'.repeat(20), 'waiting'],
      ]);
      await settleRegistration(world, actor, app, { udid: 'ab'.repeat(20), state: 'dismissed' });
      await registerDevice(world, actor, app, { udid });
      deepStrictEqual(await states(), [
        [udid, 'done'],
        ['ab'.repeat(20), 'dismissed'],
      ]);
      strictEqual((await listDevices(world, app)).find(({ device }) => device.udid === udid)?.testerEmail, 'ann@example.com');
      await removeDevice(world, actor, app, udid);
      await rejects(removeDevice(world, actor, app, udid), hasCode('release-not-found'));
    });

    it('are listed as Apple takes them', () => {
      strictEqual(
        appleDeviceList([
          { udid, name: 'Ann’s\tphone', model: 'iPhone17,1' },
          { udid: 'M', name: null, model: 'Mac15,3' },
        ]),
        `Device ID\tDevice Name\tDevice Platform\n${udid}\tAnn’s phone\tios\nM\tMac15,3\tmac\n`,
      );
    });
  });

  it('give feedback with screenshots, which are pictures and few', async () => {
    const made = await release(1);
    const feedback = await addFeedback(world, made, { text: ' It crashes ', author: 'Ann\n', device: 'iPhone', screenshots: [png] });
    deepStrictEqual([feedback.text, feedback.author], ['It crashes', 'Ann']);
    const [shown] = await listFeedback(world, app, 1);
    deepStrictEqual(shown?.feedback, feedback);
    const [id = ''] = feedback.screenshots as string[];
    deepStrictEqual([(await findScreenshot(world, app, feedback.id, id)).mediaType], ['image/png']);
    const other = await makeApp(world, actor, 'Other');
    await rejects(findScreenshot(world, other, feedback.id, id), hasCode('release-not-found'));
    for (const bad of [
      { text: '', screenshots: [] },
      { text: 'x'.repeat(5001), screenshots: [] },
      { text: 'x', screenshots: [Buffer.from('<svg onload=alert(1)>')] },
      { text: 'x', screenshots: [png, png, png, png] },
      { text: 'x', screenshots: [Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)])] },
    ])
      await rejects(addFeedback(world, made, bad), hasCode('release-refused'));
    await resolveFeedback(world, actor, app, feedback.id, true);
    strictEqual((await listFeedback(world, app))[0]?.feedback.isResolved, true);
    await deleteFeedback(world, actor, app, feedback.id);
    deepStrictEqual([await listFeedback(world, app), await world.records.count('screenshot', {})], [[], 0]);
  });

  describe('links', () => {
    it('lead to a release or the newest of a group, and know whose downloads they are', async () => {
      const first = await release(1);
      const second = await release(2);
      for (const each of [first, second])
        await addDestinations(world, actor, app, each, [{ kind: 'group', group: 'Collaborators' }], {
          isMandatory: false,
          notifiesTesters: false,
        });
      const link = await createLink(world, actor, app, { group: 'Collaborators', testerEmail: 'ann@example.com', label: 'Ann' });
      const opened = await openAddress(world, link.address);
      deepStrictEqual(opened?.kind === 'open' && opened.release.number, 2);
      await recordDownload(world, second, { client: 'phone', link });
      const [download] = await listDownloads(world, app, { limit: 10 });
      deepStrictEqual([download?.testerEmail, download?.linkLabel, download?.release.number], ['ann@example.com', 'Ann', 2]);
      deepStrictEqual(
        (await listLinks(world, app, { limit: 10 })).map(({ installs }) => installs),
        [1],
      );
    });

    it('are listed page by page, newest first, also where several are of the same time', async () => {
      for (let number = 0; number < 5; number++) await createLink(world, actor, app, { group: 'Collaborators', label: String(number) });
      const all = await linkIds(world, app);
      const paged: string[] = [];
      let after: readonly [string, string] | undefined;
      for (;;) {
        const page = await listLinks(world, app, { limit: 2, after });
        paged.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (!last) break;
        after = [last.createdAt, last.id];
      }
      deepStrictEqual(paged, all);
      deepStrictEqual(
        (await findLinks(world, all.slice(1, 3))).map(({ id }) => id),
        all.slice(1, 3),
      );
    });

    it('end by time, by number, and when they are withdrawn', async () => {
      const made = await release(1);
      const kinds = async (address: string) => {
        const opened = await openAddress(world, address);
        return opened?.kind === 'ended' ? opened.reason : opened?.kind;
      };
      const limited = await createLink(world, actor, app, { release: '1', installLimit: 1 });
      strictEqual(await kinds(limited.address), 'open');
      await recordDownload(world, made, { client: '', link: limited });
      strictEqual(await kinds(limited.address), 'used-up');
      const short = await createLink(world, actor, app, { release: 'latest', expiresAt: new Date(world.now.getTime() + 1000) });
      strictEqual(await kinds(short.address), 'open');
      world.now = new Date(world.now.getTime() + 1000);
      strictEqual(await kinds(short.address), 'expired');
      const withdrawn = await createLink(world, actor, app, { release: '1' });
      await revokeLink(world, actor, app, withdrawn.id);
      strictEqual(await kinds(withdrawn.address), 'revoked');
      const empty = await createLink(world, actor, app, { group: 'Collaborators' });
      strictEqual(await kinds(empty.address), 'empty');
      deepStrictEqual([await kinds('x'.repeat(32)), await kinds(`${made.link}/..`)], [undefined, undefined]);
      for (const bad of [
        {},
        { release: '1', group: 'Collaborators' },
        { release: '1', installLimit: 0 },
        { release: '1', expiresAt: new Date(0) },
      ])
        await rejects(createLink(world, actor, app, bad), hasCode('release-refused'));
    });

    it('open with their password alone, of which nothing is kept', async () => {
      await release(1);
      const link = await createLink(world, actor, app, { release: '1', password: new Secret('open sesame') });
      strictEqual((await openAddress(world, link.address))?.kind, 'locked');
      strictEqual(await unlockLink(link, new Secret('wrong')), undefined);
      const address = (await unlockLink(link, new Secret('open sesame'))) ?? '';
      strictEqual((await openAddress(world, address))?.kind, 'open');
      strictEqual((await openAddress(world, `${link.address}.${'A'.repeat(43)}`))?.kind, 'locked');
      ok(!JSON.stringify(await listLinks(world, app, { limit: 10 })).includes('sesame'));
    });
  });

  it('leave entries in the audit log, page by page', async () => {
    await release(1);
    await release(2);
    const pages: string[] = [];
    let after: readonly [string, string] | undefined;
    for (;;) {
      const found = await listAudit(world, actor, app, { limit: 2, after });
      pages.push(...found.map(({ entry, actorName }) => `${entry.action} ${actorName}`));
      const last = found.at(-1)?.entry;
      if (found.length < 2 || !last) break;
      after = [last.at, last.id];
    }
    deepStrictEqual(pages.toSorted(), ['app.create Olivia', 'release.create Olivia', 'release.create Olivia']);
    await rejects(listAudit(world, { ...actor, appId: app.id }, undefined, { limit: 1 }), hasCode('release-forbidden'));
  });
});
