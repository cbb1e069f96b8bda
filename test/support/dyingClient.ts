/** What a killed process leaves: requests up to some point, and nothing of what comes after. */

import { type HttpClient, type HttpRequest } from '../../src/core/ports/httpClient.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';

/** From one request on nothing gets through, as when the process is killed; with `isLost` that one still takes effect. */
export function dyingClient(killed: number, isLost: boolean): HttpClient {
  const client = new NodeHttpClient({ wait: async () => {} });
  let count = 0;
  return {
    open: async (request) => await client.open(request),
    request: async (request: HttpRequest & { readonly maxBytes: number }) => {
      count += 1;
      if (count < killed) return await client.request(request);
      if (count === killed && isLost) await client.request(request);
      throw new Error('the process was killed');
    },
  };
}
