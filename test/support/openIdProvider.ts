/** A provider of OpenID Connect in this process: `oidc-provider`, whose own pages for development ask for a name and for consent. */

import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface OpenIdUser {
  readonly email: string;
  readonly isVerified: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  /** Lets a user sign in at the provider's page, and gives the address that the browser is led back to. */
  signIn(address: string, login: string): Promise<string>;
  stop(): Promise<void>;
}

export const openIdClient = { id: 'mdist', secret: 'a-secret-of-32-characters-or-more' } as const;

/** `users` by the name they sign in with. `redirectUri` is asked for with each request, as a server knows its address only when it runs. */
export async function startProvider(users: Readonly<Record<string, OpenIdUser>>, redirectUris: readonly string[]): Promise<TestProvider> {
  let listener: RequestListener | undefined;
  const server = createServer((request, response) => listener?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: openIdClient.id,
        client_secret: openIdClient.secret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: users[id]?.email, email_verified: users[id]?.isVerified }),
    }),
    cookies: { keys: ['k1'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
  });
  const callback = provider.callback();
  listener = (request, response) => void callback(request, response);
  return {
    issuer,
    signIn: async (address, login) => await signInAt(issuer, address, login),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function signInAt(issuer: string, address: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  const go = async (url: string, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) });
    for (const each of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  let answer = await go(address);
  for (let steps = 0; steps < 15; steps += 1) {
    const location = answer.headers.get('location');
    if (location !== null) {
      const next = new URL(location, issuer);
      if (next.origin !== issuer) return next.href;
      answer = await go(next.href);
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`the provider answers ${answer.status}: ${page.slice(0, 300)}`);
    answer = await go(
      new URL(action, issuer).href,
      new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt }),
    );
  }
  throw new Error('the provider leads nowhere');
}
