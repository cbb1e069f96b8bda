/**
 * Google's own client of androidpublisher, which is generated from the discovery document of the API. It is fetched from npm into
 * `.cache/peers`; without a network the tests that want it are skipped, and fail under `CI=true`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipCurrent } from '../../support/currentRunnable.ts';

const version = '42.0.0';
const peers = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));
const folder = join(peers, `androidpublisher-${version}`);
const packageFolder = join(folder, 'node_modules', '@googleapis', 'androidpublisher');

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
  install();
  const require = createRequire(join(folder, 'package.json'));
  const google = require(packageFolder) as GoogleModule;
  const auth = new google.auth.OAuth2();
  auth.setCredentials({ access_token: accessToken });
  return google.androidpublisher({ version: 'v3', auth });
}

/** What it was generated into: the calls, and their types. */
export function googleClientSource(): { readonly calls: string; readonly types: string } {
  install();
  const read = (name: string): string => readFileSync(join(packageFolder, 'build', name), 'utf8');
  return { calls: read('v3.js'), types: read('v3.d.ts') };
}

function install(): void {
  if (existsSync(packageFolder)) return;
  mkdirSync(peers, { recursive: true });
  const staging = mkdtempSync(join(peers, 'install-'));
  try {
    const spec = `@googleapis/androidpublisher@${version}`;
    const args = ['install', '--prefix', staging, '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', spec];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 180_000, shell: process.platform === 'win32' });
    if (status !== 0) {
      const reason = `npm cannot install ${spec}`;
      if (process.env['CI'] === 'true') throw new Error(`${reason}: ${stderr}`);
      skipCurrent(reason);
    }
    if (!existsSync(packageFolder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
