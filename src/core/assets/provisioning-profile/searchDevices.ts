/** Looks for a device among those of a profile, by any part of its UDID, as people type or paste it. */

import { isWholeUdid, plainUdid } from './matchProfile.ts';
import { type ProfileInspection } from './profileInspection.ts';

export interface DeviceSearch {
  /** In the order of the profile; all of them for an empty text. */
  readonly devices: readonly string[];
  /** Of a text that is a whole UDID: whether the device is listed. `undefined` for any other text. */
  readonly isListed: boolean | undefined;
}

export function searchDevices({ devices }: ProfileInspection, text: string): DeviceSearch {
  const wanted = plainUdid(text);
  const found = devices.filter((device) => plainUdid(device).includes(wanted));
  return { devices: found, isListed: isWholeUdid(text) ? found.length > 0 : undefined };
}
