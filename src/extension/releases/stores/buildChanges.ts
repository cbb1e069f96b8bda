/** What is done with a build of TestFlight from its row: submit it to the App Store, or expire it. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ReleaseTime } from '../../../core/stores/app-store-connect/appStoreVersions.ts';
import { type ConnectApi, type Resource } from '../../../core/stores/app-store-connect/connectApi.ts';

/** How a build gets to everyone after its review. */
export interface Submission {
  readonly releases: ReleaseTime;
  /** Over seven days. */
  readonly isPhased: boolean;
}

export interface BuildSubject {
  /** As people see it; `null` where Apple does not say it. */
  readonly version: string | null;
  readonly build: string;
}

export type BuildChange = { readonly kind: 'submit'; readonly submission?: Submission } | { readonly kind: 'expire' };

/** Throws `cancelled` when someone leaves. */
export async function askSubmission(): Promise<Submission> {
  const choices = [
    { label: vscode.l10n.t('After Approval'), submission: { releases: 'after-approval', isPhased: false } },
    {
      label: vscode.l10n.t('After Approval, over Seven Days'),
      description: vscode.l10n.t('Phased release'),
      submission: { releases: 'after-approval', isPhased: true },
    },
    { label: vscode.l10n.t('When I Release It'), submission: { releases: 'manual', isPhased: false } },
  ] as const;
  const title = vscode.l10n.t('When does the App Store release it?');
  const chosen = await vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.submission;
}

export function submissionText({ releases, isPhased }: Submission): string {
  if (releases === 'manual') return vscode.l10n.t('Apple reviews it; you release it then.');
  return isPhased
    ? vscode.l10n.t('Apple reviews it and releases it over seven days.')
    : vscode.l10n.t('Apple reviews it and releases it to everyone.');
}

export async function changeBuild(api: ConnectApi, app: Resource, { version, build }: BuildSubject, change: BuildChange): Promise<void> {
  if (change.kind === 'expire') {
    const { expireBuild, findBuild } = await import('../../../core/stores/app-store-connect/betaTesting.ts');
    await expireBuild(api, await findBuild(api, app.id, build, version ?? undefined));
    return;
  }
  const { releases, isPhased } = change.submission ?? { releases: 'after-approval', isPhased: false };
  const { submitToAppStore } = await import('../../../core/stores/app-store-connect/appStoreVersions.ts');
  await submitToAppStore(api, app, { version: version ?? undefined, build, notes: new Map(), releases, isPhased });
}
