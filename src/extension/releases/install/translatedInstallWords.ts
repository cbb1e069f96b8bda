/** Every word of the install panel, in the language of the window. */

import * as vscode from 'vscode';
import { issueText } from '../../shared/errors/tableText.ts';
import { type InstallWords } from './installWords.ts';

export function translatedInstallWords(): InstallWords {
  return {
    strings: {
      scanTitle: vscode.l10n.t('Install on a phone'),
      webTitle: vscode.l10n.t('Web app link'),
      factsTitle: vscode.l10n.t('Package'),
      issuesTitle: vscode.l10n.t('Problems for phones and stores'),
      copy: vscode.l10n.t('Copy'),
      copyLink: vscode.l10n.t('Copy Link'),
      open: vscode.l10n.t('Open'),
      saveSvg: vscode.l10n.t('Save as SVG…'),
      savePng: vscode.l10n.t('Save as PNG…'),
      error: vscode.l10n.t('Error'),
      warning: vscode.l10n.t('Warning'),
      info: vscode.l10n.t('Note'),
    },
    facts: {
      appIdentifier: vscode.l10n.t('App identifier'),
      version: vscode.l10n.t('Version (code)'),
      buildType: vscode.l10n.t('Build type'),
      engine: vscode.l10n.t('Engine version'),
      created: vscode.l10n.t('Created'),
      createdBy: vscode.l10n.t('Created by'),
      commit: vscode.l10n.t('Commit'),
      size: vscode.l10n.t('Size'),
      sha256: vscode.l10n.t('SHA-256'),
      signer: vscode.l10n.t('Signed by'),
      signerSha256: vscode.l10n.t('SHA-256 of the certificate'),
      minSdk: vscode.l10n.t('Runs on'),
      file: vscode.l10n.t('File'),
    },
    actions: {
      share: vscode.l10n.t('Share on Local Network'),
      newLink: vscode.l10n.t('New Link'),
      shareOverHttps: vscode.l10n.t('Share Over HTTPS…'),
      stopSharing: vscode.l10n.t('Stop Sharing'),
      download: vscode.l10n.t('Download Package As…'),
      reveal: vscode.l10n.t('Reveal Package'),
      inspect: vscode.l10n.t('Inspect Package'),
      createPackage: vscode.l10n.t('Create Package'),
      manageTrust: vscode.l10n.t('Manage Workspace Trust'),
    },
    buildTypes: {
      debug: vscode.l10n.t('debug: for developers'),
      release: vscode.l10n.t('release'),
      'app-bundle': vscode.l10n.t('app-bundle: for Google Play'),
      'app-store': vscode.l10n.t('app-store: for the App Store and TestFlight'),
    },
    time: (time) => time.toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
    bytes: (count) => vscode.l10n.t('{0} bytes', count.toLocaleString(vscode.env.language)),
    place: (path) => vscode.workspace.asRelativePath(path),
    uncommitted: vscode.l10n.t('with uncommitted changes'),
    iosOrNewer: (version) => vscode.l10n.t('iOS {0} or newer', version),
    orNewer: (android, level) => vscode.l10n.t('{0} or newer (API level {1})', android, level),
    reading: vscode.l10n.t('Reading the package…'),
    making: vscode.l10n.t('Creating the link…'),
    linkCode: (name) => vscode.l10n.t('QR code for the installation link of {0}', name),
    webCode: vscode.l10n.t('QR code for the web app’s address'),
    webNote: vscode.l10n.t('Opens the web app in the browser without installing it.'),
    until: (time) => vscode.l10n.t('Works until {0}, or until sharing stops or this window closes.', time),
    onlyHere: vscode.l10n.t(
      'Phones cannot reach this address; it works on this computer only. Set mobileDistribution.sharing.address to an address on your network, make the forwarded port public in the Ports view if the workspace is remote, or download the package.',
    ),
    needsHttps: vscode.l10n.t(
      'iPhone and iPad install apps only from an https address. With this link, they can only download the file; share over HTTPS instead.',
    ),
    off: {
      text: vscode.l10n.t('Not shared'),
      detail: vscode.l10n.t('Share the package with phones on the same network to get a QR code.'),
    },
    ended: {
      text: vscode.l10n.t('The link has expired'),
      detail: vscode.l10n.t('Phones can no longer use it to download the package.'),
    },
    restricted: {
      text: vscode.l10n.t('Sharing is off in Restricted Mode'),
      detail: vscode.l10n.t('Trust this workspace to create an installation link.'),
    },
    missing: {
      text: vscode.l10n.t('The package file is not on this machine'),
      detail: vscode.l10n.t(
        'It was deleted or created on another machine; the repository contains only its record. Create the package again, or get the file from the person who created it.',
      ),
    },
    changed: {
      text: vscode.l10n.t('The file does not match the recorded package'),
      detail: vscode.l10n.t(
        'It has changed since it was recorded, so it is not shared. Create the package again, or use Inspect Package to see what the file contains now.',
      ),
    },
    bundle: {
      text: vscode.l10n.t('Phones cannot install app bundles'),
      detail: vscode.l10n.t(
        'Upload it in the Google Play Console, for example to internal app sharing or closed testing; testers then install the app from Google Play. To install directly, use Release Package… (a release server gives groups an APK) or Install on Device…, or create an APK with mdist package convert on the command line.',
      ),
    },
    storeOnly: {
      text: vscode.l10n.t('Devices cannot install this package directly'),
      detail: vscode.l10n.t(
        'Its provisioning profile is for the App Store, or it has none. Upload it to App Store Connect, or sign it again with an ad hoc, development or in-house profile.',
      ),
    },
    unreadable: {
      text: vscode.l10n.t('Phones cannot install this file'),
      detail: vscode.l10n.t('Use Inspect Package to see what is wrong with it.'),
    },
    stepsTitle: vscode.l10n.t('What to do on the phone'),
    steps: [
      vscode.l10n.t('Scan the code with the camera and open the page.'),
      vscode.l10n.t('Tap the button. If the browser warns that this type of file can be harmful, choose “Download anyway”.'),
      vscode.l10n.t('Open the downloaded file from the notification or the “Files” app.'),
      vscode.l10n.t(
        'The first time, Android blocks unknown apps from this source. Tap “Settings”, turn on “Allow from this source”, and go back.',
      ),
      vscode.l10n.t('Tap “Install”. If Play Protect offers to scan the app first, you can accept.'),
      vscode.l10n.t(
        'If “App not installed” appears and an older copy is on the phone, that copy was signed with a different key. Uninstall it first; this also deletes its data.',
      ),
      vscode.l10n.t('Afterwards, you can turn off “Allow from this source”.'),
    ],
    iosSteps: {
      'ad-hoc': [scan(), tapInstall(), wrongDevice()],
      development: [
        scan(),
        tapInstall(),
        vscode.l10n.t('From iOS 16 on, turn on Settings › Privacy & Security › Developer Mode to open the app. The device restarts.'),
        wrongDevice(),
      ],
      'in-house': [
        scan(),
        tapInstall(),
        vscode.l10n.t(
          'The first time, open Settings › General › VPN & Device Management, choose the developer, and tap “Trust”. From iOS 18 on, the device restarts for this.',
        ),
      ],
    },
    issueText,
    debugStep: vscode.l10n.t(
      'This debug package is signed with this machine’s debug key. It cannot replace a copy from a store or another machine.',
    ),
  };
}

function scan(): string {
  return vscode.l10n.t('Scan the code with the camera of the iPhone or iPad, and open the page in Safari.');
}

function tapInstall(): string {
  return vscode.l10n.t('Tap “Install”, and “Install” again when iOS asks. The app appears on the Home Screen.');
}

function wrongDevice(): string {
  return vscode.l10n.t(
    'If iOS cannot install the app, the device is probably not in the provisioning profile. Add it, and use Re-sign for New Devices.',
  );
}
