/** What a release server is told of the build of a package, from its record. Pure. */

import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type BuildInput } from '../../../releases/client/releaseInputs.ts';

/** What the server takes of a text. */
const longestText = 1000;

/** The ledger is a file that people and git change: a time that is none is left out. */
export function buildOf({ createdAt, createdBy, buildType, engine, engineVersion, commit }: PackageRecord): BuildInput {
  const at = new Date(createdAt);
  return {
    createdAt: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
    createdBy: createdBy.slice(0, longestText),
    buildType: buildType.slice(0, longestText),
    engine: `${engine} ${engineVersion}`.slice(0, longestText),
    commit: commit?.slice(0, longestText),
  };
}
