/** Which rights a service account really has on Firebase App Distribution: it asks for one of each kind and changes nothing. */

import { phrase } from '../../base/phrase.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { objectsField, textField } from '../jsonObject.ts';
import { type StoreAccess, type StorePermission } from '../storeAccount.ts';
import { type StoreApi } from '../storeApi.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import { appNameOf, firebaseFailure, isApiDisabled, openFirebase, projectOf, type FirebaseApp } from './firebaseApi.ts';

const rolesPage = 'https://console.cloud.google.com/iam-admin/iam';
const apiPage = 'https://console.cloud.google.com/apis/library/firebaseappdistribution.googleapis.com';

interface FirebaseNetwork {
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Without the id of an app only the key can be checked. Fails with `store-key-refused`. */
export async function checkFirebaseAccess(network: FirebaseNetwork, app: FirebaseApp): Promise<StoreAccess> {
  const api = openFirebase(network, app);
  const who = app.account.clientEmail;
  return await explained(
    async () => {
      await api.signIn();
      if (app.appId === '') return { who, permissions: rights('unknown', 'unknown') };
      const releases = await mayRead(api, `/v1/${appNameOf(app)}/releases?pageSize=1`);
      return { who, permissions: rights(releases, await mayRead(api, `/v1/${projectOf(app.appId)}/groups?pageSize=1`)) };
    },
    (refusal) => firebaseFailure(refusal, app),
  );
}

type Reading = 'granted' | 'refused' | 'disabled' | 'unknown';

async function mayRead(api: StoreApi, path: string): Promise<Reading> {
  try {
    await api.json({ method: 'GET', path });
    return 'granted';
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.isPassing || error.status === 401) throw error;
    return isApiDisabled(error) ? 'disabled' : 'refused';
  }
}

function rights(releases: Reading, groups: Reading): readonly StorePermission[] {
  const granted = (reading: Reading): boolean | null => (reading === 'unknown' || reading === 'disabled' ? null : reading === 'granted');
  const isEnabled = releases === 'unknown' ? null : releases !== 'disabled';
  return [
    { code: 'firebase-api', label: phrase('Firebase App Distribution API enabled'), isGranted: isEnabled, page: apiPage },
    { code: 'firebase-releases', label: phrase('Releases of the app'), isGranted: granted(releases), page: rolesPage },
    { code: 'firebase-groups', label: phrase('Groups of testers'), isGranted: granted(groups), page: rolesPage },
    // Google shows it only when something is uploaded.
    {
      code: 'firebase-write',
      label: phrase('Upload and distribute releases'),
      isGranted: releases === 'refused' ? false : null,
      page: rolesPage,
    },
  ];
}

/** The newest releases, newest first. */
export async function firebaseReleases(network: FirebaseNetwork, app: FirebaseApp): Promise<readonly FirebaseRelease[]> {
  const answer = await explained(
    async () => openFirebase(network, app).json({ method: 'GET', path: `/v1/${appNameOf(app)}/releases?pageSize=25` }),
    (refusal) => firebaseFailure(refusal, app),
  );
  return objectsField(answer, 'releases').map((release) => ({
    version: textField(release, 'displayVersion') ?? null,
    build: textField(release, 'buildVersion') ?? null,
    created: textField(release, 'createTime') ?? null,
    registration: textField(release, 'androidPackageRegistrationState') ?? null,
    url: textField(release, 'firebaseConsoleUri') ?? null,
  }));
}

export interface FirebaseRelease {
  readonly version: string | null;
  /** Version code, or `CFBundleVersion`. */
  readonly build: string | null;
  readonly created: string | null;
  /** Whether the package is registered for Android developer verification, in Google's word. */
  readonly registration: string | null;
  readonly url: string | null;
}
