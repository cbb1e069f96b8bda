/**
 * What Google Play answers when it refuses a request, and what that means for the person who publishes.
 *
 *   {"error":{"code":403,"message":"…","errors":[{"message":"…","domain":"androidpublisher","reason":"…"}],"status":"PERMISSION_DENIED"}}
 */

import { type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { shownText } from '../../base/shownText.ts';
import { objectField, objectsField, parseJsonObject, textField } from '../jsonObject.ts';

export class PlayRefusal extends Error {
  override readonly name = 'PlayRefusal';
  readonly status: number;
  /** Google's own word, such as `editExpired`; empty when there is none. */
  readonly reason: string;

  constructor(status: number, body: Bytes) {
    const error = objectField(parseJsonObject(body), 'error');
    const [first] = objectsField(error, 'errors');
    super(shownText(textField(error, 'message') ?? textField(first, 'message') ?? `HTTP ${status}`));
    this.status = status;
    this.reason = textField(first, 'reason') ?? textField(error, 'status') ?? '';
  }

  /** The edit ended: it is too old, was committed, or the app was changed outside of it. Another one can be opened. */
  get isEditLost(): boolean {
    if (['editExpired', 'editAlreadyCommitted', 'editNotFound'].includes(this.reason)) return true;
    return /outside of this edit|edit (has|was) (expired|already)|no application edit|edit [^\n]{0,200}(not found|committed|expired)/i.test(
      this.message,
    );
  }

  /** The API is not enabled in the project that the account belongs to. */
  get isApiDisabled(): boolean {
    return (
      this.status === 403 &&
      (/accessNotConfigured|SERVICE_DISABLED/.test(this.reason) || /has not been used in project|is disabled/i.test(this.message))
    );
  }

  /** The app's changes are sent for review by hand. */
  get wantsReviewByHand(): boolean {
    return (
      this.status === 400 &&
      /cannot be sent for review automatically|set the query parameter changesNotSentForReview to true/i.test(this.message)
    );
  }
}

export interface RefusedRelease {
  readonly account: string;
  readonly appIdentifier: string;
  /** Absent when nothing was uploaded. */
  readonly versionCode?: number;
}

/** In the words of the product, with what to do next. */
export function refusalFailure(refusal: PlayRefusal, release: RefusedRelease): Failure {
  const { status, reason, message } = refusal;
  const store = 'Google Play';
  const { account, appIdentifier, versionCode } = release;
  const options = { cause: refusal };
  if (refusal.isApiDisabled) return Failure.of('play-api-disabled', { account, reason: message }, options);
  const isUsed = /version code/i.test(message) && /already been used|already exists/i.test(message);
  if (versionCode !== undefined && (isUsed || reason === 'apkUpgradeVersionConflict'))
    return Failure.of('store-version-code-used', { store, versionCode, next: versionCode + 1 }, options);
  if (reason === 'rolloutNotPermittedOnDraftApp' || /status draft may be created on draft app/i.test(message))
    return Failure.of('store-app-is-draft', { store, appIdentifier }, options);
  if (reason === 'applicationNotFound' || /^package not found/i.test(message))
    return Failure.of('store-app-unknown', { store, appIdentifier, account }, options);
  if (refusal.isEditLost) return Failure.of('store-edit-lost', { store, reason: message }, options);
  if (status === 401 || status === 403)
    return Failure.of('store-permission-missing', { store, account, appIdentifier, reason: message }, options);
  if (status === 408 || status === 429 || status >= 500) return Failure.of('store-busy', { store, reason: message }, options);
  return Failure.of('store-refused', { store, reason: message }, options);
}
