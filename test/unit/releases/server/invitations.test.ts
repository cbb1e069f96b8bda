import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { until } from '../../../support/until.ts';

const name = { owner: 'acme', app: 'Hello' } as const;

describe('invitations that are sent again', () => {
  let smtp: SMTPServer;
  let server: TestServer;
  let installUrl = '';
  const received: { readonly to: string; readonly text: string }[] = [];

  before(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join();
          received.push({
            to,
            text: Buffer.concat(parts)
              .toString('latin1')
              .replaceAll(/=\r?\n/g, ''),
          });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    // It listens on a port.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { port } = smtp.server.address() as AddressInfo;
    server = await startTestServer({ mail: { server: `smtp://127.0.0.1:${port}`, from: 'releases@example.com' } });
    const { url, ownerToken } = server.running;
    const client = new ReleaseClient({ http: new NodeHttpClient({ proxies: {} }), server: url, token: new Secret(ownerToken) });
    await client.createApp({ name: 'Hello', displayName: 'Hello', os: 'Android', owner: 'acme' });
    await client.createGroup(name, 'Beta', false);
    await client.addTesters(name, 'Beta', ['ada@example.com']);
    await client.addTesters(name, 'Collaborators', ['grace@example.com']);
    const file = bytesSource(await smallArchive(smallApkEntries()));
    const input = {
      fileName: 'hello.apk',
      file,
      groups: ['Beta'],
      testers: ['linus@example.com'],
      isMandatory: false,
      notifiesTesters: false,
    };
    ({ installUrl } = await client.createRelease(name, input));
    await server.ask('/api/v1/apps/acme/Hello/sign-in', { method: 'PUT', body: { isNeeded: true } });
  });
  after(async () => {
    await server.stop();
    await new Promise<void>((resolve) => smtp.close(resolve));
  });

  async function ask(email: string): Promise<PortalBrowser> {
    const browser = new PortalBrowser(server.running.url);
    match(await browser.text(installUrl), /Send My Invitation/);
    const answer = await browser.post(`${new URL(installUrl).pathname}/invitation`, { email });
    strictEqual(answer.status, 200);
    match(await answer.text(), /If the address belongs to a tester/);
    return browser;
  }

  it('go to testers of the release alone, and their link signs in', async () => {
    for (const email of ['stranger@example.com', 'grace@example.com', '', 'ada@example.com\r\nBcc: all@example.com']) await ask(email);
    for (const [index, email] of ['ADA@example.com', 'linus@example.com'].entries()) {
      const browser = await ask(email);
      const mail = await until('the mail is there', () => received[index]);
      strictEqual(mail.to, email.toLowerCase());
      const link = /http:\/\/127\.0\.0\.1:\d+\/i\/[\w-]{32}/.exec(mail.text)?.[0] ?? '';
      strictEqual((await browser.open(link)).status, 200);
      strictEqual((await browser.open(installUrl)).status, 303);
    }
    deepStrictEqual(received.length, 2);
  });

  it('are not sent without end', async () => {
    const browser = new PortalBrowser(server.running.url);
    const statuses: number[] = [];
    for (let count = 0; count < 25; count += 1)
      statuses.push((await browser.post(`${new URL(installUrl).pathname}/invitation`, { email: 'nobody@example.com' })).status);
    ok(statuses.includes(429));
  });
});
