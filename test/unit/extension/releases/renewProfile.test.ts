/** Register Devices and Renew Profile… of a package: one action up to the package that is signed again, against the stand-in of App Store Connect. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { inspectProfile } from '../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type ReleaseServers } from '../../../../src/extension/releases/servers/releaseServers.ts';
import { type StoreParts } from '../../../../src/extension/releases/stores/storeParts.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { connectKey, connectP8 } from '../../../support/connectPublishing.ts';
import { ConnectStandIn } from '../../../support/connectStandIn.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { addRenewable, appleAppIdentifier, knownDevice, newDevice, profileName, profileWith } from '../../../support/storesOfWindow.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const path = `/app/${profileName}`;

/** An App Store Connect with devices and a profile, for the tests of a suite. */
function useStandIn(appIdentifier: string): ConnectStandIn {
  const connect = new ConnectStandIn({
    key: connectKey,
    appIdentifier,
    writeProfile: (_, udids) => profileWith(udids),
  });
  before(async () => {
    await connect.start();
    addRenewable(connect);
  });
  after(async () => await connect.stop());
  beforeEach(resetFakeEditor);
  return connect;
}

describe('new devices for a package', () => {
  const connect = useStandIn(appleAppIdentifier);

  it('are registered, get a renewed profile, and the package is signed again with it without a question which', async () => {
    const { registerAndRenew } = await import('../../../../src/extension/releases/stores/renewProfile.ts');
    const files = new MemoryFiles({ [path]: profileWith([knownDevice]) });
    const world = { ...workflowWorld(files), http: new NodeHttpClient() };
    const account = { name: 'apple', store: 'app-store-connect' } as const;
    const source = {
      ...account,
      key: new Secret(connectP8),
      keyId: connectKey.keyId,
      issuer: connectKey.issuer,
      endpoint: connect.address,
    };
    const parts: unknown = {
      accounts: { list: () => [account], source: async () => source },
      loadWorld: async () => world,
      errors: { orAgain: async (work: () => Promise<void>) => await work() },
    };
    const node: unknown = {
      kind: 'package',
      app: { folder: '/app', on: () => ({ effective: { provisioningProfile: { value: profileName } } }) },
      record: packageRecord({ platform: 'ios' }),
    };
    const servers: unknown = { list: async () => [] };
    fakeEditor.answers = ['Enter UDIDs…', newDevice];
    await registerAndRenew(parts as StoreParts, servers as ReleaseServers, node);
    const renewed = files.content.get(path);
    ok(renewed);
    deepStrictEqual(inspectProfile(renewed.bytes, { now: world.clock.now() }).devices, [knownDevice, newDevice]);
    deepStrictEqual(fakeEditor.executed, [['mobileDistribution.resignForNewDevices', node, path]]);
    deepStrictEqual(fakeEditor.asked, ['Which devices?', 'Register Devices']);
    strictEqual(fakeEditor.progress.at(-1), 'Hello Ad Hoc allows 2 devices now. Used this year: iPhone 2/100');
    deepStrictEqual(connect.violations, []);
  });
});

describe('a profile of an identifier that Apple does not know', () => {
  const connect = useStandIn('com.acme.other');

  it('is renewed once the identifier is registered, after a question', async () => {
    const { registerAndRenew } = await import('../../../../src/extension/releases/stores/renewProfile.ts');
    const files = new MemoryFiles({ [path]: profileWith([knownDevice]) });
    const world = { ...workflowWorld(files), http: new NodeHttpClient() };
    const account = { name: 'apple', store: 'app-store-connect' } as const;
    const { keyId, issuer } = connectKey;
    const source = { ...account, key: new Secret(connectP8), keyId, issuer, endpoint: connect.address };
    const parts: unknown = {
      accounts: { list: () => [account], source: async () => source },
      loadWorld: async () => world,
      errors: { orAgain: async (work: () => Promise<void>) => await work() },
    };
    const servers: unknown = { list: async () => [] };
    const identifiers = () => connect.apple.resources.list('bundleIds').map(({ attributes }) => attributes['identifier']);
    const renew = async () => await registerAndRenew(parts as StoreParts, servers as ReleaseServers, vscode.Uri.file(path));
    ok(!identifiers().includes(appleAppIdentifier), String(identifiers()));
    fakeEditor.answers = ['Enter UDIDs…', newDevice, undefined];
    await rejects(renew(), { code: 'cancelled' });
    ok(!identifiers().includes(appleAppIdentifier));
    fakeEditor.answers = ['Enter UDIDs…', newDevice, 'Register App Identifier'];
    await renew();
    ok(identifiers().includes(appleAppIdentifier));
    const renewed = files.content.get(path);
    deepStrictEqual(renewed && inspectProfile(renewed.bytes, { now: world.clock.now() }).devices, [knownDevice, newDevice]);
    deepStrictEqual(connect.violations, []);
  });
});
