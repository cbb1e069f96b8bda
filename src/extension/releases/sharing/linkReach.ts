/** Who can open an address: everybody who has it, or this computer alone. Pure. */

export type LinkReach = 'network' | 'thisComputer';

export function reachOf(address: string): LinkReach {
  const host = URL.parse(address)?.hostname ?? '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || host.startsWith('127.') ? 'thisComputer' : 'network';
}
