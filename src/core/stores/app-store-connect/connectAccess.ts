/** Which rights a key of App Store Connect really has: it asks for one of each kind of resource and changes nothing. */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient, type HttpMethod } from '../../ports/httpClient.ts';
import { textField } from '../jsonObject.ts';
import { type StoreAccess, type StorePermission } from '../storeAccount.ts';
import { ConnectApi, type Resource } from './connectApi.ts';
import { ConnectTokens, type ConnectKey } from './connectKey.ts';
import { connectFailure, connectName, ConnectRefusal } from './connectRefusal.ts';

export interface ConnectAccount {
  readonly key: ConnectKey;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly signal?: AbortSignal | undefined;
}

export interface ConnectNetwork {
  readonly http: HttpClient;
  readonly clock: Clock;
}

export interface ConnectRequest {
  readonly method: HttpMethod;
  readonly url: string;
}

/** Runs with the API; what Apple refuses fails in the words of the product. */
export async function withConnect<Result>(
  { http, clock }: ConnectNetwork,
  { key, endpoint, signal }: ConnectAccount,
  appIdentifier: string | undefined,
  use: (api: ConnectApi, requests: readonly ConnectRequest[]) => Promise<Result>,
): Promise<Result> {
  const requests: ConnectRequest[] = [];
  const onRequest = (request: ConnectRequest): void => void requests.push(request);
  try {
    return await use(new ConnectApi({ http, tokens: new ConnectTokens(key, clock), endpoint, onRequest, signal }), requests);
  } catch (error) {
    if (!(error instanceof ConnectRefusal)) throw error;
    throw connectFailure(error, { keyId: key.keyId, appIdentifier });
  }
}

/** Fails with `store-app-record-missing`. */
export async function findConnectApp(api: ConnectApi, appIdentifier: string): Promise<Resource> {
  const apps = await api.list('/v1/apps', { 'filter[bundleId]': appIdentifier });
  // The filter finds identifiers that only begin alike, too.
  const app = apps.find(({ attributes }) => textField(attributes, 'bundleId') === appIdentifier);
  if (!app) throw Failure.of('store-app-record-missing', { store: connectName, appIdentifier });
  return app;
}

const keysPage = 'https://appstoreconnect.apple.com/access/integrations/api';
const agreementsPage = 'https://appstoreconnect.apple.com/business';

/** Fails with `store-key-refused`. */
export async function checkConnectAccess(
  network: ConnectNetwork,
  account: ConnectAccount,
  appIdentifier: string | undefined,
): Promise<StoreAccess> {
  return await withConnect(network, account, appIdentifier, async (api) => {
    const apps = await mayRead(api, '/v1/apps', appIdentifier === undefined ? {} : { 'filter[bundleId]': appIdentifier });
    const isAppThere = appIdentifier === undefined || apps.found === undefined ? null : apps.found > 0;
    const permissions: StorePermission[] = [
      right('apps', phrase('Access to apps'), apps),
      ...(appIdentifier === undefined
        ? []
        : [
            {
              code: 'app-access',
              label: phrase('Access to the app'),
              isGranted: isAppThere,
              page: 'https://appstoreconnect.apple.com/apps',
            },
          ]),
      right('testflight', phrase('TestFlight groups'), await mayRead(api, '/v1/betaGroups')),
      right('devices', phrase('Devices'), await mayRead(api, '/v1/devices')),
      right('certificates', phrase('Certificates'), await mayRead(api, '/v1/certificates')),
      right('profiles', phrase('Provisioning profiles'), await mayRead(api, '/v1/profiles')),
    ];
    return { who: account.key.keyId, permissions };
  });
}

interface Reading {
  /** `undefined` when it was refused. */
  readonly found: number | undefined;
  readonly needsAgreement: boolean;
}

async function mayRead(api: ConnectApi, path: string, query: Readonly<Record<string, string>> = {}): Promise<Reading> {
  try {
    return { found: (await api.list(path, query)).length, needsAgreement: false };
  } catch (error) {
    if (!(error instanceof ConnectRefusal) || error.status !== 403) throw error;
    return { found: undefined, needsAgreement: error.code.includes('AGREEMENT') };
  }
}

function right(code: string, label: string, { found, needsAgreement }: Reading): StorePermission {
  return { code, label, isGranted: found !== undefined, page: needsAgreement ? agreementsPage : keysPage };
}
