/** Sends the package of a release and counts who fetched it, or leads to where it lies. */

import { type Answer } from '../http/answer.ts';
import { attachmentDisposition } from '../http/contentDisposition.ts';
import { type ServerRequest } from '../http/serverRequest.ts';
import { readFacts } from '../model/storedJson.ts';
import { openDownload, recordDownload } from '../use-cases/downloads.ts';
import { type Link } from '../use-cases/links.ts';
import { type Release } from '../use-cases/releases.ts';
import { type DialectWorld } from './dialect.ts';
import { mediaTypeOf } from './mediaTypes.ts';

interface Through {
  readonly link: Link | undefined;
  readonly testerId: string | null;
}

/** `undefined` when the package is gone, or its release is disabled. */
export async function packageAnswer(
  world: DialectWorld,
  request: ServerRequest,
  release: Release,
  { link, testerId }: Through,
): Promise<Answer | undefined> {
  const download = { client: request.header('user-agent') ?? '', link, testerId };
  if (release.externalUrl !== null) {
    await recordDownload(world, release, download);
    return { kind: 'redirect', status: 302, location: release.externalUrl };
  }
  const mediaType = mediaTypeOf(readFacts(release.facts).extension);
  const elsewhere =
    release.isEnabled && request.method === 'GET'
      ? world.blobs.address(release.sha256, { disposition: attachmentDisposition(release.fileName), mediaType })
      : undefined;
  if (elsewhere !== undefined) {
    // The storage does not say when it was fetched: what counts is that someone began at its start.
    if (/^bytes=(?!0-)/.exec(request.header('range') ?? '') === null) await recordDownload(world, release, download);
    return { kind: 'redirect', status: 302, location: elsewhere };
  }
  const blob = await openDownload(world, release);
  if (!blob) return undefined;
  return {
    kind: 'blob',
    blob,
    sha256: release.sha256,
    mediaType,
    fileName: release.fileName,
    onSent: async () => await recordDownload(world, release, download),
  };
}
