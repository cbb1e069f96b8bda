/** What is live on Google Play. While this user publishes the app, no edit is opened: it would end the one of the publication. */

import { explainPlay, openPlay } from '../../stores/google-play/inEdit.ts';
import { readPlayReleases, readPlayStatus, type PlayStatus } from '../../stores/google-play/playAccess.ts';
import { type PlayWorld } from '../../stores/google-play/publishToPlay.ts';
import { hasOpenPublication } from '../../stores/publishJournal.ts';
import { playAppOf, type StoreSource } from './openStore.ts';

export const usualTracks = ['internal', 'alpha', 'beta', 'production'];

export async function playStatus(
  world: PlayWorld,
  source: StoreSource,
  packageName: string,
  signal?: AbortSignal,
): Promise<PlayStatus & { readonly isPublishing: boolean }> {
  const app = playAppOf(source, packageName, signal);
  const isPublishing = await hasOpenPublication(world, 'google-play', packageName);
  return await explainPlay(app, async () => {
    const { api } = openPlay(world, app);
    return { ...(isPublishing ? await readPlayReleases(api, usualTracks) : await readPlayStatus(api)), isPublishing };
  });
}
