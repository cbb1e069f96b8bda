/** Stand-ins of Google Play for the tests of one `describe`: each is stopped after its test, and must have found nothing wrong in our requests. */

import { deepStrictEqual } from 'node:assert/strict';
import { account, packageName, versionCode } from './playPublishing.ts';
import { PlayStandIn, type PlayStandInOptions, type PlayTracks } from './playStandIn.ts';

type StartPlay = (options?: Partial<PlayStandInOptions>) => Promise<PlayStandIn>;

/** Called within a `describe`; `tracks` is what the app has unless a test says otherwise. */
export function playFixture(tracks: PlayTracks): StartPlay {
  const open: PlayStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) {
      deepStrictEqual(each.violations, []);
      await each.stop();
    }
  });
  return async (options = {}) => {
    const standIn = new PlayStandIn({ account, packageName, versionCode, tracks, ...options });
    await standIn.start();
    open.push(standIn);
    return standIn;
  };
}
