import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import {
  account,
  accountEmail,
  keyFile,
  keyLines,
  keyMarker,
  publish,
  publishFiles,
  versionCode,
  type PublishRun,
} from '../../../support/playPublishing.ts';
import { playFixture } from '../../../support/playFixture.ts';
import { type PlayStandInOptions } from '../../../support/playStandIn.ts';
import { signBytes } from '../../../support/signedPackages.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../../support/smallPackages.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';

const live = { production: [{ name: '1.0', versionCodes: ['6'], status: 'completed' }] };

describe('publishing to Google Play', () => {
  const start = playFixture(live);

  it('uploads the package, puts it on the track and commits once', async () => {
    const play = await start();
    const files = await publishFiles();
    const { exitCode, json } = await publish(files, play.address, ['--track', 'internal']);
    strictEqual(exitCode, 0, JSON.stringify(json));
    deepStrictEqual(Object.keys(json), [
      'path',
      'store',
      'track',
      'versionCode',
      'state',
      'url',
      'sentForReview',
      'continued',
      'requests',
      'issues',
    ]);
    deepStrictEqual([json.store, json.track, json.versionCode, json.state], ['google-play', 'internal', 7, 'completed']);
    deepStrictEqual([json.sentForReview, json.continued], [true, false]);
    deepStrictEqual(play.tracks['internal'], [{ name: '1.2.3 (7)', versionCodes: ['7'], status: 'completed' }]);
    deepStrictEqual([play.commits, play.openEdits, play.tokens], [1, 0, 1]);
    strictEqual(play.bytesReceived, (await files.readFile('/app/app.aab')).length);
    deepStrictEqual(journals(files), []);
  });

  it('sends what a dry run lists, and a dry run sends nothing', async () => {
    const play = await start();
    const files = await publishFiles();
    const { exitCode, json } = await publish(files, play.address, ['--dry-run']);
    deepStrictEqual([exitCode, json.state, play.exchanges.length], [0, 'planned', 0]);
    const planned = json.requests?.map(({ method, url }) => `${method} ${url.replace(play.address, '')}`) ?? [];
    await publish(files, play.address);
    const sent = play.exchanges.map(({ method, path }) =>
      `${method} ${path}`.replace(/(?<=edits\/)\d+/, '{editId}').replace(/^PUT \/upload.*$/, 'PUT {uploadAddress}'),
    );
    // The track is read again before it is written.
    deepStrictEqual(dropRepeated(sent), dropRepeated(planned));
  });

  it('sends the token nowhere that others could read it', async () => {
    const http = { request: () => Promise.reject(new Error('sent')), open: () => Promise.reject(new Error('sent')) };
    const run = async (endpoint: string): Promise<readonly unknown[]> => {
      const { exitCode, json } = await publish(await publishFiles(), endpoint, [], { http });
      return [exitCode, json.error?.code];
    };
    deepStrictEqual(await run('http://proxy.example.com'), [2, 'usage-wrong']);
    deepStrictEqual(await run('http://127.0.0.1.example.com:80'), [2, 'usage-wrong']);
    deepStrictEqual(await run('HTTPS//x'), [2, 'usage-wrong']);
  });

  it('keeps the release that others have next to a rollout, with notes and priority', async () => {
    const play = await start();
    const files = await publishFiles({ '/app/notes.txt': '<en-US>\nDark mode\n</en-US>\n<de-DE>Dunkel</de-DE>' });
    const more = ['--track', 'production', '--rollout', '0.2', '--priority', '3', '--notes-file', 'notes.txt'];
    const { json } = await publish(files, play.address, more);
    strictEqual(json.state, 'in-progress');
    deepStrictEqual(play.tracks['production'], [
      {
        name: '1.2.3 (7)',
        versionCodes: ['7'],
        status: 'inProgress',
        userFraction: 0.2,
        inAppUpdatePriority: 3,
        releaseNotes: [
          { language: 'en-US', text: 'Dark mode' },
          { language: 'de-DE', text: 'Dunkel' },
        ],
      },
      ...live.production,
    ]);
  });

  it('takes plain notes for the default language of the app, and a JSON object', async () => {
    const play = await start();
    const files = await publishFiles({ '/app/plain.txt': '\uFEFFNeu: dunkel\n', '/app/notes.json': '{"fr-FR":"Nouveau"}' });
    await publish(files, play.address, ['--notes-file', 'plain.txt']);
    deepStrictEqual(play.tracks['internal']?.[0]?.releaseNotes, [{ language: 'de-DE', text: 'Neu: dunkel' }]);
    const other = await start();
    await publish(files, other.address, ['--notes-file', 'notes.json']);
    deepStrictEqual(other.tracks['internal']?.[0]?.releaseNotes, [{ language: 'fr-FR', text: 'Nouveau' }]);
  });

  it('refuses notes that Google Play would refuse, before anything is sent', async () => {
    const play = await start();
    for (const notes of [
      'x'.repeat(501),
      '<en-US>a</en-US> b',
      '<en-US>a</en-US><en-US>b</en-US>',
      '{"en-US":1}',
      '{"not a tag":"x"}',
      '{',
    ])
      strictEqual(
        (await publish(await publishFiles({ '/app/n': notes }), play.address, ['--notes-file', 'n'])).json.error?.code,
        'store-notes-unusable',
      );
    strictEqual(play.exchanges.length, 0);
  });

  it('asks for changesNotSentForReview only when Google Play wants it', async () => {
    const play = await start({ wantsReviewByHand: true });
    const { json } = await publish(await publishFiles(), play.address);
    deepStrictEqual([json.sentForReview, play.commits], [false, 1]);
    const commits = play.exchanges.filter(({ path }) => path.includes(':commit')).map(({ path }) => path.replace(/.*:/, ''));
    deepStrictEqual(commits, ['commit', 'commit?changesNotSentForReview=true']);
  });

  describe('explains what Google Play refuses', () => {
    async function check(options: Partial<PlayStandInOptions>, code: string, more: readonly string[] = []): Promise<PublishRun> {
      const play = await start(options);
      const files = await publishFiles();
      const run = await publish(files, play.address, more);
      deepStrictEqual([run.exitCode, run.json.error?.code], [4, code], JSON.stringify(run.json));
      deepStrictEqual([play.commits, play.openEdits, journals(files)], [0, 0, []]);
      return run;
    }

    it('a version code that is not the highest, before the first byte', async () => {
      const production = [{ versionCodes: ['12'], status: 'completed' }];
      const { json } = await check({ tracks: { production } }, 'store-version-code-low');
      match(json.error?.hint ?? '', /version code 13 or higher/);
    });

    it('an API that is not enabled in the project of the account, which no invitation changes', async () => {
      const message = 'Google Play Android Developer API has not been used in project 1 before or it is disabled.';
      const body = { error: { code: 403, message, errors: [{ reason: 'accessNotConfigured' }], status: 'PERMISSION_DENIED' } };
      const fault: PlayStandInOptions['fault'] = ({ path }) =>
        path.includes('/edits') ? { kind: 'answer', status: 403, body } : undefined;
      const { json } = await check({ fault }, 'play-api-disabled');
      match(json.error?.hint ?? '', /Enable the API in Google Cloud/);
    });

    it('a version code that was used and is on no track', async () => {
      const play = await start();
      play.usedCodes.add(versionCode);
      const { json } = await publish(await publishFiles(), play.address);
      deepStrictEqual([json.error?.code, play.openEdits], ['store-version-code-used', 0]);
    });

    it('a track that does not exist', async () => {
      const { json } = await check({}, 'store-track-unknown', ['--track', 'friends']);
      match(json.error?.message ?? '', /alpha, beta, internal, production/);
    });

    it('an app that was never published, and takes its draft', async () => {
      await check({ isDraftApp: true }, 'store-app-is-draft');
      const play = await start({ isDraftApp: true });
      const { json } = await publish(await publishFiles(), play.address, ['--draft']);
      deepStrictEqual([json.state, play.tracks['internal']?.[0]?.status], ['draft', 'draft']);
    });

    it('an account without permission, an app that is unknown, and a key of someone else', async () => {
      await check({ hasPermission: false }, 'store-permission-missing');
      await check({ packageName: 'com.other' }, 'store-app-unknown');
      await check({ account: { ...account, email: 'other@lab.test' } }, 'store-key-refused');
    });

    it('an APK as the first package of an app', async () => {
      const play = await start({ tracks: {} });
      const files = await publishFiles({ '/app/app.aab': await signBytes(await smallArchive(smallApkEntries())) });
      const { json } = await publish(files, play.address, ['--skip-checks']);
      deepStrictEqual([json.error?.code, play.openEdits], ['store-bundle-required', 0]);
    });
  });

  it('refuses a package that Google Play is known to refuse, unless set otherwise', async () => {
    const play = await start();
    const unsigned = await publishFiles({
      '/app/app.aab': await smallArchive(smallBundleEntries()),
    });
    const refused = await publish(unsigned, play.address);
    deepStrictEqual([refused.exitCode, refused.json.error?.code], [1, 'store-package-refused']);
    ok(refused.json.issues.some(({ code }) => code === 'store-unsigned'));
    const planned = await publish(unsigned, play.address, ['--dry-run']);
    deepStrictEqual([planned.exitCode, planned.json.state], [1, 'planned']);
    strictEqual(play.exchanges.length, 0);
    for (const bytes of [utf8('no package'), new Uint8Array(0), await smallArchive([{ name: 'a', bytes: utf8('b') }])]) {
      const { json } = await publish(await publishFiles({ '/app/app.aab': bytes }), play.address);
      strictEqual(json.error?.code, 'store-package-refused');
    }
  });

  it('refuses keys that are none, without a word of them', async () => {
    const play = await start();
    const key = keyFile();
    const keys = ['', 'marker-secret', '[]', keyFile({ type: 'authorized_user' }), keyFile({ private_key: 'marker-secret' })];
    for (const content of [...keys, keyFile({ token_uri: 'http://evil.test/token' }), key.slice(0, 300)]) {
      const { json, out, err } = await publish(await publishFiles({ '/app/key.json': content }), play.address);
      strictEqual(json.error?.code, 'store-key-unusable');
      ok(!/marker-secret/.test(out + err));
    }
    strictEqual(play.exchanges.length, 0);
  });

  it('gets another token when the first one is no longer valid', async () => {
    const play = await start({
      fault: ({ path }) => {
        if (/\/details$|:validate/.test(path) && play.tokens === 1) play.expireTokens();
        return undefined;
      },
    });
    const { exitCode } = await publish(await publishFiles(), play.address);
    deepStrictEqual([exitCode, play.tokens, play.commits], [0, 2, 1]);
  });

  it('goes on behind what arrived after cut connections, and survives bursts of 429 and 5xx', async () => {
    let busy = 0;
    const fault: PlayStandInOptions['fault'] = (_, count) =>
      count % 3 === 0 && busy++ < 12 ? ([503, 429, 500][busy % 3] ?? 503) : undefined;
    const play = await start({ cutUploadsAt: [300_000, 900_000, 1_500_000], fault });
    const files = await publishFiles();
    const { exitCode, json } = await publish(files, play.address);
    strictEqual(exitCode, 0, JSON.stringify(json));
    strictEqual(play.commits, 1);
    const size = (await files.readFile('/app/app.aab')).length;
    // Only what was on its way when it was cut is sent again.
    ok(play.bytesReceived < size + 3 * 400_000, `${play.bytesReceived} of ${size}`);
  });

  it('begins again, again, when someone changes the app meanwhile', async () => {
    let isChanged = false;
    const play = await start({
      fault: ({ path }) => {
        if (path.endsWith(':validate') && !isChanged) {
          isChanged = true;
          play.changeOutside();
        }
        return undefined;
      },
    });
    const { exitCode } = await publish(await publishFiles(), play.address);
    deepStrictEqual([exitCode, play.commits], [0, 1]);
    const always = await start({
      fault: ({ path }) => {
        if (path.endsWith(':validate')) always.changeOutside();
        return undefined;
      },
    });
    const { json } = await publish(await publishFiles(), always.address);
    deepStrictEqual([json.error?.code, always.commits], ['store-edit-lost', 0]);
  });

  it('never commits twice, whether the request or the answer of the commit is lost', async () => {
    for (const lost of ['cut', 'cut-after', 503] as const) {
      let times = 0;
      const play = await start({ fault: ({ path }) => (path.includes(':commit') && times++ === 0 ? lost : undefined) });
      const files = await publishFiles();
      const { exitCode, json } = await publish(files, play.address);
      deepStrictEqual([exitCode, play.commits, json.state, journals(files)], [0, 1, 'completed', []], String(lost));
    }
  });

  it('killed at any request and started again, it loses no upload and commits once', async () => {
    const whole = await start();
    await publish(await publishFiles(), whole.address);
    const requests = whole.exchanges.length;
    ok(requests >= 9);
    for (const isLost of [false, true])
      for (let killed = 1; killed <= requests; killed++) {
        const play = await start();
        const files = await publishFiles();
        await publish(files, play.address, [], { http: dyingClient(killed, isLost) });
        const { exitCode, json } = await publish(files, play.address);
        deepStrictEqual([exitCode, play.commits], [0, 1], `killed at ${killed}, lost ${isLost}: ${JSON.stringify(json)}`);
        deepStrictEqual(play.tracks['internal']?.[0]?.versionCodes, ['7']);
        deepStrictEqual(journals(files), []);
      }
  });

  it('killed after a commit that leaves the review to a person, it says so when it is started again', async () => {
    const whole = await start({ wantsReviewByHand: true });
    await publish(await publishFiles(), whole.address);
    const requests = whole.exchanges.length;
    for (const killed of [requests - 1, requests])
      for (const isLost of [false, true]) {
        const play = await start({ wantsReviewByHand: true });
        const files = await publishFiles();
        await publish(files, play.address, [], { http: dyingClient(killed, isLost) });
        const { json } = await publish(files, play.address);
        const at = `killed at ${killed}, lost ${isLost}: ${JSON.stringify(json)}`;
        deepStrictEqual([json.sentForReview, json.continued, play.commits, journals(files)], [false, true, 1, []], at);
      }
  });

  it('goes on with the upload of a killed process', async () => {
    const play = await start({ cutUploadsAt: [1_300_000] });
    const files = await publishFiles();
    const client = dyingClient(6, true);
    await publish(files, play.address, [], { http: client });
    ok(journals(files).length === 1);
    strictEqual(files.content.get(journals(files)[0] ?? '')?.mode, 0o600);
    const { json } = await publish(files, play.address);
    strictEqual(json.continued, true);
    const size = (await files.readFile('/app/app.aab')).length;
    ok(play.bytesReceived < size + 400_000, `${play.bytesReceived} of ${size}`);
  });

  it('shows the key nowhere, and leaves the address of the upload to no one', async () => {
    const play = await start({ cutUploadsAt: [300_000], fault: (_, count) => (count > 8 ? 500 : undefined) });
    const files = await publishFiles();
    const failed = await publish(files, play.address);
    ok(failed.json.error);
    const others = files.paths().filter((path) => path !== '/app/key.json');
    const written = others.map((path) => files.text(path) ?? '').join('\n') + failed.out + failed.err;
    for (const secret of [keyMarker, ...keyLines, 'ya29.']) ok(!written.includes(secret), secret);
    ok(!failed.out.includes('upload_id=upload-'));
    ok(play.exchanges.every(({ path }) => !path.includes(accountEmail)));
  });

  function journals(files: MemoryFiles): readonly string[] {
    return files.paths().filter((path) => path.includes('/publishing/'));
  }
});

function dropRepeated(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
