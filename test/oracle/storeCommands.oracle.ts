/**
 * Every request that the commands about stores send, held against the descriptions of the vendors: Google's discovery document and Apple's
 * OpenAPI document, by method, path, query, body and enums. The answers about Google Play are made up, those about Apple are of the stand-in.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { inspectProfile } from '../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { encodeSolidPng } from '../../src/core/formats/image/encodeSolidPng.ts';
import { serialNumberText } from '../../src/core/formats/x509/certificate.ts';
import { connectKey, connectP8 } from '../support/connectPublishing.ts';
import { ConnectStandIn } from '../support/connectStandIn.ts';
import { packageName, publishFiles } from '../support/playPublishing.ts';
import { googleToken, RecordingHttp, type RecordedRequest } from '../support/recordingHttp.ts';
import { onConnect, onPlay } from '../support/storeCommands.ts';
import { ApplePki } from '../support/applePki.ts';
import { AppleApi } from './support/appleApi.ts';
import { DiscoveredApi } from './support/discoveredApi.ts';
import { googleClientSource } from './support/googleClient.ts';

describe('the requests to stores', function () {
  this.timeout(300_000);
  const open: ConnectStandIn[] = [];
  after(async () => {
    for (const each of open) await each.stop();
  });

  it('are all in the description of Google Play', async () => {
    const app = `/androidpublisher/v3/applications/${packageName}`;
    const session = { location: 'http://127.0.0.1/upload?upload_id=x' };
    const release = (code: string, more: object): object => ({ releases: [{ versionCodes: [code], ...more }] });
    const tracks = [
      { track: 'internal', ...release('9', { status: 'completed', inAppUpdatePriority: 2 }) },
      { track: 'production', ...release('6', { status: 'inProgress', userFraction: 0.1 }) },
      { track: 'beta', ...release('5', { status: 'halted', userFraction: 0.1 }) },
    ];
    const http = (): RecordingHttp =>
      new RecordingHttp([
        googleToken,
        { on: 'POST /upload', answer: [200, '', session] },
        { on: 'PUT /upload', answer: [200, { versionCode: 7, downloadUrl: 'https://play.google.com/apps/test/x' }] },
        { on: `GET ${app}/edits/7/tracks`, answer: [200, { tracks }] },
        { on: `GET ${app}/edits/7/details`, answer: [200, { defaultLanguage: 'de-DE' }] },
        { on: `GET ${app}/generatedApks/43/downloads`, answer: [200, 'PK'] },
        { on: `GET ${app}/generatedApks`, answer: [200, { generatedApks: [{ generatedUniversalApk: { downloadId: 'x' } }] }] },
        { on: 'DELETE', answer: [204, ''] },
        { on: '', answer: [200, { id: '7' }] },
      ]);
    const files = await publishFiles({ '/app/notes.txt': 'Neu', '/app/mapping.txt': 'a', '/app/symbols.zip': 'b' });
    const lines = [
      'store connect play --store google-play',
      'store promote --to production --rollout 0.2 --countries DE,FR --rest-of-world --notes-file notes.txt',
      'store rollout --fraction 0.5',
      'store rollout --complete',
      'store halt',
      'store halt --resume --track beta',
      'store status',
      'store testers --add a@example.com',
      'store internal-sharing app.aab',
      'store download --version-code 43 --out u.apk',
      'store publish app.aab --store google-play --track beta --mapping mapping.txt --native-symbols symbols.zip',
    ];
    const api = new DiscoveredApi(googleClientSource());
    const sent: RecordedRequest[] = [];
    for (const line of lines) {
      const recording = http();
      const isPublishing = line.startsWith('store publish');
      await onPlay(files, line.split(' '), { endpoint: 'http://127.0.0.1', http: recording, isAboutFile: isPublishing });
      ok(recording.requests.length > 1, line);
      sent.push(...recording.requests.filter(({ path }) => path !== '/token'));
    }
    deepStrictEqual(
      sent.flatMap((request) => api.problems(request)),
      [],
    );
    ok(sent.length > 45, String(sent.length));
  });

  it('are all in the description of App Store Connect', async () => {
    const identifier = 'com.acme.hello';
    const pki = new ApplePki('ec-p256', 'requests');
    const leaf = pki.leaf();
    const profileWith = (devices: readonly string[]): Uint8Array =>
      pki.profile({ kind: 'ad-hoc', certificates: [leaf], identifier, devices });
    const groups = { Friends: 'external' } as const;
    const standIn = new ConnectStandIn({
      key: connectKey,
      appIdentifier: identifier,
      groups,
      writeProfile: (_, udids) => profileWith(udids),
    });
    await standIn.start();
    open.push(standIn);
    const { resources } = standIn.apple;
    const app = standIn.apple.app(identifier).id;
    const train = resources.add('preReleaseVersions', { version: '1.2', platform: 'IOS' }, { app });
    for (const version of ['42', '43'])
      resources.add('builds', { version, processingState: 'VALID' }, { app, preReleaseVersion: train.id });
    const live = { platform: 'IOS', versionString: '1.1', appVersionState: 'READY_FOR_DISTRIBUTION' };
    const { id: appStoreVersion } = resources.add('appStoreVersions', live, { app });
    resources.add('appStoreVersionPhasedReleases', { phasedReleaseState: 'ACTIVE' }, { appStoreVersion });
    const { id: appInfo } = resources.add('appInfos', { state: 'PREPARE_FOR_SUBMISSION' }, { app });
    resources.add('appInfoLocalizations', { locale: 'de-DE', name: 'Acme' }, { appInfo });
    const [certificate] = inspectProfile(profileWith([]), { now: new Date() }).certificates;
    ok(certificate);
    resources.add('certificates', { serialNumber: serialNumberText(certificate) });
    const crash = resources.add('betaFeedbackCrashSubmissions', { createdDate: '2026-11-02T10:00:00Z' }, { app });
    crash.links['crashLog'] = resources.add('betaCrashLogs', { logText: 'Thread 0' }).id;
    const files = await publishFiles({
      '/app/notes.txt': '<en-US>New</en-US>',
      '/app/adhoc.mobileprovision': profileWith([]),
      '/app/key.p8': connectP8,
      ...Object.fromEntries(
        ['de-DE', 'fr-FR'].flatMap((language) => [
          [`/app/store/app-store-connect/${language}/name.txt`, 'Acme'],
          [`/app/store/app-store-connect/${language}/keywords.txt`, 'acme'],
          [`/app/store/app-store-connect/${language}/iphone-67-screenshots/1.png`, encodeSolidPng(1290, 2796, 1)],
          [`/app/store/app-store-connect/${language}/iphone-67-screenshots/2.png`, encodeSolidPng(1320, 2868, 2)],
        ]),
      ),
    });
    const lines = [
      'store connect apple --store app-store-connect',
      'store status',
      'testflight groups --create QA --internal',
      'testflight groups --create Others --public-link 5',
      'testflight testers --group Friends --add a@example.com --first-name A --last-name B',
      'testflight testers --group Friends --remove a@example.com',
      'testflight builds --expire 42 --app-version 1.2',
      'testflight feedback',
      `testflight feedback --crash-log ${crash.id} --out c.log`,
      'store listing push --app-version 1.2',
      'store listing pull --app-version 1.2',
      'store promote --app-version 1.2 --build 43 --notes-file notes.txt --phased --release 2026-12-24T08:00:00Z',
      'store halt',
      'store halt --resume',
      'store rollout --release',
      'device register --udid 00008030-001A2B3C4D5E6F70',
      'profile renew adhoc.mobileprovision --udid 00008030-001A2B3C4D5E6F71',
    ];
    const api = new AppleApi();
    for (const line of lines) {
      const before = standIn.exchanges.length;
      // What Apple decides after the review.
      if (line === 'store rollout --release')
        for (const version of resources.list('appStoreVersions'))
          if (version.attributes['versionString'] === '1.2') standIn.apple.reviewVersion(version, 'PENDING_DEVELOPER_RELEASE');
      const isAboutApp = !line.startsWith('device') && !line.startsWith('profile');
      const args = [...line.split(' '), ...(isAboutApp ? ['--app-identifier', identifier] : [])];
      const { exitCode, json } = await onConnect(files, args, { endpoint: standIn.address });
      strictEqual(exitCode, 0, `${line}: ${JSON.stringify(json)}`);
      ok(standIn.exchanges.length > before, line);
    }
    const { exchanges, violations } = standIn;
    deepStrictEqual(violations, []);
    // Parts and pictures have addresses that Apple gives, outside of its API.
    const sent = exchanges.filter(({ path }) => !/^\/(?:upload|picture)\//u.test(path));
    deepStrictEqual(
      sent.flatMap((request) => api.problems(request)),
      [],
    );
    ok(sent.length > 80, String(sent.length));
    for (const path of ['/v1/appScreenshotSets', '/v1/appScreenshots', '/v1/appInfoLocalizations'])
      ok(
        sent.some((request) => request.method === 'POST' && request.path === path),
        path,
      );
  });
});
