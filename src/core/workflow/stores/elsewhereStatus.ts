/** What Intune, AppGallery and Firebase say about an app, in one shape. */

import { type Platform, platforms } from '../../settings/platform.ts';
import { galleryStatus } from '../../stores/appgallery/galleryAccess.ts';
import { type GalleryNetwork } from '../../stores/appgallery/galleryApi.ts';
import { firebaseReleases } from '../../stores/firebase/firebaseAccess.ts';
import { intuneApps } from '../../stores/intune/intuneAccess.ts';
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
      return releases.map(({ version, build, registration }) => ({
        name: null,
        version,
        versionCode: build,
        state: registration,
        text: null,
      }));
    }
    case 'intune': {
      const apps = await intuneApps(network, intuneAccountOf(source, signal), appIdentifier, platform ? [platform] : platforms);
      return apps.map(({ name, version, versionCode, state }) => ({ name, version, versionCode, state, text: null }));
    }
    case 'appgallery': {
      const app = await galleryStatus(network, galleryAccountOf(source, signal), appIdentifier);
      const live = { name: null, version: app.liveVersion, versionCode: codeText(app.liveVersionCode), state: 'released', text: null };
      const current = { name: null, version: app.version, versionCode: codeText(app.versionCode), state: app.state, text: app.reviewText };
      const isLive = app.liveVersionCode !== null && app.liveVersionCode !== app.versionCode;
      return isLive ? [current, live] : [current];
    }
  }
}

function codeText(code: number | null): string | null {
  return code === null ? null : String(code);
}
