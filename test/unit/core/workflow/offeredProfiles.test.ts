import { deepStrictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { fittingProfiles, offeredProfiles } from '../../../../src/core/workflow/offeredProfiles.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { ApplePki, p12Of, p12Password } from '../../../support/applePki.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const xcode = '/home/ada/Library/Developer/Xcode/UserData/Provisioning Profiles';
const oldXcode = '/home/ada/Library/MobileDevice/Provisioning Profiles';

describe('offeredProfiles', () => {
  it('lists those next to the app and in both of Xcode’s folders, the ones that fit first and with the reason why others do not', async () => {
    const pki = new ApplePki();
    const certificates = [pki.leaf()];
    const files = new MemoryFiles({
      '/app/mobile-distribution.json': JSON.stringify({
        ios: { appIdentifier: 'com.acme.hello', buildType: 'ad-hoc', certificate: 'ios.p12' },
      }),
      '/app/ios.p12': await p12Of(certificates),
      '/app/signing/other.mobileprovision': pki.profile({ certificates, name: 'Other app', identifier: 'com.acme.other' }),
      '/app/signing/own.mobileprovision': pki.profile({ certificates, name: 'Own' }),
      '/app/signing/broken.mobileprovision': 'rubbish',
      [`${oldXcode}/a.mobileprovision`]: pki.profile({ certificates, name: 'Until 2028', expiresAt: new Date('2028-01-01T00:00:00Z') }),
      [`${xcode}/b.mobileprovision`]: pki.profile({ certificates, name: 'Until 2029', expiresAt: new Date('2029-01-01T00:00:00Z') }),
      [`${xcode}/c.mobileprovision`]: pki.profile({ certificates: [pki.leaf({ label: 'another' })], name: 'Of another key' }),
    });
    const world = workflowWorld(files, { homeFolder: '/home/ada', trustedRoots: [pki.root] });
    const target = appOnPlatform(await openApp(world, '/app'), 'ios');
    const beside = ['signing/broken.mobileprovision', 'signing/other.mobileprovision', 'signing/own.mobileprovision'];
    const passwords = { ask: async () => new Secret(p12Password) };
    deepStrictEqual(await fittingProfiles(world, target, passwords, beside), ['signing/own.mobileprovision']);
    deepStrictEqual(await fittingProfiles(world, target, passwords, []), []);
    const offered = await offeredProfiles(world, target, passwords, beside);
    deepStrictEqual(
      offered.map(({ inspection, isOfXcode, problem }) => [inspection.name, isOfXcode, problem?.slice(0, 20)]),
      [
        ['Own', false, undefined],
        ['Until 2029', true, undefined],
        ['Until 2028', true, undefined],
        ['Other app', false, 'The profile Other ap'],
        ['Of another key', true, 'The profile Of anoth'],
      ],
    );
  });
});
