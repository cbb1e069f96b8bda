/**
 * The `AndroidManifest.xml` of a web app (developer.android.com, "App manifest overview"). `exported` is on every component;
 * everything that the shell needs to know about this app is meta-data of its activity.
 */

import { type ResourceValue } from '../../../formats/android-resources/resourceValue.ts';
import { type XmlElement } from '../../../formats/android-resources/xmlModel.ts';
import { type ManifestOrientation } from '../../../formats/web-manifest/webManifest.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { documentElement, element, hexadecimal, numberWithText } from './androidElement.ts';
import { featuresFor, permissionsFor } from './appPermissions.ts';
import { type ResourceBuilder } from './resourceBuilder.ts';
import { type WebApp } from '../webApp.ts';

const minSdk = 24;
const targetSdk = 36;
/** The name of Android version 16, as the platform's own build stamps it. */
const targetName = '16';

const shellPackage = 'dev.mobiledist.shell';
/** In the program that packages with an update check contain as well. */
const updatingApplication = 'dev.mobiledist.updates.UpdatingApplication';
export const mainActivity = `${shellPackage}.MainActivity`;

/** `ActivityInfo.CONFIG_*`: changes that the page handles by itself, so that it is not loaded again. */
const handledChanges =
  0x0004 | // locale
  0x0010 | // keyboard
  0x0020 | // keyboardHidden
  0x0040 | // navigation
  0x0080 | // orientation
  0x0100 | // screenLayout
  0x0200 | // uiMode
  0x0400 | // screenSize
  0x0800 | // smallestScreenSize
  0x1000 | // density
  0x2000; // layoutDirection

/** `ActivityInfo.SCREEN_ORIENTATION_*`. The unsided ones follow the user's lock: `userPortrait`, `userLandscape`. */
const screenOrientations: Readonly<Record<ManifestOrientation, number | undefined>> = {
  any: undefined,
  natural: undefined,
  portrait: 12,
  'portrait-primary': 1,
  'portrait-secondary': 9,
  landscape: 11,
  'landscape-primary': 0,
  'landscape-secondary': 8,
};

const launchModeSingleTask = 2;
const softInputAdjustResize = 0x10;

export function appManifest(app: WebApp, spec: BuildSpec, resources: ResourceBuilder): XmlElement {
  const isDebug = spec.buildType === 'debug';
  const application = element(
    'application',
    {
      theme: resources.reference('style', 'AppTheme'),
      label: resources.reference('string', 'app_name'),
      icon: resources.reference('mipmap', 'ic_launcher'),
      name: app.updateCheck === undefined ? undefined : updatingApplication,
      debuggable: isDebug ? true : undefined,
      allowBackup: false,
      hardwareAccelerated: true,
      supportsRtl: true,
      fullBackupContent: false,
      usesCleartextTraffic: false,
      networkSecurityConfig: resources.reference('xml', 'network_security_config'),
      roundIcon: resources.reference('mipmap', 'ic_launcher_round'),
      dataExtractionRules: resources.reference('xml', 'data_extraction_rules'),
      enableOnBackInvokedCallback: true,
    },
    [metaData('android.webkit.WebView.MetricsOptOut', true), activity(app, resources), captureProvider(spec.appIdentifier)],
  );
  return documentElement(
    'manifest',
    {
      versionCode: spec.versionCode,
      versionName: spec.version,
      compileSdkVersion: targetSdk,
      compileSdkVersionCodename: targetName,
    },
    [
      element('uses-sdk', { minSdkVersion: minSdk, targetSdkVersion: targetSdk }),
      ...permissionsFor(app.permissions).map((name) => element('uses-permission', { name })),
      ...featuresFor(app.permissions).map(({ name, isRequired }) => element('uses-feature', { name, required: isRequired })),
      application,
    ],
    {
      package: spec.appIdentifier,
      platformBuildVersionCode: numberWithText(targetSdk),
      platformBuildVersionName: numberWithText(Number(targetName)),
    },
  );
}

function activity(app: WebApp, resources: ResourceBuilder): XmlElement {
  const label = app.shortName === undefined ? undefined : resources.reference('string', 'launcher_name');
  const hasShortcuts = app.shortcuts.length > 0;
  return element(
    'activity',
    {
      label,
      name: mainActivity,
      exported: true,
      launchMode: launchModeSingleTask,
      screenOrientation: screenOrientations[app.orientation],
      configChanges: hexadecimal(handledChanges),
      windowSoftInputMode: hexadecimal(softInputAdjustResize),
    },
    [
      element('intent-filter', {}, [
        element('action', { name: 'android.intent.action.MAIN' }),
        element('category', { name: 'android.intent.category.LAUNCHER' }),
      ]),
      metaData(`${shellPackage}.START`, app.startUrl),
      app.isRemote ? metaData(`${shellPackage}.SCOPE`, app.scope) : undefined,
      app.otherOrigins.length > 0 ? metaData(`${shellPackage}.ORIGINS`, app.otherOrigins.join(' ')) : undefined,
      app.display === 'fullscreen' ? metaData(`${shellPackage}.FULLSCREEN`, true) : undefined,
      metaResource(`${shellPackage}.BAR_COLOR`, resources.reference('color', 'bar')),
      metaResource(`${shellPackage}.BACKGROUND_COLOR`, resources.reference('color', 'background')),
      hasShortcuts ? metaResource('android.app.shortcuts', resources.reference('xml', 'shortcuts')) : undefined,
    ],
  );
}

/** Where the camera app leaves a picture that a page asked for. */
function captureProvider(appIdentifier: string): XmlElement {
  return element('provider', {
    name: `${shellPackage}.CaptureProvider`,
    exported: false,
    authorities: `${appIdentifier}.shell.capture`,
    grantUriPermissions: true,
  });
}

function metaData(name: string, value: string | boolean): XmlElement {
  return element('meta-data', { name, value });
}

function metaResource(name: string, resource: ResourceValue): XmlElement {
  return element('meta-data', { name, resource });
}
