/** What `mdist project inspect --json` prints of projects, as one line a platform: for tables of expectations. */

import { deepStrictEqual } from 'node:assert/strict';

interface Source {
  readonly file: string | null;
  readonly line: number | null;
}

interface Platform {
  readonly platform: string;
  readonly appIdentifier: string | null;
  readonly version: string | null;
  readonly versionCode: number | null;
  readonly minimumOs: string | null;
  readonly targetSdk: number | null;
  readonly icon: string | null;
  readonly variants: readonly { readonly name: string; readonly appIdentifier: string | null }[];
  readonly sources: Readonly<Record<string, Source>>;
}

export interface ExpectedProject {
  readonly engine: string;
  readonly name: string;
  /** Platform, identifier, version, version code, oldest system, target SDK, icon, variants, and where identifier and version are from. What is not known is `-`. */
  readonly platforms: readonly string[];
}

export function checkInspected(document: Readonly<Record<string, unknown>>, { engine, name, platforms }: ExpectedProject): void {
  const apps = document['apps'] as readonly { readonly engine: string; readonly name: string; readonly platforms: readonly Platform[] }[];
  deepStrictEqual(
    apps.map((app) => ({ engine: app.engine, name: app.name, platforms: app.platforms.map(lineOf) })),
    [{ engine, name, platforms }],
  );
}

function lineOf({ platform, sources, variants, ...facts }: Platform): string {
  const place = (fact: string): string => (sources[fact] ? `${sources[fact].file ?? '?'}:${sources[fact].line ?? '?'}` : '-');
  const { appIdentifier, version, versionCode, minimumOs, targetSdk, icon } = facts;
  const named = variants.map((variant) =>
    variant.appIdentifier === appIdentifier ? variant.name : `${variant.name}=${variant.appIdentifier ?? '?'}`,
  );
  return [
    platform,
    appIdentifier,
    version,
    versionCode,
    minimumOs,
    targetSdk,
    icon,
    named.join(',') || '-',
    place('appIdentifier'),
    place('version'),
  ]
    .map((value) => value ?? '-')
    .join(' ');
}
