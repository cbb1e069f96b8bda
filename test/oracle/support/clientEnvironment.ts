/** The environment of a client that reaches the names of vendors through a proxy with an authority of its own. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuthorityProxy } from '../../stand-ins/support/authorityProxy.ts';

/** The authority is written into the folder; clients that read no usual variable find it in AUTHORITY. */
export function clientEnvironment(folder: string, proxy: AuthorityProxy): NodeJS.ProcessEnv {
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, proxy.authority);
  return {
    ...process.env,
    HTTPS_PROXY: proxy.url,
    https_proxy: proxy.url,
    NO_PROXY: '',
    no_proxy: '',
    NODE_EXTRA_CA_CERTS: authority,
    AUTHORITY: authority,
  };
}
