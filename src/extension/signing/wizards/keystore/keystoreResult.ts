/** What is said when a keystore was made or recovered, and what can be done with it next. */

import * as vscode from 'vscode';
import { type Secret } from '../../../../core/base/secret.ts';
import { type CommandId } from '../../../shared/manifest.ts';

/** An action that is offered before the others. */
export interface NextAction {
  readonly title: string;
  readonly run: () => Promise<void>;
}

export interface FinishedKeystore {
  /** Absolute. */
  readonly path: string;
  readonly password: Secret;
  readonly recovery?: { readonly path: string } | undefined;
  readonly next?: NextAction;
}

/** Ends when someone has chosen, which may be never. */
export async function tellOfKeystore({ path, password, recovery, next }: FinishedKeystore): Promise<void> {
  const message = recovery
    ? vscode.l10n.t(
        'Keystore created; its password is in secret storage. The recovery file {0} opens with your passphrase. Keep the two files in different places.',
        recovery.path,
      )
    : vscode.l10n.t('Keystore created; its password is in secret storage. Back up both: without them you cannot publish updates.');
  await offerNext(message, path, password, next);
}

export async function offerNext(message: string, path: string, password: Secret, next?: NextAction): Promise<void> {
  const target = vscode.Uri.file(path);
  const run = async (command: CommandId): Promise<unknown> => await vscode.commands.executeCommand(command, target);
  const fingerprints = [
    vscode.l10n.t('Copy Fingerprints…'),
    async () => await run('mobileDistribution.copyCertificateFingerprints'),
  ] as const;
  const copy = [vscode.l10n.t('Copy Password'), async () => await vscode.env.clipboard.writeText(password.reveal())] as const;
  const reveal = [vscode.l10n.t('Reveal'), async () => await vscode.commands.executeCommand('revealFileInOS', target)] as const;
  // More buttons than these would be cut off in a notification; the certificate is exported from the tree.
  const actions: readonly (readonly [string, () => Promise<unknown>])[] = next
    ? [[next.title, next.run], copy]
    : [fingerprints, copy, reveal];
  const chosen = await vscode.window.showInformationMessage(message, ...actions.map(([title]) => title));
  await actions.find(([title]) => title === chosen)?.[1]();
}
