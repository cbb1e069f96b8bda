/** The engines that build with the tools of a framework, each from its own folder. */

import { capacitor } from './capacitor/capacitor.ts';
import { cordova } from './cordova/cordova.ts';
import { expo } from './expo/expo.ts';
import { flutter } from './flutter/flutter.ts';
import { type Framework } from './framework/framework.ts';
import { maui } from './maui/maui.ts';
import { nativeScript } from './nativescript/nativescript.ts';
import { reactNative } from './react-native/reactNative.ts';
import { tauri } from './tauri/tauri.ts';
import { xcode } from './xcode/xcode.ts';

export const frameworks: readonly Framework[] = [xcode, flutter, expo, nativeScript, capacitor, reactNative, cordova, maui, tauri];
