/** Release servers and what is on them, as commands. What they do is loaded when one is called. */

import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { type ReleasePackageParts } from '../release/releasePackage.ts';

const loadServers = async () => await import('../servers/serverCommands.ts');

export function registerReleaseCommands(registry: CommandRegistry, parts: ReleasePackageParts): void {
  const { servers } = parts;
  registry.register('mobileDistribution.startServer', async () => void (await (await loadServers()).startReleaseServer(servers)));
  registry.register('mobileDistribution.stopServer', async () => await (await loadServers()).stopReleaseServer(servers));
  registry.register('mobileDistribution.connectServer', async () => await (await loadServers()).connectToServer(servers));
  registry.register('mobileDistribution.disconnectServer', async (argument) => {
    await (await loadServers()).disconnectFromServer(servers, argument);
  });
  registry.register('mobileDistribution.openPortal', async (argument) => await (await loadServers()).openPortal(servers, argument));
  registry.register('mobileDistribution.refreshReleases', () => servers.refresh());
  registry.register('mobileDistribution.releasePackage', async (argument) => {
    const { releasePackage } = await import('../release/releasePackage.ts');
    await releasePackage(parts, argument);
  });
  for (const change of [
    'releaseAgain',
    'editReleaseNotes',
    'addDestination',
    'removeDestination',
    'enableRelease',
    'disableRelease',
    'deleteRelease',
    'newGroup',
    'deleteGroup',
    'addTesters',
    'removeTester',
    'openInstallPage',
    'copyReleaseLink',
  ] as const) {
    registry.register(`mobileDistribution.${change}`, async (argument) => {
      const { releaseChanges } = await import('../release/changeRelease.ts');
      await releaseChanges[change](servers, argument);
    });
  }
  for (const change of ['createLimitedLink', 'withdrawLink'] as const) {
    registry.register(`mobileDistribution.${change}`, async (argument) => {
      const links = await import('../release/limitedLinks.ts');
      await links[change](servers, argument);
    });
  }
  for (const act of ['registerDevices', 'dismissDevice', 'showFeedback', 'resolveFeedback'] as const) {
    registry.register(`mobileDistribution.${act}`, async (argument) => {
      const returns = await import('../release/testerReturns.ts');
      await returns[act](servers, argument);
    });
  }
}
