/**
 * The highest version codes that connected stores have of an app, so that the next package gets a higher one before it is built. A store that
 * does not know the app says nothing; one that cannot be asked is a warning, and nothing waits for it longer than for an answer.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { isCancelled } from '../../base/cancellation.ts';
import { isFailure } from '../../base/failure.ts';
import { type Platform } from '../../settings/platform.ts';
import { type SettingsOverrides } from '../../settings/resolveSettings.ts';
import { findConnectApp, withConnect } from '../../stores/app-store-connect/connectAccess.ts';
import { highestBuild, listBuilds } from '../../stores/app-store-connect/betaTesting.ts';
import { explainPlay, openPlay } from '../../stores/google-play/inEdit.ts';
import { readPlayReleases } from '../../stores/google-play/playAccess.ts';
import { storeTitles, type StoreName } from '../../stores/storeAccount.ts';
import { type RecordedCode } from '../../versions/readPackageRecord.ts';
import { appOnPlatform, openApp, type AppWorld } from '../openApp.ts';
import { elsewhereStatus } from './elsewhereStatus.ts';
import { connectAccountOf, playAppOf, type StoreSource } from './openStore.ts';
import { usualTracks } from './playStatus.ts';
import { type RegistrationWorld } from './registration.ts';

type CodesWorld = AppWorld & Pick<RegistrationWorld, 'http' | 'clock'>;

export interface CodesRequest {
  /** Absolute. */
  readonly appFolder: string;
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides | undefined;
  readonly sources: readonly StoreSource[];
  readonly signal?: AbortSignal | undefined;
}

export interface StoreCodes {
  readonly codes: readonly RecordedCode[];
  readonly issues: readonly Issue[];
}

/** Firebase takes every code again. */
const storesOf: Readonly<Record<Platform, readonly StoreName[]>> = {
  android: ['google-play', 'appgallery', 'intune'],
  ios: ['app-store-connect', 'intune'],
};

/** Failures that say that the store has nothing of the app. */
const unknownApp = ['store-app-unknown', 'store-app-record-missing', 'gallery-app-unknown'] as const;

export async function readStoreCodes(world: CodesWorld, request: CodesRequest): Promise<StoreCodes> {
  const { appFolder, platform, overrides, signal } = request;
  const sources = request.sources.filter(({ store }) => storesOf[platform].includes(store));
  if (sources.length === 0) return { codes: [], issues: [] };
  const appIdentifier = appOnPlatform(await openApp(world, appFolder, overrides), platform, overrides).effective.appIdentifier?.value;
  if (appIdentifier === undefined) return { codes: [], issues: [] };
  const asked = await Promise.all(sources.map(async (source) => await ask(world, source, platform, appIdentifier, signal)));
  return { codes: asked.flatMap(({ codes }) => codes), issues: asked.flatMap(({ issues }) => issues) };
}

async function ask(
  world: CodesWorld,
  source: StoreSource,
  platform: Platform,
  appIdentifier: string,
  signal: AbortSignal | undefined,
): Promise<StoreCodes> {
  const store = storeTitles[source.store];
  try {
    const versionCode = await highestOf(world, source, appIdentifier, signal);
    return { codes: versionCode === null ? [] : [{ platform, appIdentifier, versionCode, store }], issues: [] };
  } catch (error) {
    if (!isFailure(error) || isCancelled(error)) throw error;
    if (unknownApp.some((code) => isFailure(error, code))) return { codes: [], issues: [] };
    return { codes: [], issues: [createIssue('store-codes-unknown', { store, reason: error.message })] };
  }
}

async function highestOf(
  world: CodesWorld,
  source: StoreSource,
  appIdentifier: string,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  switch (source.store) {
    case 'google-play': {
      const app = playAppOf(source, appIdentifier, signal);
      // Without an edit: it would end that of another process of the same account.
      return await explainPlay(app, async () => (await readPlayReleases(openPlay(world, app).api, usualTracks)).highest);
    }
    case 'app-store-connect':
      return await withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => {
        const app = await findConnectApp(api, appIdentifier);
        return highestBuild(await listBuilds(api, app.id));
      });
    case 'intune':
    case 'appgallery':
    case 'firebase':
      return (await elsewhereStatus(world, source.store, source, appIdentifier, signal)).highest;
  }
}
