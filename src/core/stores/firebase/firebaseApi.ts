/**
 * Firebase App Distribution (v1): requests, and what Google refuses. The shape of errors is that of all Google APIs:
 *
 *   {"error":{"code":404,"message":"…","status":"NOT_FOUND"}}
 */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { type GoogleAccount } from '../google/googleAccount.ts';
import { googleTokens, type GoogleNetwork } from '../google/googleTokens.ts';
import { numberField, objectField, textField, type JsonObject } from '../jsonObject.ts';
import { StoreApi, type StoreRequest } from '../storeApi.ts';
import { commonFailure, StoreRefusal } from '../storeRefusal.ts';

export const firebaseEndpoint = 'https://firebaseappdistribution.googleapis.com';
export const firebaseName = 'Firebase App Distribution';
const scope = 'https://www.googleapis.com/auth/cloud-platform';

export interface FirebaseApp {
  readonly account: GoogleAccount;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly tokenUrl: string;
  /** As the Firebase console shows it: `1:1234567890:android:0a1b2c3d4e5f`. */
  readonly appId: string;
  readonly signal?: AbortSignal | undefined;
}

export function openFirebase(
  network: GoogleNetwork,
  { account, endpoint, tokenUrl, signal }: FirebaseApp,
  onRequest: (request: StoreRequest) => void = () => {},
): StoreApi {
  const tokens = googleTokens({ ...network, account, scope, store: firebaseName, tokenUrl, signal });
  return new StoreApi({ http: network.http, tokens, store: firebaseName, endpoint, refusalOf, onRequest, signal });
}

/** `projects/NUMBER/apps/ID`: the number of the project is part of the id. Fails with `firebase-app-id-unusable`. */
export function appNameOf({ appId }: FirebaseApp): string {
  return `${projectOf(appId)}/apps/${appId}`;
}

export function projectOf(appId: string): string {
  const project = /^\d+:(\d+):(?:android|ios):[0-9a-f]+$/i.exec(appId)?.[1];
  if (project === undefined) throw Failure.of('firebase-app-id-unusable', { appId });
  return `projects/${project}`;
}

function refusalOf(status: number, answer: JsonObject | undefined): StoreRefusal | undefined {
  if (status >= 200 && status <= 299) return undefined;
  const error = objectField(answer, 'error');
  return new StoreRefusal(numberField(error, 'code') ?? status, textField(error, 'status') ?? '', textField(error, 'message') ?? '');
}

export function firebaseFailure(refusal: StoreRefusal, { account, appId }: FirebaseApp): Failure {
  const { status, message: reason } = refusal;
  const known = { account: account.clientEmail, appId, reason };
  const options = { cause: refusal };
  if (isApiDisabled(refusal)) return Failure.of('firebase-api-disabled', { reason }, options);
  if (status === 403) return Failure.of('firebase-role-missing', known, options);
  if (status === 404) return Failure.of('firebase-app-unknown', known, options);
  return commonFailure(refusal, firebaseName, account.clientEmail);
}

export function isApiDisabled({ status, message }: StoreRefusal): boolean {
  return status === 403 && /has not been used in project|is disabled/i.test(message);
}

/** Why an app bundle cannot be distributed, by Google's word for it. */
export function bundleObstacle(integrationState: string): string {
  const texts: Readonly<Record<string, string>> = {
    PLAY_ACCOUNT_NOT_LINKED: phrase('the Firebase project is not linked to a Google Play account'),
    NO_APP_WITH_GIVEN_BUNDLE_ID_IN_PLAY_ACCOUNT: phrase('the linked Google Play account has no app with this identifier'),
    APP_NOT_PUBLISHED: phrase('the app is not published on Google Play'),
    AAB_STATE_UNAVAILABLE: phrase('Google Play does not say at the moment whether the app can be distributed'),
    PLAY_IAS_TERMS_NOT_ACCEPTED: phrase('the terms of internal app sharing are not accepted in the Play Console'),
    ADHOC_SHARING_KEY_NOT_GENERATED: phrase('the key for sharing was not generated for this app'),
    ADHOC_SHARING_KEY_NOT_REGISTERED: phrase('the key for sharing is not registered for Android developer verification'),
    PLAY_ANDROID_DEVELOPER_CONSOLE_ACCOUNT_NOT_FOUND: phrase('the Google Play account is not set up in the Android Developer Console'),
    PLAY_ANDROID_DEVELOPER_CONSOLE_PACKAGE_NOT_FOUND: phrase('the app is not in the Android Developer Console'),
  };
  return Object.hasOwn(texts, integrationState) ? (texts[integrationState] ?? integrationState) : integrationState;
}
