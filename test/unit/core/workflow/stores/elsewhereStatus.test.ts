/** What Intune, AppGallery and Firebase say about an app, in one shape. */

import { deepStrictEqual } from 'node:assert/strict';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { elsewhereStatus, type ElsewhereRelease } from '../../../../../src/core/workflow/stores/elsewhereStatus.ts';
import { type StoreSource } from '../../../../../src/core/workflow/stores/openStore.ts';
import { type OtherStore } from '../../../../../src/core/workflow/publish/publishElsewhere.ts';
import { keyFile } from '../../../../support/playPublishing.ts';
import { googleToken, RecordingHttp, type RecordedRow } from '../../../../support/recordingHttp.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';

const endpoint = 'https://store.test';
const appIdentifier = 'com.acme.hello';
const sources: Readonly<Record<OtherStore, StoreSource>> = {
  firebase: { store: 'firebase', key: new Secret(keyFile()), endpoint, appId: '1:1234567890:android:0a1b2c3d' },
  intune: { store: 'intune', key: new Secret('marker'), endpoint, tenant: 'acme.test', clientId: 'c1' },
  appgallery: { store: 'appgallery', key: new Secret('marker'), endpoint, clientId: 'c1' },
};

const intuneApps = (type: string, value: readonly object[]): RecordedRow => ({
  on: `GET /v1.0/deviceAppManagement/mobileApps?${new URLSearchParams({ $filter: `isof('microsoft.graph.${type}')` }).toString()}`,
  answer: [200, { value }],
});
const gallery = (appInfo: object, more: object = {}): readonly RecordedRow[] => [
  { on: 'GET /api/publish/v2/app-info', answer: [200, { ret: { code: 0 }, appInfo, ...more }] },
];
const firebase = (...releases: readonly object[]): readonly RecordedRow[] => [
  { on: 'GET /v1/projects/1234567890/apps/1:1234567890:android:0a1b2c3d/releases', answer: [200, { releases }] },
];
const common: readonly RecordedRow[] = [
  googleToken,
  { on: 'POST /acme.test/oauth2/v2.0/token', answer: [200, { access_token: 'marker-token', expires_in: 3599 }] },
  { on: 'POST /api/oauth2/v1/token', answer: [200, { access_token: 'marker-token', expires_in: 172_800 }] },
  { on: 'GET /api/publish/v2/appid-list', answer: [200, { ret: { code: 0 }, appids: [{ key: 'Hello', value: '100' }] }] },
];

const galleryPage = 'https://developer.huawei.com/consumer/en/service/josp/agc/index.html#/myApp/100';
const intunePage = 'https://intune.microsoft.com/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/';
const nothing: ElsewhereRelease = { name: null, version: null, versionCode: null, state: null, text: null, phase: null, url: null };

async function check(
  store: OtherStore,
  rows: readonly RecordedRow[],
  releases: readonly Partial<ElsewhereRelease>[],
  highest: number | null,
): Promise<void> {
  const world = { ...workflowWorld(new MemoryFiles()), http: new RecordingHttp([...common, ...rows]) };
  deepStrictEqual(await elsewhereStatus(world, store, sources[store], { appIdentifier }), {
    releases: releases.map((release) => ({ ...nothing, ...release })),
    highest,
  });
}

describe('the status of an app elsewhere', () => {
  it('of AppGallery is the version in preparation, and the one that people have where that is another', async () => {
    const live = { onShelfVersionCode: 60, onShelfVersionNumber: '1.0', releaseState: 0 };
    const released = { url: galleryPage, version: '1.0', versionCode: '60', state: 'released' };
    await check('appgallery', gallery({ ...live, versionCode: 60, versionNumber: '1.0' }), [released], 60);
    const next = gallery(
      { ...live, versionCode: 61, versionNumber: '1.1', releaseState: 8 },
      { auditInfo: { auditOpinion: 'No privacy policy' } },
    );
    await check(
      'appgallery',
      next,
      [{ ...released, version: '1.1', versionCode: '61', state: 'rejected', text: 'No privacy policy' }, released],
      61,
    );
    await check('appgallery', gallery({}), [{ state: 'unknown', url: galleryPage }], null);
  });

  it('of Intune is all that it has of the app, on both platforms', async () => {
    const android = {
      id: '1',
      packageId: appIdentifier,
      displayName: 'Hello',
      versionName: '1.1',
      versionCode: '12',
      publishingState: 'published',
    };
    const ios = { id: '2', bundleId: appIdentifier, versionNumber: '2.0', buildNumber: '9.1', publishingState: 'processing' };
    const others = [
      { id: '3', packageId: 'com.acme.other', versionCode: '99' },
      { id: '4', bundleId: 'com.acme.other', buildNumber: '99' },
    ];
    await check(
      'intune',
      [intuneApps('androidLobApp', [android, ...others]), intuneApps('iosLobApp', [ios, ...others])],
      [
        { name: 'Hello', version: '1.1', versionCode: '12', state: 'published', url: `${intunePage}1` },
        { version: '2.0', versionCode: '9.1', state: 'processing', url: `${intunePage}2` },
      ],
      12,
    );
    await check('intune', [intuneApps('androidLobApp', []), intuneApps('iosLobApp', [])], [], null);
  });

  it('of Firebase is its newest releases; what is no number is not the highest', async () => {
    await check(
      'firebase',
      firebase(
        { displayVersion: '1.2', buildVersion: '7', androidPackageRegistrationState: 'REGISTERED' },
        { displayVersion: '1.1', buildVersion: '30' },
        { buildVersion: '1.2.3' },
        { buildVersion: '9'.repeat(16) },
        { buildVersion: '40b' },
      ),
      [
        { version: '1.2', versionCode: '7', state: 'REGISTERED' },
        { version: '1.1', versionCode: '30' },
        { versionCode: '1.2.3' },
        { versionCode: '9'.repeat(16) },
        { versionCode: '40b' },
      ],
      30,
    );
    await check('firebase', firebase(), [], null);
  });
});
