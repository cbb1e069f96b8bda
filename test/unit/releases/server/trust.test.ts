/** Which certificate a release server shows to whom, and how devices come to trust the one of its own authority. */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { systemClock } from '../../../../src/node/systemClock.ts';
import { systemRandom } from '../../../../src/node/systemRandom.ts';
import { issueCertificate, openAuthority } from '../../../../src/releases/server/certificateAuthority.ts';
import { NamedCertificate } from '../../../../src/releases/server/namedCertificate.ts';
import { tlsOptions } from '../../../../src/releases/server/openFront.ts';
import { ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { skipCurrent } from '../../../support/currentRunnable.ts';
import { freePort } from '../../../support/freePort.ts';
import { inspectionWorker } from '../../../support/useReleaseServer.ts';

const world = { clock: systemClock, random: systemRandom };
const name = 'releases.example.com';

describe('the certificates of a release server', () => {
  let folder: string;
  let server: ReleaseServer;
  /** Of the company that made the certificate for the name. */
  let company: string;
  let files: { readonly certificatePath: string; readonly keyPath: string };

  async function write(identity: { readonly certificate: string; readonly privateKey: string }): Promise<void> {
    await writeFile(files.certificatePath, identity.certificate);
    await writeFile(files.keyPath, identity.privateKey);
  }

  async function issue(hosts: readonly string[], at = systemClock) {
    const authority = await openAuthority(folder, world);
    company = readFileSync(authority.certificatePath, 'utf8');
    return await issueCertificate(authority, hosts, { ...world, clock: at });
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'server-certificates-'));
    files = { certificatePath: join(folder, 'fullchain.pem'), keyPath: join(folder, 'privkey.pem') };
    await write(await issue([name, '*.apps.example.com']));
    const options = { dataFolder: join(folder, 'data'), port: 0, host: '127.0.0.1', isTls: false, certificate: files, ownerName: 'Olivia' };
    server = await ReleaseServer.start(options, {
      inspectionWorker,
      onError: (error) => {
        throw error;
      },
    });
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function authority(): string {
    return readFileSync(server.running.caCertificate ?? '', 'utf8');
  }

  /** Connects to this machine and asks for a host there, as a device does that resolved its name. */
  async function open(path: string, { host, ca }: { readonly host?: string; readonly ca: string }) {
    const { port } = new URL(server.running.url);
    const answer = await new Promise<{ readonly status: number; readonly mediaType: string; readonly bytes: Buffer }>((resolve, reject) => {
      const named = host === undefined ? {} : { servername: host, headers: { host: `${host}:${port}` } };
      const sent = request({ host: '127.0.0.1', port, path, ca, agent: false, ...named }, (response) => {
        buffer(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, mediaType: String(response.headers['content-type']), bytes }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end();
    });
    return { ...answer, text: answer.bytes.toString('utf8') };
  }

  it('are that of the person for its names, and that of its own authority for addresses of the machine', async () => {
    match(server.running.url, /^https:\/\/127\.0\.0\.1:/);
    strictEqual((await open('/v0.1/user', { host: name, ca: company })).status, 401);
    strictEqual((await open('/v0.1/user', { ca: authority() })).status, 401);
    await rejects(open('/v0.1/user', { host: name, ca: authority() }), /certificate/);
    await rejects(open('/v0.1/user', { ca: company }), /certificate/);
    // A name with an asterisk says nothing about which hosts the server has.
    strictEqual((await open('/v0.1/user', { host: 'hello.apps.example.com', ca: company })).status, 421);
  });

  it('have a page that explains how devices trust the authority, with its certificate', async () => {
    const page = await open('/trust', { ca: authority() });
    strictEqual(page.status, 200);
    const { fingerprint256, raw } = new X509Certificate(authority());
    for (const words of ['Certificate Trust Settings', 'CA certificate', fingerprint256, '/trust/authority.crt'])
      ok(page.text.includes(words), words);
    ok(page.bytes.length < 30_000);
    const certificate = await open('/trust/authority.crt', { ca: authority() });
    deepStrictEqual([certificate.status, certificate.mediaType], [200, 'application/x-x509-ca-cert']);
    deepStrictEqual(new Uint8Array(certificate.bytes), new Uint8Array(raw));
  });

  it('offer no authority under a name that needs none', async () => {
    strictEqual((await open('/trust', { host: name, ca: company })).status, 404);
    strictEqual((await open('/trust/authority.crt', { host: name, ca: company })).status, 404);
  });

  it('are that of the person for its addresses too, also where it has no name; programs of this machine keep another way', async () => {
    // Of 127.0.0.0/8, only Linux and Windows have each address.
    if (process.platform === 'darwin') skipCurrent('127.0.0.2 is not an address of this system');
    const addressed = { certificatePath: join(folder, 'address.pem'), keyPath: join(folder, 'address-key.pem') };
    const identity = await issue(['127.0.0.2', '127.0.0.1', '2001:db8::20']);
    await writeFile(addressed.certificatePath, identity.certificate);
    await writeFile(addressed.keyPath, identity.privateKey);
    const named = await NamedCertificate.open(addressed, tlsOptions, systemClock);
    deepStrictEqual(named.names, ['127.0.0.2', '127.0.0.1', '2001:db8::20']);
    deepStrictEqual(
      ['127.0.0.2', '::ffff:127.0.0.2', '[2001:db8::20]', '2001:0DB8:0::0020', '127.0.0.3', 'localhost', ''].map((each) =>
        named.isForAddress(each),
      ),
      [true, true, true, true, false, false, false],
    );
    const front = await freePort();
    const other = await ReleaseServer.start(
      {
        dataFolder: join(folder, 'addressed'),
        port: front,
        host: '127.0.0.2',
        isTls: false,
        certificate: addressed,
        ownerName: 'Olivia',
        publicUrl: 'https://127.0.0.2:4300',
      },
      {
        inspectionWorker,
        onError: (error) => {
          throw error;
        },
      },
    );
    try {
      const own = { ca: readFileSync(other.running.caCertificate ?? '', 'utf8') };
      const statusOf = async (host: string, port: number, ca: string): Promise<number> =>
        await new Promise((resolve, reject) => {
          const sent = request({ host, port, path: '/v0.1/user', ca, agent: false, headers: { host: '127.0.0.2:4300' } }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          });
          sent.on('error', reject);
          sent.end();
        });
      const { hostname, port } = new URL(other.running.url);
      strictEqual(hostname, '127.0.0.1');
      strictEqual(await statusOf('127.0.0.1', Number(port), own.ca), 401);
      await rejects(statusOf('127.0.0.1', Number(port), company), /certificate/);
      for (let time = 0; time < 2; time++) {
        strictEqual(await statusOf('127.0.0.2', front, company), 401);
        await rejects(statusOf('127.0.0.2', front, own.ca), /certificate/);
      }
    } finally {
      await other.stop();
    }
  });

  it('are renewed while the server runs, and stay where the new files are no pair', async () => {
    const named = await NamedCertificate.open(files, tlsOptions, systemClock);
    await write(await issue([name, 'other.example.com']));
    await named.renew();
    deepStrictEqual(named.names, [name, 'other.example.com']);
    ok(named.contextFor('other.example.com'));
    strictEqual(named.contextFor('third.example.com'), undefined);
    await writeFile(files.keyPath, (await issue([name])).privateKey);
    await rejects(named.renew(), (error) => isFailure(error, 'server-option-refused'));
    deepStrictEqual(named.names, [name, 'other.example.com']);
  });

  for (const { what, spoil, reason } of [
    { what: 'is not there', spoil: async () => await rm(files.certificatePath), reason: /fullchain\.pem/ },
    { what: 'is text', spoil: async () => await writeFile(files.certificatePath, 'hello'), reason: /no certificate in PEM/ },
    { what: 'has no key', spoil: async () => await writeFile(files.keyPath, 'hello'), reason: /no private key in PEM/ },
    {
      what: 'has the key of another',
      spoil: async () => await write({ ...(await issue([name])), privateKey: (await issue([name])).privateKey }),
      reason: /does not belong/,
    },
    { what: 'is for no name', spoil: async () => await write(await issue([])), reason: /no host name and no address/ },
    {
      what: 'has expired',
      spoil: async () => await write(await issue([name], { now: () => new Date('2020-01-01T00:00:00Z') })),
      reason: /has expired/,
    },
    { what: 'has no end', spoil: async () => await writeFile(files.certificatePath, 'x'.repeat(300 * 1024)), reason: /fullchain\.pem/ },
  ])
    it(`do not include one that ${what}`, async () => {
      await write(await issue([name]));
      await spoil();
      await rejects(NamedCertificate.open(files, tlsOptions, systemClock), (error) => isFailure(error) && reason.test(error.message));
    });
});
