/** How to install a package on a phone: what Android 8 and newer, and iOS by the kind of profile, ask before they accept it. */

import { type AndroidFormat } from '../../core/packages/packageEntries.ts';
import { type ProfileKind } from '../../core/formats/provisioning-profile/provisioningProfile.ts';

export interface InstallSteps {
  readonly title: string;
  readonly steps: readonly string[];
}

/** Google's pages disagree, so nothing is promised and the text has a date (developer.android.com/developer-verification). */
export const developerVerification =
  'Developer verification, as of November 2026: in Brazil, Indonesia, Singapore and Thailand, certified Android devices may refuse apps whose package name is not registered with Google by its developer; other countries follow in 2027. If your device refuses the app, tell the developer.';

export const packageSteps: Readonly<Record<AndroidFormat | 'other', InstallSteps>> = {
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
  other: {
    title: 'How to install it',
    steps: [
      'Download the file.',
      'Compare its SHA-256 with the one below: certutil -hashfile FILE SHA256 on Windows, shasum -a 256 FILE on macOS, sha256sum FILE on Linux.',
      'Open the file with the installer of your system, or unpack it if it is an archive.',
    ],
  },
};

const openInSafari = 'Open this page in Safari on the iPhone or iPad.';
const tapInstall =
  'Tap “Install” here, and “Install” again when iOS asks. The app appears on the Home Screen; this page cannot show the progress.';
const wrongDevice =
  'If iOS cannot install the app, this device is probably not in its provisioning profile. Send its identifier (UDID) to the developer.';

const iosSteps: Readonly<Record<ProfileKind, readonly string[]>> = {
  'ad-hoc': [openInSafari, tapInstall, wrongDevice],
  development: [
    openInSafari,
    tapInstall,
    'From iOS 16 on, turn on Settings › Privacy & Security › Developer Mode to open the app. The device restarts.',
    wrongDevice,
  ],
  'in-house': [
    openInSafari,
    tapInstall,
    'The first time, open Settings › General › VPN & Device Management, choose the developer, and tap “Trust”. From iOS 18 on, the device restarts for this.',
    'Use the app only if you belong to the organization that made it.',
  ],
  'app-store': [
    'This package is for the App Store; devices cannot install it directly.',
    'Upload it to App Store Connect; testers then install it with TestFlight.',
    'To install without TestFlight, create a package with build type “ad-hoc”.',
  ],
};

/** `hasLink`: the page is on https and can start the installation. */
export function iosStepsFor(kind: ProfileKind | undefined, hasLink: boolean): InstallSteps {
  if (kind === 'app-store') return { title: 'What this file is for', steps: iosSteps[kind] };
  if (kind === undefined)
    return {
      title: 'What this file is for',
      steps: ['This package has no provisioning profile that can be read, so devices do not install it. Sign it with a profile first.'],
    };
  if (hasLink) return { title: 'What to do on the device', steps: iosSteps[kind] };
  return {
    title: 'How to install it',
    steps: [
      'iOS installs apps only from an https address, and this page has an http address. Ask for an https link.',
      'Or download the file on a Mac and drag it onto the device in the Finder, or in Xcode › Window › Devices and Simulators.',
    ],
  };
}
