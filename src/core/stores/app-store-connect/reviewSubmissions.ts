/**
 * Submissions for the review of the App Store. An app has one at a time: one that was begun is used, one that was rejected is submitted again
 * when its issues are called resolved, and one that waits can be withdrawn.
 */

import { Failure } from '../../base/failure.ts';
import { textField } from '../jsonObject.ts';
import { type ConnectApi, relatedId, type Resource } from './connectApi.ts';
import { connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';

const type = 'reviewSubmissions';
const isWithApple: ReadonlySet<string> = new Set(['WAITING_FOR_REVIEW', 'IN_REVIEW', 'COMPLETING', 'COMPLETE']);

async function openSubmissions(api: ConnectApi, appId: string, states: readonly string[]): Promise<readonly Resource[]> {
  return await api.list(`/v1/${type}`, { 'filter[app]': appId, 'filter[platform]': 'IOS', 'filter[state]': states.join(',') });
}

function stateOf({ attributes }: Resource): string {
  return textField(attributes, 'state') ?? '';
}

/** Fails with `store-review-unresolved` when Apple wants an answer first. */
export async function submitForReview(api: ConnectApi, appId: string, versionId: string): Promise<void> {
  const open = await openSubmissions(api, appId, ['READY_FOR_REVIEW', 'UNRESOLVED_ISSUES']);
  const rejected = await holderOf(api, open, versionId);
  if (rejected) for (const id of rejected.unresolved) await resolveItem(api, id);
  const found = rejected?.submission ?? open.find((each) => stateOf(each) === 'READY_FOR_REVIEW');
  const submission =
    found ?? (await api.create(`/v1/${type}`, { type, attributes: { platform: 'IOS' }, relationships: { app: ['apps', appId] } }, false));
  if (!rejected) {
    const relationships = { reviewSubmission: [type, submission.id], appStoreVersion: ['appStoreVersions', versionId] } as const;
    // A conflict that is none of repetition is said by the submission that follows.
    await unlessThere(api.create('/v1/reviewSubmissionItems', { type: 'reviewSubmissionItems', relationships }), async () => true);
  }
  try {
    await api.update(`/v1/${type}`, type, submission.id, { submitted: true });
  } catch (error) {
    if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
    // The answer to an earlier request may have been lost.
    const now = stateOf(await api.get(`/v1/${type}/${encodeURIComponent(submission.id)}`));
    if (isWithApple.has(now)) return;
    if (now !== 'UNRESOLVED_ISSUES') throw error;
    throw Failure.of('store-review-unresolved', { store: connectName, reason: error.message }, { cause: error });
  }
}

interface Holder {
  readonly submission: Resource;
  /** Ids of items that Apple rejected. */
  readonly unresolved: readonly string[];
}

/** The submission that Apple rejected with this version in it. */
async function holderOf(api: ConnectApi, open: readonly Resource[], versionId: string): Promise<Holder | undefined> {
  for (const submission of open) {
    if (stateOf(submission) !== 'UNRESOLVED_ISSUES') continue;
    const path = `/v1/${type}/${encodeURIComponent(submission.id)}/items`;
    const { data } = await api.listWith(path, { include: 'appStoreVersion' });
    if (!data.some((item) => relatedId(item, 'appStoreVersion') === versionId)) continue;
    return { submission, unresolved: data.filter((item) => stateOf(item) === 'REJECTED').map(({ id }) => id) };
  }
  return undefined;
}

async function resolveItem(api: ConnectApi, id: string): Promise<void> {
  await api.update('/v1/reviewSubmissionItems', 'reviewSubmissionItems', id, { resolved: true });
}

export interface WithdrawnReview {
  /** In Apple’s words, as it was before. */
  readonly state: string;
  /** `false` when Apple is withdrawing it already. */
  readonly isChanged: boolean;
}

/** The version can be changed again a little later. Fails with `store-review-missing`. */
export async function withdrawFromReview(api: ConnectApi, appId: string): Promise<WithdrawnReview> {
  const open = await openSubmissions(api, appId, ['WAITING_FOR_REVIEW', 'IN_REVIEW', 'UNRESOLVED_ISSUES', 'CANCELING']);
  const submission = open.find((each) => stateOf(each) !== 'CANCELING') ?? open[0];
  if (!submission) throw Failure.of('store-review-missing', { store: connectName });
  const state = stateOf(submission);
  if (state === 'CANCELING') return { state, isChanged: false };
  await api.update(`/v1/${type}`, type, submission.id, { canceled: true });
  return { state, isChanged: true };
}
