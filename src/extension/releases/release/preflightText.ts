/** Findings of the pre-flight as people read them. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type PreflightFinding } from '../../../releases/client/preflight.ts';

export function preflightText(finding: PreflightFinding): string {
  switch (finding.kind) {
    case 'group-missing':
      return vscode.l10n.t('The group {0} does not exist on the server', finding.group);
    case 'notes-too-long':
      return vscode.l10n.t('The release notes have {0} characters; {1} are allowed', finding.length, finding.longest);
    case 'not-signed':
      return vscode.l10n.t('The package is not signed, so devices cannot install it');
    case 'version-missing':
      return vscode.l10n.t('The package has no version code; create it again with one');
    case 'store-profile':
      return vscode.l10n.t('The package has an App Store profile, which no device can install. Sign it with an ad hoc profile');
    case 'other-identifier':
      return vscode.l10n.t('The app identifier is {0}, and earlier releases of this app have {1}', finding.now, finding.before);
    case 'debug-build':
      return vscode.l10n.t('This is a debug build');
    case 'file-changed':
      return vscode.l10n.t('The file has changed since the package was created');
    case 'other-signer':
      return vscode.l10n.t('It is signed with another certificate than the last release; Android does not install it as an update');
    case 'version-not-higher':
      return vscode.l10n.t(
        'The version code {0} is not higher than {1}, which {2} has; devices do not install it as an update',
        finding.now,
        finding.before,
        finding.group,
      );
    case 'devices-missing':
      return vscode.l10n.t('The provisioning profile does not list these devices of testers: {0}', finding.devices.join(', '));
    case 'new-permissions':
      return vscode.l10n.t('New permissions since the last release: {0}', finding.permissions.join(', '));
    case 'much-larger':
      return vscode.l10n.t('It grew from {0} to {1}', formatByteSize(finding.before), formatByteSize(finding.now));
  }
}
