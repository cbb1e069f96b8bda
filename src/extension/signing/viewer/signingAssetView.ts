/** What is shown of a signing asset. Pure but for the words, which are VS Code's. */

import * as vscode from 'vscode';
import { searchDevices } from '../../../core/assets/provisioning-profile/searchDevices.ts';
import { type AssetSection, type AssetView } from '../../../protocol/assetViewerProtocol.ts';
import { AssetButtons, type AssetContent } from '../../shared/asset-page/assetContent.ts';
import { relatedSection, usesSection } from './belongingSections.ts';
import { issueSection } from './issueSection.ts';
import { foundDevices, profileBadges, profileSections } from './profileSections.ts';
import { type SigningAction, type SigningAssetInput, type SigningButtons } from './signingAssetInput.ts';
import { storeBadges, storeNotice, storeSections } from './storeSections.ts';

export function signingAssetContent(input: SigningAssetInput): AssetContent<SigningAction> {
  const buttons: SigningButtons = new AssetButtons();
  const { file, name, place } = input;
  const { badges, notice, sections } = ofKind(input, buttons);
  const [first, ...rest] = sections;
  const view: AssetView = {
    title: name,
    subtitle: place,
    badges,
    buttons: [],
    busy: '',
    ...(notice && { notice }),
    sections: [
      ...issueSection(input, buttons),
      ...(first ? [first] : []),
      ...usesSection(input, buttons),
      ...relatedSection(input, buttons),
      ...rest,
    ],
  };
  const search = (_: string, text: string) => foundDevices(file.kind === 'profile' ? searchDevices(file.inspection, text) : undefined);
  return { view, actions: buttons.actions, search };
}

interface ShownKind extends Pick<AssetView, 'badges' | 'notice'> {
  readonly sections: readonly AssetSection[];
}

function ofKind(input: SigningAssetInput, buttons: SigningButtons): ShownKind {
  const { file, now } = input;
  switch (file.kind) {
    case 'profile':
      return { badges: profileBadges(file.inspection, now), sections: profileSections(file.inspection, now, buttons) };
    case 'store':
      return {
        badges: storeBadges(file, now),
        notice: storeNotice(file, input.isRemembered, buttons),
        sections: storeSections(file, input, buttons),
      };
    case 'other':
      return { badges: [{ tone: 'error', text: vscode.l10n.t('Not a signing asset') }], sections: [] };
  }
}
