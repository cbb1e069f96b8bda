/** Commands about certificates from Apple. The wizards are loaded when someone asks for one. */

import { type WizardParts } from '../../app/wizards/wizardParts.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';

export function registerCertificateCommands(registry: CommandRegistry, parts: WizardParts): void {
  registry.register('mobileDistribution.requestCertificate', async (argument) => {
    const { runRequestCertificate } = await import('../wizards/certificate/requestCertificateWizard.ts');
    await runRequestCertificate(parts, argument);
  });
  registry.register('mobileDistribution.combineCertificate', async (argument) => {
    const { runCombineCertificate } = await import('../wizards/certificate/combineCertificateWizard.ts');
    await runCombineCertificate(parts, argument);
  });
  registry.register('mobileDistribution.makeCompatibleCopy', async (argument) => {
    const { runMakeCompatibleCopy } = await import('../wizards/certificate/makeCompatibleCopy.ts');
    await runMakeCompatibleCopy(parts, argument);
  });
}
