/**
 * The mail that tells a tester about a release. Its link is the tester's own, so that downloads through it are known as theirs; the next mail for the
 * same group has the same link.
 */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { qrModules } from '../pages/qrCode.ts';
import { encodeQrPng } from '../pages/qrPng.ts';
import { pageAddress } from '../dialects/addresses.ts';
import { type App } from '../use-cases/access.ts';
import { createLink, type Link } from '../use-cases/links.ts';
import { type Release } from '../use-cases/releases.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { type Mail } from './mail.ts';

export interface MailJob {
  readonly releaseId: string;
  readonly testerId: string;
  /** `null` for a release that was given to the tester alone. */
  readonly groupId: string | null;
}

const qrPixels = 240;

/** `undefined` when there is nothing to tell any more: the release was taken back, disabled or deleted, or the tester left. */
export async function releaseMail(world: ReleaseWorld, id: string, job: MailJob, baseUrl: string): Promise<Mail | undefined> {
  const { records } = world;
  const { releaseId, testerId, groupId } = job;
  const release = await records.one('release', { id: releaseId, deletedAt: null });
  const tester = await records.one('tester', { id: testerId });
  const destination = await records.one('destination', { targetId: groupId ?? testerId, releaseId });
  const isMember = groupId === null || (await records.one('member', { groupId, testerId })) !== undefined;
  const app = release && (await records.one('app', { id: release.appId }));
  const owner = app && (await records.one('account', { id: app.ownerId }));
  if (!release?.isEnabled || !tester || !destination || !isMember || !owner) return undefined;
  const link = await linkOf(world, { ...app, owner }, release, tester.email, job);
  const address = pageAddress(baseUrl, { link: link.address, fileName: '' });
  const title = `${app.displayName} ${release.shortVersion} (${release.version})`;
  const mandatory = destination.isMandatory ? 'This update is mandatory.' : '';
  const text = [`${title} is ready to install.`, mandatory, release.notes, `Install: ${address}`, 'This link is yours alone.'];
  return {
    id,
    to: tester.email,
    // Names of apps are texts of people: a line break would end the header.
    subject: `${title} is ready to install`.replace(/\p{Cc}+/gu, ' '),
    text: text.filter((part) => part !== '').join('\n\n'),
    html: `<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">
<h1 style="font-size:1.3em">${escapeHtml(title)}</h1>
${mandatory === '' ? '' : `<p><strong>${mandatory}</strong></p>`}
${release.notes === '' ? '' : `<pre style="white-space:pre-wrap;font-family:inherit">${escapeHtml(release.notes)}</pre>`}
<p><a href="${escapeHtml(address)}">Install ${escapeHtml(app.displayName)}</a></p>
<p><img src="cid:qr" width="${qrPixels}" height="${qrPixels}" alt="QR code of the install page"></p>
<p>This link is yours alone. Do not forward it.</p>
</body></html>`,
    qr: await encodeQrPng(qrModules(address), qrPixels),
  };
}

/** The tester's own one, made with the first mail. */
async function linkOf(world: ReleaseWorld, app: App, release: Release, email: string, { groupId, testerId }: MailJob): Promise<Link> {
  const target = groupId === null ? { releaseId: release.id } : { groupId };
  const [known] = await world.records.find('link', {
    where: { appId: app.id, testerId, ...target, isRevoked: false, passwordHash: null, expiresAt: null, installLimit: null },
    limit: 1,
  });
  if (known) return known;
  const to = groupId === null ? { release: String(release.number) } : { group: groupId };
  return await createLink(world, { userId: 'server', scope: 'full', appId: null }, app, { ...to, testerEmail: email, label: email });
}
