/** The table of known failures, one file a tool. Where two fit a line, the earlier counts. */

import { type KnownFailure } from '../logFinding.ts';
import { gradleWrapperFailures } from './gradleWrapper.ts';
import { gradleFailures } from './gradle.ts';
import { androidFailures } from './android.ts';
import { dexFailures } from './dex.ts';
import { aapt2Failures } from './aapt2.ts';
import { signingFailures } from './signing.ts';
import { devicesFailures } from './devices.ts';
import { iosDeviceFailures } from './iosDevices.ts';
import { playFailures } from './play.ts';
import { javaFailures } from './java.ts';
import { nativeFailures } from './native.ts';
import { appleSigningFailures } from './appleSigning.ts';
import { xcodeFailures } from './xcode.ts';
import { appleUploadFailures } from './appleUpload.ts';
import { swiftPackagesFailures } from './swiftPackages.ts';
import { cocoapodsFailures } from './cocoapods.ts';
import { flutterFailures } from './flutter.ts';
import { reactNativeFailures } from './reactNative.ts';
import { expoFailures } from './expo.ts';
import { cordovaFailures } from './cordova.ts';
import { capacitorFailures } from './capacitor.ts';
import { nativescriptFailures } from './nativescript.ts';
import { tauriFailures } from './tauri.ts';
import { dotnetFailures } from './dotnet.ts';
import { npmFailures } from './npm.ts';
import { nodeFailures } from './node.ts';
import { viteFailures } from './vite.ts';
import { programsFailures } from './programs.ts';
import { machineFailures } from './machine.ts';
import { exitCodesFailures } from './exitCodes.ts';

export const knownFailures: readonly KnownFailure[] = [
  ...gradleWrapperFailures,
  ...gradleFailures,
  ...androidFailures,
  ...dexFailures,
  ...aapt2Failures,
  ...signingFailures,
  ...devicesFailures,
  ...iosDeviceFailures,
  ...playFailures,
  ...javaFailures,
  ...nativeFailures,
  ...appleSigningFailures,
  ...xcodeFailures,
  ...appleUploadFailures,
  ...swiftPackagesFailures,
  ...cocoapodsFailures,
  ...flutterFailures,
  ...reactNativeFailures,
  ...expoFailures,
  ...cordovaFailures,
  ...capacitorFailures,
  ...nativescriptFailures,
  ...tauriFailures,
  ...dotnetFailures,
  ...npmFailures,
  ...nodeFailures,
  ...viteFailures,
  ...programsFailures,
  ...machineFailures,
  ...exitCodesFailures,
];
