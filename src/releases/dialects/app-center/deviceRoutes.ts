/** App Center's devices: a user's own, and those of the testers of a group with the state a release gives them. */

import { utf8 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { appleDeviceList } from '../../model/deviceNames.ts';
import { readFacts } from '../../model/storedJson.ts';
import {
  devicesOfTesters,
  deleteOwnDevice,
  isProvisionedFor,
  listOwnDevices,
  registerOwnDevice,
  type Device,
} from '../../use-cases/devices.ts';
import { findReleaseOfGroup } from '../../use-cases/groupReleases.ts';
import { listMembers } from '../../use-cases/groups.ts';
import { type DialectWorld } from '../dialect.ts';
import { inGroup, route, type Asked, type AskedInGroup } from './appCenterRoute.ts';
import { readFields } from './requestFields.ts';

/** Of a device that no release was compared with, App Center said `unprovisioned`. */
function deviceShape(device: Device, isProvisioned: boolean | null) {
  const { udid, name, model, osBuild, osVersion, serial, imei, testerId, ownerId, registeredAt } = device;
  const shownName = name ?? model ?? '';
  return {
    udid,
    model: model ?? '',
    device_name: shownName,
    full_device_name: shownName,
    os_build: osBuild ?? '',
    os_version: osVersion ?? '',
    ...(serial !== null && { serial }),
    ...(imei !== null && { imei }),
    ...((ownerId ?? testerId) !== null && { owner_id: ownerId ?? testerId }),
    status: isProvisioned === true ? 'provisioned' : 'unprovisioned',
    registered_at: registeredAt,
  };
}

interface StatedDevice {
  readonly device: Device;
  readonly isProvisioned: boolean | null;
}

/** Compared with the release of the query, else with the newest of the group. */
async function devicesOf({ world, request, app, group }: AskedInGroup): Promise<readonly StatedDevice[]> {
  const name = request.query('release_id');
  const release = await findReleaseOfGroup(world, app, group, name ?? 'latest').catch((error: unknown) => {
    if (name !== undefined) throw error;
    return undefined;
  });
  const facts = release && readFacts(release.facts);
  const devices = await devicesOfTesters(
    world,
    (await listMembers(world, group)).map(({ id }) => id),
  );
  return devices.map((device) => ({ device, isProvisioned: facts ? isProvisionedFor(facts, device.udid) : null }));
}

async function ownDevice({ world, actor, parameter }: Asked): Promise<Device> {
  const udid = parameter('udid');
  const device = (await listOwnDevices(world, actor)).find((own) => own.udid.toLowerCase() === udid.toLowerCase());
  if (!device) throw Failure.of('release-not-found', { what: phrase('Device'), name: udid });
  return device;
}

export const deviceRoutes: readonly Route<DialectWorld>[] = [
  route('GET', '/user/devices', async ({ world, actor }) =>
    json((await listOwnDevices(world, actor)).map((device) => deviceShape(device, null))),
  ),
  route('GET', '/user/devices/:udid', async (asked) => json(deviceShape(await ownDevice(asked), null))),
  route('DELETE', '/user/devices/:udid', async (asked) => {
    await deleteOwnDevice(asked.world, asked.actor, (await ownDevice(asked)).udid);
    return empty(200);
  }),
  route('POST', '/users/:user/devices/register', async ({ world, request, actor }) => {
    const fields = await readFields(request);
    const device = await registerOwnDevice(world, actor, {
      udid: fields.text('udid') ?? '',
      model: fields.text('model'),
      osVersion: fields.text('os_version'),
      osBuild: fields.text('os_build'),
      serial: fields.text('serial'),
      imei: fields.text('imei'),
    });
    return json(deviceShape(device, null));
  }),
  inGroup('GET', '/devices', async (asked) =>
    json((await devicesOf(asked)).map(({ device, isProvisioned }) => deviceShape(device, isProvisioned))),
  ),
  inGroup('GET', '/devices/download_devices_list', async (asked) => {
    const isUnprovisionedOnly = asked.request.query('unprovisioned_only') === 'true';
    const shown = (await devicesOf(asked)).filter(({ isProvisioned }) => !isUnprovisionedOnly || isProvisioned !== true);
    const bytes = utf8(appleDeviceList(shown.map(({ device }) => device)));
    return { kind: 'content', mediaType: 'text/csv; charset=utf-8', bytes, fileName: 'devices.csv' };
  }),
];
