/** Google's own client of androidpublisher, which is generated from the discovery document of the API. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmPeer } from './npmPeer.ts';

const peer = ['@googleapis/androidpublisher', '42.0.0'] as const;

type Answer = Promise<{ readonly status: number; readonly data: Readonly<Record<string, unknown>> }>;
type Method = (parameters: Readonly<Record<string, unknown>>, options: { readonly rootUrl: string }) => Answer;

/** The part that is used here. */
export interface GoogleClient {
  readonly edits: Readonly<Record<'insert' | 'get' | 'validate' | 'commit' | 'delete', Method>> & {
    readonly tracks: Readonly<Record<'list' | 'get' | 'update', Method>>;
    readonly details: Readonly<Record<'get', Method>>;
    readonly bundles: Readonly<Record<'upload', Method>>;
    readonly apks: Readonly<Record<'upload', Method>>;
  };
}

interface GoogleModule {
  androidpublisher(options: { readonly version: 'v3'; readonly auth: unknown }): GoogleClient;
  readonly auth: { readonly OAuth2: new () => { setCredentials(credentials: { readonly access_token: string }): void } };
}

/** With a token that is already there: the client would fetch one from Google alone. */
export function googleClient(accessToken: string): GoogleClient {
  const folder = npmPeer(...peer);
  const google = createRequire(join(folder, 'package.json'))(folder) as GoogleModule;
  const auth = new google.auth.OAuth2();
  auth.setCredentials({ access_token: accessToken });
  return google.androidpublisher({ version: 'v3', auth });
}

/** What it was generated into: the calls, and their types. */
export function googleClientSource(): { readonly calls: string; readonly types: string } {
  const read = (name: string): string => readFileSync(join(npmPeer(...peer), 'build', name), 'utf8');
  return { calls: read('v3.js'), types: read('v3.d.ts') };
}
