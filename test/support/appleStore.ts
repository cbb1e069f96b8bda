/** App Store Connect as the tests of commands use it: the stand-in, what is there, and the commands that are run against it. */

import { deepStrictEqual } from 'node:assert/strict';
import { type Resource } from '../stand-ins/app-store-connect/resources.ts';
import { connectKey } from './connectPublishing.ts';
import { ConnectStandIn, type ConnectStandInOptions } from './connectStandIn.ts';
import { dyingClient } from './dyingClient.ts';
import { onConnect, storeKeys, type StoreRun } from './storeCommands.ts';

export const appleIdentifier = 'com.acme.hello';

/** The stand-in, and the commands that are run against it. */
export class AppleStore extends ConnectStandIn {
  constructor(options: Partial<ConnectStandInOptions> = {}) {
    super({ key: connectKey, appIdentifier: appleIdentifier, ...options });
  }

  add(type: string, attributes: Record<string, unknown>, links: Record<string, string | string[]> = {}): Resource {
    return this.apple.resources.add(type, attributes, links);
  }

  /** Of the app. */
  addOwn(type: string, attributes: Record<string, unknown>, links: Record<string, string> = {}): Resource {
    return this.add(type, attributes, { app: this.apple.app(appleIdentifier).id, ...links });
  }

  ofType(type: string): readonly Resource[] {
    return this.apple.resources.list(type);
  }

  related(resource: Resource | undefined, name: string): readonly string[] {
    return resource === undefined ? [] : this.apple.resources.related(resource, name).map(({ id }) => id);
  }

  version(attributes: Record<string, unknown>): Resource {
    return this.addOwn('appStoreVersions', { platform: 'IOS', ...attributes });
  }

  build(attributes: Record<string, unknown>, version: string, platform = 'IOS'): Resource {
    const train = this.addOwn('preReleaseVersions', { version, platform });
    return this.addOwn('builds', attributes, { preReleaseVersion: train.id });
  }

  async run(line: string, files = storeKeys(), dies?: { readonly at: number; readonly isLost: boolean }): Promise<StoreRun> {
    const isAboutApp = line.startsWith('store') || line.startsWith('testflight');
    const args = [...line.split(' '), ...(isAboutApp ? ['--app-identifier', appleIdentifier] : [])];
    return await onConnect(files, args, { endpoint: this.address, ...(dies && { http: dyingClient(dies.at, dies.isLost) }) });
  }

  /** The attributes that were sent to make resources of a type. */
  sent(type: string): readonly unknown[] {
    const made = this.exchanges.filter(({ method, path }) => method === 'POST' && path === `/v1/${type}`);
    return made.map(({ body }) => (JSON.parse(body) as { readonly data: { readonly attributes?: unknown } }).data.attributes);
  }
}

const open: AppleStore[] = [];

export async function beginApple(options: Partial<ConnectStandInOptions> = {}): Promise<AppleStore> {
  const apple = new AppleStore(options);
  await apple.start();
  open.push(apple);
  return apple;
}

/** Nothing that was sent may contradict Apple’s description. */
export async function endApple(): Promise<void> {
  for (const each of open.splice(0)) {
    await each.stop();
    deepStrictEqual(each.violations, []);
  }
}
