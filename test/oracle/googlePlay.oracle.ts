/**
 * What we send to Google Play, held against Google's own description of its API; and Google's own client against the stand-in that our tests
 * publish to: what Google's client can drive is not an invention of ours.
 */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { account, packageName, publish, publishFiles, versionCode } from '../support/playPublishing.ts';
import { PlayStandIn, type PlayStandInOptions } from '../support/playStandIn.ts';
import { DiscoveredApi } from './support/discoveredApi.ts';
import { googleClient, googleClientSource } from './support/googleClient.ts';

const live = { production: [{ name: '1.0', versionCodes: ['6'], status: 'completed' }] };

interface GoogleError {
  readonly status?: number;
  readonly response?: { readonly data?: { readonly error?: { readonly errors?: readonly { readonly reason?: string }[] } } };
}

describe('Google Play', function () {
  this.timeout(300_000);
  const open: PlayStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.stop();
  });

  async function start(options: Partial<PlayStandInOptions> = {}): Promise<PlayStandIn> {
    const standIn = new PlayStandIn({ account, packageName, versionCode, tracks: live, ...options });
    await standIn.start();
    open.push(standIn);
    return standIn;
  }

  it('gets only requests that its discovery document has: method, path, query and body', async () => {
    const api = new DiscoveredApi(googleClientSource());
    ok(api.size > 100, String(api.size));
    const notes = { '/app/notes.txt': '<en-US>Dark mode</en-US><de-DE>Dunkel</de-DE>', '/app/plain.txt': 'Neu' };
    const wishes: readonly (readonly [readonly string[], Partial<PlayStandInOptions>])[] = [
      [[], {}],
      [['--track', 'production', '--rollout', '0.25', '--priority', '5', '--notes-file', 'notes.txt'], {}],
      [['--draft', '--notes-file', 'plain.txt'], { isDraftApp: true }],
      [[], { wantsReviewByHand: true, cutUploadsAt: [400_000] }],
      [['--track', 'beta'], { tracks: { beta: [{ versionCodes: ['9'], status: 'completed' }] } }],
    ];
    let requests = 0;
    for (const [more, options] of wishes) {
      const play = await start(options);
      await publish(await publishFiles(notes), play.address, more);
      const sent = play.exchanges.filter(({ path }) => path !== '/token');
      requests += sent.length;
      deepStrictEqual(
        sent.flatMap((exchange) => api.problems(exchange)),
        [],
      );
    }
    ok(requests > 35, String(requests));
  });

  it('would be told of requests that it does not have', () => {
    const api = new DiscoveredApi(googleClientSource());
    const edits = `/androidpublisher/v3/applications/${packageName}/edits`;
    const wrong = [
      { method: 'POST', path: `${edits}/1/tracks/internal`, body: '{"releases":[{"versionCodes":[7]}]}' },
      { method: 'PUT', path: `${edits}/1/tracks/internal`, body: '{"releases":[{"versionCodes":[7]}]}' },
      { method: 'PUT', path: `${edits}/1/tracks/internal`, body: '{"releases":[{"state":"completed"}]}' },
      { method: 'POST', path: `${edits}/1:commit?changesNotSent=true`, body: '' },
      { method: 'POST', path: `${edits}/1:publish`, body: '' },
    ];
    for (const request of wrong) strictEqual(api.problems(request).length, 1, JSON.stringify(request));
  });

  it('has a stand-in that Google’s own client drives: edit, upload, track, commit', async () => {
    const play = await start();
    const client = googleClient(play.issueToken());
    const options = { rootUrl: play.address };
    const { id: editId } = (await client.edits.insert({ packageName }, options)).data;
    const edit = { packageName, editId };
    strictEqual((await client.edits.get(edit, options)).data['id'], editId);
    strictEqual((await client.edits.details.get(edit, options)).data['defaultLanguage'], 'de-DE');
    const { tracks } = (await client.edits.tracks.list(edit, options)).data;
    ok(Array.isArray(tracks) && tracks.length === 4);
    const bytes = Buffer.from('the bundle');
    const media = { mimeType: 'application/octet-stream', body: Readable.from([bytes]) };
    const uploaded = (await client.edits.bundles.upload({ ...edit, media }, options)).data;
    deepStrictEqual(uploaded['versionCode'], versionCode);
    strictEqual(uploaded['sha256'], createHash('sha256').update(bytes).digest('hex'));
    const requestBody = { track: 'internal', releases: [{ versionCodes: [String(versionCode)], status: 'completed' }] };
    await client.edits.tracks.update({ ...edit, track: 'internal', requestBody }, options);
    await client.edits.validate(edit, options);
    await client.edits.commit(edit, options);
    deepStrictEqual([play.commits, play.tracks['internal']], [1, requestBody.releases]);
  });

  it('has a stand-in whose refusals Google’s own client understands', async () => {
    const play = await start();
    const client = googleClient(play.issueToken());
    const options = { rootUrl: play.address };
    const reason = async (call: Promise<unknown>, status: number, expected: string): Promise<void> =>
      await rejects(call, (error: unknown) => {
        const { status: actual, response } = error as GoogleError;
        deepStrictEqual([actual, response?.data?.error?.errors?.[0]?.reason], [status, expected]);
        return true;
      });
    await reason(client.edits.insert({ packageName: 'com.other' }, options), 404, 'applicationNotFound');
    await reason(client.edits.get({ packageName, editId: 'none' }, options), 404, 'editNotFound');
    const { id: editId } = (await client.edits.insert({ packageName }, options)).data;
    await client.edits.insert({ packageName }, options);
    await reason(client.edits.commit({ packageName, editId }, options), 400, 'editExpired');
    play.expireTokens();
    await reason(client.edits.insert({ packageName }, options), 401, 'authError');
  });
});
