/**
 * Microsoft Graph (v1.0) as Intune is asked: requests, and what Microsoft refuses.
 *
 *   {"error":{"code":"Forbidden","message":"…","innerError":{"date":"…","request-id":"…"}}}
 */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { type Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { clientTokens } from '../clientTokens.ts';
import { objectField, objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { type AccessTokens, StoreApi, type StoreRequest } from '../storeApi.ts';
import { commonFailure, StoreRefusal } from '../storeRefusal.ts';
import { cloudAt } from './microsoftClouds.ts';

export const intuneName = 'Microsoft Intune';
export const appsPath = '/v1.0/deviceAppManagement/mobileApps';

export interface IntuneAccount {
  /** Id or domain of the directory. */
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly signal?: AbortSignal | undefined;
}

export interface IntuneNetwork {
  readonly http: HttpClient;
  readonly clock: Clock;
}

export function signInUrl({ tenant, endpoint }: IntuneAccount): string {
  return `${cloudAt(endpoint).signIn}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

export interface OpenedIntune {
  readonly api: StoreApi;
  readonly tokens: AccessTokens;
}

export function openIntune(
  { http, clock }: IntuneNetwork,
  account: IntuneAccount,
  onRequest: (request: StoreRequest) => void = () => {},
): OpenedIntune {
  const { clientId, clientSecret, endpoint, signal } = account;
  const tokens = clientTokens({
    http,
    clock,
    tokenUrl: signInUrl(account),
    clientId,
    clientSecret,
    encoding: 'form',
    scope: `${cloudAt(endpoint).graph}/.default`,
    refused: (status, answer) => signInFailure(account, status, answer),
    signal,
  });
  return { api: new StoreApi({ http, tokens, store: intuneName, endpoint, refusalOf, onRequest, signal }), tokens };
}

function refusalOf(status: number, answer: JsonObject | undefined): StoreRefusal | undefined {
  if (status >= 200 && status <= 299) return undefined;
  const error = objectField(answer, 'error');
  return new StoreRefusal(status, textField(error, 'code') ?? '', textField(error, 'message') ?? '');
}

export function intuneFailure(refusal: StoreRefusal, { clientId }: IntuneAccount): Failure {
  const { status, message: reason } = refusal;
  if (status === 403) return Failure.of('intune-permission-missing', { account: clientId, reason }, { cause: refusal });
  return commonFailure(refusal, intuneName, clientId);
}

/** Microsoft numbers the reasons why a client cannot sign in; what it says besides is for administrators. */
function signInFailure({ tenant, clientId }: IntuneAccount, status: number, answer: JsonObject | undefined): Failure {
  const description = textField(answer, 'error_description') ?? textField(answer, 'error') ?? `HTTP ${status}`;
  const number = /AADSTS(\d+)/.exec(description)?.[1] ?? '';
  const known: Readonly<Record<string, string>> = {
    '7000215': phrase('the client secret is wrong; use its value, not its id'),
    '7000222': phrase('the client secret has expired; create another one'),
    '700016': phrase('the directory has no application with this client id'),
    '90002': phrase('there is no directory with this tenant'),
    '900023': phrase('the tenant is neither an id nor a domain'),
    '7000112': phrase('the application is disabled'),
    '53003': phrase('a policy for conditional access blocks the application'),
  };
  const reason = Object.hasOwn(known, number) ? (known[number] ?? description) : (description.split(/[\r\n]/)[0] ?? description);
  return Failure.of('intune-sign-in-refused', { account: clientId, tenant, reason });
}

const mostPages = 50;

/** All apps of one kind, such as `androidLobApp`. */
export async function listLobApps(api: StoreApi, type: string): Promise<readonly JsonObject[]> {
  const apps: JsonObject[] = [];
  let query = `?${new URLSearchParams({ $filter: `isof('microsoft.graph.${type}')` }).toString()}`;
  for (let page = 1; page <= mostPages; page++) {
    const answer = await api.json({ method: 'GET', path: `${appsPath}${query}` });
    apps.push(...objectsField(answer, 'value'));
    const next = textField(answer, '@odata.nextLink');
    // Only its query: the token goes to no other address.
    const nextQuery = next === undefined ? undefined : URL.parse(next)?.search;
    if (nextQuery === undefined || nextQuery === '' || nextQuery === query) break;
    query = nextQuery;
  }
  return apps;
}

/** Of an app in the console of Intune. */
export function appPage(appId: string): string {
  return `https://intune.microsoft.com/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/${encodeURIComponent(appId)}`;
}
