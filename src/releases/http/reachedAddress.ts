/**
 * Under which address a request reached this server, and from whom: what a proxy says counts only when the connection comes from one that the
 * configuration names. A name that is not the server's own is never believed, regardless of who says it.
 */

import { BlockList, isIP } from 'node:net';
import { withoutEnd } from '../../core/base/withoutEnd.ts';

export interface ReachedInput {
  /** Of the connection. */
  readonly remoteAddress: string;
  readonly isTls: boolean;
  readonly hosts: readonly string[];
  /** The first header of a name in lower case. */
  readonly header: (name: string) => string | undefined;
}

export interface Reached {
  /** What `Host` said, or what a trusted proxy says it said. */
  readonly hosts: readonly string[];
  readonly isTls: boolean;
  /** Of the client, without port. */
  readonly client: string;
  /** The path that a proxy took away: `/releases`, or nothing. */
  readonly prefix: string;
}

/** Addresses and networks (`10.0.0.0/8`) in one list; `undefined` for a text that is none. */
export function proxyList(texts: readonly string[]): BlockList | undefined {
  const list = new BlockList();
  for (const text of texts) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
    const version = isIP(address);
    const widest = version === 4 ? 32 : 128;
    const width = bits === undefined ? widest : Number(bits);
    if (version === 0 || width > widest) return undefined;
    list.addSubnet(address, width, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An IPv4 address that came over an IPv6 socket is that address. */
function plainAddress(text: string): string {
  return text
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .split('%', 1)
    .join('');
}

export function isLoopback(address: string): boolean {
  const bare = plainAddress(address);
  return bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

export function isListed(list: BlockList, text: string): boolean {
  const address = plainAddress(text);
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

export function reachedAddress({ remoteAddress, isTls, hosts, header }: ReachedInput, trusted: BlockList): Reached {
  const direct = { hosts, isTls, client: plainAddress(remoteAddress), prefix: '' };
  if (!isListed(trusted, remoteAddress)) return direct;
  const host = header('x-forwarded-host');
  const protocol = header('x-forwarded-proto')?.toLowerCase();
  const prefix = withoutEnd(header('x-forwarded-prefix') ?? '', '/');
  return {
    hosts: host === undefined ? hosts : [host],
    isTls: protocol === undefined ? isTls : protocol === 'https',
    client: clientBehind(header('x-forwarded-for') ?? '', trusted) ?? direct.client,
    // It becomes part of addresses.
    prefix: /^(?:\/[\w.~-]+)*$/.test(prefix) && !/\/\.{1,2}(?:\/|$)/.test(prefix) ? prefix : '',
  };
}

/** Clients write the header as well: the right-most address that is not a proxy is the one that the nearest proxy saw. */
function clientBehind(text: string, trusted: BlockList): string | undefined {
  const addresses = text.split(',').map((part) =>
    plainAddress(
      part
        .trim()
        .replace(/^\[(.*)\](?::\d+)?$/, '$1')
        .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1'),
    ),
  );
  const client = addresses.findLast((address) => !isListed(trusted, address));
  return client !== undefined && isIP(client) !== 0 ? client : undefined;
}
