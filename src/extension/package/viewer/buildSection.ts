/** How a package was built, where an app of the workspace has it in its records. */

import * as vscode from 'vscode';
import { type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { textFact } from '../../signing/viewer/certificateFacts.ts';
import { buildFacts } from '../files/buildFacts.ts';
import { factsPart } from './factsPart.ts';
import { type PackageViewInput } from './packageViewInput.ts';

/** Nothing until the file is known to be the one that was recorded. */
export function buildSection({ record, sha256 }: PackageViewInput): readonly AssetSection[] {
  if (!record || record.sha256 !== sha256) return [];
  const created = new Date(record.createdAt).toLocaleString(vscode.env.language);
  const facts = [
    ...textFact(vscode.l10n.t('Created'), created),
    ...textFact(vscode.l10n.t('Created by'), record.createdBy),
    ...textFact(vscode.l10n.t('Build type'), record.buildType),
    ...textFact(vscode.l10n.t('Variant'), record.variant),
    ...buildFacts(record).flatMap(([label, value]) => textFact(label, value)),
  ];
  return [{ id: 'build', title: vscode.l10n.t('Build'), badges: [], parts: [factsPart(facts)] }];
}
