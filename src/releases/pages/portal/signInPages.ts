/** The pages before the portal, and the one where users see who they are to it. */

import { renderHtmlPage } from '../htmlPage.ts';
import { html } from './html.ts';
import { csrfField, renderPortalPage, type PortalSession } from './portalFrame.ts';

export type SignInProblem = 'token' | 'password' | 'provider' | 'too-late' | 'unknown-user';

const problems: Readonly<Record<SignInProblem, string>> = {
  token: 'The server does not accept this token.',
  password: 'The name or the password is wrong.',
  provider: 'The sign-in provider did not answer, or refused. Try again; the log of the server has the reason.',
  'too-late': 'This sign-in was begun in another browser, or too long ago. Begin again.',
  'unknown-user': 'No user of this server has your address. Ask an owner to add you to an organization.',
};

export interface SignInContent {
  readonly root: string;
  /** Of OpenID Connect, where one is configured. */
  readonly providerName: string | undefined;
  readonly problem: SignInProblem | undefined;
}

export function renderSignInPage({ root, providerName, problem }: SignInContent): string {
  const alert =
    problem !== undefined && html`<p role="alert" class="notice refuse"><strong>Not signed in.</strong> ${problems[problem]}</p>`;
  const provider =
    providerName !== undefined &&
    html`<section aria-labelledby="by-provider">
      <h2 id="by-provider">With your organization</h2>
      <p><a class="button" href="${root}/oidc">Sign In with ${providerName}</a></p>
    </section>`;
  const main = html`<h1>Sign in to the release server</h1>
    ${alert}${provider}
    <section aria-labelledby="by-password">
      <h2 id="by-password">With a password</h2>
      <form method="post" action="${root}/sign-in">
        <p>
          <label for="name">Name or mail address</label><input id="name" name="name" autocomplete="username" required maxlength="200" />
        </p>
        <p>
          <label for="password">Password</label
          ><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200" />
        </p>
        <p><button class="button">Sign In</button></p>
      </form>
    </section>
    <section aria-labelledby="by-token">
      <h2 id="by-token">With a token</h2>
      <form method="post" action="${root}/sign-in">
        <p><label for="token">Token</label><input id="token" name="token" type="password" autocomplete="off" required /></p>
        <p><button class="button">Sign In with Token</button></p>
      </form>
    </section>
    <p class="soft">
      “Open Portal” in the editor signs you in by itself. On the command line, <code>mdist token create</code> makes a token. The page
      Account sets a password.
    </p>`;
  return renderHtmlPage('Sign in', main.text);
}

export interface AccountContent {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly hasPassword: boolean;
  /** A password was just set. */
  readonly isSet: boolean;
}

export function renderAccountPage(session: PortalSession, account: AccountContent): string {
  const { name, displayName, email, hasPassword, isSet } = account;
  const password =
    session.canWrite &&
    html`<section aria-labelledby="secret">
      <h2 id="secret">Password</h2>
      <p class="soft">
        ${hasPassword ? 'You have a password. A new one ends the sessions that the old one opened.' : 'You have no password yet.'}
      </p>
      <form method="post" action="${session.root}/account">
        ${csrfField(session)}
        <p>
          <label for="password">New password, 12 characters or more</label
          ><input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="200" />
        </p>
        <p>
          <label for="again">The same once more</label
          ><input id="again" name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="200" />
        </p>
        <p><button>Set Password</button></p>
      </form>
    </section>`;
  const main = html`${isSet && html`<p role="status" class="notice good"><strong>Password set.</strong> Sign in with the name ${name}.</p>`}
    <section aria-labelledby="who">
      <h2 id="who">${displayName}</h2>
      <dl>
        <dt>Name</dt>
        <dd>${name}</dd>
        ${
          email !== '' &&
          html`<dt>Mail address</dt>
            <dd>${email}</dd>`
        }
      </dl>
    </section>
    ${password}`;
  return renderPortalPage({ title: 'Account', session, main });
}
