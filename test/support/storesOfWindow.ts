/**
 * Stores that a window of VS Code can connect to: the stand-ins of Google Play and App Store Connect with one app each, the settings of the
 * machine that lead to them, and next to a workspace the files that people have: keys, an app bundle, a provisioning profile.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { product } from '../../scripts/screenshots/pictureGestures.ts';
import { UserSettings } from '../../scripts/vscode/userSettings.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { inspectProfile } from '../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { serialNumberText } from '../../src/core/formats/x509/certificate.ts';
import { ApplePki } from './applePki.ts';
import { connectKey, connectP8 } from './connectPublishing.ts';
import { ConnectStandIn } from './connectStandIn.ts';
import { account, keyFile, packageName, publishableBundle, versionCode } from './playPublishing.ts';
import { writeCertificate } from './issuedCertificate.ts';
import { PlayStandIn } from './playStandIn.ts';

export const knownDevice = '00008030-001A2B3C4D5E6F70';
export const newDevice = '00008030-001A2B3C4D5E6F71';
export const appleAppIdentifier = 'com.acme.hello';
export const profileName = 'adhoc.mobileprovision';
/** As Apple calls it. */
const appleKeyName = `AuthKey_${connectKey.keyId}.p8`;

const pki = new ApplePki('ec-p256', 'renewal');
const leaf = pki.leaf();

export function profileWith(devices: readonly string[]): Uint8Array {
  return pki.profile({ kind: 'ad-hoc', name: 'Hello Ad Hoc', certificates: [leaf], identifier: appleAppIdentifier, devices });
}

export class StoresOfWindow {
  readonly play = new PlayStandIn({
    account,
    packageName,
    versionCode,
    tracks: {
      internal: [{ name: '1.5', status: 'completed', versionCodes: ['6'] }],
      alpha: [{ name: '1.2', status: 'completed', versionCodes: ['3'] }],
      beta: [{ name: '1.4', status: 'inProgress', userFraction: 0.2, versionCodes: ['5'] }],
      production: [{ name: '1.3', status: 'completed', versionCodes: ['4'] }],
    },
  });
  readonly connect = new ConnectStandIn({
    key: connectKey,
    appIdentifier: appleAppIdentifier,
    writeProfile: (_, devices) => profileWith(devices),
    writeCertificate,
  });
  #machine: UserSettings | undefined;

  /** `dataFolder` is that of the stage. */
  async start(dataFolder: string): Promise<void> {
    await Promise.all([this.play.start(), this.connect.start()]);
    // The window has the time of this machine.
    this.play.play.clock.set(new Date());
    this.connect.apple.clock.set(new Date());
    this.#machine = new UserSettings(dataFolder, 'Machine');
    this.#machine.change({
      'mobileDistribution.stores.googlePlayAddress': this.play.address,
      'mobileDistribution.stores.appStoreConnectAddress': this.connect.address,
    });
    addRenewable(this.connect);
  }

  /** Files of keys are readable by their user alone, or there is a warning about that. */
  async writeFiles(folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content, { mode: 0o600 });
    write('play.json', keyFile());
    write('other.json', '{ "not": "a key" }');
    write(appleKeyName, connectP8);
    write('app.aab', await publishableBundle());
    write(profileName, profileWith([knownDevice]));
  }

  async stop(): Promise<void> {
    this.#machine?.restore();
    await Promise.all([this.play.stop(), this.connect.stop()]);
  }
}

/** The device, the certificate and the profile that Apple has already. */
export function addRenewable({ apple }: ConnectStandIn): void {
  const { resources } = apple;
  const [certificate] = inspectProfile(profileWith([knownDevice]), { now: new Date() }).certificates;
  if (!certificate) throw new Error('the profile names no certificate');
  const device = resources.add('devices', {
    udid: knownDevice,
    name: 'Ada’s iPhone',
    deviceClass: 'IPHONE',
    status: 'ENABLED',
    platform: 'IOS',
  });
  resources.add('certificates', {
    serialNumber: serialNumberText(certificate).toUpperCase(),
    certificateType: 'DISTRIBUTION',
    displayName: 'Ada',
  });
  const profileContent = Buffer.from(profileWith([knownDevice])).toString('base64');
  const attributes = { name: 'Hello Ad Hoc', profileType: 'IOS_APP_ADHOC', profileState: 'ACTIVE', profileContent };
  resources.add('profiles', attributes, { devices: [device.id] });
}

/** Connects the account of Apple on the way and adds the new device. Gives the message that tells the end. */
export async function renewProfileInWindow(window: VsCodeWindow, folder: string): Promise<ReturnType<VsCodeWindow['notification']>> {
  await window.runCommand('View: Close All Editors');
  await window.runCommand(`${product}: Register Devices and Renew Profile…`);
  await window.chooseFile(join(folder, profileName), 'Provisioning profile to renew');
  await window.chooseFile(join(folder, appleKeyName), 'Key for App Store Connect');
  // The id is in the name of the file.
  await window.confirm('Key id');
  await window.answer(connectKey.issuer, 'Issuer id');
  await window.answer(appleAppIdentifier, 'App identifier to check');
  await window.confirm('Name of the account');
  await window.notification('Connected to App Store Connect').waitFor();
  await window.answer('Enter UDIDs…', 'Which devices?');
  await window.answer(newDevice, 'UDIDs, separated by spaces');
  const told = window.notification('allows 2 devices now');
  await told.waitFor();
  return told;
}
