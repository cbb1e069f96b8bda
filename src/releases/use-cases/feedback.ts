/** What testers say about a release, with screenshots. It comes from strangers: everything is bounded, and pictures are known by their first bytes. */

import { type Bytes, startsWithBytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Row } from '../model/tables.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { newId } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';
import { announce } from './webhooks.ts';

export type Feedback = Row<'feedback'>;

export interface FeedbackInput {
  readonly text: string;
  readonly author?: string | undefined;
  readonly device?: string | undefined;
  readonly testerId?: string | undefined;
  readonly screenshots: readonly Bytes[];
}

const mostScreenshots = 3;
const largestScreenshot = 5 * 1024 * 1024;
const longestText = 5000;
const longestField = 200;
const mostOfRelease = 1000;

/** PNG, JPEG, and WebP, whose type is behind its length. */
const pictureKinds = [
  { mediaType: 'image/png', magic: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), at: 0 },
  { mediaType: 'image/jpeg', magic: Uint8Array.of(0xff, 0xd8, 0xff), at: 0 },
  { mediaType: 'image/webp', magic: Uint8Array.of(0x57, 0x45, 0x42, 0x50), at: 8 },
] as const;

function mediaTypeOf(bytes: Bytes): string | undefined {
  return pictureKinds.find(({ magic, at }) => startsWithBytes(bytes.subarray(at), magic))?.mediaType;
}

/** Fails with `release-refused`. */
export async function addFeedback(world: ReleaseWorld, release: Release, input: FeedbackInput): Promise<Feedback> {
  const text = input.text.trim();
  const pictures = input.screenshots.map((bytes) => ({ id: newId(world.random), bytes, mediaType: mediaTypeOf(bytes) }));
  const reason =
    text === '' && pictures.length === 0
      ? phrase('the feedback is empty')
      : text.length > longestText
        ? phrase('the feedback is longer than 5,000 characters')
        : pictures.length > mostScreenshots
          ? phrase('the feedback has more than three screenshots')
          : pictures.some(({ bytes }) => bytes.length > largestScreenshot)
            ? phrase('a screenshot is larger than 5 MB')
            : pictures.some(({ mediaType }) => mediaType === undefined)
              ? phrase('a screenshot is not a PNG, JPEG or WebP image')
              : undefined;
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const short = (field: string | undefined): string | null =>
    field
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longestField) || null;
  const feedback: Feedback = {
    id: newId(world.random),
    releaseId: release.id,
    at: world.clock.now().toISOString(),
    testerId: input.testerId ?? null,
    author: short(input.author),
    text,
    device: short(input.device),
    isResolved: false,
    screenshots: pictures.map(({ id }) => id),
  };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('feedback', { releaseId: release.id })) >= mostOfRelease)
      throw Failure.of('release-refused', { reason: phrase('the release has too much feedback already') });
    await transaction.insert('feedback', feedback);
    for (const { id, bytes, mediaType = '' } of pictures)
      await transaction.insert('screenshot', { id, feedbackId: feedback.id, mediaType, bytes });
    await announce(world, transaction, { event: 'feedback', appId: release.appId, releaseId: release.id, feedbackId: feedback.id });
  });
  return feedback;
}

export interface ShownFeedback {
  readonly feedback: Feedback;
  readonly release: Release;
  readonly testerEmail: string | null;
}

const pageLength = 200;

/** Newest first; of one release, or of all that the app has. */
export async function listFeedback({ records }: ReleaseWorld, app: Pick<App, 'id'>, number?: number): Promise<readonly ShownFeedback[]> {
  const all = await records.pick('release', ['id'], {
    where: { appId: app.id, deletedAt: null, ...(number !== undefined && { number }) },
  });
  const found = await records.find('feedback', {
    where: { releaseId: all.map(({ id }) => id) },
    order: [['at', 'descending']],
    limit: pageLength,
  });
  const releases = await records.find('release', { where: { id: [...new Set(found.map(({ releaseId }) => releaseId))] } });
  const byId = new Map(releases.map((release) => [release.id, release]));
  const testers = await records.find('tester', { where: { id: found.flatMap(({ testerId }) => testerId ?? []) } });
  const emails = new Map(testers.map(({ id, email }) => [id, email]));
  return found.flatMap((feedback) => {
    const release = byId.get(feedback.releaseId);
    return release ? [{ feedback, release, testerEmail: emails.get(feedback.testerId ?? '') ?? null }] : [];
  });
}

/** Fails with `release-not-found`. */
async function findFeedback({ records }: ReleaseWorld, app: App, id: string): Promise<Feedback> {
  const feedback = await records.one('feedback', { id });
  const release = feedback && (await records.one('release', { id: feedback.releaseId, appId: app.id }));
  if (!feedback || !release) throw Failure.of('release-not-found', { what: phrase('Feedback'), name: id });
  return feedback;
}

/** Fails with `release-not-found`. */
export async function findScreenshot(world: ReleaseWorld, app: App, feedbackId: string, id: string): Promise<Row<'screenshot'>> {
  const feedback = await findFeedback(world, app, feedbackId);
  const screenshot = await world.records.one('screenshot', { id, feedbackId: feedback.id });
  if (!screenshot) throw Failure.of('release-not-found', { what: phrase('Screenshot'), name: id });
  return screenshot;
}

export async function resolveFeedback(world: ReleaseWorld, actor: Actor, app: App, id: string, isResolved: boolean): Promise<Feedback> {
  requireWrite(actor);
  const feedback = await findFeedback(world, app, id);
  await world.records.transaction(async (transaction) => {
    await transaction.update('feedback', { id }, { isResolved });
    await audit(world, transaction, actor, { action: 'feedback.resolve', subject: id, appId: app.id, details: { isResolved } });
  });
  return { ...feedback, isResolved };
}

export async function deleteFeedback(world: ReleaseWorld, actor: Actor, app: App, id: string): Promise<void> {
  requireWrite(actor);
  await findFeedback(world, app, id);
  await world.records.transaction(async (transaction) => {
    await transaction.remove('feedback', { id });
    await audit(world, transaction, actor, { action: 'feedback.delete', subject: id, appId: app.id });
  });
}
