/** What Intune, AppGallery and Firebase say about an app, in one shape. */

import { type Platform, platforms } from '../../settings/platform.ts';
import { galleryStatus } from '../../stores/appgallery/galleryAccess.ts';
import { type GalleryNetwork, type LivePhase } from '../../stores/appgallery/galleryApi.ts';
import { appPage as galleryPage } from '../../stores/appgallery/galleryPhases.ts';
import { firebaseReleases } from '../../stores/firebase/firebaseAccess.ts';
import { intuneApps } from '../../stores/intune/intuneAccess.ts';
import { appPage as intunePage } from '../../stores/intune/intuneApi.ts';
import { type OtherStore } from '../publish/publishElsewhere.ts';
import { firebaseAppOf, galleryAccountOf, intuneAccountOf, type StoreSource } from './openStore.ts';

/** One version of the app at the store. */
export interface ElsewhereRelease {
  readonly name: string | null;
  readonly version: string | null;
  /** Version code, or `CFBundleVersion`. */
  readonly versionCode: string | null;
  /** In the store's words, or ours for AppGallery, which has numbers. */
  readonly state: string | null;
  /** What the store says about it, such as why a review failed. */
  readonly text: string | null;
  /** Of a version that only some people get. */
  readonly phase: LivePhase | null;
  /** Its page in the console of the store, or that of all its apps. */
  readonly url: string | null;
}

export interface ElsewhereStatus {
  readonly releases: readonly ElsewhereRelease[];
  /** `null` when there is nothing, or nothing that counts. */
  readonly highest: number | null;
}

/** An app at a store; on both platforms when none is given. */
export interface AppElsewhere {
  readonly appIdentifier: string;
  readonly platform?: Platform;
}

export async function elsewhereStatus(
  network: GalleryNetwork,
  store: OtherStore,
  source: StoreSource,
  app: AppElsewhere,
  signal?: AbortSignal,
): Promise<ElsewhereStatus> {
  const releases = await readReleases(network, store, source, app, signal);
  const codes = releases.flatMap(({ versionCode }) =>
    versionCode !== null && /^\d{1,15}$/.test(versionCode) ? [Number(versionCode)] : [],
  );
  return { releases, highest: codes.length === 0 ? null : Math.max(...codes) };
}

async function readReleases(
  network: GalleryNetwork,
  store: OtherStore,
  source: StoreSource,
  { appIdentifier, platform }: AppElsewhere,
  signal: AbortSignal | undefined,
): Promise<readonly ElsewhereRelease[]> {
  switch (store) {
    case 'firebase': {
      const releases = await firebaseReleases(network, firebaseAppOf(source, signal));
      return releases.map(({ version, build, registration, url }) => ({
        ...nothing,
        version,
        versionCode: build,
        state: registration,
        url,
      }));
    }
    case 'intune': {
      const apps = await intuneApps(network, intuneAccountOf(source, signal), appIdentifier, platform ? [platform] : platforms);
      return apps.map(({ id, name, version, versionCode, state }) => ({
        ...nothing,
        name,
        version,
        versionCode,
        state,
        url: intunePage(id),
      }));
    }
    case 'appgallery': {
      const app = await galleryStatus(network, galleryAccountOf(source, signal), appIdentifier);
      const { phase } = app;
      const common = { ...nothing, url: galleryPage(app.appId) };
      const live = { ...common, version: app.liveVersion, versionCode: codeText(app.liveVersionCode), state: 'released' };
      const { version, versionCode, state, reviewText: text } = app;
      const current = { ...common, version, versionCode: codeText(versionCode), state, text, phase };
      const isLive = app.liveVersionCode !== null && app.liveVersionCode !== app.versionCode;
      return isLive ? [current, live] : [current];
    }
  }
}

const nothing: ElsewhereRelease = { name: null, version: null, versionCode: null, state: null, text: null, phase: null, url: null };

function codeText(code: number | null): string | null {
  return code === null ? null : String(code);
}
