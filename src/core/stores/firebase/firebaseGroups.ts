/** Groups of testers of a Firebase project, by their aliases. */

import { Failure } from '../../base/failure.ts';
import { objectsField, textField } from '../jsonObject.ts';
import { type StoreApi } from '../storeApi.ts';
import { firebaseName, projectOf } from './firebaseApi.ts';

const mostPages = 50;

/** Fails with `store-group-unknown`. */
export async function requireFirebaseGroups(api: StoreApi, appId: string, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return;
  const known: string[] = [];
  let query = '';
  for (let page = 1; page <= mostPages; page++) {
    const answer = await api.json({ method: 'GET', path: `/v1/${projectOf(appId)}/groups${query}` });
    known.push(...objectsField(answer, 'groups').map((group) => (textField(group, 'name') ?? '').replace(/^.*\//, '')));
    const next = textField(answer, 'nextPageToken');
    if (next === undefined || next === '') break;
    query = `?${new URLSearchParams({ pageToken: next }).toString()}`;
  }
  const unknown = groups.find((group) => !known.includes(group));
  if (unknown !== undefined)
    throw Failure.of('store-group-unknown', { store: firebaseName, group: unknown, known: known.toSorted().join(', ') });
}
