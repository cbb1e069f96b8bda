/** Every word of the install panel, in the language of the window. */

import * as vscode from 'vscode';
import { issueText } from '../../errors/tableText.ts';
import { type InstallWords } from './installWords.ts';

export function translatedInstallWords(): InstallWords {
  return {
    strings: {
      scanTitle: vscode.l10n.t('Install on a phone'),
      webTitle: vscode.l10n.t('Web app link'),
      factsTitle: vscode.l10n.t('Package'),
      issuesTitle: vscode.l10n.t('What phones or stores would object to'),
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
    },
    time: (time) => time.toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
    bytes: (count) => vscode.l10n.t('{0} bytes', count.toLocaleString(vscode.env.language)),
    place: (path) => vscode.workspace.asRelativePath(path),
    uncommitted: vscode.l10n.t('with changes that were not committed'),
    orNewer: (android, level) => vscode.l10n.t('{0} or newer (API level {1})', android, level),
    reading: vscode.l10n.t('Reading the package…'),
    making: vscode.l10n.t('Making the link…'),
    linkCode: (name) => vscode.l10n.t('QR code of the installation link of {0}', name),
    webCode: vscode.l10n.t('QR code of the web app’s address'),
    webNote: vscode.l10n.t('Opens the web app in the browser, without an installation.'),
    until: (time) => vscode.l10n.t('Works until {0}, or until sharing stops or this window closes.', time),
    onlyHere: vscode.l10n.t(
      'A phone does not reach this address: it leads to this computer alone. Name an address of the network in the setting “mobileDistribution.sharing.address”, make the forwarded port public in the Ports view when the workspace is on another machine, or download the package.',
    ),
    off: {
      text: vscode.l10n.t('Not shared'),
      detail: vscode.l10n.t('A QR code appears when the package is shared with phones in the same network.'),
    },
    ended: {
      text: vscode.l10n.t('The link has expired'),
      detail: vscode.l10n.t('Phones can no longer download the package with it.'),
    },
    restricted: {
      text: vscode.l10n.t('Nothing is shared in Restricted Mode'),
      detail: vscode.l10n.t('Trust this workspace to make an installation link.'),
    },
    missing: {
      text: vscode.l10n.t('The package file is not on this machine'),
      detail: vscode.l10n.t(
        'It was deleted, or created on another machine: only the record travels with the repository. Create the package again, or get the file from whoever created it.',
      ),
    },
    changed: {
      text: vscode.l10n.t('The file is not the package that was recorded'),
      detail: vscode.l10n.t(
        'Its content changed since then, so it is not shared under this record. Create the package again; Inspect Package shows what the file is now.',
      ),
    },
    bundle: {
      text: vscode.l10n.t('Phones do not install app bundles'),
      detail: vscode.l10n.t(
        'Upload it in the Google Play Console, to internal app sharing or closed testing for example: testers then install the app from Google Play. For a package that a phone takes as it is, create one with build type release.',
      ),
    },
    unreadable: {
      text: vscode.l10n.t('This file is no package that a phone installs'),
      detail: vscode.l10n.t('Inspect Package says what is wrong with it.'),
    },
    stepsTitle: vscode.l10n.t('What the phone will ask'),
    steps: [
      vscode.l10n.t('Scan the code with the camera and open the page.'),
      vscode.l10n.t('Tap the button. The browser may warn that this kind of file can be harmful: choose “Download anyway”.'),
      vscode.l10n.t('Open the downloaded file, from the notification or from the app “Files”.'),
      vscode.l10n.t(
        'The first time, Android says that this source may not install unknown apps: tap “Settings”, switch on “Allow from this source”, and go back.',
      ),
      vscode.l10n.t('Tap “Install”. Play Protect may offer to scan the app first: that is fine.'),
      vscode.l10n.t(
        'If it says “App not installed” and an older copy is on the phone, that copy was signed with another key: remove it first, which also removes its data.',
      ),
      vscode.l10n.t('Afterwards you can switch “Allow from this source” off again.'),
    ],
    issueText,
    debugStep: vscode.l10n.t(
      'This is a debug package, signed with a key of this machine: it does not install over a copy from a store or from another machine.',
    ),
  };
}
