import { deepStrictEqual } from 'node:assert/strict';
import { deviceNotices, type InstallDemands } from '../../../../src/releases/pages/deviceNotices.ts';
import { visitorOf, type Visitor, type VisitorHeaders } from '../../../../src/releases/pages/visitor.ts';

const agents = {
  pixel: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
  facebook:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/X; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480;]',
  iphone17:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  iphone26:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  iphoneHidden:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
  wechat:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50',
  ipad: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
} as const;

function visitor(agent: keyof typeof agents, hints: Partial<VisitorHeaders> = {}): Visitor {
  return visitorOf({ userAgent: agents[agent], platformVersion: undefined, architecture: undefined, bitness: undefined, ...hints });
}

describe('what a page knows of its visitor', () => {
  const rows: readonly [keyof typeof agents, Partial<VisitorHeaders>, Partial<Visitor>][] = [
    ['pixel', {}, { system: 'Android' }],
    [
      'pixel',
      { platformVersion: '"16.0.0"', architecture: '"arm"', bitness: '"64"' },
      { system: 'Android', osVersion: '16', architecture: 'arm64' },
    ],
    ['firefox', {}, { system: 'Android', osVersion: '15' }],
    ['facebook', {}, { system: 'Android', osVersion: '14', isInApp: true }],
    ['iphone17', {}, { system: 'iOS', osVersion: '17.5' }],
    ['iphone26', {}, { system: 'iOS', osVersion: '26.1' }],
    ['iphoneHidden', {}, { system: 'iOS' }],
    ['wechat', {}, { system: 'iOS', osVersion: '17.0', isInApp: true }],
    ['ipad', {}, {}],
    ['mac', {}, { system: 'macOS' }],
    ['windows', { architecture: '"x86"', bitness: '"64"' }, { system: 'Windows', architecture: 'x86_64' }],
    ['windows', { architecture: 'x86', bitness: '"6\n4"' }, { system: 'Windows' }],
  ];
  for (const [agent, hints, expected] of rows)
    it(`${agent} ${JSON.stringify(hints)}`, () =>
      deepStrictEqual(visitor(agent, hints), { system: null, osVersion: null, architecture: null, isInApp: false, ...expected }));

  it('is bounded in time for any text', () => {
    for (const text of ['Version/'.repeat(100_000), 'OS 1_'.repeat(100_000), '\u0000'])
      visitorOf({ userAgent: text, platformVersion: text, architecture: text, bitness: text });
  });
});

const apk: InstallDemands = { system: 'Android', minSdk: 30, minimumIos: undefined, abis: [], profileKind: undefined, isProvisioned: null };
const ipa: InstallDemands = { system: 'iOS', minSdk: undefined, minimumIos: '17.6', abis: [], profileKind: 'ad-hoc', isProvisioned: null };

function said(demands: InstallDemands, who: Visitor): readonly string[] {
  return deviceNotices(demands, who).map(({ level, text }) => `${level}: ${text.slice(0, 40)}`);
}

describe('what a page says before the tap', () => {
  it('nothing where all fits, or where nothing is known', () => {
    deepStrictEqual(said(apk, visitor('pixel')), []);
    deepStrictEqual(said(apk, visitor('firefox')), []);
    deepStrictEqual(said(apk, visitor('windows')), []);
    deepStrictEqual(said(ipa, visitor('iphone26')), []);
    deepStrictEqual(said(ipa, visitor('ipad')), []);
    deepStrictEqual(said({ ...apk, system: null }, visitor('iphone17')), []);
  });
  it('refuses a phone with another system', () => {
    deepStrictEqual(said(apk, visitor('iphone17')), ['refuse: This app is for Android, and this is an ']);
    deepStrictEqual(said(ipa, visitor('pixel')), ['refuse: This app is for iOS, and this is an Andr']);
    deepStrictEqual(said({ ...apk, system: 'Windows' }, visitor('pixel')), ['refuse: This app is for Windows, and this is an ']);
  });
  it('refuses a system that is too old, and only then', () => {
    deepStrictEqual(said(ipa, visitor('iphone17')), ['refuse: This app needs iOS 17.6, and this device']);
    deepStrictEqual(said(ipa, visitor('iphoneHidden')), []);
    deepStrictEqual(said({ ...apk, minSdk: 36 }, visitor('firefox')), ['refuse: This app needs a newer Android than the ']);
    deepStrictEqual(said({ ...apk, minSdk: 32 }, visitor('pixel', { platformVersion: '"12.0.0"' })), []);
    deepStrictEqual(said({ ...apk, minSdk: 32 }, visitor('pixel', { platformVersion: '"99.0.0"' })), []);
  });
  it('refuses App Store profiles and devices that the profile does not list', () => {
    deepStrictEqual(said({ ...ipa, profileKind: 'app-store' }, visitor('windows')), ['refuse: This package is for the App Store. No de']);
    deepStrictEqual(said({ ...ipa, isProvisioned: false }, visitor('iphone26')), ['refuse: This device is registered, but the app i']);
    deepStrictEqual(said({ ...ipa, isProvisioned: true }, visitor('iphone26')), ['good: This device is in the provisioning profi']);
    deepStrictEqual(said({ ...ipa, profileKind: 'in-house', isProvisioned: false }, visitor('iphone26')), []);
  });
  it('warns in a browser inside another app, and about native code for other processors', () => {
    deepStrictEqual(said(apk, visitor('facebook')), ['warn: This page is open inside another app, wh']);
    deepStrictEqual(said({ ...ipa, minimumIos: '15.0' }, visitor('wechat')), ['warn: This page is open inside another app, wh']);
    const x86 = visitor('pixel', { architecture: '"x86"', bitness: '"64"' });
    deepStrictEqual(said({ ...apk, abis: ['arm64-v8a'] }, x86), ['warn: The app has native code for arm64-v8a, a']);
    deepStrictEqual(said({ ...apk, abis: ['arm64-v8a', 'x86'] }, x86), []);
    deepStrictEqual(said({ ...apk, abis: ['armeabi-v7a'] }, visitor('pixel', { architecture: '"arm"', bitness: '"64"' })), []);
  });
});
