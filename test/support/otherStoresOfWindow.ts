/**
 * Microsoft Intune, AppGallery Connect and Firebase App Distribution for a window of VS Code: their stand-ins, the settings of the machine that
 * lead to them, and the gestures with which a window is connected to each.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dismissNotifications, product } from '../../scripts/screenshots/pictureGestures.ts';
import { UserSettings } from '../../scripts/vscode/userSettings.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { type AppGallery, startAppGallery } from '../stand-ins/appgallery/appGallery.ts';
import { type Firebase, startFirebase } from '../stand-ins/firebase/firebase.ts';
import { type Intune, startIntune } from '../stand-ins/intune/intune.ts';
import { packageName } from './playPublishing.ts';
import { signBytes } from './signedPackages.ts';
import { smallApkEntries, smallArchive } from './smallPackages.ts';

export const firebaseAppId = '1:123:android:abc';
export const galleryAppId = '100';

export class OtherStoresOfWindow {
  #started: { readonly intune: Intune; readonly gallery: AppGallery; readonly firebase: Firebase } | undefined;
  #machine: UserSettings | undefined;

  /** `dataFolder` is that of the stage. */
  async start(dataFolder: string): Promise<void> {
    const [intune, gallery, firebase] = await Promise.all([
      startIntune(),
      startAppGallery({ apps: [{ appId: galleryAppId, packageName, live: { versionCode: 6, version: '1.0' } }] }),
      startFirebase({ apps: [{ appId: firebaseAppId, identifier: packageName, groups: ['quality'] }] }),
    ]);
    this.#started = { intune, gallery, firebase };
    this.#machine = new UserSettings(dataFolder, 'Machine');
    this.#machine.change({
      'mobileDistribution.stores.intuneAddress': intune.url,
      'mobileDistribution.stores.appGalleryAddress': gallery.url,
      'mobileDistribution.stores.firebaseAddress': firebase.url,
    });
  }

  async writeFiles(folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'firebase.json'), JSON.stringify(this.firebase.serviceAccount), { mode: 0o600 });
    writeFileSync(join(folder, 'app.apk'), await signBytes(await smallArchive(smallApkEntries())));
  }

  get intune(): Intune {
    return this.#running.intune;
  }

  get gallery(): AppGallery {
    return this.#running.gallery;
  }

  get firebase(): Firebase {
    return this.#running.firebase;
  }

  /** What did not follow the descriptions of the vendors. */
  get violations(): readonly string[] {
    return Object.values(this.#running).flatMap(({ violations }) => violations);
  }

  get #running(): { readonly intune: Intune; readonly gallery: AppGallery; readonly firebase: Firebase } {
    if (!this.#started) throw new Error('The stores are not started');
    return this.#started;
  }

  async stop(): Promise<void> {
    this.#machine?.restore();
    for (const store of Object.values(this.#started ?? {})) await store.close();
    this.#started = undefined;
  }

  async connectFirebase(window: VsCodeWindow, folder: string): Promise<void> {
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('Firebase', 'Connect Store (1/');
    await window.chooseFile(join(folder, 'firebase.json'), 'Key for Firebase App Distribution');
    await window.answer(firebaseAppId, 'App id');
    await this.#connected(window, 'Firebase App Distribution');
  }

  async connectGallery(window: VsCodeWindow): Promise<void> {
    const { id, secret } = this.gallery.client;
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('AppGallery', 'Connect Store (1/');
    await window.answer(secret, 'Client secret for AppGallery Connect');
    await window.answer(id, 'Client id');
    await window.confirm('App identifier to check');
    await this.#connected(window, 'AppGallery Connect');
  }

  async connectIntune(window: VsCodeWindow): Promise<void> {
    const { tenantId, clientId, clientSecret } = this.intune.application;
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('Intune', 'Connect Store (1/');
    await window.answer(clientSecret, 'Client secret for Microsoft Intune');
    await window.answer(tenantId, 'Tenant');
    await window.answer(clientId, 'Client id');
    await this.#connected(window, 'Microsoft Intune');
  }

  async #connected(window: VsCodeWindow, title: string): Promise<void> {
    await window.confirm('Name of the account');
    await window.notification(`Connected to ${title}`).waitFor();
    await dismissNotifications(window);
  }
}
