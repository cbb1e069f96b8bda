import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { parseDeviceList } from '../../../../src/core/stores/app-store-connect/appleDevices.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { inspectProfile } from '../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { serialNumberText } from '../../../../src/core/formats/x509/certificate.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { JsonApiMemory, type JsonApiMemoryOptions } from '../../../support/jsonApiMemory.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { RecordingHttp, type RecordedRequest } from '../../../support/recordingHttp.ts';
import { onConnect, storeKeys, type StoreRun } from '../../../support/storeCommands.ts';

const identifier = 'com.acme.hello';

class Apple {
  readonly memory: JsonApiMemory;
  readonly requests: RecordedRequest[] = [];

  constructor(options: JsonApiMemoryOptions = {}) {
    this.memory = new JsonApiMemory(options);
    this.memory.add('apps', { bundleId: identifier, primaryLocale: 'de-DE' });
  }

  version(attributes: Record<string, unknown>): ReturnType<JsonApiMemory['add']> {
    return this.memory.add('appStoreVersions', attributes, { app: { data: { id: this.memory.ofType('apps')[0]?.id } } });
  }

  async run(line: string, files = storeKeys(), dies?: { readonly at: number; readonly isLost: boolean }): Promise<StoreRun> {
    const http = new RecordingHttp(['GET', 'POST', 'PATCH', 'DELETE'].map((on) => ({ on, answer: (each) => this.memory.answer(each) })));
    if (dies) Object.assign(http, { dies: dies.at, isLost: dies.isLost });
    const isAboutApp = line.startsWith('store') || line.startsWith('testflight');
    const run = await onConnect(files, [...line.split(' '), ...(isAboutApp ? ['--app-identifier', identifier] : [])], { http });
    this.requests.push(...http.requests);
    return run;
  }

  count(method: string, path: string): number {
    return this.requests.filter((each) => each.method === method && each.path.startsWith(path)).length;
  }
}

describe('TestFlight', () => {
  it('lists groups and creates one once, with a public link', async () => {
    const apple = new Apple();
    apple.memory.add('betaGroups', { name: 'QA', isInternalGroup: true });
    const line = 'testflight groups --create Friends --public-link 100';
    strictEqual((await apple.run(line)).exitCode, 0);
    strictEqual((await apple.run(line)).exitCode, 0);
    const [, friends] = apple.memory.ofType('betaGroups');
    deepStrictEqual(friends?.attributes, {
      name: 'Friends',
      isInternalGroup: false,
      publicLinkEnabled: true,
      publicLinkLimitEnabled: true,
      publicLinkLimit: 100,
    });
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
    const apple = new Apple({
      refuse: ({ method, path, body }) =>
        method === 'POST' && path === '/v1/betaTesters' && body.includes('known@')
          ? [409, { errors: [{ status: '409', code: 'ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE' }] }]
          : undefined,
    });
    apple.memory.add('betaTesters', { email: 'known@example.com', state: 'ACCEPTED' });
    const group = apple.memory.add('betaGroups', { name: 'Friends' });
    const { exitCode, json } = await apple.run('testflight testers --group Friends --add ann@example.com --first-name Ann');
    strictEqual(exitCode, 0, JSON.stringify(json));
    const made = apple.memory.ofType('betaTesters')[1];
    deepStrictEqual(made?.attributes, { email: 'ann@example.com', firstName: 'Ann' });
    deepStrictEqual(made.relationships['betaGroups']?.data, [{ type: 'betaGroups', id: group.id }]);
    await apple.run('testflight testers --group Friends --add known@example.com');
    deepStrictEqual(group.relationships['betaTesters']?.data, [{ type: 'betaTesters', id: 'betaTesters-2' }]);
    await apple.run('testflight testers --group Friends --remove KNOWN@example.com');
    deepStrictEqual(group.relationships['betaTesters']?.data, []);
    strictEqual((await apple.run('testflight testers --group None')).json.error?.code, 'store-group-unknown');
    for (const wrong of ['testflight testers --add a@b.c', 'testflight testers --group Friends --add nobody'])
      strictEqual((await apple.run(wrong)).exitCode, 2, wrong);
  });

  it('lists builds with their states, expires one, and knows the highest', async () => {
    const apple = new Apple();
    const version = apple.memory.add('preReleaseVersions', { version: '1.2' });
    const detail = apple.memory.add('buildBetaDetails', { internalBuildState: 'IN_BETA_TESTING', externalBuildState: 'BETA_REJECTED' });
    const related = { preReleaseVersion: { data: { id: version.id } }, buildBetaDetail: { data: { id: detail.id } } };
    const build = apple.memory.add('builds', { version: '41', processingState: 'VALID', expired: false }, related);
    apple.memory.add('builds', { version: '1.2.3', processingState: 'PROCESSING' });
    const { json } = await apple.run('store status');
    strictEqual(json['highestVersionCode'], 41);
    const [first] = json['builds'] as readonly Record<string, unknown>[];
    deepStrictEqual([first?.['version'], first?.['internalState'], first?.['externalState']], ['1.2', 'IN_BETA_TESTING', 'BETA_REJECTED']);
    strictEqual((await apple.run('testflight builds --expire 41')).json['changed'], true);
    strictEqual(build.attributes['expired'], true);
    strictEqual((await apple.run('testflight builds --expire 41')).json['changed'], false);
    strictEqual((await apple.run('testflight builds --expire 40')).json.error?.code, 'store-build-unknown');
  });

  it('lists feedback, the newest first, and saves a crash log', async () => {
    const apple = new Apple();
    const [app] = apple.memory.ofType('apps');
    const about = { app: { data: { id: app?.id } } };
    apple.memory.add(
      'betaFeedbackScreenshotSubmissions',
      { createdDate: '2026-11-01', comment: 'Nice', screenshots: [{ url: 'https://x/1' }] },
      about,
    );
    const crash = apple.memory.add('betaFeedbackCrashSubmissions', { createdDate: '2026-11-02', deviceModel: 'iPhone17,1' }, about);
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
    apple.memory.add('crashLog', { logText: 'Thread 0' }, { submission: { data: { id: crash.id } } });
    strictEqual((await apple.run(line, files)).exitCode, 0);
    strictEqual(files.text('/app/crash.log'), 'Thread 0');
    strictEqual((await apple.run('testflight feedback --crash-log x')).exitCode, 2);
  });
});

describe('versions in the App Store', () => {
  /** What Apple makes of a submission. */
  function store(): Apple {
    const apple = new Apple({
      onWrite: ({ type, attributes }) => {
        if (type === 'appStoreVersions') attributes['appVersionState'] ??= 'PREPARE_FOR_SUBMISSION';
        if (type !== 'reviewSubmissions') return;
        attributes['state'] = attributes['submitted'] === true ? 'WAITING_FOR_REVIEW' : 'READY_FOR_REVIEW';
        if (attributes['submitted'] !== true) return;
        for (const version of apple.memory.ofType('appStoreVersions')) version.attributes['appVersionState'] = 'WAITING_FOR_REVIEW';
      },
      refuse: ({ method, path }) => {
        const submission = apple.memory.ofType('reviewSubmissions')[0];
        const isSubmitted = submission?.attributes['submitted'] === true;
        const isAgain = (method === 'PATCH' && path.startsWith('/v1/reviewSubmissions/') && isSubmitted) || isItemAgain(method, path);
        return isAgain ? [409, { errors: [{ status: '409', code: 'STATE_ERROR', detail: 'again' }] }] : undefined;
      },
    });
    const isItemAgain = (method: string, path: string): boolean =>
      method === 'POST' && path === '/v1/reviewSubmissionItems' && apple.memory.ofType('reviewSubmissionItems').length > 0;
    apple.memory.add('builds', { version: '43', processingState: 'VALID' });
    return apple;
  }

  const line = 'store promote --app-version 1.2 --build 43 --notes-file notes.txt --phased --release manual';
  const files = (): MemoryFiles => storeKeys({ '/app/notes.txt': '<en-US>New</en-US><de-DE>Neu</de-DE>' });

  it('are made with build and notes, and submitted', async () => {
    const apple = store();
    const { exitCode, json } = await apple.run(line, files());
    deepStrictEqual([exitCode, json['state'], json['changed']], [0, 'in-review', true], JSON.stringify(json));
    const [version] = apple.memory.ofType('appStoreVersions');
    const { versionString, releaseType, platform } = version?.attributes ?? {};
    deepStrictEqual([versionString, releaseType, platform], ['1.2', 'MANUAL', 'IOS']);
    deepStrictEqual(version?.relationships['build']?.data, { type: 'builds', id: 'builds-2' });
    deepStrictEqual(
      apple.memory.ofType('appStoreVersionLocalizations').map(({ attributes }) => attributes),
      [
        { locale: 'en-US', whatsNew: 'New' },
        { locale: 'de-DE', whatsNew: 'Neu' },
      ],
    );
    strictEqual((await apple.run(line, files())).json['changed'], false);
    deepStrictEqual([apple.count('POST', '/v1/reviewSubmissions'), apple.count('POST', '/v1/reviewSubmissionItems')], [1, 1]);
  });

  it('take the place of one that was begun, and wait for a date', async () => {
    const apple = store();
    apple.version({ versionString: '1.1', appVersionState: 'REJECTED' });
    await apple.run('store promote --app-version 1.2 --build 43 --release 2026-12-24T08:00:00Z');
    const versions = apple.memory.ofType('appStoreVersions');
    strictEqual(versions.length, 1);
    const { versionString, earliestReleaseDate } = versions[0]?.attributes ?? {};
    deepStrictEqual([versionString, earliestReleaseDate], ['1.2', '2026-12-24T08:00:00+00:00']);
  });

  it('cannot be changed when they are live, and need a build', async () => {
    const apple = store();
    apple.version({ versionString: '1.2', appVersionState: 'READY_FOR_DISTRIBUTION' });
    strictEqual((await apple.run('store promote --app-version 1.2 --build 43')).json.error?.code, 'store-version-not-editable');
    strictEqual((await apple.run('store promote --app-version 1.2 --build 42')).json.error?.code, 'store-build-unknown');
    for (const wrong of [
      'store promote --build 43',
      'store promote --app-version 1',
      'store promote --app-version 1 --build 1 --release soon',
      `${line} --to beta`,
    ])
      strictEqual((await apple.run(wrong, files())).exitCode, 2, wrong);
    const planned = await apple.run(`${line} --dry-run`, files());
    deepStrictEqual([planned.json['state'], (planned.json['requests'] as readonly unknown[]).length > 8], ['planned', true]);
  });

  it('killed at any request and started again, they are submitted once', async () => {
    const whole = store();
    await whole.run(line, files());
    const requests = whole.requests.length;
    ok(requests > 10);
    for (const isLost of [false, true])
      for (let at = 1; at <= requests; at++) {
        const apple = store();
        await apple.run(line, files(), { at, isLost });
        const { exitCode, json } = await apple.run(line, files());
        const kinds = ['appStoreVersions', 'reviewSubmissions', 'reviewSubmissionItems', 'appStoreVersionPhasedReleases'];
        const made = kinds.map((type) => apple.memory.ofType(type).length);
        deepStrictEqual([exitCode, made], [0, [1, 1, 1, 1]], `killed at ${at}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
  });

  it('are released in phases that are halted, resumed and completed, or by hand', async () => {
    const apple = new Apple();
    const version = apple.version({ versionString: '1.2', appVersionState: 'READY_FOR_DISTRIBUTION' });
    strictEqual((await apple.run('store halt')).json.error?.code, 'store-phases-missing');
    const phased = apple.memory.add('appStoreVersionPhasedReleases', { phasedReleaseState: 'ACTIVE', currentDayNumber: 2 });
    version.relationships['appStoreVersionPhasedRelease'] = { data: { type: 'appStoreVersionPhasedReleases', id: phased.id } };
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
    strictEqual(apple.memory.ofType('appStoreVersionReleaseRequests').length, 1);
    for (const wrong of ['store rollout --fraction 0.5', 'store rollout', 'store rollout --complete --release', 'store halt --track beta'])
      strictEqual((await apple.run(wrong)).exitCode, 2, wrong);
  });
});

describe('devices and profiles at Apple', () => {
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
    const apple = new Apple();
    apple.memory.add('devices', { udid: first, name: 'Ann', deviceClass: 'IPHONE', platform: 'IOS' });
    const files = storeKeys({ '/app/testers.csv': `${first.toLowerCase()},Ann\n${second},Ben` });
    const { exitCode, json } = await apple.run('device register --devices testers.csv', files);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(
      [json['added'], json['used'], json['limit']],
      [[{ udid: second, name: 'Ben', kind: null }], { IPHONE: 1, unknown: 1 }, 100],
    );
    deepStrictEqual((await apple.run('device register --devices testers.csv', files)).json['added'], []);
    for (const wrong of ['device register', 'device register --udid 123']) strictEqual((await apple.run(wrong)).exitCode, 2);
  });

  it('say that the hundred are used, and what else Apple refuses', async () => {
    const refusal = (detail: string): Apple =>
      new Apple({
        refuse: ({ method, path }) =>
          method === 'POST' && path === '/v1/devices' ? [409, { errors: [{ code: 'ENTITY_ERROR', detail }] }] : undefined,
      });
    const code = async (apple: Apple): Promise<unknown> => (await apple.run(`device register --udid ${third}`)).json.error?.code;
    strictEqual(await code(refusal('You have reached the maximum number of devices.')), 'store-devices-full');
    strictEqual(await code(refusal('An attribute is invalid.')), 'store-device-refused');
  });

  /** What Apple makes of a new profile. */
  function developer(): Apple {
    const apple = new Apple({
      onWrite: (resource) => {
        if (resource.type !== 'profiles') return;
        const related = resource.relationships['devices']?.data as readonly { id: string }[] | undefined;
        const ids = new Set(related?.map(({ id }) => id));
        const devices = apple.memory.ofType('devices').filter(({ id }) => ids.has(id));
        const udids = devices.map(({ attributes }) => String(attributes['udid']));
        Object.assign(resource.attributes, { profileState: 'ACTIVE', profileContent: Buffer.from(profileWith(udids)).toString('base64') });
      },
    });
    const [certificate] = inspectProfile(profileWith([first]), { now: new Date() }).certificates;
    ok(certificate);
    const device = apple.memory.add('devices', { udid: first, name: 'Ann', status: 'ENABLED' });
    apple.memory.add('bundleIds', { identifier });
    apple.memory.add('certificates', { serialNumber: `00${serialNumberText(certificate).toUpperCase()}` });
    const name = inspectProfile(profileWith([first]), { now: new Date() }).name;
    const related = { devices: { data: [{ type: 'devices', id: device.id }] } };
    const content = Buffer.from(profileWith([first])).toString('base64');
    apple.memory.add('profiles', { name, profileType: 'IOS_APP_ADHOC', profileState: 'ACTIVE', profileContent: content }, related);
    return apple;
  }

  const renewal = `profile renew adhoc.mobileprovision --udid ${second}`;
  const profileFiles = (): MemoryFiles => storeKeys({ '/app/adhoc.mobileprovision': profileWith([first]) });
  const devicesIn = async (files: MemoryFiles): Promise<readonly string[]> =>
    inspectProfile(await files.readFile('/app/adhoc.mobileprovision'), { now: new Date() }).devices;

  it('register a device and make the profile again with it', async () => {
    const apple = developer();
    const files = profileFiles();
    const { exitCode, json } = await apple.run(renewal, files);
    deepStrictEqual([exitCode, json['changed'], json['deviceCount']], [0, true, 2], JSON.stringify(json));
    deepStrictEqual(await devicesIn(files), [first, second]);
    strictEqual((await apple.run(renewal, files)).json['changed'], false);
    strictEqual(apple.memory.ofType('profiles').length, 1);
  });

  it('killed at any request and started again, there is one profile with all devices', async () => {
    const whole = developer();
    await whole.run(renewal, profileFiles());
    const requests = whole.requests.length;
    for (const isLost of [false, true])
      for (let at = 1; at <= requests; at++) {
        const apple = developer();
        const files = profileFiles();
        await apple.run(renewal, files, { at, isLost });
        const { exitCode, json } = await apple.run(renewal, files);
        const state = [exitCode, apple.memory.ofType('profiles').length, apple.memory.ofType('devices').length, await devicesIn(files)];
        deepStrictEqual(state, [0, 1, 2, [first, second]], `killed at ${at}, lost ${isLost}: ${JSON.stringify(json)}`);
      }
  });

  it('keep the old profile when there would be no new one', async () => {
    for (const [type, code] of [
      ['bundleIds', 'store-identifier-unknown'],
      ['certificates', 'store-certificate-unknown'],
    ] as const) {
      const apple = developer();
      const [found] = apple.memory.ofType(type);
      ok(found);
      apple.memory.resources.splice(apple.memory.resources.indexOf(found), 1);
      const files = profileFiles();
      strictEqual((await apple.run(renewal, files)).json.error?.code, code);
      deepStrictEqual([apple.memory.ofType('profiles').length, await devicesIn(files)], [1, [first]]);
    }
  });

  it('renew no profile without devices, and nothing else', async () => {
    const apple = developer();
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
