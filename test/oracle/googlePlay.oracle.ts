/**
 * What we send to Google Play, held against Google's own client, which says of every request whether the API has it. That the stand-in is
 * faithful is shown in `playClients.oracle.ts`.
 */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { account, packageName, publish, publishFiles, versionCode } from '../support/playPublishing.ts';
import { PlayStandIn, type PlayStandInOptions } from '../support/playStandIn.ts';
import { DiscoveredApi } from './support/discoveredApi.ts';
import { googleClientSource } from './support/googleClient.ts';

const live = { production: [{ name: '1.0', versionCodes: ['6'], status: 'completed' }] };

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
});
