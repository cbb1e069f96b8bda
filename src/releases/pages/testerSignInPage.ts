/** Where a link alone is not enough: who can open the release, and how. */

import { renderHtmlPage } from './htmlPage.ts';
import { html } from './portal/html.ts';

export interface TesterSignInContent {
  readonly invitePath: string;
  readonly signOutPath: string;
  /** Whether the server can send the invitation again. */
  readonly sendsMail: boolean;
  /** Someone for whom the release is not. */
  readonly signedInAs: string | undefined;
}

export function renderTesterSignInPage({ invitePath, signOutPath, sendsMail, signedInAs }: TesterSignInContent): string {
  const other =
    signedInAs !== undefined &&
    html`<section aria-labelledby="who">
      <h2 id="who">You are signed in as ${signedInAs}</h2>
      <p>This release did not go to you. To use another invitation, sign out first.</p>
      <form method="post" action="${signOutPath}">
        <p><button>Sign Out</button></p>
      </form>
    </section>`;
  const again =
    sendsMail &&
    html`<section aria-labelledby="again">
      <h2 id="again">No invitation at hand?</h2>
      <form method="post" action="${invitePath}">
        <p>
          <label for="email">Your mail address</label
          ><input id="email" name="email" type="email" autocomplete="email" required maxlength="254" />
        </p>
        <p><button class="button">Send My Invitation</button></p>
      </form>
    </section>`;
  const main = html`<h1>Sign in to install</h1>
    <p>This release is for testers of a private group.</p>
    <section aria-labelledby="how">
      <h2 id="how">What to do</h2>
      <p>
        Open the link of your invitation in this browser once. From then on, links like this one open by themselves. There is no password.
      </p>
    </section>
    ${other}${again}`;
  return renderHtmlPage('Sign in to install', main.text);
}
