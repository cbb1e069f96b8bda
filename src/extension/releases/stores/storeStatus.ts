/** Show Store Status…: what of an app is live, and halting, resuming, completing or promoting it from there. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type LiveRelease, type TrackChange } from '../../../core/stores/google-play/trackChange.ts';
import { storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';
import { packageToRelease } from '../release/packageToRelease.ts';
import { askAccount, proposedIdentifier, withStoreProgress, type StoreParts } from './storeParts.ts';

interface StatusItem extends vscode.QuickPickItem {
  readonly release?: LiveRelease;
}

export async function showStoreStatus(parts: StoreParts, argument: unknown): Promise<void> {
  const account = await askAccount(parts);
  // A key of Firebase is for one app.
  const appIdentifier = account.appId ?? (await askIdentifier(parts, argument));
  const items = await itemsOf(parts, account, appIdentifier);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing of {0} is at the store.', appIdentifier));
    return;
  }
  const title = vscode.l10n.t('{0} at the store. Choose a release to change it.', appIdentifier);
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (chosen?.release) await changeRelease(parts, account, appIdentifier, chosen.release);
}

/** Of the package that the command is called for; typed otherwise. */
async function askIdentifier(parts: StoreParts, argument: unknown): Promise<string> {
  const value = argument === undefined ? undefined : (await packageToRelease(parts, argument)).candidate.appIdentifier;
  if (value !== undefined) return value;
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Store Status'),
    prompt: vscode.l10n.t('App identifier at the store'),
    placeHolder: 'com.example.app',
    value: await proposedIdentifier(parts),
  });
  if (given === undefined || given.trim() === '') throw Failure.of('cancelled', {});
  return given.trim();
}

async function itemsOf(parts: StoreParts, account: StoreAccount, appIdentifier: string): Promise<readonly StatusItem[]> {
  switch (account.store) {
    case 'google-play':
      return await playItems(parts, account, appIdentifier);
    case 'app-store-connect':
      return await connectItems(parts, account, appIdentifier);
    case 'intune':
    case 'appgallery':
    case 'firebase':
      return await otherItems(parts, { ...account, store: account.store }, appIdentifier);
  }
}

async function otherItems(
  parts: StoreParts,
  account: StoreAccount & { readonly store: OtherStore },
  appIdentifier: string,
): Promise<readonly StatusItem[]> {
  const { elsewhereStatus } = await import('../../../core/workflow/stores/elsewhereStatus.ts');
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const title = vscode.l10n.t('Reading the status from {0}', storeTitles[account.store]);
  const { releases } = await withStoreProgress(title, async (signal) =>
    elsewhereStatus(world, account.store, source, { appIdentifier }, signal),
  );
  return releases.map(({ name, version, versionCode, state, text }) => ({
    label: [name ?? storeTitles[account.store], version, versionCode === null ? null : `(${versionCode})`]
      .filter((each) => each !== null)
      .join(' '),
    description: [state, text].filter((each) => each !== null).join(', '),
  }));
}

async function playItems(parts: StoreParts, account: StoreAccount, appIdentifier: string): Promise<readonly StatusItem[]> {
  const { playStatus } = await import('../../../core/workflow/stores/playStatus.ts');
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const title = vscode.l10n.t('Reading the status from Google Play');
  const { releases } = await withStoreProgress(title, async (signal) => playStatus(world, source, appIdentifier, signal));
  return releases.map((release) => ({
    label: `${release.track}: ${release.name ?? release.versionCodes.join(', ')}`,
    description: stateText(release),
    release,
  }));
}

function stateText({ state, fraction }: LiveRelease): string {
  const texts = {
    draft: vscode.l10n.t('draft'),
    'in-progress': vscode.l10n.t('live'),
    halted: vscode.l10n.t('halted'),
    completed: vscode.l10n.t('live for everyone'),
    unknown: vscode.l10n.t('state not known'),
  } as const;
  return fraction === null ? texts[state] : `${texts[state]} ${Number((fraction * 100).toFixed(4))} %`;
}

async function connectItems(parts: StoreParts, account: StoreAccount, appIdentifier: string): Promise<readonly StatusItem[]> {
  const [{ connectAccountOf }, { findConnectApp, withConnect }, { listVersions }, { listBuilds }] = await Promise.all([
    import('../../../core/workflow/stores/openStore.ts'),
    import('../../../core/stores/app-store-connect/connectAccess.ts'),
    import('../../../core/stores/app-store-connect/appStoreVersions.ts'),
    import('../../../core/stores/app-store-connect/betaTesting.ts'),
  ]);
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  return await withStoreProgress(vscode.l10n.t('Reading the status from App Store Connect'), async (signal) =>
    withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => {
      const app = await findConnectApp(api, appIdentifier);
      const versions = await listVersions(api, app.id);
      const builds = await listBuilds(api, app.id);
      return [
        ...versions.map(({ version, build, state, phase }) => ({
          label: `App Store: ${version}${build === null ? '' : ` (${build})`}`,
          description: [state, phase].filter((each) => each !== null).join(', '),
        })),
        ...builds.map(({ version, build, isExpired, internalState, externalState, processing }) => ({
          label: `TestFlight: ${version ?? ''} (${build})`,
          description: isExpired
            ? vscode.l10n.t('expired')
            : [...new Set([internalState ?? processing, externalState])].filter((each) => each !== null).join(', '),
        })),
      ];
    }),
  );
}

async function changeRelease(parts: StoreParts, account: StoreAccount, appIdentifier: string, release: LiveRelease): Promise<void> {
  const choices = changesOf(release);
  if (choices.length === 0) return;
  const chosen = await vscode.window.showQuickPick(choices, { title: `${release.track}: ${release.name ?? ''}` });
  if (!chosen) throw Failure.of('cancelled', {});
  const text = vscode.l10n.t('{0}: {1}?', `${appIdentifier}, ${release.track}`, chosen.label);
  if ((await vscode.window.showWarningMessage(text, { modal: true }, chosen.label)) !== chosen.label) throw Failure.of('cancelled', {});
  const [{ changeRelease: change }, { playAppOf }] = await Promise.all([
    import('../../../core/stores/google-play/playChanges.ts'),
    import('../../../core/workflow/stores/openStore.ts'),
  ]);
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const { isSentForReview } = await withStoreProgress(chosen.label, async (signal) =>
    change(world, playAppOf(source, appIdentifier, signal), chosen.change),
  );
  const byHand = isSentForReview ? '' : ` ${vscode.l10n.t('Send the changes for review in the Play Console.')}`;
  void vscode.window.showInformationMessage(`${vscode.l10n.t('Changed on Google Play.')}${byHand}`);
}

/** What can be done with a release where it is. */
export function changesOf({
  track,
  state,
  versionCodes,
}: LiveRelease): readonly (vscode.QuickPickItem & { readonly change: TrackChange })[] {
  const halt = { label: vscode.l10n.t('Halt Rollout'), change: { kind: 'halt', track } } as const;
  const resume = { label: vscode.l10n.t('Resume Rollout'), change: { kind: 'resume', track } } as const;
  const complete = {
    label: vscode.l10n.t('Release to Everyone'),
    change: { kind: 'rollout', track, rollout: 'complete', countries: undefined },
  } as const;
  const versionCode = versionCodes.length === 0 ? undefined : Math.max(...versionCodes);
  const promote = {
    label: vscode.l10n.t('Promote to Production (10 %)'),
    change: { kind: 'promote', from: track, to: 'production', versionCode, rollout: 0.1, countries: undefined, notes: new Map() },
  } as const;
  if (state === 'in-progress') return [halt, complete];
  if (state === 'halted') return [resume, complete];
  return state === 'completed' && track !== 'production' ? [promote] : [];
}
