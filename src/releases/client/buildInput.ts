/** What a release server gets about how a package was made. Pure. */

/** As far as it is known. */
export interface BuildInput {
  readonly branch?: string | undefined;
  readonly commit?: string | undefined;
  readonly message?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
  readonly buildType?: string | undefined;
  /** `web 1` */
  readonly engine?: string | undefined;
}

/** Of a line of the ledger. */
export interface RecordedBuild {
  readonly createdAt: string;
  readonly createdBy: string;
  readonly buildType: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly commit?: string;
}

/** What the server takes of a text. */
const longestText = 1000;

/** The ledger is a file that people and git change: a time that is none is left out. */
export function buildOf({ createdAt, createdBy, buildType, engine, engineVersion, commit }: RecordedBuild): BuildInput {
  const at = new Date(createdAt);
  return {
    createdAt: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
    createdBy: createdBy.slice(0, longestText),
    buildType: buildType.slice(0, longestText),
    engine: `${engine} ${engineVersion}`.slice(0, longestText),
    commit: commit?.slice(0, longestText),
  };
}
