/**
 * An https address that leads to a port of this computer, which iOS demands for installation. In a remote window the editor forwards the
 * port by itself; on a desktop the person forwards it in the Ports view, which has no interface for extensions, and pastes the address.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import { isInstallAddress } from '../../../core/packages/ipa/installManifest.ts';
import { askText } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { forwardedOrigin } from './sharingPlace.ts';

export async function askHttpsOrigin(port: number, title = vscode.l10n.t('Share Over HTTPS')): Promise<string> {
  const forwarded = await forwardedOrigin(port);
  if (isInstallAddress(forwarded)) return forwarded;
  await vscode.env.clipboard.writeText(String(port));
  const pasted = await askText(
    { title, step: 1, totalSteps: 1, canGoBack: false },
    {
      prompt: vscode.l10n.t(
        'In the Ports view, choose “Forward a Port”, enter {0} (copied), and set its visibility to Public. Then paste its https address here.',
        port,
      ),
      placeholder: 'https://…',
      check: (text) => (isInstallAddress(text.trim()) ? undefined : { text: vscode.l10n.t('Enter an address that begins with https://') }),
      button: {
        icon: 'plug',
        tooltip: vscode.l10n.t('Open the Ports View'),
        choose: async () => {
          await vscode.commands.executeCommand('~remote.forwardedPorts.focus');
          return undefined;
        },
      },
    },
  );
  if (pasted === wentBack) throw Failure.of('cancelled', {});
  const { origin, pathname } = new URL(pasted.trim());
  return withoutEnd(`${origin}${pathname}`, '/');
}
