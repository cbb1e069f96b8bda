/** How to install a package on a phone: what Android 8 and newer ask before they accept it. */

import { type AndroidFormat } from '../../core/packages/packageEntries.ts';

export const installSteps: Readonly<Record<AndroidFormat, { readonly title: string; readonly steps: readonly string[] }>> = {
  apk: {
    title: 'What to do on the phone',
    steps: [
      'Tap the button. If the browser warns that this type of file can be harmful, choose “Download anyway”.',
      'Open the downloaded file from the notification or the “Files” app.',
      'The first time, Android blocks unknown apps from this source. Tap “Settings”, turn on “Allow from this source”, and go back.',
      'Tap “Install”. If Play Protect offers to scan the app first, you can accept.',
      'If “App not installed” appears and an older copy is on the phone, that copy was signed with a different key. Uninstall it first; this also deletes its data.',
      'Afterwards, you can turn off “Allow from this source”.',
    ],
  },
  aab: {
    title: 'What this file is for',
    steps: [
      'An app bundle is for Google Play; phones cannot install it directly.',
      'Upload it in the Play Console, for example to internal testing; testers then install the app from Google Play.',
      'To install without Google Play, create and share a package with build type “release”.',
    ],
  },
};
