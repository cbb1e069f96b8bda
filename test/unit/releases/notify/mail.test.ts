import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import jsQr from 'jsqr';
import { SMTPServer } from 'smtp-server';
import { openMailSender, type MailSender } from '../../../../src/releases/notify/mail.ts';
import { Outbox } from '../../../../src/releases/notify/outbox.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { addDestinations } from '../../../../src/releases/use-cases/destinations.ts';
import { updateRelease } from '../../../../src/releases/use-cases/editRelease.ts';
import { addMembers, findGroup } from '../../../../src/releases/use-cases/groups.ts';
import { listJobs } from '../../../../src/releases/use-cases/jobs.ts';
import { openAddress } from '../../../../src/releases/use-cases/links.ts';
import { type Release } from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { makeApp, openReleaseWorld, ownerOf, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';

const loud = { isMandatory: false, notifiesTesters: true };
const group = { kind: 'group', group: 'Collaborators' } as const;

/** Quoted-printable, as mails have it. */
function unquoted(text: string): string {
  const joined = text.replaceAll(/=\r?\n/g, '');
  return Buffer.from(
    joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

describe('mails to testers', () => {
  let folder: string;
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  let smtp: SMTPServer;
  let received: { readonly to: string; readonly text: string }[];
  /** Status for each attempt to name a receiver. */
  let refusals: number[];
  let sender: MailSender;
  let outbox: Outbox;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'releases-'));
    world = await openReleaseWorld(folder);
    actor = await ownerOf(world);
    app = await makeApp(world, actor);
    received = [];
    refusals = [];
    smtp = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onAuth: ({ username, password }, _session, done) =>
        password === 'marker-password' ? done(null, { user: username }) : done(new Error('Wrong password')),
      onRcptTo: (_address, _session, done) => {
        const status = refusals.shift();
        done(status === undefined ? null : Object.assign(new Error('Refused'), { responseCode: status }));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address).join(),
            text: Buffer.concat(parts).toString('latin1'),
          });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    sender = await open('marker-password');
    outbox = outboxWith(sender);
  });
  afterEach(async () => {
    sender.close();
    await new Promise<void>((resolve) => smtp.close(resolve));
    await world.records.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(password: string): Promise<MailSender> {
    const { port } = smtp.server.address() as AddressInfo;
    return await openMailSender({ host: '127.0.0.1', port, isTls: false, from: 'Releases <r@example.com>', user: 'r', password });
  }

  function outboxWith(mail: MailSender): Outbox {
    const onError = (error: unknown): void => {
      throw error;
    };
    return new Outbox(world, { baseUrl: 'https://releases.example.com', allowsPrivate: true, mail, onError });
  }

  async function release(version: number): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`));
    ok(published.kind === 'released');
    return await updateRelease(world, actor, published.release, { notes: 'Grüße <script>alert(1)</script>' });
  }

  async function addTesters(...emails: readonly string[]): Promise<void> {
    await addMembers(world, actor, await findGroup(world.records, app, 'Collaborators'), emails);
  }

  it('reach each member with their own link, as text, HTML and a QR code', async () => {
    await addTesters('ann@example.com', 'bob@example.com');
    const made = await release(1);
    await addDestinations(world, actor, app, made, [group], loud);
    await outbox.runDue();
    deepStrictEqual(received.map(({ to }) => to).toSorted(), ['ann@example.com', 'bob@example.com']);
    const mail = received.find(({ to }) => to === 'ann@example.com')?.text ?? '';
    match(mail, /^Subject: Demo 1\.1 \(1\) is ready to install\r$/m);
    const shown = unquoted(mail);
    ok(shown.includes('Grüße &lt;script&gt;') && !/<script>alert\(1\)<\/script>\s*<\/pre>/.test(shown));
    const [, address = ''] = /https:\/\/releases\.example\.com\/i\/([\w-]{32})/.exec(shown) ?? [];
    const opened = await openAddress(world, address);
    ok(opened?.kind === 'open' && opened.link);
    strictEqual((await world.records.one('tester', { id: opened.link.testerId ?? '' }))?.email, 'ann@example.com');
    const [, encoded = ''] = /Content-ID: <qr>[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail) ?? [];
    const { width, height, data, channels } = decode(Buffer.from(encoded, 'base64'));
    const pixels = new Uint8ClampedArray(width * height * 4);
    for (let index = 0; index < width * height; index++) {
      const value = Number(data[index * channels]);
      pixels.set([value, value, value, 255], index * 4);
    }
    strictEqual(jsQr.default(pixels, width, height)?.data, `https://releases.example.com/i/${address}`);
    // The next release comes with the same link.
    await addDestinations(world, actor, app, await release(2), [group], loud);
    await outbox.runDue();
    ok(unquoted(received.findLast(({ to }) => to === 'ann@example.com')?.text ?? '').includes(address));
    ok(!received.some(({ text }) => text.includes('marker-password')));
  });

  it('reach a tester alone, and no one when the release is silent', async () => {
    const made = await release(1);
    await addDestinations(world, actor, app, made, [{ kind: 'tester', email: 'cat@example.com' }], loud);
    await addTesters('ann@example.com');
    await addDestinations(world, actor, app, made, [group], { ...loud, notifiesTesters: false });
    await outbox.runDue();
    deepStrictEqual(
      received.map(({ to }) => to),
      ['cat@example.com'],
    );
  });

  it('are sent again when the server says later, and given up when it says never', async () => {
    await addTesters('ann@example.com');
    await addDestinations(world, actor, app, await release(1), [group], loud);
    refusals = [451];
    await outbox.runDue();
    strictEqual(received.length, 0);
    world.now = new Date(world.now.getTime() + 10_000);
    await outbox.runDue();
    strictEqual(received.length, 1);
    await addDestinations(world, actor, app, await release(2), [group], loud);
    refusals = [550];
    await outbox.runDue();
    deepStrictEqual((await listJobs(world, 'mail', 10)).map(({ state }) => state).toSorted(), ['done', 'failed']);
  });

  it('wait for a password that is corrected, of which no record says anything', async () => {
    await addTesters('ann@example.com');
    await addDestinations(world, actor, app, await release(1), [group], loud);
    const wrong = await open('marker-wrong');
    await outboxWith(wrong).runDue();
    wrong.close();
    const [job] = await listJobs(world, 'mail', 1);
    deepStrictEqual([job?.state, JSON.stringify(job).includes('marker-wrong')], ['waiting', false]);
    world.now = new Date(world.now.getTime() + 10_000);
    await outbox.runDue();
    strictEqual(received.length, 1);
  });
});
