/** What users of the portal do for themselves: their password, and their tokens. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { renderTokensPage, type PortalToken } from '../../pages/portal/portalPages.ts';
import { renderAccountPage } from '../../pages/portal/signInPages.ts';
import { requireAccountToken } from '../../use-cases/access.ts';
import { findUser } from '../../use-cases/accounts.ts';
import { hasPassword, setPassword } from '../../use-cases/credentials.ts';
import { createToken, deleteToken, listTokens } from '../../use-cases/tokens.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, page, redirect, shownPage, type PortalAsked } from './portalRoute.ts';
import { signIn } from './portalSessions.ts';

async function showTokens({ world, actor, session }: PortalAsked, made?: string): Promise<Answer> {
  const tokens = (await listTokens(world, actor)).map(({ id, description, scope, createdAt }): PortalToken => {
    return { id, description, scope, createdAt };
  });
  return shownPage(renderTokensPage(session, { tokens, made }));
}

async function showAccount({ world, actor, session, request }: PortalAsked): Promise<Answer> {
  requireAccountToken(actor);
  const { name, displayName, email } = await findUser(world, actor);
  const isSet = request.query('set') !== undefined;
  return shownPage(
    renderAccountPage(session, { name, displayName, email: email ?? '', hasPassword: await hasPassword(world, actor.userId), isSet }),
  );
}

/** The session that sets it goes on under a new cookie. */
async function takePassword({ world, actor, session, request }: PortalAsked): Promise<Answer> {
  const form = await request.form();
  const password = form.get('password') ?? '';
  if (password !== form.get('again')) throw Failure.of('release-refused', { reason: phrase('the two passwords differ') });
  await setPassword(world, actor, new Secret(password));
  const cookie = await signIn(world, request, { userId: actor.userId });
  return redirect(`${session.root}/account?set=yes`, { ...(cookie !== undefined && { 'Set-Cookie': cookie }) });
}

export const accountRoutes: readonly Route<DialectWorld>[] = [
  page('/account', showAccount),
  action('/account', takePassword),
  page('/tokens', async (asked) => await showTokens(asked)),
  action('/tokens', async (asked) => {
    const form = await asked.request.form();
    const scope = form.get('scope') === 'full' ? 'full' : 'read-only';
    const { secret } = await createToken(asked.world, asked.actor, { description: form.get('description') ?? '', scope });
    return await showTokens(asked, secret.reveal());
  }),
  action('/tokens/delete', async ({ world, actor, request, session }) => {
    await deleteToken(world, actor, (await request.form()).get('id') ?? '');
    return redirect(`${session.root}/tokens`);
  }),
];
