/** Android developer verification of a package: its name and every certificate that signs it. */

import { Failure } from '../../base/failure.ts';
import { issueInFile, type Issue } from '../../base/issue.ts';
import { phrase } from '../../base/phrase.ts';
import { Secret } from '../../base/secret.ts';
import { describePackage } from '../../packages/describePackage.ts';
import { type Clock } from '../../ports/clock.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { type FileSystem } from '../../ports/fileSystem.ts';
import { type HttpClient } from '../../ports/httpClient.ts';
import {
  readRegistration,
  statusEndpoint,
  type Registration,
  type VerificationKey,
} from '../../stores/developer-verification/registrationStatus.ts';
import { openGoogleAccount } from '../../stores/google/googleAccount.ts';
import { endpointOf } from '../publish/packageForStore.ts';

export interface RegistrationWorld {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly files: FileSystem;
  readonly digester: ContentDigester;
}

export interface RegistrationRequest {
  /** An API key, or the JSON key of a service account. */
  readonly key: Secret;
  readonly endpoint: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PackageRegistration {
  readonly appIdentifier: string;
  readonly certificates: readonly { readonly sha256: string; readonly registration: Registration }[];
  readonly issues: readonly Issue[];
}

/** Of the certificates that signed the file. */
export async function registrationOfPackage(
  world: RegistrationWorld,
  path: string,
  request: RegistrationRequest,
): Promise<PackageRegistration> {
  const source = await world.files.openFile(path);
  try {
    const now = world.clock.now();
    const { inspection, verification, isSound, issues } = await describePackage(source, {
      trusted: [],
      now,
      verify: { digester: world.digester },
      ...(request.signal && { signal: request.signal }),
    });
    const appIdentifier = inspection?.format !== 'ipa' && isSound ? inspection?.appIdentifier : undefined;
    if (appIdentifier === undefined)
      throw Failure.of(
        'store-package-refused',
        { store: 'Android developer verification', summary: phrase('it is not a complete Android package') },
        { issues },
      );
    const signers = verification?.signers.map(({ sha256 }) => sha256) ?? [];
    return { ...(await registrationOf(world, appIdentifier, signers, request)), issues: issues.map((issue) => issueInFile(issue, path)) };
  } finally {
    await source.close();
  }
}

/** Without a certificate only the name is asked about. */
export async function registrationOf(
  network: Pick<RegistrationWorld, 'http' | 'clock'>,
  appIdentifier: string,
  certificates: readonly string[],
  { key, endpoint: given, signal }: RegistrationRequest,
): Promise<Omit<PackageRegistration, 'issues'>> {
  const endpoint = endpointOf(given, statusEndpoint);
  const question = { key: parseVerificationKey(key, endpoint), endpoint, packageName: appIdentifier, signal };
  const found: { readonly sha256: string; readonly registration: Registration }[] = [];
  for (const sha256 of certificates.length === 0 ? [undefined] : new Set(certificates))
    found.push({ sha256: sha256 ?? '', registration: await readRegistration(network, { ...question, certificateSha256: sha256 }) });
  return { appIdentifier, certificates: found };
}

function parseVerificationKey(key: Secret, endpoint: string): VerificationKey {
  const text = key.reveal().trim();
  if (!text.startsWith('{')) return { kind: 'api-key', key: new Secret(text) };
  return { kind: 'service-account', ...openGoogleAccount(key, endpoint, statusEndpoint) };
}
