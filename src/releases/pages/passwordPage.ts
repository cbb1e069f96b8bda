/** Asks for the password of a link. The form goes to the address it came from. */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { renderHtmlPage } from './htmlPage.ts';

export function renderPasswordPage({ action, isWrong }: { readonly action: string; readonly isWrong: boolean }): string {
  return renderHtmlPage(
    'Password required',
    `<h1>Password required</h1>
<form method="post" action="${escapeHtml(action)}">
${isWrong ? '<p role="alert">Wrong password. Try again.</p>' : '<p>This link is protected. The person who sent it knows the password.</p>'}
<p><label for="password">Password</label><br><input id="password" name="password" type="password" autocomplete="off" required autofocus></p>
<p><button>Open</button></p>
</form>`,
  );
}
