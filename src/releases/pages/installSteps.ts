/** What a device will ask before it accepts a package, in plain words, as Android 8 and newer ask it. */

import { type AndroidFormat } from '../../core/packages/packageEntries.ts';

export const installSteps: Readonly<Record<AndroidFormat, { readonly title: string; readonly steps: readonly string[] }>> = {
  apk: {
    title: 'What the phone will ask',
    steps: [
      'Tap the button. The browser may warn that this kind of file can be harmful: choose “Download anyway”.',
      'Open the downloaded file, from the notification or from the app “Files”.',
      'The first time, Android says that this source may not install unknown apps: tap “Settings”, switch on “Allow from this source”, and go back.',
      'Tap “Install”. Play Protect may offer to scan the app first: that is fine.',
      'If it says “App not installed” and an older copy is on the phone, that copy was signed with another key: remove it first, which also removes its data.',
      'Afterwards you can switch “Allow from this source” off again.',
    ],
  },
  aab: {
    title: 'What this file is for',
    steps: [
      'An app bundle is what Google Play takes: it cannot be installed on a phone as it is.',
      'Upload it in the Play Console, to internal testing for example: testers then install the app from Google Play.',
      'To install without Google Play, create a package with build type “release” and share that.',
    ],
  },
};
