/** Halting, resuming, rolling out and promoting what is at a store, from the tree and from Show Store Status…. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type PhaseChange } from '../../../core/stores/app-store-connect/appStoreVersions.ts';
import { type GalleryPhaseChange } from '../../../core/stores/appgallery/galleryPhases.ts';
import { type LiveRelease, type TrackChange } from '../../../core/stores/google-play/trackChange.ts';
import { storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askSubmission, changeBuild, submissionText, type BuildChange, type BuildSubject } from './buildChanges.ts';
import { type StoreRow, type StoreRowSubject } from './storeRows.ts';
import { withStoreProgress, type StoreParts } from './storeParts.ts';

type StoreChange =
  | { readonly kind: 'track'; readonly change: TrackChange; readonly asksShare?: boolean }
  | { readonly kind: 'phase'; readonly change: PhaseChange }
  | { readonly kind: 'release-version' }
  | { readonly kind: 'gallery'; readonly change: GalleryPhaseChange; readonly asksShare?: boolean }
  | { readonly kind: 'console'; readonly page: string }
  | { readonly kind: 'build'; readonly subject: BuildSubject; readonly change: BuildChange }
  | { readonly kind: 'testers'; readonly track: string };

interface ChangeChoice {
  readonly label: string;
  readonly change: StoreChange;
}

/** What can be done with a row; empty where there is nothing. */
export function choicesFor(subject: StoreRowSubject | undefined): readonly ChangeChoice[] {
  switch (subject?.kind) {
    case 'play':
      return changesOf(subject.release);
    case 'phases':
      return [
        subject.isPaused
          ? { label: vscode.l10n.t('Resume Phased Release'), change: { kind: 'phase', change: 'resume' } }
          : { label: vscode.l10n.t('Pause Phased Release'), change: { kind: 'phase', change: 'pause' } },
        { label: vscode.l10n.t('Release to Everyone'), change: { kind: 'phase', change: 'complete' } },
      ];
    case 'waiting-version':
      return [{ label: vscode.l10n.t('Release This Version'), change: { kind: 'release-version' } }];
    case 'beta-build':
      return [
        { label: vscode.l10n.t('Submit to App Store Review…'), change: { kind: 'build', subject, change: { kind: 'submit' } } },
        { label: vscode.l10n.t('Expire Build'), change: { kind: 'build', subject, change: { kind: 'expire' } } },
      ];
    case 'gallery-phase':
      return phaseChangesOf(subject);
    case 'console':
      return [consoleChoice(subject.page)];
    case undefined:
      return [];
  }
}

function consoleChoice(page: string): ChangeChoice {
  return { label: vscode.l10n.t('Open in the Console of the Store'), change: { kind: 'console', page } };
}

/** What AppGallery can do with a release by phases. */
function phaseChangesOf({ isHalted, fraction, page }: Extract<StoreRowSubject, { kind: 'gallery-phase' }>): readonly ChangeChoice[] {
  const of = (label: string, change: GalleryPhaseChange, asksShare = false): ChangeChoice => ({
    label,
    change: { kind: 'gallery', change, asksShare },
  });
  return [
    isHalted ? of(vscode.l10n.t('Resume Rollout'), 'resume') : of(vscode.l10n.t('Halt Rollout'), 'halt'),
    of(vscode.l10n.t('Change Share of People…'), fraction ?? 0.5, true),
    of(vscode.l10n.t('Release to Everyone'), 'complete'),
    consoleChoice(page),
  ];
}

/** What can be done with a release of Google Play where it is. Only closed tracks have testers that its API knows. */
function changesOf(release: LiveRelease): readonly ChangeChoice[] {
  const { track } = release;
  const isClosed = !['internal', 'beta', 'production'].includes(track);
  return [
    ...trackChangesOf(release),
    ...(isClosed ? [{ label: vscode.l10n.t('Testers…'), change: { kind: 'testers', track } as const }] : []),
  ];
}

function trackChangesOf({ track, state, versionCodes }: LiveRelease): readonly ChangeChoice[] {
  const of = (label: string, change: TrackChange, asksShare = false): ChangeChoice => ({
    label,
    change: { kind: 'track', change, asksShare },
  });
  const rollout = { kind: 'rollout', track, countries: undefined } as const;
  const complete = of(vscode.l10n.t('Release to Everyone'), { ...rollout, rollout: 'complete' });
  const share = of(vscode.l10n.t('Change Share of People…'), { ...rollout, rollout: 0.5 }, true);
  if (state === 'in-progress') return [of(vscode.l10n.t('Halt Rollout'), { kind: 'halt', track }), share, complete];
  if (state === 'halted') return [of(vscode.l10n.t('Resume Rollout'), { kind: 'resume', track }), complete];
  if (state !== 'completed' || track === 'production') return [];
  const versionCode = versionCodes.length === 0 ? undefined : Math.max(...versionCodes);
  const promoted = { kind: 'promote', from: track, versionCode, countries: undefined, notes: new Map() } as const;
  return [
    of(vscode.l10n.t('Promote to Production…'), { ...promoted, to: 'production', rollout: 0.1 }, true),
    ...['alpha', 'beta']
      .filter((to) => to !== track)
      .map((to) => of(vscode.l10n.t('Promote to {0}', to), { ...promoted, to, rollout: 'complete' })),
  ];
}

/** Asks what, asks again before it is done, and says that it is done. */
export async function changeStoreRow(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld'>,
  account: StoreAccount,
  appIdentifier: string,
  { label, description, subject }: StoreRow,
): Promise<void> {
  const choices = choicesFor(subject);
  if (choices.length === 0) return;
  const store = storeTitles[account.store];
  const placeHolder = subject?.kind === 'console' ? vscode.l10n.t('The API of {0} changes nothing here.', store) : description;
  const chosen = await vscode.window.showQuickPick(choices, { title: label, placeHolder, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  if (chosen.change.kind === 'testers') {
    const { showTesters } = await import('./playTesters.ts');
    return await showTesters(parts, account, appIdentifier, chosen.change.track);
  }
  if (chosen.change.kind === 'console') return await openWebPage(chosen.change.page);
  const change = await withSubmission(await withShare(chosen.change));
  const text = vscode.l10n.t('{0}: {1}?', `${appIdentifier}, ${label}`, chosen.label);
  const detail = change.kind === 'build' ? buildText(change.change) : shareText(change);
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  if ((await vscode.window.showWarningMessage(text, options, chosen.label)) !== chosen.label) throw Failure.of('cancelled', {});
  const isSentForReview = await withStoreProgress(chosen.label, async (signal) => applied(parts, account, appIdentifier, change, signal));
  const byHand = isSentForReview ? '' : ` ${vscode.l10n.t('Send the changes for review in the Play Console.')}`;
  void vscode.window.showInformationMessage(`${vscode.l10n.t('Changed on {0}.', storeTitles[account.store])}${byHand}`);
}

async function withSubmission(change: StoreChange): Promise<StoreChange> {
  if (change.kind !== 'build' || change.change.kind !== 'submit') return change;
  return { ...change, change: { kind: 'submit', submission: await askSubmission() } };
}

function buildText(change: BuildChange): string | undefined {
  if (change.kind === 'expire') return vscode.l10n.t('No one can install it any more. This cannot be undone.');
  return change.submission && submissionText(change.submission);
}

function shareText(change: StoreChange): string | undefined {
  const share = shareOf(change);
  return share === undefined ? undefined : vscode.l10n.t('{0} % of people get it.', Number((share * 100).toFixed(4)));
}

/** Of people who get it afterwards; `undefined` where a change has none. */
function shareOf(change: StoreChange): number | undefined {
  const share = change.kind === 'gallery' ? change.change : change.kind === 'track' && 'rollout' in change.change && change.change.rollout;
  return typeof share === 'number' ? share : undefined;
}

/** Above 0 and up to 100; `undefined` for anything else. */
export function percentOf(text: string): number | undefined {
  const percent = /^\d{1,3}(?:[.,]\d{1,4})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN;
  return percent > 0 && percent <= 100 ? percent : undefined;
}

async function withShare(change: StoreChange): Promise<StoreChange> {
  if ((change.kind !== 'track' && change.kind !== 'gallery') || change.asksShare !== true) return change;
  const share = shareOf(change);
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Share of People'),
    prompt: vscode.l10n.t('Percent of people who get it. 100 is everyone.'),
    value: share === undefined ? '100' : String(Number((share * 100).toFixed(4))),
    validateInput: (text) => (percentOf(text) === undefined ? vscode.l10n.t('Enter a number above 0 and up to 100') : undefined),
    ignoreFocusOut: true,
  });
  const percent = percentOf(given ?? '');
  if (percent === undefined) throw Failure.of('cancelled', {});
  const rollout = percent === 100 ? 'complete' : percent / 100;
  if (change.kind === 'gallery') return { ...change, change: rollout };
  return 'rollout' in change.change ? { ...change, change: { ...change.change, rollout } } : change;
}

/** Whether the store reviews the change without anyone sending it. */
async function applied(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld'>,
  account: StoreAccount,
  appIdentifier: string,
  change: StoreChange,
  signal: AbortSignal,
): Promise<boolean> {
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const { connectAccountOf, galleryAccountOf, playAppOf } = await import('../../../core/workflow/stores/openStore.ts');
  if (change.kind === 'track') {
    const { changeRelease } = await import('../../../core/stores/google-play/playChanges.ts');
    return (await changeRelease(world, playAppOf(source, appIdentifier, signal), change.change)).isSentForReview;
  }
  if (change.kind === 'gallery') {
    const { changeGalleryPhase } = await import('../../../core/stores/appgallery/galleryPhases.ts');
    await changeGalleryPhase(world, galleryAccountOf(source, signal), appIdentifier, change.change);
    return true;
  }
  const [{ findConnectApp, withConnect }, { changePhase, releaseByHand }] = await Promise.all([
    import('../../../core/stores/app-store-connect/connectAccess.ts'),
    import('../../../core/stores/app-store-connect/appStoreVersions.ts'),
  ]);
  await withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => {
    const app = await findConnectApp(api, appIdentifier);
    if (change.kind === 'build') await changeBuild(api, app, change.subject, change.change);
    else await (change.kind === 'phase' ? changePhase(api, app.id, change.change) : releaseByHand(api, app.id));
  });
  return true;
}
