import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandLine } from '../../../support/commandLine.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { packageName, publishFiles } from '../../../support/playPublishing.ts';
import { playFixture } from '../../../support/playFixture.ts';
import { type PlayStandIn, type PlayTracks } from '../../../support/playStandIn.ts';
import { googleToken, RecordingHttp, type RecordedRow } from '../../../support/recordingHttp.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { onPlay, storeKeys, type StoreRun } from '../../../support/storeCommands.ts';

const notes = [{ language: 'en-US', text: 'Dark mode' }];
const live: PlayTracks = {
  internal: [{ name: '1.1 (9)', versionCodes: ['9'], status: 'completed', releaseNotes: notes }],
  production: [{ name: '1.0 (6)', versionCodes: ['6'], status: 'completed' }],
};
const rolling: PlayTracks = {
  production: [
    { name: '1.1 (9)', versionCodes: ['9'], status: 'inProgress', userFraction: 0.2 },
    { name: '1.0 (6)', versionCodes: ['6'], status: 'completed' },
  ],
};

describe('changing releases on Google Play', () => {
  const start = playFixture(live);

  async function change(play: PlayStandIn, line: string, http?: ReturnType<typeof dyingClient>): Promise<StoreRun> {
    return await onPlay(storeKeys(), line.split(' '), { endpoint: play.address, ...(http && { http }) });
  }

  it('promotes the highest release with its notes, and keeps what the others have', async () => {
    const play = await start();
    const { exitCode, json } = await change(play, 'store promote --to production --rollout 0.25');
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual([json['versionCode'], json['state'], json['fraction'], json['changed']], [9, 'in-progress', 0.25, true]);
    deepStrictEqual(play.tracks['production'], [
      { name: '1.1 (9)', versionCodes: ['9'], status: 'inProgress', userFraction: 0.25, releaseNotes: notes },
      { name: '1.0 (6)', versionCodes: ['6'], status: 'completed' },
    ]);
    deepStrictEqual([play.commits, play.openEdits], [1, 0]);
  });

  it('targets the countries of a rollout in production, and of nothing else', async () => {
    const play = await start();
    const wanted = 'store promote --to production --rollout 0.5 --countries de,FR --rest-of-world';
    strictEqual((await change(play, wanted)).exitCode, 0);
    const [release] = play.tracks['production'] as readonly { readonly countryTargeting?: unknown }[];
    deepStrictEqual(release?.countryTargeting, { countries: ['DE', 'FR'], includeRestOfWorld: true });
    for (const line of [
      'store promote --to beta --rollout 0.5 --countries DE',
      'store promote --to production --countries DE',
      'store promote --to production --rollout 0.5 --countries Germany',
      'store rollout --fraction 0.5 --rest-of-world',
    ])
      strictEqual((await change(play, line)).exitCode, 2, line);
  });

  it('rolls out further, halts, resumes and completes', async () => {
    const play = await start({ tracks: rolling });
    const first = (): unknown => play.tracks['production']?.[0];
    await change(play, 'store rollout --fraction 0.5');
    deepStrictEqual(first(), { name: '1.1 (9)', versionCodes: ['9'], status: 'inProgress', userFraction: 0.5 });
    const halted = await change(play, 'store halt');
    deepStrictEqual([halted.json['state'], halted.json['fraction']], ['halted', 0.5]);
    deepStrictEqual(first(), { name: '1.1 (9)', versionCodes: ['9'], status: 'halted', userFraction: 0.5 });
    await change(play, 'store halt --resume');
    deepStrictEqual(first(), { name: '1.1 (9)', versionCodes: ['9'], status: 'inProgress', userFraction: 0.5 });
    await change(play, 'store rollout --complete');
    deepStrictEqual(play.tracks['production'], [{ name: '1.1 (9)', versionCodes: ['9'], status: 'completed' }]);
    strictEqual(play.commits, 4);
  });

  it('commits nothing that is so already', async () => {
    const play = await start({ tracks: rolling });
    for (const line of ['store rollout --fraction 0.2', 'store halt --resume']) {
      const { exitCode, json } = await change(play, line);
      deepStrictEqual([exitCode, json['changed'], play.commits, play.openEdits], [0, false, 0, 0], line);
    }
    await change(play, 'store rollout --complete');
    strictEqual((await change(play, 'store rollout --complete')).json['changed'], false);
    strictEqual(play.commits, 1);
  });

  it('says what cannot be changed', async () => {
    const play = await start();
    const codes = async (line: string): Promise<unknown> => (await change(play, line)).json.error?.code;
    strictEqual(await codes('store halt'), 'store-rollout-missing');
    strictEqual(await codes('store halt --resume --track beta'), 'store-rollout-missing');
    strictEqual(await codes('store rollout --fraction 0.5 --track beta'), 'store-rollout-missing');
    strictEqual(await codes('store promote --to friends'), 'store-track-unknown');
    strictEqual(await codes('store promote --from beta --to production'), 'store-release-missing');
    strictEqual(await codes('store promote --version-code 8 --to production'), 'store-release-missing');
    strictEqual(await codes('store promote --from production --to internal'), 'store-version-code-low');
    for (const line of ['store rollout', 'store rollout --fraction 2', 'store promote', 'store promote --from beta --to beta'])
      strictEqual((await change(play, line)).exitCode, 2, line);
    deepStrictEqual([play.commits, play.openEdits], [0, 0]);
  });

  it('lists the requests of a dry run, and sends none', async () => {
    const play = await start();
    for (const line of ['store promote --to beta', 'store rollout --complete', 'store halt']) {
      const { exitCode, json } = await change(play, `${line} --dry-run`);
      deepStrictEqual([exitCode, json['state'], play.exchanges.length], [0, 'planned', 0]);
      ok((json['requests'] as readonly unknown[]).length >= 6);
    }
  });

  it('killed at any request and started again, it commits once', async () => {
    for (const [line, tracks] of [
      ['store promote --to production --rollout 0.25', live],
      ['store rollout --complete', rolling],
      ['store halt', rolling],
    ] as const) {
      const whole = await start({ tracks });
      await change(whole, line);
      const requests = whole.exchanges.length;
      ok(requests >= 5, line);
      for (const isLost of [false, true])
        for (let killed = 1; killed <= requests; killed++) {
          const play = await start({ tracks });
          await change(play, line, dyingClient(killed, isLost));
          const { exitCode, json } = await change(play, line);
          deepStrictEqual([exitCode, play.commits], [0, 1], `${line}, killed at ${killed}, lost ${isLost}: ${JSON.stringify(json)}`);
          deepStrictEqual(play.tracks, whole.tracks);
        }
    }
  });

  it('never commits twice when the answer of the commit is lost, and survives bursts, expired tokens and other people', async () => {
    for (const lost of ['cut', 'cut-after', 503, 429] as const) {
      let times = 0;
      const play = await start({ tracks: rolling, fault: ({ path }) => (path.includes(':commit') && times++ === 0 ? lost : undefined) });
      const { exitCode, json } = await change(play, 'store rollout --complete');
      deepStrictEqual([exitCode, play.commits, json['state']], [0, 1, 'completed'], `${lost}: ${JSON.stringify(json)}`);
    }
    let isChanged = false;
    const play = await start({
      tracks: rolling,
      wantsReviewByHand: true,
      fault: ({ path }, count) => {
        if (path.endsWith(':validate') && !isChanged) {
          isChanged = true;
          play.changeOutside();
          play.expireTokens();
        }
        return count % 4 === 0 ? 500 : undefined;
      },
    });
    const { exitCode, json } = await change(play, 'store halt');
    deepStrictEqual([exitCode, play.commits, json['sentForReview']], [0, 1, false], JSON.stringify(json));
  });

  it('shows what is live, and the highest version code', async () => {
    const play = await start({ tracks: rolling });
    const { json } = await change(play, 'store status');
    deepStrictEqual([json['highestVersionCode'], play.openEdits, play.commits], [9, 0, 0]);
    deepStrictEqual(json['releases'], [
      {
        track: 'production',
        name: '1.1 (9)',
        versionCodes: [9],
        state: 'in-progress',
        fraction: 0.2,
        countries: null,
        review: 'published',
      },
      { track: 'production', name: '1.0 (6)', versionCodes: [6], state: 'completed', fraction: null, countries: null, review: 'published' },
    ]);
  });

  it('asks without an edit while the app is being published', async () => {
    const play = await start({ tracks: {}, cutUploadsAt: [300_000] });
    const files = await publishFiles();
    const publishing = ['store', 'publish', 'app.aab', '--store', 'google-play', '--key', 'file:key.json', '--endpoint', play.address];
    await commandLine(files, publishing, { http: dyingClient(6, true) });
    const release = { releaseName: '1.0', track: 'production', activeArtifacts: [{ versionCode: 6 }] };
    const http = new RecordingHttp([
      googleToken,
      { on: `GET ${app}/tracks/production/releases`, answer: [200, { releases: [release] }] },
      { on: 'GET', answer: [404] },
    ]);
    const { json } = await onPlay(files, ['store', 'status'], { endpoint: 'http://127.0.0.1', http });
    deepStrictEqual([json['publishing'], json['highestVersionCode']], [true, 6], JSON.stringify(json));
    ok(http.lines.every((line) => !line.includes('/edits')));
  });
});

const app = `/androidpublisher/v3/applications/${packageName}`;

/** Enough of Google Play to answer what the stand-in does not have. */
function answers(...rows: readonly RecordedRow[]): RecordingHttp {
  return new RecordingHttp([
    googleToken,
    ...rows,
    { on: `POST ${app}/edits/7`, answer: [200, { id: '7' }] },
    { on: `POST ${app}/edits`, answer: [200, { id: '7' }] },
    { on: `DELETE ${app}/edits/7`, answer: [204] },
  ]);
}

describe('Google Play beside releases', () => {
  const endpoint = 'http://127.0.0.1';

  it('adds and removes Google Groups, commits only a change, and gives the link to join', async () => {
    const http = answers(
      { on: `GET ${app}/edits/7/testers/alpha`, answer: [200, { googleGroups: ['a@example.com', 'b@example.com'] }] },
      { on: `PUT ${app}/edits/7/testers/alpha`, answer: ({ body }) => [200, body] },
    );
    const { exitCode, json } = await onPlay(storeKeys(), 'store testers --add c@example.com --remove a@example.com'.split(' '), {
      endpoint,
      http,
    });
    deepStrictEqual([exitCode, json['googleGroups'], json['changed']], [0, ['b@example.com', 'c@example.com'], true]);
    strictEqual(json['url'], `https://play.google.com/apps/testing/${packageName}`);
    strictEqual(http.requests.find(({ method }) => method === 'PUT')?.body, '{"googleGroups":["b@example.com","c@example.com"]}');
    const looking = answers({ on: `GET ${app}/edits/7/testers/alpha`, answer: [200, {}] });
    const listed = await onPlay(storeKeys(), ['store', 'testers'], { endpoint, http: looking });
    deepStrictEqual([listed.json['googleGroups'], listed.json['changed']], [[], false]);
    ok(!looking.lines.some((line) => line.includes(':commit')));
    strictEqual((await onPlay(storeKeys(), ['store', 'testers', '--add', 'nobody'], { endpoint, http: looking })).exitCode, 2);
  });

  it('shares a package without an edit, and gives its link', async () => {
    const files = await publishFiles();
    const sharing = `/upload/androidpublisher/v3/applications/internalappsharing/${packageName}/artifacts/bundle`;
    const link = 'https://play.google.com/apps/test/abc';
    const http = new RecordingHttp([
      googleToken,
      { on: `POST ${sharing}?uploadType=resumable`, answer: [200, '', { location: `${endpoint}/upload/session` }] },
      { on: 'PUT /upload/session', answer: [404], times: 1 },
      { on: 'PUT /upload/session', answer: [200, { downloadUrl: link, certificateFingerprint: 'AA:BB' }] },
    ]);
    const { exitCode, json, out } = await onPlay(files, ['store', 'internal-sharing', 'app.aab'], { endpoint, http });
    deepStrictEqual([exitCode, json['url'], json['certificateFingerprint'], json['appIdentifier']], [0, link, 'AA:BB', packageName]);
    ok(!out.includes('upload/session'));
    strictEqual(http.lines.filter((line) => line.startsWith('POST /upload')).length, 2);
    const damaged = new RecordingHttp([
      googleToken,
      { on: 'POST', answer: [200, '', { location: `${endpoint}/upload/session` }] },
      { on: 'PUT', answer: [200, { downloadUrl: link, sha256: '00' }] },
    ]);
    const other = await onPlay(files, ['store', 'internal-sharing', 'app.aab'], { endpoint, http: damaged });
    strictEqual(other.json.error?.code, 'store-upload-damaged');
  });

  it('downloads the universal APK, and says when there is none', async () => {
    const files = storeKeys();
    const generated = { generatedApks: [{ certificateSha256Hash: 'cc', generatedUniversalApk: { downloadId: 'id/1' } }] };
    const http = new RecordingHttp([
      googleToken,
      { on: `GET ${app}/generatedApks/43/downloads/id%2F1:download?alt=media`, answer: [200, Uint8Array.from([1, 2, 3])] },
      { on: `GET ${app}/generatedApks/43`, answer: [200, generated] },
      { on: `GET ${app}/generatedApks/44`, answer: [200, {}] },
    ]);
    const line = 'store download --version-code 43 --out u.apk'.split(' ');
    const { exitCode, json } = await onPlay(files, line, { endpoint, http });
    deepStrictEqual([exitCode, json['sizeBytes'], json['certificateSha256']], [0, 3, 'cc']);
    deepStrictEqual([...(await files.readFile('/app/u.apk'))], [1, 2, 3]);
    // An older APK may be replaced, and nothing else.
    strictEqual((await onPlay(storeKeys({ '/app/u.apk': await smallArchive(smallApkEntries()) }), line, { endpoint, http })).exitCode, 0);
    for (const name of ['u.apk', 'key.json']) {
      const kept = storeKeys({ '/app/u.apk': 'mine' });
      const refused = await onPlay(kept, [...line.slice(0, -1), name], { endpoint, http });
      deepStrictEqual([refused.json.error?.code, kept.text('/app/u.apk')], ['output-other-kind', 'mine']);
    }
    const none = await onPlay(files, 'store download --version-code 44 --out v.apk'.split(' '), { endpoint, http });
    deepStrictEqual([none.exitCode, none.json.error?.code], [4, 'store-generated-missing']);
  });

  const opened = (codes: object): readonly RecordedRow[] => [
    googleToken,
    {
      on: `GET ${app}/edits/7/tracks`,
      answer: [200, { tracks: [{ track: 'qa', releases: [{ versionCodes: ['6'], status: 'completed' }] }] }],
    },
    { on: `GET ${app}/edits/7/bundles`, answer: [200, codes] },
    { on: `GET ${app}/edits/7/apks`, answer: [200, { apks: [{ versionCode: 3 }] }] },
    { on: `DELETE ${app}/edits/7`, answer: [204, ''] },
    { on: `POST ${app}/edits`, answer: [200, { id: '7' }] },
  ];

  it('shows what is in review, on own tracks too, and codes that are on no track', async () => {
    const said = {
      releases: [{ track: 'qa', activeArtifacts: [{ versionCode: 6 }], releaseLifecycleState: 'RELEASE_LIFECYCLE_STATE_IN_REVIEW' }],
    };
    const http = new RecordingHttp([
      ...opened({ bundles: [{ versionCode: 12 }] }),
      { on: `GET ${app}/tracks/qa/releases`, answer: [200, said] },
    ]);
    const { json } = await onPlay(storeKeys(), ['store', 'status'], { endpoint, http });
    const [release] = json['releases'] as readonly { readonly state: string; readonly review: string | null }[];
    deepStrictEqual([json['highestVersionCode'], release?.state, release?.review], [12, 'completed', 'in-review']);
  });

  it('uploads no version code that Google Play has seen, on a track or not', async () => {
    const http = new RecordingHttp(opened({ bundles: [{ versionCode: 7 }, { versionCode: 9 }] }));
    const line = 'store publish app.aab --store google-play --track qa --key file:key.json --json';
    const { out } = await commandLine(await publishFiles(), [...line.split(' '), '--endpoint', endpoint], { http });
    const { error } = JSON.parse(out) as { readonly error: { readonly code: string; readonly hint: string } };
    deepStrictEqual([error.code, /10/.test(error.hint)], ['store-version-code-used', true]);
    ok(http.lines.every((each) => !each.includes('/upload')));
  });

  it('uploads the mapping and the symbols of native code in the edit of the package', async () => {
    const files = await publishFiles({ '/app/mapping.txt': 'a -> b', '/app/symbols.zip': 'PK' });
    const symbols = `POST /upload${app}/edits/7/apks/7/deobfuscationFiles`;
    const session: RecordedRow['answer'] = [200, '', { location: `${endpoint}/upload/session` }];
    const http = new RecordingHttp([
      googleToken,
      { on: `${symbols}/proguard`, answer: session },
      { on: `${symbols}/nativeCode`, answer: session },
      { on: `POST /upload${app}/edits/7/bundles`, answer: session },
      { on: 'PUT /upload/session', answer: [200, { versionCode: 7 }] },
      { on: `GET ${app}/edits/7/tracks`, answer: [200, { tracks: [{ track: 'internal' }] }] },
      { on: `GET ${app}/edits/7/bundles`, answer: [200, {}] },
      { on: `GET ${app}/edits/7/apks`, answer: [200, {}] },
      { on: `PUT ${app}/edits/7/tracks/internal`, answer: [200] },
      { on: `POST ${app}/edits`, answer: [200, { id: '7' }] },
    ]);
    const publishing =
      'store publish app.aab --store google-play --key file:key.json --mapping mapping.txt --native-symbols symbols.zip --json';
    const { exitCode, out } = await commandLine(files, [...publishing.split(' '), '--endpoint', endpoint], { http });
    strictEqual(exitCode, 0, out);
    const uploads = http.lines.filter((line) => line.startsWith('POST /upload'));
    deepStrictEqual(
      uploads.map((line) => line.replace(/.*\//, '')),
      ['bundles', 'proguard', 'nativeCode'],
    );
    const planned = await commandLine(files, [...publishing.split(' '), '--dry-run']);
    match(planned.out, /deobfuscationFiles\/nativeCode/);
  });
});
