/** Stores, as commands. What they do is loaded when one is called. */

import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { showWhetherConnected } from '../../shared/stores/rememberedStores.ts';
import { type StoreSources } from './storeParts.ts';

export function registerStoreCommands(registry: CommandRegistry, sources: StoreSources): void {
  void showWhetherConnected(sources.memory);
  for (const [id, action] of [
    ['mobileDistribution.connectStore', 'connectStore'],
    ['mobileDistribution.disconnectStore', 'disconnectStore'],
    ['mobileDistribution.publishToStore', 'publishToStore'],
    ['mobileDistribution.showStoreStatus', 'showStoreStatus'],
    ['mobileDistribution.changeStoreRelease', 'changeStoreRelease'],
    ['mobileDistribution.showBetaFeedback', 'showBetaFeedback'],
    ['mobileDistribution.createAppleCertificate', 'createAppleCertificate'],
    ['mobileDistribution.createProfile', 'createProfile'],
    ['mobileDistribution.renewProfile', 'renewProfile'],
  ] as const)
    registry.register(id, async (argument) => {
      const { storeActions } = await import('./storeActions.ts');
      await storeActions[action](sources, argument);
    });
}
