/** What the window remembers of a release server. Its token is elsewhere. */

export interface KnownServer {
  /** `local`: the one that runs on this machine. */
  readonly kind: 'local' | 'remote';
  readonly url: string;
}

export interface RemoteServer {
  readonly url: string;
  /** PEM of the authority to trust, besides those of the system. */
  readonly certificateAuthority?: string;
}

/** Of the secret storage. */
export function tokenKey(url: string): string {
  return `release-server-token:${url}`;
}
