/**
 * Changes of an app on Google Play without a package: an edit is opened, changed and committed. The work looks first at what is there, so
 * that it can be repeated whenever an answer was lost: what took effect already is not changed, and nothing is committed a second time.
 */

import { isFailure } from '../../base/failure.ts';
import { type GoogleAccount } from '../google/googleAccount.ts';
import { googleTokens, type GoogleNetwork } from '../google/googleTokens.ts';
import { PlayApi, type SentRequest } from './playApi.ts';
import { PlayRefusal, refusalFailure } from './playRefusal.ts';

export type PlayNetwork = GoogleNetwork;

/** An app on Google Play, and who asks about it. */
export interface PlayApp {
  readonly account: GoogleAccount;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly tokenUrl: string;
  readonly packageName: string;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenedPlay {
  readonly api: PlayApi;
  readonly requests: readonly SentRequest[];
}

export function openPlay(
  network: PlayNetwork,
  { account, endpoint, tokenUrl, packageName, signal }: PlayApp,
  onRequest?: (request: SentRequest) => void,
): OpenedPlay {
  const requests: SentRequest[] = [];
  const tokens = googleTokens({ ...network, account, scope, store: 'Google Play', tokenUrl, signal });
  const note = (request: SentRequest): void => {
    requests.push(request);
    onRequest?.(request);
  };
  return { api: new PlayApi({ http: network.http, tokens, endpoint, packageName, onRequest: note, signal }), requests };
}

/** `isChanged: false` when the app is as it should be already: then nothing is committed. */
export interface EditOutcome<Result> {
  readonly result: Result;
  readonly isChanged: boolean;
}

export interface EditedApp<Result> extends EditOutcome<Result> {
  /** `false`: someone must send the changes for review in the Play Console. */
  readonly isSentForReview: boolean;
  readonly requests: readonly SentRequest[];
}

const scope = 'https://www.googleapis.com/auth/androidpublisher';
/** Another edit is opened so often when one is lost. */
const mostRounds = 3;
const mostCommits = 3;

/** `work` may run several times. Fails in the words of the product. */
export async function inEdit<Result>(
  network: PlayNetwork,
  app: PlayApp,
  work: (api: PlayApi, editId: string) => Promise<EditOutcome<Result>>,
): Promise<EditedApp<Result>> {
  const { api, requests } = openPlay(network, app);
  return await explainPlay(app, async () => {
    for (let round = 1; ; round++) {
      try {
        const { isSentForReview, ...outcome } = await changeOnce(api, work);
        return { ...outcome, isSentForReview, requests };
      } catch (error) {
        const isLost = error instanceof LostCommit || (error instanceof PlayRefusal && error.isEditLost);
        if (!isLost || round === mostRounds) throw error instanceof LostCommit ? error.cause : error;
      }
    }
  });
}

/** What Google Play refuses, in the words of the product. */
export async function explainPlay<Result>({ account, packageName }: PlayApp, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PlayRefusal)) throw error;
    throw refusalFailure(error, { account: account.clientEmail, appIdentifier: packageName });
  }
}

async function changeOnce<Result>(
  api: PlayApi,
  work: (api: PlayApi, editId: string) => Promise<EditOutcome<Result>>,
): Promise<EditOutcome<Result> & { readonly isSentForReview: boolean }> {
  const editId = await api.insertEdit();
  let outcome: EditOutcome<Result>;
  try {
    outcome = await work(api, editId);
    if (outcome.isChanged) await api.validate(editId);
  } catch (error) {
    if (!(error instanceof PlayRefusal && error.isEditLost)) await deleteEditQuietly(api, editId);
    throw error;
  }
  if (outcome.isChanged) return { ...outcome, isSentForReview: await commitEdit(api, editId) };
  await deleteEditQuietly(api, editId);
  return { ...outcome, isSentForReview: true };
}

/** The edit is gone, and whether its commit took effect is for the caller to find out. */
export class LostCommit extends Error {
  override readonly name = 'LostCommit';
  readonly isSentForReview: boolean;

  constructor(isSentForReview: boolean, cause: unknown) {
    super('the answer to a commit was lost', { cause });
    this.isSentForReview = isSentForReview;
  }
}

/**
 * Whether the changes are sent for review by themselves. Fails with `LostCommit`, whose cause is what happened to the connection. `onByHand` is
 * waited for before the commit that leaves the review to a person.
 */
export async function commitEdit(api: PlayApi, editId: string, onByHand?: () => Promise<void>): Promise<boolean> {
  let isSentForReview = true;
  for (let round = 1; ; round++) {
    try {
      await api.commit(editId, !isSentForReview);
      return isSentForReview;
    } catch (error) {
      if (error instanceof PlayRefusal && error.wantsReviewByHand && isSentForReview) {
        isSentForReview = false;
        await onByHand?.();
      } else if (!isUncertain(error) || round >= mostCommits) throw error;
      // The answer was lost: the commit took effect, or the edit is still there.
      else if (!(await api.hasEdit(editId))) throw new LostCommit(isSentForReview, error);
    }
  }
}

/** Whether the request may have taken effect. */
export function isUncertain(error: unknown): boolean {
  if (isFailure(error, 'address-unreachable')) return true;
  return error instanceof PlayRefusal && (error.status === 408 || error.status === 429 || error.status >= 500);
}

export async function deleteEditQuietly(api: PlayApi, editId: string): Promise<void> {
  try {
    await api.deleteEdit(editId);
  } catch (error) {
    // It ends by itself after a while; what is wrong was said already.
    if (!(error instanceof PlayRefusal || isFailure(error))) throw error;
  }
}
