/** Provisioning profiles from nothing: identifier, certificate, devices and profile at Apple. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { inspectProfile } from '../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { type AppleStore, appleIdentifier as identifier, beginApple, endApple } from '../../../support/appleStore.ts';
import { storeKeys } from '../../../support/storeCommands.ts';

describe('a profile from nothing', () => {
  afterEach(endApple);

  const [first, second] = ['1', '2'].map((digit) => `0000803${digit}-001A2B3C4D5E6F70`) as [string, string];
  const pki = new ApplePki('ec-p256', 'creation');
  const leaf = pki.leaf();

  async function team(certificates: readonly Record<string, unknown>[] = [{}]): Promise<AppleStore> {
    const apple = await beginApple({
      writeProfile: (_, devices) =>
        pki.profile({ kind: devices.length > 0 ? 'ad-hoc' : 'app-store', certificates: [leaf], identifier, devices }),
    });
    for (const [index, attributes] of certificates.entries())
      apple.add('certificates', {
        certificateType: 'DISTRIBUTION',
        serialNumber: `AB0${index}`,
        displayName: `Acme ${index}`,
        ...attributes,
      });
    return apple;
  }

  it('has all enabled devices and new ones, and is made once', async () => {
    const apple = await team();
    apple.add('devices', { udid: first, name: 'Ann', status: 'ENABLED', platform: 'IOS' });
    apple.add('devices', { udid: second, name: 'Ben', status: 'DISABLED', platform: 'IOS' });
    const third = first.replace('1-', '3-');
    const files = storeKeys();
    const line = `profile create adhoc.mobileprovision --app-identifier ${identifier} --udid ${third}`;
    const { exitCode, json } = await apple.run(line, files);
    deepStrictEqual([exitCode, json['changed'], json['deviceCount'], json['identifierNew']], [0, true, 2, false], JSON.stringify(json));
    const { devices, kind } = inspectProfile(await files.readFile('/app/adhoc.mobileprovision'), { now: new Date() });
    deepStrictEqual([kind, devices], ['ad-hoc', [first, third]]);
    strictEqual((await apple.run(line, files)).json.error?.code, 'file-exists');
    strictEqual((await apple.run(`${line} --force`, files)).json['changed'], false);
    strictEqual(apple.ofType('profiles').length, 1);
  });

  it('for the App Store has no devices, and its identifier is registered', async () => {
    const apple = await team();
    const line = 'profile create store.mobileprovision --kind app-store --app-identifier com.acme.other --name Other';
    const { exitCode, json } = await apple.run(line);
    deepStrictEqual([exitCode, json['identifierNew'], json['deviceCount']], [0, true, 0], JSON.stringify(json));
    deepStrictEqual(
      apple.ofType('profiles').map(({ attributes }) => [attributes['name'], attributes['profileType']]),
      [['Other', 'IOS_APP_STORE']],
    );
  });

  it('needs one certificate that is valid, and devices', async () => {
    const over = { expirationDate: '2020-01-01T00:00:00Z' };
    const line = `profile create adhoc.mobileprovision --app-identifier ${identifier}`;
    const codeOf = async (apple: AppleStore, more = ''): Promise<string | undefined> => (await apple.run(line + more)).json.error?.code;
    strictEqual(await codeOf(await team([over])), 'store-certificates-missing');
    const several = await team([{}, {}]);
    const refused = await several.run(line);
    strictEqual(refused.json.error?.code, 'store-certificates-several');
    match(refused.json.error.message, /Acme 0 \(AB00\), Acme 1 \(AB01\)/u);
    strictEqual(await codeOf(several, ' --serial ab01'), 'store-no-devices');
    strictEqual(await codeOf(several, ` --serial ab01 --udid ${first} --only-these`), undefined);
    strictEqual(await codeOf(await team(), ` --serial ff --udid ${first}`), 'store-certificate-unknown');
    for (const wrong of [` --kind app-store --udid ${first}`, ' --only-these', ' --serial xyz'])
      strictEqual((await several.run(line + wrong)).exitCode, 2, wrong);
  });

  it('killed at any request and started again, there is one of each', async () => {
    const line = `profile create adhoc.mobileprovision --app-identifier com.acme.other --udid ${first}`;
    const whole = await team();
    await whole.run(line);
    for (const isLost of [false, true])
      for (let at = 1; at <= whole.exchanges.length; at++) {
        const apple = await team();
        const files = storeKeys();
        await apple.run(line, files, { at, isLost });
        const { exitCode, json } = await apple.run(`${line} --force`, files);
        const made = ['profiles', 'devices', 'bundleIds'].map((type) => apple.ofType(type).length);
        deepStrictEqual([exitCode, made], [0, [1, 1, 2]], `killed at ${at}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
  });
});
