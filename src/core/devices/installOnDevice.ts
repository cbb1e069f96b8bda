/** Installs an APK on an Android device or emulator, explains a refusal, and starts the app. */

import { createIssue } from '../base/issue.ts';
import { issuesFound } from '../base/issuesFound.ts';
import { utf8 } from '../base/bytes.ts';
import { type ByteSource } from '../base/byteSource.ts';
import { Failure } from '../base/failure.ts';
import { type Issue } from '../base/issue.ts';
import { explainLog } from '../engines/log/explainLog.ts';
import { type AdbClient, type AdbDevice } from './adbClient.ts';

/** The device that was named, else the only one that can be used. */
export async function chooseDevice(adb: AdbClient, wanted: string | undefined): Promise<AdbDevice> {
  const all = await adb.devices();
  const named = wanted === undefined ? all : all.filter(({ serial }) => serial === wanted);
  const usable = named.filter(({ state }) => state === 'device');
  const [only, ...others] = usable;
  if (only && others.length === 0) return only;
  if (only) throw Failure.of('device-not-chosen', { devices: usable.map(({ serial }) => serial).join(', ') });
  if (wanted !== undefined && named.length === 0)
    throw Failure.of('device-unknown', { device: wanted, devices: all.map(({ serial }) => serial).join(', ') || '-' });
  const [first] = named;
  throw issuesFound([first?.state === 'unauthorized' ? createIssue('log-device-unauthorized', {}) : createIssue('log-device-none', {})]);
}

/** Fails with the reason of the device, explained where it is known. */
export async function installOnDevice(
  adb: AdbClient,
  {
    device,
    source,
    onProgress,
  }: { readonly device: AdbDevice; readonly source: ByteSource; readonly onProgress?: (fraction: number) => void },
): Promise<void> {
  const said = await adb.install(device.serial, source, onProgress);
  if (/^Success\b/m.test(said)) return;
  const answer = said.trim().replaceAll(/\s+/g, ' ').slice(0, 1000);
  const { issues } = await explainLog([utf8(`adb: failed to install: ${answer}\n`)]);
  const errors: readonly Issue[] = issues.filter(({ severity }) => severity === 'error');
  throw Failure.of('install-refused', { device: device.model ?? device.serial, answer: answer === '' ? '-' : answer }, { issues: errors });
}

/** As the launcher of the device does it. */
export async function startOnDevice(adb: AdbClient, device: AdbDevice, appIdentifier: string): Promise<void> {
  const said = await adb.shell(device.serial, `monkey -p ${checkedIdentifier(appIdentifier)} -c android.intent.category.LAUNCHER 1`);
  if (/No activities found|monkey aborted/i.test(said)) throw Failure.of('app-not-started', { appIdentifier });
}

export async function uninstallFromDevice(adb: AdbClient, device: AdbDevice, appIdentifier: string): Promise<void> {
  const said = await adb.shell(device.serial, `cmd package uninstall ${checkedIdentifier(appIdentifier)}`);
  if (!/^Success\b/m.test(said)) throw Failure.of('app-not-installed', { appIdentifier, device: device.model ?? device.serial });
}

/** It becomes part of a command line of the device. */
export function checkedIdentifier(appIdentifier: string): string {
  if (!/^[A-Za-z][\w.]{0,254}$/.test(appIdentifier)) throw Failure.of('app-not-started', { appIdentifier });
  return appIdentifier;
}
