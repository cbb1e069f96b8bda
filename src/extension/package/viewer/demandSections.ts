/** What the app asks for and offers: permissions, entitlements, features, components, and what it carries with it. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type AndroidInspection } from '../../../core/packages/androidInspection.ts';
import { type IpaInspection } from '../../../core/packages/ipa/ipaInspection.ts';
import { type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { codeFact } from '../../signing/viewer/certificateFacts.ts';
import { factsPart } from './factsPart.ts';
import { nestedKindName, unknownText, yesNoOrUnknown, yesOrNo } from './packageNames.ts';
import { tableSection } from './tableSection.ts';
import { type PackageButtons, type PackageViewInput } from './packageViewInput.ts';

export function demandSections({ inspection, seal }: PackageViewInput, buttons: PackageButtons): readonly AssetSection[] {
  if (!inspection) return [];
  // With the seal, entitlements are compared with what the profile grants.
  return inspection.format === 'ipa' ? iosSections(inspection, seal === undefined, buttons) : androidSections(inspection);
}

/** A list in a title: how many, or that it is not known. */
function countOf(items: readonly unknown[] | undefined): number | string {
  return items?.length ?? unknownText();
}

function whenNone(items: readonly unknown[] | undefined): string {
  return items
    ? vscode.l10n.t('The app requests no permissions.')
    : vscode.l10n.t('The package cannot be read, so its permissions are unknown.');
}

function androidSections({
  permissionUses,
  features = [],
  components = [],
  libraries,
  dexFiles,
}: AndroidInspection): readonly AssetSection[] {
  const until = (maxSdk: number | undefined): string => (maxSdk === undefined ? '' : vscode.l10n.t('up to API level {0}', maxSdk));
  return [
    ...tableSection({
      id: 'permissions',
      title: vscode.l10n.t('Permissions ({0})', countOf(permissionUses)),
      columns: [{ title: vscode.l10n.t('Permission'), isCode: true }, { title: vscode.l10n.t('Note') }],
      rows: (permissionUses ?? []).map(({ name, maxSdk }) => [name, until(maxSdk)]),
      whenEmpty: whenNone(permissionUses),
    }),
    ...tableSection({
      id: 'features',
      title: vscode.l10n.t('Features ({0})', features.length),
      columns: [{ title: vscode.l10n.t('Feature'), isCode: true }, { title: vscode.l10n.t('Required') }],
      rows: features.map(({ name, required }) => [name, yesOrNo(required)]),
    }),
    ...tableSection({
      id: 'components',
      title: vscode.l10n.t('Components ({0})', components.length),
      columns: [
        { title: vscode.l10n.t('Name'), isCode: true },
        { title: vscode.l10n.t('Type') },
        { title: vscode.l10n.t('Exported') },
        { title: vscode.l10n.t('Permission'), isCode: true },
      ],
      rows: components.map(({ kind, name, exported, isReachable, permission = '' }) => [
        name,
        kind,
        exported === undefined ? vscode.l10n.t('{0} (not declared)', yesNoOrUnknown(isReachable)) : yesNoOrUnknown(exported),
        permission,
      ]),
    }),
    ...tableSection({
      id: 'libraries',
      title: vscode.l10n.t('Native libraries ({0})', libraries.length),
      columns: [
        { title: vscode.l10n.t('File'), isCode: true },
        { title: vscode.l10n.t('Unpacked'), isNumber: true },
        { title: vscode.l10n.t('Uncompressed') },
        { title: vscode.l10n.t('16 KB pages') },
      ],
      rows: libraries.map(({ path, sizeBytes, isStored, isAlignedTo16k }) => [
        path,
        formatByteSize(sizeBytes),
        yesOrNo(isStored),
        yesNoOrUnknown(isAlignedTo16k),
      ]),
    }),
    ...tableSection({
      id: 'code',
      title: vscode.l10n.t('Code ({0})', dexFiles.length),
      columns: [
        { title: vscode.l10n.t('File'), isCode: true },
        { title: vscode.l10n.t('Version') },
        { title: vscode.l10n.t('Classes'), isNumber: true },
        { title: vscode.l10n.t('Methods'), isNumber: true },
      ],
      rows: dexFiles.map(({ path, version = unknownText(), classes, methods }) => [path, version, count(classes), count(methods)]),
    }),
  ];
}

function count(value: number | undefined): string {
  return value?.toLocaleString(vscode.env.language) ?? unknownText();
}

/** Apple has some hundred of them. */
const mostEntitlements = 400;

function iosSections(inspection: IpaInspection, hasEntitlements: boolean, buttons: PackageButtons): readonly AssetSection[] {
  const { usageDescriptions, capabilities = [] } = inspection;
  const reasons = usageDescriptions && Object.entries(usageDescriptions);
  const entitlements = hasEntitlements ? Object.entries(inspection.entitlements ?? {}) : [];
  const facts = entitlements
    .slice(0, mostEntitlements)
    .flatMap(([key, value]) => codeFact(key, typeof value === 'string' ? value : JSON.stringify(value, null, 2), buttons));
  return [
    ...tableSection({
      id: 'permissions',
      title: vscode.l10n.t('Permissions ({0})', countOf(reasons)),
      columns: [{ title: vscode.l10n.t('Permission'), isCode: true }, { title: vscode.l10n.t('Usage description') }],
      rows: reasons ?? [],
      whenEmpty: whenNone(reasons),
    }),
    ...(entitlements.length === 0
      ? []
      : [
          {
            id: 'entitlements',
            title: vscode.l10n.t('Entitlements ({0})', entitlements.length),
            badges: [],
            parts: [factsPart(facts, 'codes')],
          },
        ]),
    ...tableSection({
      id: 'features',
      title: vscode.l10n.t('Required device capabilities ({0})', capabilities.length),
      columns: [{ title: vscode.l10n.t('Feature'), isCode: true }],
      rows: capabilities.map((name) => [name]),
    }),
    ...tableSection({
      id: 'contents',
      title: vscode.l10n.t('Embedded bundles ({0})', inspection.nested.length),
      columns: [
        { title: vscode.l10n.t('Path'), isCode: true },
        { title: vscode.l10n.t('Type') },
        { title: vscode.l10n.t('App identifier'), isCode: true },
        { title: vscode.l10n.t('Version') },
      ],
      rows: inspection.nested.map(({ kind, path, appIdentifier = '', version = '' }) => [
        path.slice(inspection.appFolder.length + 1),
        nestedKindName(kind),
        appIdentifier,
        version,
      ]),
    }),
  ];
}
