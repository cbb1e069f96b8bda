/** The stand-in of Google Play by itself: its rules, driven with bare requests. Google's own clients drive it in `test/oracle/playClients.oracle.ts`. */

import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type GooglePlay, startGooglePlay } from '../../stand-ins/google-play/googlePlay.ts';
import { packageText } from '../../stand-ins/support/packageFacts.ts';
import { ask as askStandIn, messageOf, type Reply, signInToGoogle } from '../../support/bareRequests.ts';

const packageName = 'com.acme.demo';
const base = `/androidpublisher/v3/applications/${packageName}`;

/** The package that Google would read as this version code. */
function bundle(versionCode: number, size = 0): Buffer {
  return packageText({ identifier: packageName, versionCode, version: '1.0' }, size);
}

describe('The stand-in of Google Play', () => {
  let play: GooglePlay;
  let token: string;

  beforeEach(async () => {
    const live = [{ versionCode: 7, track: 'internal' }];
    play = await startGooglePlay({ apps: [{ packageName, live, closedTracks: ['friends'] }] });
    token = await authorize();
  });
  afterEach(() => play.close());

  async function authorize(change: object = {}): Promise<string> {
    return signInToGoogle(play, 'androidpublisher', change);
  }

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return askStandIn({ url: play.url, token }, method, path, body, headers);
  }

  async function openEdit(): Promise<string> {
    const { status, body } = await ask('POST', `${base}/edits`, {});
    strictEqual(status, 200);
    return String(body['id']);
  }

  function release(versionCode: number, more: object = {}): object {
    return { releases: [{ versionCodes: [String(versionCode)], status: 'completed', ...more }] };
  }

  it('publishes a bundle: nothing shows before the commit, everything after it', async () => {
    const edit = await openEdit();
    const file = bundle(8);
    const uploaded = await ask('POST', `/upload${base}/edits/${edit}/bundles?uploadType=media`, file);
    deepStrictEqual(uploaded.body, {
      versionCode: 8,
      sha1: createHash('sha1').update(file).digest('hex'),
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    strictEqual((await ask('PUT', `${base}/edits/${edit}/tracks/internal`, release(8))).status, 200);
    deepStrictEqual(play.app(packageName).published.tracks['internal']?.[0]?.versionCodes, ['7']);
    strictEqual((await ask('POST', `${base}/edits/${edit}:validate`)).status, 200);
    strictEqual((await ask('POST', `${base}/edits/${edit}:commit`)).status, 200);
    deepStrictEqual(play.app(packageName).published.tracks['internal']?.[0]?.versionCodes, ['8']);
    const live = await ask('GET', `${base}/tracks/internal/releases`);
    deepStrictEqual(live.body['releases'], [
      {
        releaseName: '8',
        track: 'internal',
        releaseLifecycleState: 'RELEASE_LIFECYCLE_STATE_PUBLISHED',
        activeArtifacts: [{ versionCode: 8 }],
      },
    ]);
    const again = await ask('POST', `${base}/edits/${edit}:commit`);
    deepStrictEqual(
      [again.status, messageOf(again)],
      [400, 'This edit has already been successfully committed, please create a new Edit.'],
    );
    deepStrictEqual(play.app(packageName).commits, [edit]);
    deepStrictEqual(play.violations, []);
  });

  it('refuses a version code that was used, an edit beside another commit, an expired and a replaced one', async () => {
    const first = await openEdit();
    const used = await ask('POST', `/upload${base}/edits/${first}/bundles?uploadType=media`, bundle(7));
    deepStrictEqual([used.status, messageOf(used)], [403, 'Version code 7 has already been used.']);
    play.commitElsewhere(packageName);
    match(messageOf(await ask('POST', `${base}/edits/${first}:commit`)), /outside of this Edit/u);
    const second = await openEdit();
    play.clock.advance(3601);
    token = await authorize();
    match(messageOf(await ask('GET', `${base}/edits/${second}`)), /has expired/u);
    const third = await openEdit();
    await openEdit();
    match(messageOf(await ask('GET', `${base}/edits/${third}`)), /has been deleted/u);
    strictEqual((await ask('GET', `${base}/edits/12345`)).status, 404);
  });

  it('answers as Google does to what its description does not know, and notes it', async () => {
    const edit = await openEdit();
    const track = `${base}/edits/${edit}/tracks/internal`;
    const unknown = await ask('PUT', track, { releases: [{ versionCode: '7', status: 'completed' }] });
    deepStrictEqual(
      [unknown.status, messageOf(unknown)],
      [400, 'Invalid JSON payload received. Unknown name "versionCode": Cannot find field.'],
    );
    strictEqual((await ask('PUT', track, release(7, { status: 'done' }))).status, 400);
    strictEqual((await ask('GET', `${track}?wrong=1`)).status, 400);
    strictEqual((await ask('GET', `${base}/edits/${edit}/listings/en-US/screenshots`)).status, 400);
    strictEqual((await ask('GET', `${base}/nothing`)).status, 404);
    strictEqual((await ask('POST', `/upload${base}/edits/${edit}/bundles`, bundle(9))).status, 400);
    strictEqual(
      (await ask('POST', `/upload${base}/edits/${edit}/bundles?uploadType=media`, bundle(9), { 'content-type': 'text/plain' })).status,
      400,
    );
    deepStrictEqual(play.violations, [
      'androidpublisher.edits.tracks.update /releases/0/versionCode: unknown field versionCode',
      'androidpublisher.edits.tracks.update /releases/0/status: "done" is none of statusUnspecified, draft, inProgress, halted, completed',
      'androidpublisher.edits.tracks.get wrong: unknown query parameter wrong',
      'androidpublisher.edits.images.list imageType: "screenshots" is none of appImageTypeUnspecified, phoneScreenshots, sevenInchScreenshots, tenInchScreenshots, tvScreenshots, wearScreenshots, icon, featureGraphic, tvBanner',
      'GET /androidpublisher/v3/applications/com.acme.demo/nothing: no such operation',
      'upload: uploadType is missing',
      'upload: content type text/plain is not accepted',
    ]);
  });

  for (const [what, change, refusal] of [
    ['a fraction without a rollout', { userFraction: 0.5 }, /userFraction can only be set/u],
    ['a whole rollout as a fraction', { status: 'inProgress', userFraction: 1 }, /greater than 0 and less than 1/u],
    ['a rollout without a fraction', { status: 'inProgress' }, /fraction must be set/u],
    ['notes that are too long', { releaseNotes: [{ language: 'en-US', text: 'x'.repeat(501) }] }, /too long/u],
    ['a language that is none', { releaseNotes: [{ language: 'english', text: 'x' }] }, /Invalid language/u],
    ['a priority over five', { inAppUpdatePriority: 6 }, /\[0, 5\]/u],
    [
      'countries outside of production',
      { status: 'inProgress', userFraction: 0.1, countryTargeting: { countries: ['DE'] } },
      /Country targeting/u,
    ],
    ['a version code that was not uploaded', { versionCodes: ['99'] }, /is not found/u],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const edit = await openEdit();
      const answer = await ask('PUT', `${base}/edits/${edit}/tracks/beta`, release(7, change));
      strictEqual(answer.status, 400);
      match(messageOf(answer), refusal);
    });
  }

  it('sends changes for review only when it may', async () => {
    play.app(packageName).reviewByHand = true;
    const edit = await openEdit();
    match(messageOf(await ask('POST', `${base}/edits/${edit}:commit`)), /set the query parameter changesNotSentForReview to true/u);
    strictEqual((await ask('POST', `${base}/edits/${edit}:commit?changesNotSentForReview=true`)).status, 200);
    play.app(packageName).reviewByHand = false;
    const next = await openEdit();
    match(messageOf(await ask('POST', `${base}/edits/${next}:commit?changesNotSentForReview=true`)), /must not be set/u);
  });

  it('keeps testers of closed tracks, listings, details and countries within an edit', async () => {
    const edit = `${base}/edits/${await openEdit()}`;
    deepStrictEqual((await ask('PUT', `${edit}/testers/friends`, { googleGroups: ['a@example.test'] })).body, {
      googleGroups: ['a@example.test'],
    });
    strictEqual((await ask('PUT', `${edit}/testers/production`, { googleGroups: [] })).status, 400);
    strictEqual((await ask('GET', `${edit}/testers/nowhere`)).status, 404);
    const listing = { language: 'de-DE', title: 'Demo', shortDescription: 'Kurz', fullDescription: 'Lang' };
    deepStrictEqual((await ask('PUT', `${edit}/listings/de-DE`, listing)).body, listing);
    strictEqual((await ask('PATCH', `${edit}/listings/de-DE`, { title: 'x'.repeat(31) })).status, 400);
    strictEqual((await ask('PATCH', `${edit}/details`, { defaultLanguage: 'de-DE' })).status, 200);
    strictEqual((await ask('DELETE', `${edit}/listings/de-DE`)).status, 400);
    strictEqual((await ask('DELETE', `${edit}/listings/en-US`)).status, 204);
    deepStrictEqual((await ask('GET', `${edit}/countryAvailability/beta`)).body['syncWithProduction'], true);
    strictEqual((await ask('POST', `${edit}/tracks`, { track: 'wear:qa', type: 'CLOSED_TESTING', formFactor: 'WEAR' })).status, 200);
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(20)]);
    const image = await ask('POST', `/upload${edit}/listings/de-DE/icon?uploadType=media`, png, { 'content-type': 'image/png' });
    strictEqual(image.status, 200);
    strictEqual(((await ask('GET', `${edit}/listings/de-DE/icon`)).body['images'] as unknown[]).length, 1);
    deepStrictEqual(play.violations, []);
  });

  describe('with a resumable upload', () => {
    const size = 700_000;

    async function openSession(edit: string, total = size): Promise<string> {
      const headers = { 'x-upload-content-type': 'application/octet-stream', 'x-upload-content-length': String(total) };
      const answer = await ask('POST', `/upload${base}/edits/${edit}/bundles?uploadType=resumable`, {}, headers);
      return answer.headers.get('location') ?? '';
    }

    it('takes pieces of 256 KiB, says how far it is, and answers again when it is asked again', async () => {
      const session = await openSession(await openEdit());
      const file = bundle(8, size);
      const piece = (from: number, to: number): Promise<Reply> =>
        ask('PUT', session, file.subarray(from, to), { 'content-range': `bytes ${from}-${to - 1}/${size}` });
      const nothing = await ask('PUT', session, undefined, { 'content-range': `bytes */${size}` });
      deepStrictEqual([nothing.status, nothing.headers.get('range')], [308, null]);
      strictEqual((await piece(0, 1000)).status, 400);
      const first = await piece(0, 262_144);
      deepStrictEqual([first.status, first.headers.get('range')], [308, 'bytes=0-262143']);
      strictEqual((await piece(524_288, size)).status, 400);
      strictEqual((await piece(262_144, size)).status, 200);
      const again = await ask('PUT', session, undefined, { 'content-range': `bytes */${size}` });
      deepStrictEqual([again.status, again.body['versionCode']], [200, 8]);
      strictEqual(play.violations.length, 2);
    });

    it('keeps whole blocks when the connection breaks, and goes on there', async () => {
      const session = await openSession(await openEdit());
      const file = bundle(8, size);
      play.faults.cutBody(300_000, { on: /upload_id/u });
      await rejects(ask('PUT', session, file));
      const asked = await ask('PUT', session, undefined, { 'content-range': `bytes */${size}` });
      strictEqual(asked.headers.get('range'), 'bytes=0-262143');
      const rest = await ask('PUT', session, file.subarray(262_144), { 'content-range': `bytes 262144-${size - 1}/${size}` });
      strictEqual(rest.body['sha256'], createHash('sha256').update(file).digest('hex'));
      deepStrictEqual(play.faults.happened.length, 1);
    });

    it('forgets sessions, and lets them be cancelled', async () => {
      const session = await openSession(await openEdit());
      strictEqual(play.uploads.unfinished, 1);
      play.uploads.dropSessions();
      strictEqual((await ask('PUT', session, bundle(8, size))).status, 404);
      const other = await openSession(await openEdit());
      strictEqual((await ask('DELETE', other)).status, 499);
      strictEqual((await ask('PUT', other, bundle(8, size))).status, 499);
    });
  });

  it('fails as it is told', async () => {
    play.faults.rateLimit(7);
    const limited = await ask('POST', `${base}/edits`);
    deepStrictEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    play.faults.serverErrors(2, { on: /:commit/u });
    const edit = await openEdit();
    strictEqual((await ask('POST', `${base}/edits/${edit}:commit`)).status, 503);
    strictEqual((await ask('POST', `${base}/edits/${edit}:commit`)).status, 503);
    play.faults.cut('after', { on: /:commit/u });
    await rejects(ask('POST', `${base}/edits/${edit}:commit`));
    deepStrictEqual(play.app(packageName).commits, [edit]);
    play.faults.cut('before');
    await rejects(ask('POST', `${base}/edits`));
    play.tokens.expireAll();
    strictEqual((await ask('POST', `${base}/edits`)).status, 401);
    deepStrictEqual(play.requests.map(({ status }) => status).slice(-3), [0, 0, 401]);
  });

  it('refuses keys, times and scopes that Google refuses', async () => {
    const now = Math.floor(Date.now() / 1000);
    strictEqual(await authorize({ iss: 'somebody@example.test' }), 'refused: Invalid grant: account not found');
    match(await authorize({ exp: now + 7200 }), /short-lived token/u);
    match(await authorize({ aud: 'https://example.test' }), /audience/u);
    token = await authorize({ scope: 'https://www.googleapis.com/auth/drive' });
    strictEqual((await ask('POST', `${base}/edits`)).status, 401);
  });

  it('shares packages internally and gives back generated APKs', async () => {
    const shared = await ask(
      'POST',
      `/upload/androidpublisher/v3/applications/internalappsharing/${packageName}/artifacts/bundle?uploadType=media`,
      bundle(3),
    );
    match(String(shared.body['downloadUrl']), /^https:\/\/play\.google\.com\/apps\/test\//u);
    const edit = await openEdit();
    await ask('POST', `/upload${base}/edits/${edit}/bundles?uploadType=media`, bundle(8));
    strictEqual((await ask('GET', `${base}/generatedApks/8`)).status, 404);
    await ask('POST', `${base}/edits/${edit}:commit`);
    match(JSON.stringify((await ask('GET', `${base}/generatedApks/8`)).body), /universal-8/u);
    const download = await ask('GET', `${base}/generatedApks/8/downloads/universal-8:download?alt=media`);
    match(String(download.body['text']), /^stand-in package com\.acme\.demo 8/u);
    deepStrictEqual(play.violations, []);
  });
});
