/** A profile file that is made again at Apple with more devices: what is replaced, and what never replaces it. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { toBase64, toHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { parseConnectKey } from '../../../../../src/core/stores/app-store-connect/connectKey.ts';
import { type Failure } from '../../../../../src/core/base/failure.ts';
import { parseCertificate, serialNumberText } from '../../../../../src/core/formats/x509/certificate.ts';
import { renewProfileFile } from '../../../../../src/core/workflow/stores/renewProfileFile.ts';
import { ApplePki, development, type ProfileOptions } from '../../../../support/applePki.ts';
import { connectKey, connectP8 } from '../../../../support/connectPublishing.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { RecordingHttp, type RecordedRow } from '../../../../support/recordingHttp.ts';

const [first, second] = ['00008030-001A2B3C4D5E6F70', '00008031-001A2B3C4D5E6F70'];
const path = '/app/signing/adhoc.mobileprovision';
const pki = new ApplePki('ec-p256', 'renewal file');
const leaf = pki.leaf();
const developer = pki.leaf({ label: 'developer', name: 'Apple Development: Jane Doe (USERID1234)', markers: development });

const profile = (options: ProfileOptions = {}): Bytes => pki.profile({ certificates: [leaf], devices: [first], ...options });
const account = {
  key: parseConnectKey(new Secret(connectP8), { keyId: connectKey.keyId, issuer: connectKey.issuer }),
  endpoint: 'https://connect.test',
};

interface Renewal {
  readonly files: MemoryFiles;
  readonly http: RecordingHttp;
  readonly steps: string[];
  readonly run: () => ReturnType<typeof renewProfileFile>;
}

/** `made` is the file that Apple makes. */
function renewal(old: Bytes | string, made: Bytes, identifier = 'com.acme.hello', signer = leaf): Renewal {
  const device = (id: string, udid: string) => ({ id, type: 'devices', attributes: { udid, name: id, status: 'ENABLED' } });
  const serialNumber = serialNumberText(parseCertificate(signer.certificates[0])).toUpperCase();
  const rows: readonly RecordedRow[] = [
    { on: 'GET /v1/devices', answer: [200, { data: [device('one', first), device('two', second)] }] },
    { on: 'GET /v1/profiles', answer: [200, { data: [] }] },
    { on: 'GET /v1/bundleIds', answer: [200, { data: [{ id: 'bundle', type: 'bundleIds', attributes: { identifier } }] }] },
    { on: 'GET /v1/certificates', answer: [200, { data: [{ id: 'cert', type: 'certificates', attributes: { serialNumber } }] }] },
    {
      on: 'POST /v1/profiles',
      answer: [201, { data: { id: 'new', type: 'profiles', attributes: { profileContent: toBase64(made) } } }],
    },
  ];
  const files = new MemoryFiles({ [path]: old });
  const http = new RecordingHttp(rows);
  const steps: string[] = [];
  const world = { files, http, clock: fixedClock(), trustedRoots: [pki.root] };
  const request = { path, devices: [{ udid: second, name: 'Ben' }], onStep: (step: string) => void steps.push(step) };
  return { files, http, steps, run: () => renewProfileFile(world, account, request) };
}

const created = ({ http }: Renewal): unknown => JSON.parse(http.requests.find(({ method }) => method === 'POST')?.body ?? '{}');

describe('a profile file that is renewed', () => {
  it('is replaced by what Apple makes, with the devices of before and the new ones', async () => {
    const made = profile({ devices: [first, second] });
    const all = renewal(profile({ name: 'Shop Ad Hoc' }), made);
    const { name, isChanged, deviceCount, ...rest } = await all.run();
    deepStrictEqual([name, isChanged, deviceCount], ['Shop Ad Hoc', true, 2]);
    ok(!('content' in rest));
    strictEqual(toHex(await all.files.readFile(path)), toHex(made));
    deepStrictEqual(all.steps, ['register', 'profile', 'download']);
    deepStrictEqual(created(all), {
      data: {
        type: 'profiles',
        attributes: { name: 'Shop Ad Hoc', profileType: 'IOS_APP_ADHOC' },
        relationships: {
          bundleId: { data: { type: 'bundleIds', id: 'bundle' } },
          certificates: { data: [{ type: 'certificates', id: 'cert' }] },
          devices: { data: ['one', 'two'].map((id) => ({ type: 'devices', id })) },
        },
      },
    });
  });

  it('keeps its kind, and its identifier with or without a wildcard', async () => {
    for (const identifier of ['com.acme.hello', 'com.acme.*', '*']) {
      const options = { identifier, kind: 'development', certificates: [developer] } as const;
      const all = renewal(profile(options), profile({ ...options, devices: [first, second] }), identifier, developer);
      await all.run();
      const { attributes } = (created(all) as { readonly data: { readonly attributes: unknown } }).data;
      deepStrictEqual(attributes, { name: 'Lab development', profileType: 'IOS_APP_DEVELOPMENT' });
      const asked = all.http.requests.find((request) => request.path.startsWith('/v1/bundleIds'));
      strictEqual(new URLSearchParams(asked?.path.split('?')[1]).get('filter[identifier]'), identifier);
    }
  });

  it('stays what it is where the answer of Apple is no profile, or one without a new device', async () => {
    for (const [made, what] of [
      [utf8('nothing'), path],
      [profile({ devices: [first] }), `${path}: ${second}`],
    ] as const) {
      const old = profile();
      const all = renewal(old, made);
      await rejects(all.run(), ({ code, message }: Failure) => code === 'store-answer-unexpected' && message.includes(what));
      strictEqual(toHex(await all.files.readFile(path)), toHex(old));
    }
  });

  it('is refused before Apple is asked where it has no devices, is managed by Xcode or is no whole profile', async () => {
    for (const [old, reason] of [
      ['nothing', 'it is not a complete provisioning profile'],
      [profile({ change: { Name: undefined } }), 'it is not a complete provisioning profile'],
      [profile({ change: { Entitlements: {} } }), 'it is not a complete provisioning profile'],
      [profile({ kind: 'app-store' }), 'profiles of its kind list no devices'],
      [profile({ kind: 'in-house' }), 'profiles of its kind list no devices'],
      [profile({ change: { IsXcodeManaged: true } }), 'Xcode manages it'],
    ] as const) {
      const all = renewal(old, profile({ devices: [first, second] }));
      await rejects(all.run(), ({ code, message }: Failure) => {
        deepStrictEqual([code, message.includes(reason), message.includes(path)], ['profile-not-renewable', true, true], message);
        return true;
      });
      deepStrictEqual(all.http.requests, []);
    }
  });

  it('is refused where it is far too large or absent', async () => {
    const all = renewal(new Uint8Array(8 * 1024 * 1024 + 1), profile());
    await rejects(all.run(), { code: 'file-too-large' });
    all.files.content.delete(path);
    await rejects(all.run(), { code: 'file-not-found' });
  });
});
