/** How near the end of an asset's validity is, in the words and colours that every view uses. */

import * as vscode from 'vscode';

export type Expiry = 'valid' | 'soon' | 'expired';

const dayMs = 24 * 60 * 60 * 1000;
const soonDays = 30;

export function expiryOf(validUntil: Date, now: Date): Expiry {
  if (validUntil.getTime() <= now.getTime()) return 'expired';
  return validUntil.getTime() - now.getTime() < soonDays * dayMs ? 'soon' : 'valid';
}

export function expiryText(validUntil: Date, now: Date): string {
  const date = validUntil.toLocaleDateString(vscode.env.language, { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
  switch (expiryOf(validUntil, now)) {
    case 'expired':
      return vscode.l10n.t('expired {0}', date);
    case 'soon':
      return vscode.l10n.t('expires {0}', date);
    case 'valid':
      return vscode.l10n.t('valid until {0}', date);
  }
}
