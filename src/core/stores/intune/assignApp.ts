/** Who gets an app of Intune. The request replaces all assignments, so those that are there are sent along. */

import { Failure } from '../../base/failure.ts';
import { objectField, objectsField, textField, type JsonObject } from '../jsonObject.ts';
import { type StoreApi } from '../storeApi.ts';
import { StoreRefusal } from '../storeRefusal.ts';
import { appsPath, intuneName } from './intuneApi.ts';

/** The id of a group of the directory, or everyone. */
export type IntuneAssignment = 'all-users' | 'all-devices' | (string & {});

const targets: Readonly<Record<string, string>> = {
  'all-users': '#microsoft.graph.allLicensedUsersAssignmentTarget',
  'all-devices': '#microsoft.graph.allDevicesAssignmentTarget',
};
const groupTarget = '#microsoft.graph.groupAssignmentTarget';

export function isAssignment(text: string): boolean {
  return Object.hasOwn(targets, text) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Fails with `store-group-unknown`. Reading groups needs the permission `Group.Read.All`, which publishing does not. */
export async function requireIntuneGroups(api: StoreApi, assignments: readonly IntuneAssignment[]): Promise<void> {
  for (const wanted of assignments) {
    if (Object.hasOwn(targets, wanted)) continue;
    try {
      await api.json({ method: 'GET', path: `/v1.0/groups/${encodeURIComponent(wanted)}?$select=id` });
    } catch (error) {
      if (!(error instanceof StoreRefusal && error.status === 404)) throw error;
      const known = Object.keys(targets).join(', ');
      throw Failure.of('store-group-unknown', { store: intuneName, group: wanted, known }, { cause: error });
    }
  }
}

export async function assignTo(api: StoreApi, appId: string, assignments: readonly IntuneAssignment[]): Promise<void> {
  if (assignments.length === 0) return;
  const path = `${appsPath}/${encodeURIComponent(appId)}`;
  const there = objectsField(await api.json({ method: 'GET', path: `${path}/assignments` }), 'value');
  const missing = assignments.filter((wanted) => !there.some((each) => isFor(each, wanted)));
  if (missing.length === 0) return;
  const mobileAppAssignments = [...there.map(kept), ...missing.map(added)];
  await api.json({ method: 'POST', path: `${path}/assign`, body: { mobileAppAssignments } });
}

function isFor(assignment: JsonObject, wanted: IntuneAssignment): boolean {
  const target = objectField(assignment, 'target');
  const type = textField(target, '@odata.type');
  if (Object.hasOwn(targets, wanted)) return type === targets[wanted];
  return type === groupTarget && textField(target, 'groupId')?.toLowerCase() === wanted.toLowerCase();
}

/** Without what Microsoft adds by itself. */
function kept({ intent, target, settings }: JsonObject): JsonObject {
  return { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent, target, ...(settings !== undefined && { settings }) };
}

/** People choose it in the company portal. */
function added(wanted: IntuneAssignment): JsonObject {
  const target = Object.hasOwn(targets, wanted) ? { '@odata.type': targets[wanted] } : { '@odata.type': groupTarget, groupId: wanted };
  return { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'available', target };
}
