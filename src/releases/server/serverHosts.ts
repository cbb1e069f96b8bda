/** The names under which clients may reach a server that listens on an address: everything else in a `Host` header is refused. */

import { hostname } from 'node:os';
import { lanAddresses } from '../../node/lanAddresses.ts';

/** The best one for people first, without ports and brackets. */
export function serverHosts(listening: string): readonly string[] {
  const loopback = ['127.0.0.1', 'localhost', '::1'];
  if (listening === '127.0.0.1' || listening === 'localhost') return ['127.0.0.1', 'localhost'];
  if (listening === '::1') return ['::1', 'localhost'];
  if (listening !== '0.0.0.0' && listening !== '::') return [listening];
  const addresses = lanAddresses().flatMap(({ address, family }) => (listening === '::' || family === 'IPv4' ? [address] : []));
  return [...addresses, ...loopback, hostname().toLowerCase()];
}

/** As it is in an address. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Every `Host` header that is accepted. */
export function hostHeaders(hosts: readonly string[], port: number, isTls: boolean): ReadonlySet<string> {
  const names = hosts.map((host) => bracketed(host).toLowerCase());
  const isDefault = port === (isTls ? 443 : 80);
  return new Set([...names.map((name) => `${name}:${port}`), ...(isDefault ? names : [])]);
}
