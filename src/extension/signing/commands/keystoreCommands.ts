/** Commands about keystores and their passwords. The wizards are loaded when someone asks for one. */

import * as vscode from 'vscode';
import { type WizardParts } from '../../app/wizards/wizardParts.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';

export function registerKeystoreCommands(registry: CommandRegistry, parts: WizardParts): void {
  registry.register('mobileDistribution.createKeystore', async (argument) => {
    const { runCreateKeystore } = await import('../wizards/keystore/createKeystoreWizard.ts');
    await runCreateKeystore(parts, argument);
  });
  registry.register('mobileDistribution.exportUploadCertificate', async (argument) => {
    const { runExportUploadCertificate } = await import('../wizards/keystore/exportUploadCertificate.ts');
    await runExportUploadCertificate(parts, argument);
  });
  registry.register('mobileDistribution.copyCertificateFingerprints', async (argument) => {
    const { runCopyFingerprints } = await import('../wizards/keystore/copyFingerprints.ts');
    await runCopyFingerprints(parts, argument);
  });
  registry.register('mobileDistribution.recoverKeystore', async (argument) => {
    const { runRecoverKeystore } = await import('../wizards/keystore/recoverKeystoreWizard.ts');
    await runRecoverKeystore(parts, argument);
  });
  registry.register('mobileDistribution.setPassword', async (argument) => {
    const { runSetPassword } = await import('./setPassword.ts');
    await runSetPassword(parts, argument);
  });
  registry.register('mobileDistribution.forgetPasswords', async () => {
    const forget = vscode.l10n.t('Forget');
    const question = vscode.l10n.t('Forget all passwords that Mobile Distribution stored on this machine?');
    const detail = vscode.l10n.t('Your keystores are not changed. You will be asked for their passwords again.');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, forget)) !== forget) return;
    const count = await parts.passwords.forgetAll();
    const message = count === 1 ? vscode.l10n.t('1 password was forgotten.') : vscode.l10n.t('{0} passwords were forgotten.', count);
    void vscode.window.showInformationMessage(message);
  });
}
