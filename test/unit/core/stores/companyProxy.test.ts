/** The clients for Intune, AppGallery and Firebase behind a company's proxy, by the names of the vendors. That for Google Play: `playSecondAuthor.test.ts`. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { startAppGallery } from '../../../stand-ins/appgallery/appGallery.ts';
import { startFirebase } from '../../../stand-ins/firebase/firebase.ts';
import { startIntune } from '../../../stand-ins/intune/intune.ts';
import { startAuthorityProxy } from '../../../stand-ins/support/authorityProxy.ts';
import { type StandInServer } from '../../../stand-ins/support/standInServer.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { hereDigester } from '../../../support/hereDigester.ts';
import { storePackages, type StoreDocument } from '../../../support/otherStores.ts';
import { packageName } from '../../../support/playPublishing.ts';

interface Behind {
  readonly standIn: StandInServer & { readonly violations: readonly string[] };
  readonly names: readonly string[];
  readonly key: string;
  readonly line: string;
  readonly state: string;
}

const stores: Readonly<Record<string, () => Promise<Behind>>> = {
  firebase: async () => {
    const standIn = await startFirebase({ apps: [{ appId: '1:123:android:abc', identifier: packageName }] });
    return {
      standIn,
      names: ['firebaseappdistribution.googleapis.com', 'oauth2.googleapis.com'],
      key: JSON.stringify({ ...standIn.serviceAccount, token_uri: 'https://oauth2.googleapis.com/token' }),
      line: '--app-id 1:123:android:abc --testers a@acme.test',
      state: 'published',
    };
  },
  appgallery: async () => {
    const standIn = await startAppGallery({ apps: [{ appId: '100', packageName }] });
    const { id, secret } = standIn.client;
    return { standIn, names: ['connect-api.cloud.huawei.com'], key: secret, line: `--client-id ${id}`, state: 'in-review' };
  },
  intune: async () => await intuneBehind('graph.microsoft.com', 'login.microsoftonline.com'),
  'intune in the cloud of the US government': async () => await intuneBehind('graph.microsoft.us', 'login.microsoftonline.us'),
  'intune of the US Department of Defense': async () => await intuneBehind('dod-graph.microsoft.us', 'login.microsoftonline.us'),
  'intune in China': async () => await intuneBehind('microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'),
};

/** Tokens are only good for the Graph that the sign-in service belongs to. */
async function intuneBehind(graph: string, signIn: string): Promise<Behind> {
  const standIn = await startIntune();
  standIn.tokens.resource = `https://${graph}`;
  const { tenantId, clientId, clientSecret } = standIn.application;
  const endpoint = graph === 'graph.microsoft.com' ? '' : ` --endpoint https://${graph}`;
  const line = `--tenant ${tenantId} --client-id ${clientId} --publisher Acme${endpoint}`;
  return { standIn, names: [graph, signIn], key: clientSecret, line, state: 'uploaded' };
}

describe('the clients for other stores behind the proxy of a company', () => {
  for (const [store, start] of Object.entries(stores))
    it(`reaches ${store} at its own addresses, if the authority of the proxy is trusted`, async () => {
      const { standIn, names, key, line, state } = await start();
      const proxy = await startAuthorityProxy(Object.fromEntries(names.map((name) => [name, standIn.url])));
      const files = await storePackages();
      await files.writeFile('/app/store.key', Buffer.from(key));
      const through = async (certificateAuthorities: readonly string[]): Promise<readonly [number, StoreDocument]> => {
        const http = new NodeHttpClient({ proxies: { HTTPS_PROXY: proxy.url }, certificateAuthorities, wait: async () => {} });
        const world = { wait: async () => {}, digester: hereDigester, clock: { now: () => new Date() } };
        const args = `store publish app.apk --store ${store.split(' ')[0]} --key file:store.key --json ${line}`.split(' ');
        const { exitCode, out } = await commandLine(files, args, { world, http });
        http.dispose();
        return [exitCode, JSON.parse(out) as StoreDocument];
      };
      try {
        const [distrusted] = await through([]);
        deepStrictEqual([distrusted, standIn.requests.length], [4, 0]);
        const [trusted, document] = await through([proxy.authority]);
        strictEqual(trusted, 0, JSON.stringify(document));
        strictEqual(document.state, state);
        deepStrictEqual(new Set(proxy.tunnels), new Set(names));
        deepStrictEqual(standIn.violations, []);
      } finally {
        await proxy.close();
        await standIn.close();
      }
    });
});
