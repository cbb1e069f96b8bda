/** What `npm run test:server` puts around the release server, of Debian's packages. */

import { existsSync } from 'node:fs';
import { installDebianPackages } from '../steps/debianPackages.ts';

const needed: Readonly<Record<string, string>> = {
  radosgw: '/usr/bin/radosgw',
  'ceph-mon': '/usr/bin/ceph-mon',
  'ceph-osd': '/usr/bin/ceph-osd',
  'ceph-common': '/usr/bin/ceph',
  postgresql: '/usr/lib/postgresql',
  nginx: '/usr/sbin/nginx',
  caddy: '/usr/bin/caddy',
  haproxy: '/usr/sbin/haproxy',
  fdroidserver: '/usr/bin/fdroid',
};

/** Whether everything is there; else `log` has the reason. */
export async function prepareServers(log: (line: string) => void): Promise<boolean> {
  const missing = Object.entries(needed).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  return missing.length === 0 || (await installDebianPackages(missing, log));
}
