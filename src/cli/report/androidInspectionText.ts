/** An inspected Android package for people: identity first, then what it may do, what is in it, and who signed it. */

import { type Component } from '../../core/packages/manifestFacts.ts';
import { type AndroidInspection } from '../../core/packages/androidInspection.ts';
import { fingerprintText } from '../../core/base/fingerprintText.ts';
import { keyText } from '../../core/packages/signingSummary.ts';
import { apkSchemeTitles } from '../../core/signing/android/apkVerification.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { writePartSizes } from './partSizesText.ts';

export function writeAndroidInspection(page: TextPage, path: string, inspection: AndroidInspection): void {
  const { permissionUses, features = [], components = [], libraries, signing, isManifestReadable } = inspection;
  page.heading(`${inspection.label ?? inspection.appIdentifier ?? 'Unnamed app'} ${inspection.version ?? ''}`.trimEnd());
  // What a manifest that was read does not say is left out; of one that was not, nothing is known.
  const said = (value: string | number | undefined): string | number | undefined => value ?? (isManifestReadable ? undefined : 'unknown');
  page.facts([
    ['File', path],
    ['Format', inspection.format.toUpperCase()],
    ['App identifier', inspection.appIdentifier ?? 'unknown'],
    ['Version', said(inspection.version)],
    ['Version code', said(inspection.versionCode)],
    ['Size', `${inspection.sizeBytes} bytes`],
    ['Minimum SDK', said(inspection.minSdk ?? inspection.minSdkCodename)],
    ['Target SDK', said(inspection.targetSdk ?? inspection.targetSdkCodename)],
    ['Debuggable', inspection.debuggable ?? 'unknown'],
    ['ABIs', inspection.abis.length === 0 ? 'all (no native libraries)' : inspection.abis.join(', ')],
    ['Modules', inspection.bundle?.modules.join(', ')],
    [
      'Labels',
      Object.entries(inspection.localizedLabels ?? {})
        .map(([tag, label]) => `${tag}: ${label}`)
        .join(', ') || undefined,
    ],
  ]);
  if (!permissionUses) page.heading('Permissions').line('  unknown');
  else if (permissionUses.length > 0) {
    page.heading('Permissions');
    for (const { name, maxSdk } of permissionUses) page.line(`  ${name}${maxSdk === undefined ? '' : ` (up to API level ${maxSdk})`}`);
  }
  if (features.length > 0) {
    page.heading('Features');
    for (const { name, required } of features) page.line(`  ${name}${required ? '' : ' (not required)'}`);
  }
  if (components.length > 0) {
    page.heading('Components');
    page.table(['Kind', 'Name', 'Exported', 'Reachable'], components.map(componentRow));
  }
  writePartSizes(page, inspection.sizes, inspection.sizeBytes);
  if (libraries.length > 0) {
    page.heading('Native libraries');
    const rows = libraries.map(({ path: name, sizeBytes, isStored, isAlignedTo16k }) => [
      name,
      sizeBytes,
      isStored,
      isAlignedTo16k ?? 'unknown',
    ]);
    page.table(['Library', 'Bytes', 'Stored', '16 KB pages'], rows);
  }
  page.heading('Signatures');
  const schemes = Object.entries(signing.schemes).filter(([, isThere]) => isThere);
  page.line(schemes.length === 0 ? '  none: the package is not signed' : `  ${schemes.map(([name]) => apkSchemeTitles[name]).join(', ')}`);
  if (schemes.length > 0 && signing.signers.length === 0) page.line('  signed by: unknown; no certificate can be read');
  for (const signer of signing.signers) {
    page.facts([
      ['  Subject', signer.subject],
      ['  Key', keyText(signer)],
      ['  Valid', `${signer.notBefore.slice(0, 10)} to ${signer.notAfter.slice(0, 10)}`],
      ['  SHA-256', fingerprintText(signer.sha256)],
    ]);
  }
}

function componentRow({ kind, name, exported, isReachable }: Component): (string | boolean)[] {
  return [kind, name, exported === null ? 'unknown' : (exported ?? 'not said'), isReachable ?? 'unknown'];
}
