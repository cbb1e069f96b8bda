/** An iOS package in its viewer, with the seal of every bundle. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { ApplePki } from '../../test/support/applePki.ts';
import { appRoot, entitlementsOf, extensionRoot, packContent, sealedContent, signerOf } from '../../test/support/sealedApps.ts';
import { signingApp } from './pictureApps.ts';
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
];
