/** nginx, Caddy and HAProxy in front of a release server, each with the configuration that `docs/server.md` gives, over https. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { systemRandom } from '../../src/node/systemRandom.ts';
import { checkServer } from '../../src/releases/client/checkServer.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { issueCertificate, openAuthority } from '../../src/releases/server/certificateAuthority.ts';
import { freePort } from '../support/freePort.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { programAt, startDaemon, type Daemon } from './support/daemon.ts';

const guide = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');

/** The block of code after a line that begins with these words. */
function configurationAfter(words: string): string {
  const [, block] = new RegExp(`^[^\\n]*${words}[^\\n]*\\n\\n\`\`\`\\n([^]*?)\`\`\``, 'm').exec(guide) ?? [];
  if (block === undefined) throw new Error(`docs/server.md has no configuration for ${words}`);
  return block;
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly serverPort: number;
  /** PEM: certificate, key, and both in one file. */
  readonly certificate: string;
  readonly key: string;
  readonly both: string;
}

interface Proxy {
  readonly name: string;
  readonly program: () => string;
  readonly arguments: (file: string) => readonly string[];
  /** The guide's text with the names and ports of this test, and with what surrounds it. */
  readonly configuration: (place: Place) => string;
}

const proxies: readonly Proxy[] = [
  {
    name: 'nginx',
    program: () => programAt('/usr/sbin/nginx'),
    arguments: (file) => ['-c', file, '-e', 'stderr'],
    configuration: ({ folder, port, serverPort, certificate, key }) => {
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
      const location = configurationAfter('nginx').replace('127.0.0.1:4300', `127.0.0.1:${serverPort}`);
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      return `daemon off; ${user} pid ${folder}/nginx.pid; events {} http { access_log off; ${paths}
server { listen 127.0.0.1:${port} ssl http2; ssl_certificate ${certificate}; ssl_certificate_key ${key}; ${location} } }`;
    },
  },
  {
    name: 'Caddy',
    program: () => programAt('/usr/bin/caddy'),
    arguments: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
    configuration: ({ port, serverPort, certificate, key }) =>
      `{\n  admin off\n  auto_https disable_redirects\n}\n${configurationAfter('Caddy')
        .replace('127.0.0.1:4300', `127.0.0.1:${serverPort}`)
        .replace('releases.example.com {', `https://localhost:${port} {\n  tls ${certificate} ${key}`)}`,
  },
  {
    name: 'HAProxy',
    program: () => programAt('/usr/sbin/haproxy'),
    arguments: (file) => ['-db', '-f', file],
    configuration: ({ port, serverPort, both }) =>
      configurationAfter('HAProxy')
        .replace('127.0.0.1:4300', `127.0.0.1:${serverPort}`)
        .replace('bind :443 ssl crt /etc/haproxy/releases.pem', `bind 127.0.0.1:${port} ssl crt ${both}`),
  },
];

for (const { name, program, arguments: argumentsOf, configuration } of proxies)
  describe(`a release server behind ${name}, as the guide says`, () => {
    let folder: string;
    let server: TestServer;
    let daemon: Daemon;
    let address: string;
    let authorities: readonly string[];

    before(async () => {
      const command = program();
      folder = mkdtempSync(join(tmpdir(), 'proxy-'));
      const world = { clock: systemClock, random: systemRandom };
      const authority = await openAuthority(folder, world);
      authorities = [readFileSync(authority.certificatePath, 'utf8')];
      const identity = await issueCertificate(authority, ['localhost', '127.0.0.1'], world);
      const [port, serverPort] = [await freePort(), await freePort()];
      address = `https://localhost:${port}/mobile`;
      const file = (fileName: string, text: string): string => {
        const path = join(folder, fileName);
        writeFileSync(path, text);
        return path;
      };
      const place: Place = {
        folder,
        port,
        serverPort,
        certificate: file('leaf.pem', identity.certificate),
        key: file('leaf-key.pem', identity.privateKey),
        both: file('releases.pem', `${identity.certificate}${identity.privateKey}`),
      };
      server = await startTestServer({ port: serverPort, publicUrl: address, trustedProxies: ['127.0.0.1'] });
      const isReady = async (): Promise<boolean> =>
        await http()
          .request({ method: 'GET', url: `${address}/api/v1/apps`, maxBytes: 1_000_000 })
          .then(({ status }) => status === 401)
          .catch(() => false);
      daemon = await startDaemon(command, argumentsOf(file('proxy.conf', configuration(place))), { cwd: folder, isReady });
    });
    after(async () => {
      await daemon?.stop();
      await server?.stop();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    function http(): NodeHttpClient {
      return new NodeHttpClient({ proxies: {}, certificateAuthorities: authorities });
    }

    it('takes and gives a package of 100 MB, and mdist server doctor finds nothing wrong', async () => {
      const token = new Secret(server.running.ownerToken);
      const client = new ReleaseClient({ http: http(), server: address, token });
      const appName = { owner: 'acme', app: 'Demo' };
      await client.ensureApp(appName, 'demo.apk');
      const content = await smallArchive([
        ...smallApkEntries(),
        { name: 'assets/large', bytes: Uint8Array.from(randomBytes(100 * 1024 * 1024)) },
      ]);
      const targets = { groups: ['Collaborators'], testers: [], isMandatory: false, notifiesTesters: false };
      const release = await client.createRelease(appName, { fileName: 'demo.apk', file: bytesSource(content), ...targets });
      ok(release.downloadUrl.startsWith(`${address}/d/`), release.downloadUrl);
      const answer = await http().request({ method: 'GET', url: release.downloadUrl, maxBytes: content.length + 1 });
      strictEqual(answer.status, 200);
      strictEqual(createHash('sha256').update(answer.body).digest('hex'), createHash('sha256').update(content).digest('hex'));
      const page = await http().request({ method: 'GET', url: release.installUrl, maxBytes: 1_000_000 });
      strictEqual(page.status, 200);
      const findings = await checkServer({
        http: http(),
        client,
        url: address,
        token,
        certificateAuthorities: authorities,
        now: new Date(),
      });
      deepStrictEqual(
        findings.filter(({ state }) => state === 'wrong'),
        [],
        daemon.output(),
      );
      ok(findings.some(({ what, state }) => what === 'ranges' && state === 'right'));
    });
  });
