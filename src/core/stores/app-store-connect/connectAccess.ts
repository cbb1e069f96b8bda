/**
 * Which rights a key of App Store Connect really has. Apple names the role of a key nowhere, so it asks for each kind of resource, and sends an
 * update without attributes to one that is there: Apple refuses it where the role may not write, and otherwise it changes nothing. What neither shows
 * is not checked.
 */

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
    // The filter finds identifiers that only begin alike, too.
    const own = apps.found?.filter(({ attributes }) => appIdentifier === undefined || textField(attributes, 'bundleId') === appIdentifier);
    const isAppThere = appIdentifier === undefined || own === undefined ? null : own.length > 0;
    const groups = await mayRead(api, '/v1/betaGroups');
    const devices = await mayRead(api, '/v1/devices');
    const identifiers = await mayRead(api, '/v1/bundleIds');
    const certificates = await mayRead(api, '/v1/certificates');
    const profiles = await mayRead(api, '/v1/profiles');
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
      await writeRight(api, 'apps-write', phrase('Change apps and their versions'), 'apps', { ...apps, found: own }),
      createRight('upload', phrase('Upload builds'), apps),
      right('testflight', phrase('TestFlight groups'), groups),
      await writeRight(api, 'testflight-write', phrase('Change TestFlight groups'), 'betaGroups', groups),
      right('devices', phrase('Devices'), devices),
      await writeRight(api, 'devices-write', phrase('Register devices'), 'devices', devices),
      right('identifiers', phrase('App identifiers'), identifiers),
      await writeRight(api, 'identifiers-write', phrase('Register app identifiers'), 'bundleIds', identifiers),
      right('certificates', phrase('Certificates'), certificates),
      right('profiles', phrase('Provisioning profiles'), profiles),
      createRight('certificates-write', phrase('Create certificates'), certificates),
      createRight('profiles-write', phrase('Create provisioning profiles'), profiles),
    ];
    return { who: account.key.keyId, permissions };
  });
}

interface Reading {
  /** `undefined` when it was refused. */
  readonly found: readonly Resource[] | undefined;
  readonly needsAgreement: boolean;
}

async function mayRead(api: ConnectApi, path: string, query: Readonly<Record<string, string>> = {}): Promise<Reading> {
  try {
    return { found: await api.list(path, query), needsAgreement: false };
  } catch (error) {
    if (!(error instanceof ConnectRefusal) || error.status !== 403) throw error;
    return { found: undefined, needsAgreement: error.code.includes('AGREEMENT') };
  }
}

function right(code: string, label: string, reading: Reading): StorePermission {
  return { code, label, isGranted: reading.found !== undefined, page: pageOf(reading) };
}

function pageOf({ needsAgreement }: Reading): string {
  return needsAgreement ? agreementsPage : keysPage;
}

/** Who may not read may not write. What can only be created cannot be tried without creating it. */
function createRight(code: string, label: string, reading: Reading): StorePermission {
  return { code, label, isGranted: reading.found ? null : false, page: pageOf(reading) };
}

/** `null` where nothing is there to try it on, or Apple refuses the update for another reason. */
async function writeRight(api: ConnectApi, code: string, label: string, type: string, reading: Reading): Promise<StorePermission> {
  if (!reading.found) return createRight(code, label, reading);
  const [first] = reading.found;
  if (!first) return { code, label, isGranted: null, page: keysPage };
  try {
    await api.update(`/v1/${type}`, type, first.id, {});
    return { code, label, isGranted: true, page: keysPage };
  } catch (error) {
    if (!(error instanceof ConnectRefusal) || error.status === 401) throw error;
    const needsAgreement = error.code.includes('AGREEMENT');
    return { code, label, isGranted: error.status === 403 ? false : null, page: pageOf({ ...reading, needsAgreement }) };
  }
}
