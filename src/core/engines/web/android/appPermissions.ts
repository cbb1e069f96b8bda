/**
 * Which permissions and device features the manifest names. The network is always among them: pages call servers, and
 * `navigator.onLine` needs to see the state of the network. Everything else is there only when the settings declare it.
 */

import { type WebPermission } from '../../../settings/webSettings.ts';

const always = ['INTERNET', 'ACCESS_NETWORK_STATE'];

const permissionNames: Readonly<Record<WebPermission, readonly string[]>> = {
  camera: ['CAMERA'],
  // A WebView refuses to record without the second one.
  microphone: ['RECORD_AUDIO', 'MODIFY_AUDIO_SETTINGS'],
  // Since Android 12 the user chooses between both, so both are asked for.
  location: ['ACCESS_COARSE_LOCATION', 'ACCESS_FINE_LOCATION'],
  notifications: ['POST_NOTIFICATIONS'],
  vibrate: ['VIBRATE'],
};

/** Features that Google Play would take for required because of a permission. */
const impliedFeatures: Readonly<Record<WebPermission, readonly string[]>> = {
  camera: ['android.hardware.camera', 'android.hardware.camera.autofocus'],
  microphone: ['android.hardware.microphone'],
  location: ['android.hardware.location', 'android.hardware.location.gps', 'android.hardware.location.network'],
  notifications: [],
  vibrate: [],
};

/** Implied by every app, and by a fixed orientation. */
const neverRequired = ['android.hardware.touchscreen', 'android.hardware.screen.portrait', 'android.hardware.screen.landscape'];

export function permissionsFor(declared: readonly WebPermission[]): readonly string[] {
  return [...always, ...declared.flatMap((permission) => permissionNames[permission])].map((name) => `android.permission.${name}`);
}

export function featuresFor(declared: readonly WebPermission[]): readonly { readonly name: string; readonly isRequired: boolean }[] {
  const optional = [...neverRequired, ...declared.flatMap((permission) => impliedFeatures[permission])];
  return [{ name: 'android.software.webview', isRequired: true }, ...optional.map((name) => ({ name, isRequired: false }))];
}
