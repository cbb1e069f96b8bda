/** What a package for a desktop says of its versions, read as the release server reads it: then no one is asked for them. */

import { packageKindOf } from '../../../releases/model/releaseKinds.ts';
import { type PackageToRelease } from './packageToRelease.ts';

/** As it was where the file says nothing. */
export async function withReadVersions(chosen: PackageToRelease, inspectionWorker: URL): Promise<PackageToRelease> {
  const kind = packageKindOf(chosen.fileName);
  if (chosen.shortVersion !== undefined || !kind || kind.asksFor === 'nothing') return chosen;
  const { inspectInThread } = await import('../../../releases/server/inspection/inspectionThread.ts');
  const { facts } = await inspectInThread(inspectionWorker, { path: chosen.path, extension: kind.extension });
  const { shortVersion, version, identifier } = facts;
  const { candidate } = chosen;
  return {
    ...chosen,
    shortVersion: shortVersion ?? undefined,
    candidate: { ...candidate, version: version ?? candidate.version, appIdentifier: identifier ?? candidate.appIdentifier },
  };
}
