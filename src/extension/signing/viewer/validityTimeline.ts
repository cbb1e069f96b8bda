/** When certificates and profiles are valid, as bars on one axis, with today's mark and the day that Google Play asks for. */

import * as vscode from 'vscode';
import { certificateValidUntil } from '../../../core/assets/keystore/certificateFitness.ts';
import { type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { type Expiry, expiryOf } from '../assets/expiry.ts';
import { layoutTimeline } from '../../shared/asset-page/timeline.ts';
import { dateText, tones } from './certificateFacts.ts';

export interface Period {
  readonly label: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** A profile of a large team has hundreds; the first are those people look for. */
const mostPeriods = 12;

export function validitySection(periods: readonly Period[], now: Date, isForGooglePlay: boolean): readonly AssetSection[] {
  const part = layoutTimeline({
    periods: periods.slice(0, mostPeriods).flatMap(({ label, from, to }) => {
      if (!from || !to || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return [];
      const state = from > now ? 'notYet' : expiryOf(to, now);
      const text = [vscode.l10n.t('{0} to {1}', dateText(from), dateText(to)), ...stateText(state)].join(' · ');
      return [{ label, text, tone: state === 'notYet' ? 'warning' : tones[state], from, to }];
    }),
    now,
    today: vscode.l10n.t('Today, {0}', dateText(now)),
    deadlines: isForGooglePlay ? [{ at: new Date(certificateValidUntil), label: playLabel() }] : [],
    tickLabel: (date, unit) =>
      date.toLocaleDateString(vscode.env.language, { year: 'numeric', timeZone: 'UTC', ...(unit === 'month' && { month: 'short' }) }),
  });
  return part ? [{ id: 'validity', title: vscode.l10n.t('Validity'), badges: [], parts: [part] }] : [];
}

/** What the dates do not say by themselves. */
function stateText(state: Expiry | 'notYet'): readonly string[] {
  switch (state) {
    case 'valid':
      return [];
    case 'soon':
      return [vscode.l10n.t('expires soon')];
    case 'expired':
      return [vscode.l10n.t('expired')];
    case 'notYet':
      return [vscode.l10n.t('not valid yet')];
  }
}

function playLabel(): string {
  return vscode.l10n.t('Google Play: must expire after {0}', dateText(new Date(certificateValidUntil)));
}
