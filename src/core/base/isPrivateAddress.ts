/** Whether data sent to an address is protected on the way. */

const ownHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** https, or plain http to this computer, where stand-ins and proxies of one's own are. */
export function isPrivateAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ownHosts.has(url.hostname));
}
