/**
 * AppGallery Connect of Huawei, Publishing API v2: requests, and what Huawei refuses. Its answers have status 200 whatever happened; the number
 * in `ret` decides.
 *
 *   {"ret":{"code":204144660,"msg":"…"}}
 */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import { clientTokens } from '../clientTokens.ts';
import { numberField, objectField, objectsField, parseJsonObject, textField, type JsonObject } from '../jsonObject.ts';
import { StoreApi, type StoreRequest } from '../storeApi.ts';
import { commonFailure, StoreRefusal } from '../storeRefusal.ts';

export const galleryEndpoint = 'https://connect-api.cloud.huawei.com';
export const galleryName = 'AppGallery Connect';
export const publishPath = '/api/publish/v2';

export interface GalleryAccount {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Without a slash at its end. Russia, Europe and others have their own. */
  readonly endpoint: string;
  readonly signal?: AbortSignal | undefined;
}

export interface GalleryNetwork {
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** A client of the API as AppGallery Connect gives it: the secret alone, or the JSON file with both. Fails with `store-key-unusable`. */
export function parseGalleryKey(key: Secret, clientId: string | undefined): Pick<GalleryAccount, 'clientId' | 'clientSecret'> {
  const text = key
    .reveal()
    .replace(/^\uFEFF/, '')
    .trim();
  const file = text.startsWith('{') ? parseJsonObject(text) : undefined;
  const id = clientId ?? textField(file, 'client_id');
  const secret = file ? textField(file, 'client_secret') : text;
  if (id === undefined || secret === undefined || secret === '')
    throw Failure.of('store-key-unusable', { reason: phrase('it is neither a client secret nor a file with client_id and client_secret') });
  return { clientId: id, clientSecret: new Secret(secret) };
}

export function tokenUrl({ endpoint }: GalleryAccount): string {
  return `${endpoint}/api/oauth2/v1/token`;
}

export function openGallery(
  { http, clock }: GalleryNetwork,
  account: GalleryAccount,
  onRequest: (request: StoreRequest) => void = () => {},
): StoreApi {
  const { clientId, clientSecret, endpoint, signal } = account;
  const refused = (status: number, answer: JsonObject | undefined): Failure =>
    Failure.of('store-key-refused', { store: galleryName, account: clientId, reason: refusalText(answer) ?? `HTTP ${status}` });
  const tokens = clientTokens({
    http,
    clock,
    tokenUrl: tokenUrl(account),
    clientId,
    clientSecret,
    encoding: 'json',
    refused,
    signal,
  });
  return new StoreApi({ http, tokens, store: galleryName, endpoint, headers: { client_id: clientId }, refusalOf, onRequest, signal });
}

function refusalText(answer: JsonObject | undefined): string | undefined {
  return textField(objectField(answer, 'ret'), 'msg') ?? textField(answer, 'error_description') ?? textField(answer, 'error');
}

function refusalOf(status: number, answer: JsonObject | undefined): StoreRefusal | undefined {
  const ret = objectField(answer, 'ret');
  const code = numberField(ret, 'code') ?? 0;
  if (status >= 200 && status <= 299 && code === 0) return undefined;
  return new StoreRefusal(status, code === 0 ? '' : String(code), textField(ret, 'msg') ?? '');
}

/** The package is still being read; the number alone stands for many reasons, the text decides. */
export function isStillCompiling({ code, message }: StoreRefusal): boolean {
  return code === '204144727' || (code === '204144660' && /2-5 minutes|compil|pars(?:e|ing)|processing|being/i.test(message));
}

/** Someone, or an earlier request whose answer was lost, has submitted it. */
export function isAlreadySubmitted({ code, message }: StoreRefusal): boolean {
  return code === '204144660' && /review|audit/i.test(message);
}

/** A client that belongs to a project is refused without a word. */
export function isRoleMissing({ status, code }: StoreRefusal): boolean {
  return code === '205524993' || code === '205524994' || status === 403;
}

/** Huawei's numbers, with what to do next; other reasons are shown as Huawei says them. */
export function galleryFailure(refusal: StoreRefusal, { clientId }: GalleryAccount, appIdentifier: string): Failure {
  const { code, message: reason } = refusal;
  const options = { cause: refusal };
  if (code === '203886599') return Failure.of('store-key-unusable', { reason: phrase('it is not a client of the Connect API') }, options);
  if (isRoleMissing(refusal)) return Failure.of('gallery-role-missing', { account: clientId, reason }, options);
  if (code === '204144647') return Failure.of('gallery-in-review', { appIdentifier }, options);
  if (/content rating|questionnaire/i.test(reason)) return Failure.of('gallery-rating-missing', { appIdentifier, reason }, options);
  if (/privacy/i.test(reason)) return Failure.of('gallery-privacy-missing', { appIdentifier, reason }, options);
  if (isStillCompiling(refusal)) return Failure.of('store-busy', { store: galleryName, reason }, options);
  if (code === '') return commonFailure(refusal, galleryName, clientId);
  return Failure.of('store-refused', { store: galleryName, reason: `${reason} (${code})` }, options);
}

/** Fails with `gallery-app-unknown`. */
export async function findGalleryApp(api: StoreApi, account: GalleryAccount, appIdentifier: string): Promise<string> {
  const query = new URLSearchParams({ packageName: appIdentifier }).toString();
  const answer = await api.json({ method: 'GET', path: `${publishPath}/appid-list?${query}` });
  const id = objectsField(answer, 'appids').flatMap((app) => textField(app, 'value') ?? [])[0];
  if (id === undefined) throw Failure.of('gallery-app-unknown', { appIdentifier, account: account.clientId });
  return id;
}

/** What AppGallery says about an app. */
export interface GalleryApp {
  readonly appId: string;
  /** In words; `unknown` for a number that this version does not know. */
  readonly state: GalleryState;
  /** Of the version that is being prepared or looked at. */
  readonly versionCode: number | null;
  readonly version: string | null;
  /** Of what people get. */
  readonly liveVersionCode: number | null;
  readonly liveVersion: string | null;
  /** Why a review failed. */
  readonly reviewText: string | null;
  readonly defaultLanguage: string | null;
  /** Of a version that only some people get. */
  readonly phase: LivePhase | null;
}

/** A release by phases, as Huawei says it is. */
export interface LivePhase {
  /** `ended` is also for one that has not begun. */
  readonly state: 'running' | 'halted' | 'ended';
  /** Share of people, above 0 and up to 1. */
  readonly fraction: number | null;
  /** In Huawei's form: `2026-12-24T08:00:00+0000`. */
  readonly endTime: string | null;
}

/** `updating`: Huawei says so of a version that is prepared and of one that is looked at, while another one is on sale. */
export type GalleryState = 'released' | 'rejected' | 'removed' | 'releasing' | 'in-review' | 'updating' | 'draft' | 'unknown';

const states: Readonly<Record<number, GalleryState>> = {
  0: 'released',
  1: 'rejected',
  2: 'removed',
  3: 'releasing',
  4: 'in-review',
  5: 'updating',
  6: 'removed',
  7: 'draft',
  8: 'rejected',
  9: 'removed',
  10: 'removed',
  11: 'draft',
};

export async function readGalleryApp(api: StoreApi, appId: string, release?: 'by-phases'): Promise<GalleryApp> {
  const query = new URLSearchParams({ appId, ...(release && { releaseType: '3' }) }).toString();
  const answer = await api.json({ method: 'GET', path: `${publishPath}/app-info?${query}` });
  const app = objectField(answer, 'appInfo');
  const state = numberField(app, 'releaseState');
  const reviewText = textField(objectField(answer, 'auditInfo'), 'auditOpinion');
  return {
    appId,
    state: state === undefined ? 'unknown' : (states[state] ?? 'unknown'),
    versionCode: numberField(app, 'versionCode') ?? null,
    version: textField(app, 'versionNumber') ?? null,
    liveVersionCode: numberField(app, 'onShelfVersionCode') ?? null,
    liveVersion: textField(app, 'onShelfVersionNumber') ?? null,
    reviewText: reviewText === undefined || reviewText === '' ? null : reviewText,
    defaultLanguage: textField(app, 'defaultLang') ?? null,
    phase: phaseOf(objectField(answer, 'phasedReleaseInfo') ?? objectField(app, 'phasedReleaseInfo')),
  };
}

function phaseOf(info: JsonObject | undefined): LivePhase | null {
  const said = textField(info, 'state');
  if (said === undefined) return null;
  const percent = Number(textField(info, 'phasedReleasePercent') ?? numberField(info, 'phasedReleasePercent') ?? Number.NaN);
  return {
    state: said === 'RELEASE' ? 'running' : said === 'SUSPEND' ? 'halted' : 'ended',
    fraction: percent > 0 && percent <= 100 ? percent / 100 : null,
    endTime: textField(info, 'phasedReleaseEndTime') ?? null,
  };
}
