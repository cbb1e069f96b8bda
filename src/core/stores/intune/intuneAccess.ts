/** Which rights an application of the directory really has for Intune, from its token and one reading request. Nothing changes for anyone. */

import { fromUtf8 } from '../../base/bytes.ts';
import { phrase } from '../../base/phrase.ts';
import { parseJsonObject, textField, type JsonObject } from '../jsonObject.ts';
import { type StoreAccess, type StorePermission } from '../storeAccount.ts';
import { type StoreApi } from '../storeApi.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import { appsPath, intuneFailure, listLobApps, openIntune, type IntuneAccount, type IntuneNetwork } from './intuneApi.ts';
import { cloudAt } from './microsoftClouds.ts';

const permissionsView = '#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade';
const neededRole = 'DeviceManagementApps.ReadWrite.All';

/** Fails with `intune-sign-in-refused`. */
export async function checkIntuneAccess(network: IntuneNetwork, account: IntuneAccount): Promise<StoreAccess> {
  const { api, tokens } = openIntune(network, account);
  return await explained(
    async () => {
      const roles = rolesOf((await tokens.get()).reveal());
      const right = (code: string, label: string, isGranted: boolean | null): StorePermission => ({
        code,
        label,
        isGranted,
        page: `${cloudAt(account.endpoint).portal}/${permissionsView}`,
      });
      const isReadable = await mayRead(api);
      const permissions = [
        right('intune-read', phrase('Read apps of Intune'), isReadable),
        right('intune-write', phrase('Create and change apps of Intune'), isReadable ? (roles?.includes(neededRole) ?? null) : false),
      ];
      return { who: account.clientId, permissions };
    },
    (refusal) => intuneFailure(refusal, account),
  );
}

async function mayRead(api: StoreApi): Promise<boolean> {
  try {
    await api.json({ method: 'GET', path: `${appsPath}?$top=1` });
    return true;
  } catch (error) {
    if (error instanceof StoreRefusal && error.status === 403) return false;
    throw error;
  }
}

/** Microsoft names the granted roles in the token; `undefined` when it cannot be read. */
function rolesOf(token: string): readonly unknown[] | undefined {
  const claims = parseJsonObject(fromUtf8(new Uint8Array(Buffer.from(token.split('.')[1] ?? '', 'base64url'))));
  const roles = claims?.['roles'];
  return Array.isArray(roles) ? roles : undefined;
}

export interface IntuneApp {
  readonly id: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly versionCode: string | null;
  /** In Microsoft's words: `notPublished`, `processing`, `published`. */
  readonly state: string | null;
}

/** In Microsoft's words. */
const lobApps = {
  android: { type: 'androidLobApp', identifier: 'packageId', version: 'versionName', code: 'versionCode' },
  ios: { type: 'iosLobApp', identifier: 'bundleId', version: 'versionNumber', code: 'buildNumber' },
} as const;

/** What Intune has of an app. It may have one identifier on both platforms, each with codes of its own. */
export async function intuneApps(
  network: IntuneNetwork,
  account: IntuneAccount,
  appIdentifier: string,
  platforms: readonly (keyof typeof lobApps)[],
): Promise<readonly IntuneApp[]> {
  return await explained(
    async () => {
      const { api } = openIntune(network, account);
      const found: IntuneApp[] = [];
      for (const platform of platforms) {
        const { type, identifier, version, code } = lobApps[platform];
        const apps = (await listLobApps(api, type)).filter((app) => textField(app, identifier) === appIdentifier);
        found.push(...apps.map((app) => shown(app, version, code)));
      }
      return found;
    },
    (refusal) => intuneFailure(refusal, account),
  );
}

function shown(app: JsonObject, version: string, code: string): IntuneApp {
  return {
    id: textField(app, 'id') ?? '',
    name: textField(app, 'displayName') ?? null,
    version: textField(app, version) ?? null,
    versionCode: textField(app, code) ?? null,
    state: textField(app, 'publishingState') ?? null,
  };
}
