/** Storage that several servers share, as the environment names it: DATABASE_URL and S3_…, all that are needed or none. */

import { type TeamStorageOptions } from '../../../releases/server/runningServer.ts';
import { type CommandServices } from '../../commandServices.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

const required = ['DATABASE_URL', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const usualRegion = 'us-east-1';

/** The server gets them from this program, and no program that the server might start gets them at all. */
export const storageSecrets = ['DATABASE_URL', 'S3_SECRET_ACCESS_KEY', 'S3_SESSION_TOKEN'] as const;

/** Fails as wrong usage when only some are set: a server that kept its data elsewhere than was meant would seem to have lost it. */
export function teamStorage({ environment }: Pick<CommandServices, 'environment'>): TeamStorageOptions | undefined {
  const valueOf = (name: string): string | undefined => {
    const value = environment[name];
    return value === '' ? undefined : value;
  };
  const [databaseUrl, endpoint, bucket, accessKeyId, secretAccessKey] = required.map(valueOf);
  if (databaseUrl === undefined && bucket === undefined) return undefined;
  const missing = required.filter((name) => valueOf(name) === undefined);
  if (
    databaseUrl === undefined ||
    endpoint === undefined ||
    bucket === undefined ||
    accessKeyId === undefined ||
    secretAccessKey === undefined
  )
    throw usageFailure(
      `Shared storage needs ${missing.join(', ')} as well`,
      `Set ${missing.join(', ')} in the environment, or unset DATABASE_URL and S3_BUCKET to keep everything in a folder`,
    );
  const prefix = valueOf('S3_PREFIX')?.replace(/^\/+|\/+$/g, '') ?? '';
  const publicEndpoint = valueOf('S3_PUBLIC_ENDPOINT');
  for (const [name, value] of [
    ['S3_ENDPOINT', endpoint],
    ['S3_PUBLIC_ENDPOINT', publicEndpoint],
  ] as const)
    if (value !== undefined && !isOrigin(value)) throw usageFailure(`${name} cannot be used`, 'Use the form https://s3.example.com');
  if (!/^[\w.-]{1,63}$/.test(bucket)) throw usageFailure('S3_BUCKET cannot be used', 'Use the name of a bucket');
  if (!/^[\w/-]{0,200}$/.test(prefix)) throw usageFailure('S3_PREFIX cannot be used', 'Use letters, digits, dashes and slashes');
  return {
    databaseUrl,
    s3: {
      endpoint,
      bucket,
      accessKeyId,
      secretAccessKey,
      region: valueOf('S3_REGION') ?? usualRegion,
      prefix: prefix === '' ? '' : `${prefix}/`,
      sessionToken: valueOf('S3_SESSION_TOKEN'),
      publicEndpoint,
    },
  };
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  );
}
