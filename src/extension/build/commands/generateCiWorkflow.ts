/** Generate CI Workflow…: asks for the service, writes the workflow where it looks for it, opens it, and names the secrets that it needs. */

import * as vscode from 'vscode';
import { utf8 } from '../../../core/base/bytes.ts';
import { hasErrors } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';

export interface CiCommandParts {
  readonly asker: AppAsker;
  readonly loadWorld: () => Promise<WorkflowWorld>;
  readonly productVersion: string;
}

export async function generateCiWorkflow({ asker, loadWorld, productVersion }: CiCommandParts, argument: unknown): Promise<void> {
  const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
  const [{ ciFile, ciProviderNames, ciProviders }, { ciSecrets }, { proposeCi }, world] = await Promise.all([
    import('../../../core/workflow/ci/ciProviders.ts'),
    import('../../../core/workflow/ci/ciWorkflow.ts'),
    import('../../../core/workflow/ci/proposeCi.ts'),
    loadWorld(),
  ]);
  const { root, app: ciApp, issues } = await proposeCi(world, app.opened, { productVersion, platforms: [] });
  if (!ciApp || hasErrors(issues)) throw issuesFound(issues);
  const items = ciProviders.map((provider) => ({ label: ciProviderNames[provider], description: ciFile(provider, ciApp).path, provider }));
  const title = vscode.l10n.t('Generate CI Workflow');
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('The CI service that builds the packages'),
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { path, text } = ciFile(chosen.provider, ciApp);
  const target = world.paths.join(root, ...path.split('/'));
  if (await world.files.stat(target)) {
    const replace = vscode.l10n.t('Replace');
    const question = vscode.l10n.t('Replace the workflow {0}?', path);
    const detail = vscode.l10n.t('It is already there. What others added to it is lost.');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, replace)) !== replace) return;
  }
  await world.files.writeFile(target, utf8(text), { within: root });
  await vscode.window.showTextDocument(vscode.Uri.file(target));
  const names = ciSecrets(ciApp).map(({ name }) => name);
  if (names.length > 0)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Add these secrets to {0}: {1}', ciProviderNames[chosen.provider], names.join(', ')),
    );
}
