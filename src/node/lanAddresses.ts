/**
 * The addresses under which another device may reach this machine, best first: private IPv4 of real interfaces, then the
 * rest. Loopback and link-local addresses are left out, as no phone can open them.
 */

import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

export interface LanAddress {
  readonly interfaceName: string;
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
  /** Of a container, virtual machine or tunnel: a phone seldom reaches it. */
  readonly isVirtual: boolean;
}

type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>>;

const virtualNames = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|wg|zt|tailscale|podman|cni|lxc|awdl|llw|bridge)|vEthernet|WSL/i;

export function lanAddresses(interfaces: Interfaces = networkInterfaces()): readonly LanAddress[] {
  const found: LanAddress[] = [];
  for (const [interfaceName, rows] of Object.entries(interfaces)) {
    for (const { address, family, internal } of rows ?? []) {
      if (internal || isLinkLocal(address)) continue;
      found.push({ interfaceName, address, family, isVirtual: virtualNames.test(interfaceName) });
    }
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

function rank(row: LanAddress): number {
  return (row.isVirtual ? 4 : 0) + (row.family === 'IPv6' ? 2 : 0) + (isPrivateIpv4(row.address) ? 0 : 1);
}

/** RFC 1918. */
function isPrivateIpv4(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}

function isLinkLocal(address: string): boolean {
  return /^(169\.254\.|fe[89ab][\da-f]:)/i.test(address);
}
