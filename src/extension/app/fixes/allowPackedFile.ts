/** Allows a file that looks like a secret in the packages of an app, after a question that names the risk: one line more in its settings. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { allowFile } from '../../../core/settings/fixes/allowFile.ts';
import { type AllowFile } from '../../../core/settings/fixes/fix.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';
import { editFile } from '../../shared/workspace/editText.ts';

export async function allowPackedFile({ settingsPath, folder }: OpenedApp, action: AllowFile): Promise<void> {
  const allow = vscode.l10n.t('Allow File');
  const question = vscode.l10n.t('Allow {0} in packages of this app?', action.file);
  const detail = vscode.l10n.t(
    'Anyone who has a package can read this file, and what it protects. Allow it only if it is intended to be public, such as the key of a test server. {0} of mobile-distribution.json gets the file.',
    `${action.list}.allowedFiles`,
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, allow)) !== allow) throw Failure.of('cancelled', {});
  await editFile(settingsPath, (text) => allowFile(text, action), folder);
}
