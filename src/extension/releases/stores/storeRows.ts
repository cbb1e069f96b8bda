/** What of an app is at a store, a row each, as the tree and Show Store Status… show it: what is live, processed, in review or rejected. */

import * as vscode from 'vscode';
import { type LiveRelease, type PlayReview } from '../../../core/stores/google-play/trackChange.ts';
import { type AppStoreVersion } from '../../../core/stores/app-store-connect/appStoreVersions.ts';
import { type BetaBuild } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';
import { type ElsewhereRelease } from '../../../core/workflow/stores/elsewhereStatus.ts';
import { type StoreParts } from './storeParts.ts';
import { type BuildSubject } from './buildChanges.ts';
import { elsewhereState, type StoreRowState } from './storeRowState.ts';

/** What can be changed about a row. */
export type StoreRowSubject =
  | { readonly kind: 'play'; readonly release: LiveRelease }
  | { readonly kind: 'phases'; readonly isPaused: boolean }
  | { readonly kind: 'waiting-version' }
  | { readonly kind: 'gallery-phase'; readonly isHalted: boolean; readonly fraction: number | null; readonly page: string }
  /** What the API of the store cannot change is changed in its console. */
  | { readonly kind: 'console'; readonly page: string }
  | ({ readonly kind: 'beta-build' } & BuildSubject);

export interface StoreRow {
  /** Among the rows of the app. */
  readonly id: string;
  readonly label: string;
  readonly state: StoreRowState;
  readonly description: string;
  readonly subject?: StoreRowSubject;
}

export async function readStoreRows(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld'>,
  account: StoreAccount,
  appIdentifier: string,
  signal: AbortSignal,
): Promise<readonly StoreRow[]> {
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  switch (account.store) {
    case 'google-play': {
      const { playStatus } = await import('../../../core/workflow/stores/playStatus.ts');
      return (await playStatus(world, source, appIdentifier, signal)).releases.map(playRow);
    }
    case 'app-store-connect': {
      const { appleStatus } = await import('../../../core/workflow/stores/appleStatus.ts');
      const { versions, builds, refusedUploads } = await appleStatus(world, source, appIdentifier, signal);
      const refused = refusedUploads.map(({ id, version, build, reasons }): StoreRow => ({
        id,
        label: `TestFlight: ${version} (${build})`,
        state: 'rejected',
        description: reasons.join('; '),
      }));
      return [...versions.map(versionRow), ...refused, ...builds.map(buildRow)];
    }
    case 'intune':
    case 'appgallery':
    case 'firebase': {
      const { elsewhereStatus } = await import('../../../core/workflow/stores/elsewhereStatus.ts');
      const { store } = account;
      const { releases } = await elsewhereStatus(world, store, source, { appIdentifier }, signal);
      return releases.map((release, index) => elsewhereRow(store, release, index));
    }
  }
}

function elsewhereRow(store: OtherStore, release: ElsewhereRelease, index: number): StoreRow {
  const { name, version, versionCode, state, text, url } = release;
  const code = versionCode === null ? null : `(${versionCode})`;
  const label = [name ?? storeTitles[store], version, code].filter((each) => each !== null).join(' ');
  const phase = release.phase?.state === 'ended' ? null : release.phase;
  const page = url ?? consoles[store];
  if (!phase)
    return {
      id: String(index),
      label,
      state: elsewhereState(store, state),
      description: [state, text].filter((each) => each !== null).join(', '),
      subject: { kind: 'console', page },
    };
  const { fraction } = phase;
  const isHalted = phase.state === 'halted';
  const share = fraction === null ? vscode.l10n.t('live in phases') : vscode.l10n.t('live {0} %', percentText(fraction));
  return {
    id: String(index),
    label,
    state: isHalted ? 'halted' : 'rollout',
    description: isHalted ? `${share}, ${vscode.l10n.t('paused')}` : share,
    subject: { kind: 'gallery-phase', isHalted, fraction, page },
  };
}

/** Where people find the app when the store names no page of it. */
const consoles: Readonly<Record<OtherStore, string>> = {
  intune: 'https://intune.microsoft.com/',
  appgallery: 'https://developer.huawei.com/consumer/en/service/josp/agc/index.html',
  firebase: 'https://console.firebase.google.com/',
};

function percentText(fraction: number): string {
  return String(Number((fraction * 100).toFixed(4)));
}

function playRow(release: LiveRelease): StoreRow {
  const states = {
    draft: ['draft', vscode.l10n.t('draft')],
    'in-progress': ['rollout', vscode.l10n.t('live')],
    halted: ['halted', vscode.l10n.t('halted')],
    completed: ['live', vscode.l10n.t('live for everyone')],
    unknown: ['unknown', vscode.l10n.t('state not known')],
  } as const;
  const reviews: Partial<Readonly<Record<PlayReview, readonly ['review' | 'rejected', string]>>> = {
    'in-review': ['review', vscode.l10n.t('in review')],
    'not-approved': ['rejected', vscode.l10n.t('rejected')],
  };
  const review = release.review === null ? undefined : reviews[release.review];
  const [state, text] = review ?? states[release.state];
  const { fraction } = release;
  return {
    id: `${release.track} ${release.versionCodes.join(',')}`,
    label: `${release.track}: ${release.name ?? release.versionCodes.join(', ')}`,
    state,
    description: fraction === null ? text : `${text} ${percentText(fraction)} %`,
    subject: { kind: 'play', release },
  };
}

/** Percent of people on each day of a phased release, as Apple documents it. */
const phasePercents = [1, 2, 5, 10, 20, 50, 100];

function versionRow({ id, version, build, state, phase, phaseDay }: AppStoreVersion): StoreRow {
  const label = `App Store: ${version}${build === null ? '' : ` (${build})`}`;
  const [kind, text] = versionStates()[state ?? ''] ?? (['unknown', state ?? vscode.l10n.t('state not known')] as const);
  const isPaused = phase === 'PAUSED';
  if (kind === 'live' && (phase === 'ACTIVE' || isPaused)) {
    const percent = phasePercents[(phaseDay ?? 1) - 1] ?? 100;
    const shown = vscode.l10n.t('live {0} %', percent);
    return {
      id,
      label,
      state: isPaused ? 'halted' : 'rollout',
      description: isPaused ? `${shown}, ${vscode.l10n.t('paused')}` : shown,
      subject: { kind: 'phases', isPaused },
    };
  }
  const isWaiting = state === 'PENDING_DEVELOPER_RELEASE';
  return { id, label, state: kind, description: text, ...(isWaiting && { subject: { kind: 'waiting-version' } }) };
}

/** Apple's words for a version, and ours. The API gives no reason of a rejection. */
function versionStates(): Readonly<Record<string, readonly [StoreRowState, string]>> {
  const rejected = vscode.l10n.t('rejected; Apple gives the reason in App Store Connect (App Review)');
  return {
    PREPARE_FOR_SUBMISSION: ['draft', vscode.l10n.t('not submitted')],
    READY_FOR_REVIEW: ['draft', vscode.l10n.t('not submitted')],
    DEVELOPER_REJECTED: ['draft', vscode.l10n.t('withdrawn from review')],
    WAITING_FOR_REVIEW: ['review', vscode.l10n.t('waiting for review')],
    IN_REVIEW: ['review', vscode.l10n.t('in review')],
    REJECTED: ['rejected', rejected],
    METADATA_REJECTED: ['rejected', vscode.l10n.t('its listing was rejected; Apple gives the reason in App Store Connect (App Review)')],
    INVALID_BINARY: ['rejected', vscode.l10n.t('its build is invalid; Apple has sent the reason by mail')],
    ACCEPTED: ['waiting', vscode.l10n.t('accepted')],
    PENDING_DEVELOPER_RELEASE: ['waiting', vscode.l10n.t('waits until you release it')],
    PENDING_APPLE_RELEASE: ['waiting', vscode.l10n.t('waits for its date')],
    PROCESSING_FOR_DISTRIBUTION: ['processing', vscode.l10n.t('processing')],
    PROCESSING_FOR_APP_STORE: ['processing', vscode.l10n.t('processing')],
    READY_FOR_DISTRIBUTION: ['live', vscode.l10n.t('live for everyone')],
    READY_FOR_SALE: ['live', vscode.l10n.t('live for everyone')],
    REPLACED_WITH_NEW_VERSION: ['ended', vscode.l10n.t('replaced')],
  };
}

function buildRow({ id, version, build, isExpired, internalState, externalState, processing }: BetaBuild): StoreRow {
  const label = `TestFlight: ${version ?? ''} (${build})`;
  const [state, description] = isExpired
    ? (['ended', vscode.l10n.t('expired')] as const)
    : (buildState(processing ?? '') ??
      betaState(externalState ?? '') ??
      betaState(internalState ?? '') ?? ['unknown', internalState ?? '']);
  const canChange = !isExpired && processing !== 'PROCESSING' && processing !== 'FAILED' && processing !== 'INVALID';
  return { id, label, state, description, ...(canChange && { subject: { kind: 'beta-build', version, build } as const }) };
}

function buildState(processing: string): readonly [StoreRowState, string] | undefined {
  if (processing === 'PROCESSING') return ['processing', vscode.l10n.t('processing')];
  if (processing === 'FAILED' || processing === 'INVALID')
    return ['rejected', vscode.l10n.t('Apple could not process it and has sent the reason by mail')];
  return undefined;
}

/** Of people outside of the team, else of the team. */
function betaState(state: string): readonly [StoreRowState, string] | undefined {
  const texts: Readonly<Record<string, readonly [StoreRowState, string]>> = {
    PROCESSING: ['processing', vscode.l10n.t('processing')],
    PROCESSING_EXCEPTION: ['rejected', vscode.l10n.t('Apple could not process it and has sent the reason by mail')],
    MISSING_EXPORT_COMPLIANCE: ['waiting', vscode.l10n.t('waits for the answer about encryption')],
    IN_EXPORT_COMPLIANCE_REVIEW: ['review', vscode.l10n.t('in review because of its encryption')],
    WAITING_FOR_BETA_REVIEW: ['review', vscode.l10n.t('waiting for beta review')],
    IN_BETA_REVIEW: ['review', vscode.l10n.t('in beta review')],
    BETA_REJECTED: ['rejected', vscode.l10n.t('rejected by beta review; Apple gives the reason in App Store Connect (App Review)')],
    BETA_APPROVED: ['waiting', vscode.l10n.t('approved by beta review')],
    READY_FOR_BETA_TESTING: ['waiting', vscode.l10n.t('ready for testing')],
    READY_FOR_BETA_SUBMISSION: ['waiting', vscode.l10n.t('ready for testing')],
    IN_BETA_TESTING: ['live', vscode.l10n.t('in testing')],
    EXPIRED: ['ended', vscode.l10n.t('expired')],
  };
  return texts[state];
}
