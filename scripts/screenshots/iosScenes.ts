/** An iOS package in its viewer, with the seal of every bundle. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { ApplePki, p12Password } from '../../test/support/applePki.ts';
import { appRoot, entitlementsOf, extensionRoot, packContent, sealedContent, signerOf } from '../../test/support/sealedApps.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { signingApp, testersApp } from './pictureApps.ts';
import { dismissNotifications, openForm, product, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

/** A package whose extension allows one device less than the app. */
export async function packedIosApp(): Promise<Bytes> {
  const pki = new ApplePki();
  const leaf = pki.leaf();
  const [one, two] = ['00008110-001A2B3C4D5E001E', '00008120-000A1B2C3D4E5F60'];
  const program = (identifier: string, name: string, devices: readonly string[]) => ({
    profile: pki.profile({ certificates: [leaf], identifier, name, devices }),
    entitlements: entitlementsOf(identifier),
  });
  const programs = new Map([
    [appRoot, program('com.acme.hello', 'Hello for testers', [one, two])],
    [extensionRoot, program('com.acme.hello.share', 'Share for testers', [one])],
  ]);
  return await packContent(await sealedContent({ pki, signer: signerOf(pki, leaf), programs }));
}

async function appWithPackage(folder: string): Promise<string> {
  await signingApp(folder);
  writeFileSync(join(folder, 'Hello.ipa'), await packedIosApp());
  return folder;
}

async function createIosPackage(window: VsCodeWindow): Promise<void> {
  await window.treeOfApps();
  await window.treeRow(/Certificate/).waitFor();
  await window.runCommand(`${product}: Create iOS Package`);
  await window.answer(p12Password, 'password');
  await window.notification('is ready').waitFor();
  await dismissNotifications(window);
}

export const iosScenes: readonly PictureScene[] = [
  {
    name: 'ipa',
    about: 'An iOS package in its viewer: the seal bundle by bundle, entitlements against the profile, and devices',
    size: { width: 1200, height: 2400 },
    prepare: appWithPackage,
    show: async (window) => {
      await window.treeOfApps();
      await window.openFile('Hello.ipa');
      await window.webview('Can install the app');
    },
  },
  {
    name: 'ipa-form',
    about: 'The form of an app for iPhones, with the buttons that create its package',
    size: { width: 1200, height: 1700 },
    prepare: testersApp,
    show: async (window) => {
      await window.treeOfApps();
      await openForm(window);
    },
  },
  {
    name: 'ipa-resign',
    about: 'A step of the wizard that signs an iOS package again: which profile fits, and what is wrong with the others',
    size: { width: 1000, height: 600 },
    prepare: testersApp,
    show: async (window) => {
      await createIosPackage(window);
      await window.runCommand(`${product}: Re-sign Package…`);
      for (const step of [1, 2, 3, 4]) await window.confirm(`Re-sign Package (${step}/6)`);
      await showQuestion(window, 'Re-sign Package (5/6)');
    },
  },
  {
    name: 'ipa-install',
    about: 'The install panel of an iOS package: shared over https, with what an iPhone needs to accept it',
    size: { width: 1200, height: 1300 },
    prepare: testersApp,
    show: async (window) => {
      await createIosPackage(window);
      await window.runCommand(`${product}: Show Install QR Code`);
      await window.pressInDialog(/^Share$/);
      // With the code, not while the link is being created.
      await window.webview('Stop Sharing');
    },
  },
];
