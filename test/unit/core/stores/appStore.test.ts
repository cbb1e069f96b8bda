import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { parseDeviceList } from '../../../../src/core/stores/app-store-connect/appleDevices.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { inspectProfile } from '../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { serialNumberText } from '../../../../src/core/formats/x509/certificate.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { type AppleStore, appleIdentifier as identifier, beginApple, endApple } from '../../../support/appleStore.ts';
import { refusal } from '../../../support/connectStandIn.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { storeKeys } from '../../../support/storeCommands.ts';

describe('TestFlight', () => {
  afterEach(endApple);

  it('lists groups and creates one once, with a public link', async () => {
    const apple = await beginApple({ groups: { QA: 'internal' } });
    const line = 'testflight groups --create Friends --public-link 100';
    strictEqual((await apple.run(line)).exitCode, 0);
    strictEqual((await apple.run(line)).exitCode, 0);
    deepStrictEqual(apple.sent('betaGroups'), [
      { name: 'Friends', isInternalGroup: false, publicLinkEnabled: true, publicLinkLimitEnabled: true, publicLinkLimit: 100 },
    ]);
    const { json } = await apple.run('testflight groups');
    deepStrictEqual(
      (json['groups'] as readonly { name: string; isInternal: boolean }[]).map(({ name, isInternal }) => [name, isInternal]),
      [
        ['QA', true],
        ['Friends', false],
      ],
    );
    for (const wrong of ['testflight groups --internal', 'testflight groups --create a --internal --public-link 3'])
      strictEqual((await apple.run(wrong)).exitCode, 2);
  });

  it('adds testers, those that Apple knows too, and removes them', async () => {
    const apple = await beginApple({ groups: { Friends: 'external' } });
    const known = apple.add('betaTesters', { email: 'known@example.com', state: 'ACCEPTED' });
    const [group] = apple.ofType('betaGroups');
    const { exitCode, json } = await apple.run('testflight testers --group Friends --add ann@example.com --first-name Ann');
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(apple.sent('betaTesters'), [{ email: 'ann@example.com', firstName: 'Ann' }]);
    const made = apple.ofType('betaTesters')[1];
    deepStrictEqual(apple.related(made, 'betaGroups'), [group?.id]);
    await apple.run('testflight testers --group Friends --add known@example.com');
    deepStrictEqual(apple.related(group, 'betaTesters'), [known.id, made?.id]);
    await apple.run('testflight testers --group Friends --remove KNOWN@example.com');
    deepStrictEqual(apple.related(group, 'betaTesters'), [made?.id]);
    strictEqual((await apple.run('testflight testers --group None')).json.error?.code, 'store-group-unknown');
    for (const wrong of ['testflight testers --add a@b.c', 'testflight testers --group Friends --add nobody'])
      strictEqual((await apple.run(wrong)).exitCode, 2, wrong);
  });

  it('lists builds with their states, expires one, and knows the highest', async () => {
    const apple = await beginApple();
    apple.build({ version: '1.2.3', processingState: 'PROCESSING', uploadedDate: '2026-11-01T10:00:00Z' }, '1.1');
    const attributes = { version: '41', processingState: 'VALID', expired: false, uploadedDate: '2026-11-02T10:00:00Z' };
    apple.build({ ...attributes, version: '77', uploadedDate: '2026-11-03T10:00:00Z' }, '1.2', 'MAC_OS');
    const ofMac = apple.build({ ...attributes, uploadedDate: '2026-11-03T11:00:00Z' }, '1.2', 'MAC_OS');
    const build = apple.build(attributes, '1.2');
    apple.add('buildBetaDetails', { internalBuildState: 'IN_BETA_TESTING', externalBuildState: 'BETA_REJECTED' }, { build: build.id });
    const { json } = await apple.run('store status');
    strictEqual(json['highestVersionCode'], 41);
    const [first] = json['builds'] as readonly Record<string, unknown>[];
    deepStrictEqual([first?.['version'], first?.['internalState'], first?.['externalState']], ['1.2', 'IN_BETA_TESTING', 'BETA_REJECTED']);
    strictEqual((await apple.run('testflight builds --expire 41')).json['changed'], true);
    deepStrictEqual([build.attributes['expired'], ofMac.attributes['expired']], [true, false]);
    strictEqual((await apple.run('testflight builds --expire 41')).json['changed'], false);
    strictEqual((await apple.run('testflight builds --expire 40')).json.error?.code, 'store-build-unknown');
  });

  it('lists feedback, the newest first, and saves a crash log', async () => {
    const apple = await beginApple();
    const nice = { createdDate: '2026-11-01T10:00:00Z', comment: 'Nice', screenshots: [{ url: 'https://x/1' }] };
    apple.addOwn('betaFeedbackScreenshotSubmissions', nice);
    const crash = apple.addOwn('betaFeedbackCrashSubmissions', { createdDate: '2026-11-02T10:00:00Z', deviceModel: 'iPhone17,1' });
    const { json } = await apple.run('testflight feedback');
    const kinds = (json['feedback'] as readonly { kind: string; screenshots: readonly string[] }[]).map((each) => [
      each.kind,
      each.screenshots,
    ]);
    deepStrictEqual(kinds, [
      ['crash', []],
      ['screenshot', ['https://x/1']],
    ]);
    const files = storeKeys();
    const line = `testflight feedback --crash-log ${crash.id} --out crash.log`;
    strictEqual((await apple.run(line, files)).json.error?.code, 'store-feedback-unknown');
    crash.links['crashLog'] = apple.add('betaCrashLogs', { logText: 'Thread 0' }).id;
    strictEqual((await apple.run(line, files)).exitCode, 0);
    strictEqual(files.text('/app/crash.log'), 'Thread 0');
    strictEqual((await apple.run('testflight feedback --crash-log x')).exitCode, 2);
  });
});

describe('versions in the App Store', () => {
  afterEach(endApple);

  async function store(): Promise<AppleStore> {
    const apple = await beginApple();
    apple.build({ version: '43', processingState: 'VALID' }, '1.2');
    return apple;
  }

  const line = 'store promote --app-version 1.2 --build 43 --notes-file notes.txt --phased --release manual';
  const files = (): MemoryFiles => storeKeys({ '/app/notes.txt': '<en-US>New</en-US><de-DE>Neu</de-DE>' });

  it('are made with build and notes, and submitted', async () => {
    const apple = await store();
    const { exitCode, json } = await apple.run(line, files());
    deepStrictEqual([exitCode, json['state'], json['changed']], [0, 'in-review', true], JSON.stringify(json));
    const [version] = apple.ofType('appStoreVersions');
    const { versionString, releaseType, platform } = version?.attributes ?? {};
    deepStrictEqual([versionString, releaseType, platform], ['1.2', 'MANUAL', 'IOS']);
    deepStrictEqual(apple.related(version, 'build'), [apple.ofType('builds')[0]?.id]);
    strictEqual(version?.attributes['appVersionState'], 'WAITING_FOR_REVIEW');
    // A new version has its main language.
    deepStrictEqual(
      apple.ofType('appStoreVersionLocalizations').map(({ attributes }) => attributes),
      [
        { locale: 'de-DE', whatsNew: 'Neu' },
        { locale: 'en-US', whatsNew: 'New' },
      ],
    );
    strictEqual((await apple.run(line, files())).json['changed'], false);
    deepStrictEqual([apple.sent('reviewSubmissions').length, apple.sent('reviewSubmissionItems').length], [1, 1]);
  });

  it('take the place of one that was begun, and wait for a date', async () => {
    const apple = await store();
    apple.version({ versionString: '1.1', appVersionState: 'REJECTED' });
    await apple.run('store promote --app-version 1.2 --build 43 --release 2026-12-24T08:00:00Z');
    const versions = apple.ofType('appStoreVersions');
    strictEqual(versions.length, 1);
    const { versionString, earliestReleaseDate } = versions[0]?.attributes ?? {};
    deepStrictEqual([versionString, earliestReleaseDate], ['1.2', '2026-12-24T08:00:00+00:00']);
  });

  it('cannot be changed when they are live, and need a build', async () => {
    const apple = await store();
    apple.version({ versionString: '1.2', appVersionState: 'READY_FOR_DISTRIBUTION' });
    strictEqual((await apple.run('store promote --app-version 1.2 --build 43')).json.error?.code, 'store-version-not-editable');
    strictEqual((await apple.run('store promote --app-version 1.2 --build 42')).json.error?.code, 'store-build-unknown');
    for (const wrong of [
      'store promote --app-version 1',
      'store promote --withdraw --build 43',
      'store promote --app-version 1 --build 1 --release soon',
      `${line} --to beta`,
    ])
      strictEqual((await apple.run(wrong, files())).exitCode, 2, wrong);
    const planned = await apple.run(`${line} --dry-run`, files());
    deepStrictEqual([planned.json['state'], (planned.json['requests'] as readonly unknown[]).length > 8], ['planned', true]);
  });

  it('have the version of the build, which Apple must be able to use', async () => {
    const apple = await store();
    strictEqual((await apple.run('store promote --build 43')).json['version'], '1.2');
    const other = await beginApple();
    other.build({ version: '44', processingState: 'PROCESSING' }, '1.3');
    other.build({ version: '45', processingState: 'VALID', expired: true }, '1.3');
    strictEqual((await other.run('store promote --build 44')).json.error?.code, 'store-build-not-ready');
    strictEqual((await other.run('store promote --build 45')).json.error?.code, 'store-build-expired');
    deepStrictEqual(other.ofType('appStoreVersions'), []);
  });

  it('in review with another build or of another name say so, and can be withdrawn', async () => {
    const apple = await store();
    apple.build({ version: '44', processingState: 'VALID' }, '1.2');
    apple.build({ version: '50', processingState: 'VALID' }, '1.3');
    strictEqual((await apple.run('store promote --withdraw')).json.error?.code, 'store-review-missing');
    await apple.run('store promote --build 43');
    for (const build of [44, 50]) {
      const { json } = await apple.run(`store promote --build ${build}`);
      strictEqual(json.error?.code, 'store-version-in-review', JSON.stringify(json));
      match(json.error.message, /1\.2 with build 43/);
    }
    const withdrawn = await apple.run('store promote --withdraw');
    deepStrictEqual([withdrawn.json['state'], withdrawn.json['changed']], ['WAITING_FOR_REVIEW', true]);
    strictEqual((await apple.run('store promote --withdraw')).json['changed'], false);
    for (const { attributes } of apple.ofType('reviewSubmissions')) attributes['state'] = 'COMPLETE';
    strictEqual((await apple.run('store promote --build 44')).exitCode, 0);
    const [version] = apple.ofType('appStoreVersions');
    deepStrictEqual(apple.related(version, 'build'), [apple.ofType('builds')[1]?.id]);
  });

  it('that wait for their release come first', async () => {
    const apple = await store();
    apple.version({ versionString: '1.1', appVersionState: 'PENDING_DEVELOPER_RELEASE' });
    const { json } = await apple.run('store promote --build 43');
    deepStrictEqual([json.error?.code, apple.ofType('appStoreVersions').length], ['store-version-unreleased', 1]);
  });

  it('that were rejected are submitted again in the submission that Apple kept open', async () => {
    const apple = await store();
    await apple.run('store promote --build 43');
    const [version] = apple.ofType('appStoreVersions');
    ok(version);
    apple.apple.reviewVersion(version, 'REJECTED');
    apple.build({ version: '44', processingState: 'VALID' }, '1.2');
    const { exitCode, json } = await apple.run('store promote --build 44');
    deepStrictEqual([exitCode, json['changed']], [0, true], JSON.stringify(json));
    const states = apple.ofType('reviewSubmissions').map(({ attributes }) => attributes['state']);
    deepStrictEqual([states, version.attributes['appVersionState']], [['WAITING_FOR_REVIEW'], 'WAITING_FOR_REVIEW']);
    apple.apple.reviewVersion(version, 'METADATA_REJECTED');
    apple.apple.faults.add({
      on: /^PATCH \/v1\/reviewSubmissions/u,
      fault: refusal('STATE_ERROR', 'App Review waits for your answer.'),
    });
    strictEqual((await apple.run('store promote --build 44')).json.error?.code, 'store-review-unresolved');
  });

  it('killed at any request and started again, they are submitted once', async () => {
    const whole = await store();
    await whole.run(line, files());
    const requests = whole.exchanges.length;
    ok(requests > 10);
    for (const isLost of [false, true])
      for (let at = 1; at <= requests; at++) {
        const apple = await store();
        await apple.run(line, files(), { at, isLost });
        const { exitCode, json } = await apple.run(line, files());
        const kinds = ['appStoreVersions', 'reviewSubmissions', 'reviewSubmissionItems', 'appStoreVersionPhasedReleases'];
        const made = kinds.map((type) => apple.ofType(type).length);
        deepStrictEqual([exitCode, made], [0, [1, 1, 1, 1]], `killed at ${at}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
  });

  it('are released in phases that are halted, resumed and completed, or by hand', async () => {
    const apple = await beginApple();
    const version = apple.version({ versionString: '1.2', appVersionState: 'READY_FOR_DISTRIBUTION' });
    strictEqual((await apple.run('store halt')).json.error?.code, 'store-phases-missing');
    const attributes = { phasedReleaseState: 'ACTIVE', currentDayNumber: 2 };
    const phased = apple.add('appStoreVersionPhasedReleases', attributes, { appStoreVersion: version.id });
    for (const [command, state] of [
      ['store halt', 'PAUSED'],
      ['store halt --resume', 'ACTIVE'],
      ['store rollout --complete', 'COMPLETE'],
    ] as const) {
      strictEqual((await apple.run(command)).json['changed'], true, command);
      strictEqual(phased.attributes['phasedReleaseState'], state);
      strictEqual((await apple.run(command)).json['changed'], false, command);
    }
    strictEqual((await apple.run('store rollout --release')).json.error?.code, 'store-version-not-waiting');
    apple.version({ versionString: '1.3', appVersionState: 'PENDING_DEVELOPER_RELEASE' });
    strictEqual((await apple.run('store rollout --release')).json['version'], '1.3');
    strictEqual(apple.ofType('appStoreVersionReleaseRequests').length, 1);
    for (const wrong of ['store rollout --fraction 0.5', 'store rollout', 'store rollout --complete --release', 'store halt --track beta'])
      strictEqual((await apple.run(wrong)).exitCode, 2, wrong);
  });
});

describe('devices and profiles at Apple', () => {
  afterEach(endApple);

  const [first, second, third] = ['1', '2', '3'].map((digit) => `0000803${digit}-001A2B3C4D5E6F70`) as [string, string, string];
  const pki = new ApplePki('ec-p256', 'renewal');
  const leaf = pki.leaf();
  const profileWith = (devices: readonly string[]): Uint8Array =>
    pki.profile({ kind: 'ad-hoc', certificates: [leaf], identifier, devices });

  it('read lists as Apple and spreadsheets write them', () => {
    const text = `\uFEFFDevice ID\tDevice Name\tDevice Platform\r\n${first}\tAnn\tios\r\n\r\n"${second}";"Ben"\n${first.toLowerCase()},again\n${third}\n`;
    deepStrictEqual(parseDeviceList(text), [
      { udid: first, name: 'Ann' },
      { udid: second, name: 'Ben' },
      { udid: third, name: third },
    ]);
    for (const wrong of ['x', `${first}\nnonsense`, 'Device ID\nDevice ID'])
      try {
        parseDeviceList(wrong);
        ok(false, wrong);
      } catch (error) {
        ok(isFailure(error, 'store-devices-unusable'), wrong);
      }
  });

  it('register what is not there, and show how many are used', async () => {
    const apple = await beginApple();
    apple.add('devices', { udid: first, name: 'Ann', deviceClass: 'IPHONE', platform: 'IOS' });
    // Apple does not know its kind yet.
    apple.add('devices', { udid: third, name: 'Cem', platform: 'IOS' });
    const files = storeKeys({ '/app/testers.csv': `${first.toLowerCase()},Ann\n${second},Ben` });
    const { exitCode, json } = await apple.run('device register --devices testers.csv', files);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(
      [json['added'], json['used'], json['limit']],
      [[{ udid: second, name: 'Ben', kind: 'IPHONE' }], { IPHONE: 2, unknown: 1 }, 100],
    );
    deepStrictEqual((await apple.run('device register --devices testers.csv', files)).json['added'], []);
    for (const wrong of ['device register', 'device register --udid 123']) strictEqual((await apple.run(wrong)).exitCode, 2);
  });

  it('say that the hundred are used, and what else Apple refuses', async () => {
    const code = async (apple: AppleStore): Promise<unknown> => (await apple.run(`device register --udid ${third}`)).json.error?.code;
    strictEqual(await code(await beginApple({ deviceLimit: 0 })), 'store-devices-full');
    const other = await beginApple();
    const body = { errors: [{ status: '409', code: 'ENTITY_ERROR', detail: 'An attribute is invalid.' }] };
    other.apple.faults.add({ on: /^POST \/v1\/devices$/u, fault: { kind: 'answer', status: 409, body } });
    strictEqual(await code(other), 'store-device-refused');
  });

  async function developer(): Promise<AppleStore> {
    const apple = await beginApple({ writeProfile: (_, udids) => profileWith(udids) });
    const old = inspectProfile(profileWith([first]), { now: new Date() });
    const [certificate] = old.certificates;
    ok(certificate);
    const device = apple.add('devices', { udid: first, name: 'Ann', status: 'ENABLED', platform: 'IOS' });
    apple.add('certificates', { serialNumber: `00${serialNumberText(certificate).toUpperCase()}` });
    const profileContent = Buffer.from(profileWith([first])).toString('base64');
    const attributes = { name: old.name, profileType: 'IOS_APP_ADHOC', profileState: 'ACTIVE', profileContent };
    apple.add('profiles', attributes, { devices: [device.id] });
    return apple;
  }

  const renewal = `profile renew adhoc.mobileprovision --udid ${second}`;
  const profileFiles = (): MemoryFiles => storeKeys({ '/app/adhoc.mobileprovision': profileWith([first]) });
  const devicesIn = async (files: MemoryFiles): Promise<readonly string[]> =>
    inspectProfile(await files.readFile('/app/adhoc.mobileprovision'), { now: new Date() }).devices;

  it('register a device and make the profile again with it', async () => {
    const apple = await developer();
    const files = profileFiles();
    const { exitCode, json } = await apple.run(renewal, files);
    deepStrictEqual([exitCode, json['changed'], json['deviceCount']], [0, true, 2], JSON.stringify(json));
    deepStrictEqual(await devicesIn(files), [first, second]);
    strictEqual((await apple.run(renewal, files)).json['changed'], false);
    strictEqual(apple.ofType('profiles').length, 1);
  });

  it('killed at any request and started again, there is one profile with all devices', async () => {
    const whole = await developer();
    await whole.run(renewal, profileFiles());
    const requests = whole.exchanges.length;
    for (const isLost of [false, true])
      for (let at = 1; at <= requests; at++) {
        const apple = await developer();
        const files = profileFiles();
        await apple.run(renewal, files, { at, isLost });
        const { exitCode, json } = await apple.run(renewal, files);
        const state = [exitCode, apple.ofType('profiles').length, apple.ofType('devices').length, await devicesIn(files)];
        deepStrictEqual(state, [0, 1, 2, [first, second]], `killed at ${at}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
  });

  it('keep the old profile when there would be no new one', async () => {
    for (const [type, code] of [
      ['bundleIds', 'store-identifier-unknown'],
      ['certificates', 'store-certificate-unknown'],
    ] as const) {
      const apple = await developer();
      const [found] = apple.ofType(type);
      ok(found);
      apple.apple.resources.remove(found);
      const files = profileFiles();
      strictEqual((await apple.run(renewal, files)).json.error?.code, code);
      deepStrictEqual([apple.ofType('profiles').length, await devicesIn(files)], [1, [first]]);
    }
  });

  it('renew no profile without devices, and nothing else', async () => {
    const apple = await developer();
    const store = storeKeys({
      '/app/adhoc.mobileprovision': pki.profile({ kind: 'app-store', certificates: [leaf], identifier }),
      '/app/other.mobileprovision': 'nothing',
    });
    for (const name of ['adhoc', 'other'])
      strictEqual(
        (await apple.run(`profile renew ${name}.mobileprovision --udid ${second}`, store)).json.error?.code,
        'profile-not-renewable',
      );
  });
});
