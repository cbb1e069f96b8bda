/**
 * Refuses requests that a foreign page makes a browser send: those for another host name (DNS rebinding) and those of
 * another origin. A link that a person follows from elsewhere is welcome, as that is what links are for.
 */

export interface OriginHeaders {
  /** Every `Host` header of the request. */
  readonly hosts: readonly string[];
  readonly origin?: string | undefined;
  readonly secFetchSite?: string | undefined;
  readonly secFetchMode?: string | undefined;
  readonly secFetchDest?: string | undefined;
}

export type OriginVerdict = 'accepted' | 'foreign-host' | 'cross-origin';

/**
 * `allowedHosts` are `name:port` or, for the default port, `name`, in lower case. `publicHost`: pages of this host are the server's own, also where a request
 * arrives under another name.
 */
export function judgeOrigin(headers: OriginHeaders, allowedHosts: ReadonlySet<string>, publicHost?: string): OriginVerdict {
  const [host, ...others] = headers.hosts;
  if (host === undefined || others.length > 0 || !allowedHosts.has(host.toLowerCase())) return 'foreign-host';
  const { origin } = headers;
  const isOwn = origin === undefined || [host, publicHost].some((each) => each !== undefined && isSameHost(origin, each));
  if (!isOwn) return 'cross-origin';
  const isNavigation = headers.secFetchMode === 'navigate' && headers.secFetchDest === 'document';
  const isForeign = headers.secFetchSite === 'cross-site' || headers.secFetchSite === 'same-site';
  return isForeign && !isNavigation ? 'cross-origin' : 'accepted';
}

function isSameHost(origin: string, host: string): boolean {
  const lowered = origin.toLowerCase();
  return lowered === `http://${host.toLowerCase()}` || lowered === `https://${host.toLowerCase()}`;
}
