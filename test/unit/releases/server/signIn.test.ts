import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { freePort } from '../../../support/freePort.ts';
import { startProvider, openIdClient, type TestProvider } from '../../../support/openIdProvider.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';

describe('signing in to the portal', () => {
  let provider: TestProvider;
  let server: TestServer;

  before(async () => {
    const port = await freePort();
    const users = {
      olivia: { email: 'Olivia@example.com', isVerified: true },
      dev: { email: 'dev@example.com', isVerified: true },
      impostor: { email: 'olivia@example.com', isVerified: true },
      unverified: { email: 'new@example.com', isVerified: false },
      stranger: { email: 'stranger@example.com', isVerified: true },
    };
    provider = await startProvider(users, [`http://127.0.0.1:${port}/portal/oidc/callback`]);
    server = await startTestServer({
      port,
      openId: { issuer: provider.issuer, clientId: openIdClient.id, clientSecret: openIdClient.secret },
      ownerEmail: 'olivia@example.com',
    });
    await server.ask('/v0.1/orgs', { method: 'POST', body: { display_name: 'Acme', name: 'acme' } });
    for (const email of ['dev@example.com', 'new@example.com'])
      await server.ask('/v0.1/orgs/acme/invitations', { method: 'POST', body: { user_email: email, role: 'collaborator' } });
  });
  after(async () => {
    await server.stop();
    await provider.stop();
  });

  const browser = (): PortalBrowser => new PortalBrowser(server.running.url);

  async function withProvider(login: string, using = browser()): Promise<PortalBrowser> {
    const begun = await using.open('/portal/oidc');
    strictEqual(begun.status, 303);
    await using.open(await provider.signIn(begun.headers.get('location') ?? '', login));
    return using;
  }

  async function isIn(using: PortalBrowser): Promise<boolean> {
    return (await using.open('/portal')).status === 200;
  }

  async function withToken(using = browser()): Promise<PortalBrowser> {
    await using.post('/portal/sign-in', { token: server.running.ownerToken });
    return using;
  }

  it('a password of the server opens it, by name or address, and a wrong one does not', async () => {
    const owner = await withToken();
    strictEqual((await owner.send('/portal/account', { password: 'short', again: 'short' })).status, 400);
    strictEqual((await owner.send('/portal/account', { password: 'long enough 1', again: 'long enough 2' })).status, 400);
    const set = await owner.send('/portal/account', { password: 'correct horse battery', again: 'correct horse battery' });
    strictEqual(set.headers.get('location'), '/portal/account?set=yes');
    match(await owner.text('/portal/account?set=yes'), /Password set/);
    for (const name of ['olivia-owner', 'OLIVIA@example.com']) {
      const user = browser();
      const answer = await user.post('/portal/sign-in', { name, password: 'correct horse battery' });
      strictEqual(answer.headers.get('location'), '/portal', name);
      ok(await isIn(user), name);
    }
    for (const [name, password] of [
      ['olivia-owner', 'correct horse batterx'],
      ['nobody', 'correct horse battery'],
      ['dev', ''],
    ] as const) {
      const answer = await browser().post('/portal/sign-in', { name, password });
      strictEqual(answer.status, 403, name);
      match(await answer.text(), /name or the password is wrong/);
    }
  });

  it('a new password ends the sessions of the old one, and the server keeps neither', async () => {
    const owner = await withToken();
    await owner.send('/portal/account', { password: 'the first password', again: 'the first password' });
    const user = browser();
    await user.post('/portal/sign-in', { name: 'olivia-owner', password: 'the first password' });
    ok(await isIn(user));
    await owner.send('/portal/account', { password: 'the second password', again: 'the second password' });
    ok(!(await isIn(user)));
    ok(await isIn(owner));
    strictEqual((await browser().post('/portal/sign-in', { name: 'olivia-owner', password: 'the first password' })).status, 403);
  });

  it('sessions of passwords outlast the server, those of its owner token do not', async () => {
    const [owner, user] = [await withToken(), browser()];
    await owner.send('/portal/account', { password: 'a lasting password', again: 'a lasting password' });
    await user.post('/portal/sign-in', { name: 'olivia-owner', password: 'a lasting password' });
    const byToken = await withToken();
    ok((await isIn(user)) && (await isIn(byToken)));
    await server.killAndStartAgain();
    deepStrictEqual([await isIn(user), await isIn(byToken)], [true, false]);
  });

  it('names are not tried without end', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await browser().post('/portal/sign-in', { name: 'somebody', password: 'x' })).status);
    deepStrictEqual([statuses[0], statuses.at(-1)], [403, 429]);
  });

  it('another site cannot sign a browser in, nor out', async () => {
    const body = new URLSearchParams({ token: server.running.ownerToken });
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
      strictEqual((await browser().open('/portal/sign-in', { method: 'POST', body, headers })).status, 403);
    const user = await withToken();
    strictEqual((await user.post('/portal/sign-out', {})).status, 400);
    strictEqual((await user.post('/portal/account', { password: 'a password of mine', again: 'a password of mine' })).status, 400);
    ok(await isIn(user));
  });

  it('every sign-in makes a new session, and takes none that a browser brings along', async () => {
    const user = browser();
    const chosen = 'a'.repeat(40);
    user.cookies.set('mdist-portal', chosen);
    await withToken(user);
    const first = user.cookies.get('mdist-portal');
    notStrictEqual(first, chosen);
    const attacker = browser();
    attacker.cookies.set('mdist-portal', chosen);
    ok(!(await isIn(attacker)));
    await withToken(user);
    notStrictEqual(user.cookies.get('mdist-portal'), first);
    attacker.cookies.set('mdist-portal', first ?? '');
    ok(!(await isIn(attacker)), 'the session before has ended');
  });

  it('a provider of OpenID Connect vouches for the owner and for people of organizations', async () => {
    match(await browser().text('/portal/sign-in'), new RegExp(`Sign In with ${new URL(provider.issuer).host}`));
    for (const login of ['olivia', 'dev']) {
      const user = await withProvider(login);
      ok(await isIn(user), login);
    }
    match(await (await withProvider('olivia')).text('/portal/account'), /Olivia Owner/);
    ok(await isIn(await withProvider('dev')), 'known by the subject now');
  });

  it('does not take someone else of the provider with the same address, an address that is not verified, or a stranger', async () => {
    for (const login of ['impostor', 'unverified', 'stranger']) {
      const user = browser();
      const begun = await user.open('/portal/oidc');
      const answer = await user.open(await provider.signIn(begun.headers.get('location') ?? '', login));
      strictEqual(answer.status, 403, login);
      match(await answer.text(), /No user of this server has your address/);
      ok(!(await isIn(user)), login);
    }
  });

  it('ends a sign-in only in the browser that began it, and once', async () => {
    const user = browser();
    const begun = await user.open('/portal/oidc');
    const back = await provider.signIn(begun.headers.get('location') ?? '', 'olivia');
    const victim = browser();
    strictEqual((await victim.open(back)).status, 403);
    await victim.open('/portal/oidc');
    strictEqual((await victim.open(back)).status, 403, 'another state');
    ok(!(await isIn(victim)));
    const cookie = user.cookies.get('mdist-oidc') ?? '';
    strictEqual((await user.open(back)).status, 303);
    const again = browser();
    again.cookies.set('mdist-oidc', cookie);
    strictEqual((await again.open(back)).status, 403);
    const refused = browser();
    await refused.open('/portal/oidc');
    strictEqual((await refused.open('/portal/oidc/callback?error=access_denied&state=x')).status, 403);
  });

  it('says so when the provider does not answer', async () => {
    const port = await freePort();
    const lonely = await startTestServer({ openId: { issuer: `http://127.0.0.1:${port}`, clientId: 'x' } });
    try {
      const answer = await new PortalBrowser(lonely.running.url).open('/portal/oidc');
      strictEqual(answer.status, 403);
      match(await answer.text(), /provider did not answer/);
    } finally {
      await lonely.stop();
    }
  });
});
