/** Devices at Apple: which are registered, registering new ones, and how many of the yearly hundred of each kind are used. */

import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { textField } from '../jsonObject.ts';
import { type ConnectApi, type Resource } from './connectApi.ts';
import { connectName, ConnectRefusal } from './connectRefusal.ts';

export interface NewDevice {
  readonly udid: string;
  readonly name: string;
}

export interface AppleDevice extends NewDevice {
  readonly id: string;
  /** `IPHONE`, `IPAD` …; `null` until Apple knows. */
  readonly kind: string | null;
  readonly isEnabled: boolean;
}

/** Of each kind and membership year. Disabled devices count until the year ends. */
export const yearlyDevices = 100;

const udidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{8}-[0-9a-f]{16})$/i;

export function isUdid(text: string): boolean {
  return udidForm.test(text);
}

/**
 * Lines with a UDID, and a name behind a tab, comma or semicolon, as Apple's form for many devices and most spreadsheets write them. A first
 * line with titles is left out. Fails with `store-devices-unusable`, with the line.
 */
export function parseDeviceList(text: string): readonly NewDevice[] {
  const devices = new Map<string, NewDevice>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const [udid = '', name = ''] = line.split(/[\t,;]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (udid === '') continue;
    if (!isUdid(udid)) {
      if (index === 0 && devices.size === 0 && /id/i.test(udid)) continue;
      throw Failure.of('store-devices-unusable', { reason: `${phrase('line')} ${index + 1}: ${udid.slice(0, 60)}` });
    }
    const key = udid.toLowerCase();
    if (!devices.has(key)) devices.set(key, { udid, name: name === '' ? udid : name });
  }
  return [...devices.values()];
}

async function listDevices(api: ConnectApi): Promise<readonly AppleDevice[]> {
  return (await api.list('/v1/devices', { 'filter[platform]': 'IOS' })).map(deviceOf);
}

function deviceOf({ id, attributes }: Resource): AppleDevice {
  return {
    id,
    udid: textField(attributes, 'udid') ?? '',
    name: textField(attributes, 'name') ?? '',
    kind: textField(attributes, 'deviceClass') ?? null,
    isEnabled: textField(attributes, 'status') !== 'DISABLED',
  };
}

/** How many of each kind are registered. */
export function usedDevices(devices: readonly AppleDevice[]): Readonly<Record<string, number>> {
  const used: Record<string, number> = {};
  for (const { kind } of devices) {
    const name = kind ?? 'unknown';
    used[name] = (used[name] ?? 0) + 1;
  }
  return used;
}

export interface RegisteredDevices {
  /** All at Apple, the new ones included. */
  readonly devices: readonly AppleDevice[];
  /** Those that were not there before. */
  readonly added: readonly AppleDevice[];
}

/** Those that are there already are left as they are. Fails with `store-devices-full` when Apple takes no more this year. */
export async function registerDevices(api: ConnectApi, wanted: readonly NewDevice[]): Promise<RegisteredDevices> {
  let devices = [...(await listDevices(api))];
  const isThere = ({ udid }: NewDevice): boolean => devices.some((each) => each.udid.toLowerCase() === udid.toLowerCase());
  const added: AppleDevice[] = [];
  for (const device of wanted) {
    if (isThere(device)) continue;
    try {
      const attributes = { name: device.name.slice(0, 50), platform: 'IOS', udid: device.udid };
      const made = deviceOf(await api.create('/v1/devices', { type: 'devices', attributes }));
      devices.push(made);
      added.push(made);
    } catch (error) {
      if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
      // Registered by someone else meanwhile, by a request whose answer was lost, or refused because the hundred are used.
      devices = [...(await listDevices(api))];
      const made = devices.find((each) => each.udid.toLowerCase() === device.udid.toLowerCase());
      if (!made) throw refusedDevice(error, device, devices);
      added.push(made);
    }
  }
  return { devices, added };
}

function refusedDevice(refusal: ConnectRefusal, { udid }: NewDevice, devices: readonly AppleDevice[]): Failure {
  const isFull =
    /maximum|limit|reached|exceed/i.test(refusal.message) || Object.values(usedDevices(devices)).some((count) => count >= yearlyDevices);
  const details = { store: connectName, udid, reason: refusal.message };
  return isFull
    ? Failure.of('store-devices-full', { ...details, limit: yearlyDevices }, { cause: refusal })
    : Failure.of('store-device-refused', details, { cause: refusal });
}
