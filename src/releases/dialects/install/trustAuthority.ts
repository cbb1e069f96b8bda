/**
 * The certificate of the server's own authority, and a page that explains how devices trust it. Both are there only under the addresses that the authority
 * vouches for: elsewhere it would be trusted for nothing.
 */

import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { renderTrustPage } from '../../pages/trustPage.ts';
import { type DialectWorld, type ServerAuthority } from '../dialect.ts';

/** The page, as the address of this request leads to it; `undefined` where clients need no authority of the server. */
export function trustAddress(
  { authority }: Pick<DialectWorld, 'authority'>,
  { baseUrl }: Pick<ServerRequest, 'baseUrl'>,
): string | undefined {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' && authority?.hosts.has(hostname) === true ? `${baseUrl}/trust` : undefined;
}

function route(path: string, notHere: Answer, answer: (authority: ServerAuthority, address: string) => Answer): Route<DialectWorld> {
  return {
    method: 'GET',
    path,
    handle: async (world, request) => {
      const address = trustAddress(world, request);
      return await Promise.resolve(world.authority && address !== undefined ? answer(world.authority, address) : notHere);
    },
  };
}

export function trustRoutes(notHere: Answer): readonly Route<DialectWorld>[] {
  return [
    route('/trust', notHere, ({ name, sha256, expiresAt }, address) => {
      const html = renderTrustPage({ name, sha256, expiresAt, certificatePath: `${address}/authority.crt`, pageAddress: address });
      return { kind: 'page', status: 200, html };
    }),
    // Safari takes it for a profile by its type, other browsers save it under the name in the address.
    route('/trust/authority.crt', notHere, ({ certificate }) => ({
      kind: 'content',
      mediaType: 'application/x-x509-ca-cert',
      bytes: certificate,
    })),
  ];
}
