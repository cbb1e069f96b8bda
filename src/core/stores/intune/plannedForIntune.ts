/** The requests of a publication on Intune without trouble, in their order, for a dry run. */

import { type StoreRequest } from '../storeApi.ts';
import { planned } from '../storePublication.ts';
import { type IntunePublication } from './publishToIntune.ts';
import { appsPath, signInUrl } from './intuneApi.ts';
import { lobTypeOf } from './lobApp.ts';

export function plannedForIntune({
  account,
  facts,
  texts,
  assignments,
}: Pick<IntunePublication, 'account' | 'facts' | 'texts' | 'assignments'>): readonly StoreRequest[] {
  const type = lobTypeOf(facts);
  const versions = `${appsPath}/{appId}/microsoft.graph.${type}/contentVersions`;
  const file = `${versions}/{version}/files/{fileId}`;
  const filter = new URLSearchParams({ $filter: `isof('microsoft.graph.${type}')` }).toString();
  return planned(account.endpoint, [
    `POST ${signInUrl(account)}`,
    `GET ${appsPath}?${filter}`,
    ...(texts ? [`POST ${appsPath}`] : []),
    `POST ${versions}`,
    `POST ${versions}/{version}/files`,
    `GET ${file}`,
    'PUT {azureStorageUri}&comp=block&blockid={blockId}',
    'PUT {azureStorageUri}&comp=blocklist',
    `POST ${file}/commit`,
    `GET ${file}`,
    `PATCH ${appsPath}/{appId}`,
    `GET ${appsPath}/{appId}`,
    ...(assignments.length > 0 ? [`GET ${appsPath}/{appId}/assignments`, `POST ${appsPath}/{appId}/assign`] : []),
  ]);
}
