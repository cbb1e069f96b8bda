/** Who the package is: name, identifier, versions, what it runs on. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { type IpaInspection } from '../../../core/packages/ipa/ipaInspection.ts';
import { isDebuggable } from '../../../core/packages/packageInspection.ts';
import { type AssetFact, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { codeFact, textFact } from '../../signing/viewer/certificateFacts.ts';
import { factsPart } from './factsPart.ts';
import { formatName, levelText, unknownText, yesNoOrUnknown, yesOrNo } from './packageNames.ts';
import { type PackageButtons, type PackageViewInput } from './packageViewInput.ts';

export function identitySection(input: PackageViewInput, buttons: PackageButtons): AssetSection {
  const { inspection, sizeBytes, sha256 } = input;
  const facts: AssetFact[] = [];
  if (inspection) {
    facts.push(
      ...textFact(vscode.l10n.t('Name'), inspection.label),
      ...(inspection.appIdentifier === undefined
        ? textFact(vscode.l10n.t('App identifier'), unknownText())
        : codeFact(vscode.l10n.t('App identifier'), inspection.appIdentifier, buttons)),
      ...textFact(vscode.l10n.t('Version'), inspection.version),
      ...textFact(vscode.l10n.t('Version code'), inspection.versionCode === undefined ? undefined : String(inspection.versionCode)),
      ...(inspection.format === 'ipa' ? iosFacts(inspection) : androidFacts(inspection)),
      ...textFact(vscode.l10n.t('Format'), formatName(inspection.format)),
    );
  }
  const exact = vscode.l10n.t('{0} bytes', sizeBytes.toLocaleString(vscode.env.language));
  facts.push(...textFact(vscode.l10n.t('Size'), formatByteSize(sizeBytes), exact), ...codeFact(vscode.l10n.t('SHA-256'), sha256, buttons));
  const title = inspection ? vscode.l10n.t('App') : vscode.l10n.t('File');
  return { id: 'identity', title, badges: [], parts: [factsPart(facts)] };
}

/** As many as people read in a row. */
const mostNames = 40;

function androidFacts(inspection: AndroidInspection): readonly AssetFact[] {
  const { abis, bundle, split, testOnly, debuggable } = inspection;
  const names = Object.entries(inspection.localizedLabels ?? {}).map(([tag, name]) => `${tag}: ${name}`);
  return [
    ...textFact(vscode.l10n.t('Names in other languages'), names.slice(0, mostNames).join(', ')),
    ...textFact(vscode.l10n.t('Minimum Android'), levelText(inspection.minSdk, inspection.minSdkCodename)),
    ...textFact(vscode.l10n.t('Target Android'), levelText(inspection.targetSdk, inspection.targetSdkCodename)),
    ...textFact(vscode.l10n.t('Compiled with'), levelText(inspection.compileSdk, undefined)),
    ...textFact(vscode.l10n.t('Architectures'), abis.length === 0 ? vscode.l10n.t('all (no native libraries)') : abis.join(', ')),
    ...textFact(vscode.l10n.t('Debuggable'), yesNoOrUnknown(debuggable)),
    ...textFact(vscode.l10n.t('Test only'), testOnly === true ? yesOrNo(true) : undefined),
    ...textFact(vscode.l10n.t('Modules'), bundle?.modules.join(', ')),
    ...textFact(vscode.l10n.t('Created by bundletool'), bundle?.bundletoolVersion),
    ...textFact(vscode.l10n.t('Split'), split?.name),
  ];
}

function iosFacts(inspection: IpaInspection): readonly AssetFact[] {
  const { builtFor, minimumOs, deviceFamilies = [], architectures, isEncrypted, urlSchemes = [], backgroundModes = [] } = inspection;
  return [
    ...textFact(vscode.l10n.t('Minimum iOS'), minimumOs ?? builtFor?.minimumOs),
    ...textFact(vscode.l10n.t('Devices'), deviceFamilies.join(', ')),
    ...textFact(vscode.l10n.t('Architectures'), architectures?.join(', ') ?? unknownText()),
    ...textFact(vscode.l10n.t('Built for'), builtFor && vscode.l10n.t('{0}, with the SDK {1}', builtFor.platform, builtFor.sdk)),
    ...textFact(vscode.l10n.t('Debuggable'), yesNoOrUnknown(isDebuggable(inspection))),
    ...textFact(vscode.l10n.t('Encrypted'), isEncrypted === true ? vscode.l10n.t('by the App Store') : undefined),
    ...textFact(vscode.l10n.t('URL schemes'), urlSchemes.map((scheme) => `${scheme}:`).join(', ')),
    ...textFact(vscode.l10n.t('Background modes'), backgroundModes.join(', ')),
  ];
}
