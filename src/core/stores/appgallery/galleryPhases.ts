/**
 * A release by phases on AppGallery after its review: halted, resumed, given to another share of people, or to everyone.
 *
 *   PUT /publish/v2/phased-release/state?appId        {"state":"SUSPEND"} or {"state":"RELEASE"}
 *   PUT /publish/v2/phased-release?appId&releaseType=3 {"state":"RELEASE","phasedReleasePercent":"50.00","phasedReleaseEndTime":"…"}
 *   PUT /publish/v2/phased-release?appId&releaseType=1 {}   to everyone
 *
 * Huawei's pages: agcapi-phased-release-state-0000001158365051 and agcapi-phased-release-0000001111685204.
 */

import { Failure } from '../../base/failure.ts';
import { type JsonObject } from '../jsonObject.ts';
import { type StoreApi, type StoreRequest } from '../storeApi.ts';
import { planned } from '../storePublication.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import {
  findGalleryApp,
  galleryFailure,
  openGallery,
  publishPath,
  readGalleryApp,
  tokenUrl,
  type GalleryAccount,
  type GalleryApp,
  type GalleryNetwork,
  type LivePhase,
} from './galleryApi.ts';

/** A number is the share of people, above 0 and below 1. */
export type GalleryPhaseChange = 'halt' | 'resume' | 'complete' | number;

export interface ChangedGalleryPhase {
  readonly version: string | null;
  /** `null` when everyone has the version. */
  readonly phase: LivePhase | null;
  readonly isChanged: boolean;
  readonly requests: readonly StoreRequest[];
}

/** What is so already is not sent. Fails with `gallery-phase-missing` when no version is released by phases. */
export async function changeGalleryPhase(
  network: GalleryNetwork,
  account: GalleryAccount,
  appIdentifier: string,
  change: GalleryPhaseChange,
): Promise<ChangedGalleryPhase> {
  return await explained(
    async () => {
      const requests: StoreRequest[] = [];
      const api = openGallery(network, account, (request) => void requests.push(request));
      const app = await readWithPhase(api, await findGalleryApp(api, account, appIdentifier));
      const { appId, phase } = app;
      const version = app.version ?? app.liveVersion;
      if (change === 'complete' && !isOpen(phase) && app.state === 'released') return { version, phase: null, isChanged: false, requests };
      if (!phase || !isOpen(phase)) throw Failure.of('gallery-phase-missing', { appIdentifier, page: appPage(appId) });
      const request = requestFor(phase, change);
      if (!request) return { version, phase, isChanged: false, requests };
      const path = `${publishPath}/${request.path}${request.path.includes('?') ? '&' : '?'}${new URLSearchParams({ appId }).toString()}`;
      await api.json({ method: 'PUT', path, body: request.body });
      return { version, phase: phaseAfter(phase, change), isChanged: true, requests };
    },
    (refusal) => galleryFailure(refusal, account, appIdentifier),
  );
}

/** What is there, with its phase. */
export async function readWithPhase(api: StoreApi, appId: string): Promise<GalleryApp> {
  const app = await readGalleryApp(api, appId);
  if (app.phase || app.liveVersionCode === null) return app;
  try {
    // Some states are only said of the version that goes by phases.
    const { phase, version, versionCode } = await readGalleryApp(api, appId, 'by-phases');
    return phase ? { ...app, phase, version: version ?? app.version, versionCode: versionCode ?? app.versionCode } : app;
  } catch (error) {
    if (error instanceof StoreRefusal && !error.isPassing && error.status !== 401) return app;
    throw error;
  }
}

function isOpen(phase: LivePhase | null): boolean {
  return phase?.state === 'running' || phase?.state === 'halted';
}

function requestFor(
  { state, fraction, endTime }: LivePhase,
  change: GalleryPhaseChange,
): { readonly path: string; readonly body: JsonObject } | undefined {
  switch (change) {
    case 'halt':
      return state === 'halted' ? undefined : { path: 'phased-release/state', body: { state: 'SUSPEND' } };
    case 'resume':
      return state === 'running' ? undefined : { path: 'phased-release/state', body: { state: 'RELEASE' } };
    case 'complete':
      return { path: 'phased-release?releaseType=1', body: {} };
    default: {
      const phasedReleasePercent = percentText(change);
      if (state === 'running' && fraction !== null && percentText(fraction) === phasedReleasePercent) return undefined;
      const end = endTime === null ? {} : { phasedReleaseEndTime: endTime };
      return { path: 'phased-release?releaseType=3', body: { state: 'RELEASE', phasedReleasePercent, ...end } };
    }
  }
}

function phaseAfter(phase: LivePhase, change: GalleryPhaseChange): LivePhase | null {
  switch (change) {
    case 'halt':
      return { ...phase, state: 'halted' };
    case 'resume':
      return { ...phase, state: 'running' };
    case 'complete':
      return null;
    default:
      return { ...phase, state: 'running', fraction: change };
  }
}

/** As Huawei writes shares. */
export function percentText(fraction: number): string {
  return (fraction * 100).toFixed(2);
}

/** Of an app in the console of AppGallery Connect. */
export function appPage(appId: string): string {
  return `https://developer.huawei.com/consumer/en/service/josp/agc/index.html#/myApp/${encodeURIComponent(appId)}`;
}

export function plannedPhaseChange(account: GalleryAccount, appIdentifier: string, change: GalleryPhaseChange): readonly StoreRequest[] {
  const query = new URLSearchParams({ packageName: appIdentifier }).toString();
  const path =
    change === 'halt' || change === 'resume' ? 'phased-release/state?' : `phased-release?releaseType=${change === 'complete' ? 1 : 3}&`;
  return planned(account.endpoint, [
    `POST ${tokenUrl(account)}`,
    `GET ${publishPath}/appid-list?${query}`,
    `GET ${publishPath}/app-info?appId={appId}`,
    `PUT ${publishPath}/${path}appId={appId}`,
  ]);
}
