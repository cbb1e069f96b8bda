/** What of an app is at App Store Connect: versions of the App Store, builds of TestFlight, and uploads of which Apple could make no build. */

import { listVersions, type AppStoreVersion } from '../../stores/app-store-connect/appStoreVersions.ts';
import { listBuilds, type BetaBuild } from '../../stores/app-store-connect/betaTesting.ts';
import { findConnectApp, withConnect, type ConnectNetwork } from '../../stores/app-store-connect/connectAccess.ts';
import { shownText } from '../../base/shownText.ts';
import { objectField, objectsField, textField } from '../../stores/jsonObject.ts';
import { connectAccountOf, type StoreSource } from './openStore.ts';

/** An upload that Apple refused while it processed it. */
export interface RefusedUpload {
  readonly id: string;
  readonly version: string;
  readonly build: string;
  /** Apple's words, with their numbers. */
  readonly reasons: readonly string[];
}

export interface AppleStatus {
  readonly versions: readonly AppStoreVersion[];
  readonly builds: readonly BetaBuild[];
  readonly refusedUploads: readonly RefusedUpload[];
}

export async function appleStatus(
  network: ConnectNetwork,
  source: StoreSource,
  appIdentifier: string,
  signal?: AbortSignal,
): Promise<AppleStatus> {
  return await withConnect(network, connectAccountOf(source, signal), appIdentifier, async (api) => {
    const app = await findConnectApp(api, appIdentifier);
    const versions = await listVersions(api, app.id);
    const builds = await listBuilds(api, app.id);
    const query = { 'filter[platform]': 'IOS', 'filter[state]': 'FAILED' };
    const failed = await api.list(`/v1/apps/${encodeURIComponent(app.id)}/buildUploads`, query);
    const refusedUploads = failed.map(({ id, attributes }) => ({
      id,
      version: textField(attributes, 'cfBundleShortVersionString') ?? '',
      build: textField(attributes, 'cfBundleVersion') ?? '',
      reasons: objectsField(objectField(attributes, 'state'), 'errors').map((each) =>
        shownText([textField(each, 'code'), textField(each, 'description')].filter((text) => text !== undefined).join(' ')),
      ),
    }));
    // A number that was uploaded again has a build of its own.
    return { versions, builds, refusedUploads: refusedUploads.filter((each) => !builds.some(({ build }) => build === each.build)) };
  });
}
