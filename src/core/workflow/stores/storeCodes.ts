/**
 * The highest version codes that connected stores have of an app, so that the next package gets a higher one before it is built. A store that
 * does not know the app says nothing; one that cannot be asked is a warning, and nothing waits for it longer than for an answer.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { isCancelled } from '../../base/cancellation.ts';
import { isFailure } from '../../base/failure.ts';
import { present } from '../../base/present.ts';
import { phrase } from '../../base/phrase.ts';
import { type Platform } from '../../settings/platform.ts';
import { type SettingsOverrides } from '../../settings/resolveSettings.ts';
import { findConnectApp, withConnect } from '../../stores/app-store-connect/connectAccess.ts';
import { highestBuild, listBuilds } from '../../stores/app-store-connect/betaTesting.ts';
import { explainPlay, openPlay } from '../../stores/google-play/inEdit.ts';
import { readHighestCode, type NextCodes } from '../../stores/google-play/playAccess.ts';
import { storeTitles, type StoreName } from '../../stores/storeAccount.ts';
import { type RecordedCode } from '../../versions/readPackageRecord.ts';
import { lastPackage } from '../../versions/versionRules.ts';
import { appOnPlatform, openApp, type AppWorld, type OpenedApp } from '../openApp.ts';
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
  /** Once it is aborted, a store that has not answered yet is one that cannot be asked. */
  readonly patience?: AbortSignal | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The question about one app, whose identifier is known. */
export type IdentifiedCodesRequest = Omit<CodesRequest, 'appFolder' | 'overrides'> & {
  readonly appIdentifier: string;
  /** Where Google Play is asked for bundles that are on no track. */
  readonly next?: NextCodes | undefined;
};

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
  const { appFolder, platform, overrides } = request;
  if (storesFor(request).length === 0) return { codes: [], issues: [] };
  const app = await openApp(world, appFolder, overrides);
  const appIdentifier = appOnPlatform(app, platform, overrides).effective.appIdentifier?.value;
  if (appIdentifier === undefined) return { codes: [], issues: [] };
  return await readCodesOf(world, { ...request, appIdentifier, next: nextCodesOf(app, platform, overrides) });
}

/** The code of the settings, and the highest of the ledger. */
export function nextCodesOf(app: OpenedApp, platform: Platform, overrides?: SettingsOverrides): NextCodes {
  const { appIdentifier, versionCode } = appOnPlatform(app, platform, overrides).effective;
  const { records, codes } = app.ledger;
  const last = appIdentifier && lastPackage(records, platform, appIdentifier.value, codes);
  return { ...(last && { after: last.versionCode }), ...present('wanted', versionCode?.value) };
}

/** Of an app whose identifier is known. */
export async function readCodesOf(world: Pick<CodesWorld, 'http' | 'clock'>, request: IdentifiedCodesRequest): Promise<StoreCodes> {
  const asked = await Promise.all(storesFor(request).map(async (source) => await ask(world, source, request)));
  return { codes: asked.flatMap(({ codes }) => codes), issues: asked.flatMap(({ issues }) => issues) };
}

function storesFor({ sources, platform }: Pick<CodesRequest, 'sources' | 'platform'>): readonly StoreSource[] {
  return sources.filter(({ store }) => storesOf[platform].includes(store));
}

async function ask(
  world: Pick<CodesWorld, 'http' | 'clock'>,
  source: StoreSource,
  { platform, appIdentifier, signal, patience, next }: IdentifiedCodesRequest,
): Promise<StoreCodes> {
  const store = storeTitles[source.store];
  const unknown = (reason: string): StoreCodes => ({ codes: [], issues: [createIssue('store-codes-unknown', { store, reason })] });
  const ends = [signal, patience].filter((each) => each !== undefined);
  try {
    const versionCode = await highestOf(world, source, { appIdentifier, platform, next }, AbortSignal.any(ends));
    return { codes: versionCode === null ? [] : [{ platform, appIdentifier, versionCode, store }], issues: [] };
  } catch (error) {
    if (isCancelled(error) && signal?.aborted !== true && patience?.aborted === true) return unknown(phrase('it did not answer in time'));
    if (!isFailure(error) || isCancelled(error)) throw error;
    if (unknownApp.some((code) => isFailure(error, code))) return { codes: [], issues: [] };
    return unknown(error.message);
  }
}

async function highestOf(
  world: Pick<CodesWorld, 'http' | 'clock'>,
  source: StoreSource,
  app: Pick<IdentifiedCodesRequest, 'appIdentifier' | 'platform' | 'next'>,
  signal: AbortSignal,
): Promise<number | null> {
  const { appIdentifier } = app;
  switch (source.store) {
    case 'google-play': {
      const onPlay = playAppOf(source, appIdentifier, signal);
      // Without an edit: it would end that of another process of the same account.
      return await explainPlay(onPlay, async () => await readHighestCode(openPlay(world, onPlay).api, usualTracks, app.next));
    }
    case 'app-store-connect':
      return await withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => {
        const { id } = await findConnectApp(api, appIdentifier);
        return highestBuild(await listBuilds(api, id));
      });
    case 'intune':
    case 'appgallery':
    case 'firebase':
      return (await elsewhereStatus(world, source.store, source, app, signal)).highest;
  }
}
