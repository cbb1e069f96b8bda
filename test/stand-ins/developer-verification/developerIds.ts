/**
 * A stand-in of the Android Developer ID Status API on loopback, written from Google's discovery document alone: whether a package is registered for
 * developer verification, and with this certificate. It shares no code with the product's client and has another author.
 *
 *     const ids = await startDeveloperIds({ packages: { 'com.acme.demo': [fingerprint] } });
 *     … ask ids.url with `key=${ids.apiKey}`, or with a token for ids.serviceAccount …
 *     assert.deepEqual(ids.violations, []);
 *     await ids.close();
 *
 * Faults: as in every stand-in, see `support/faults.ts`; `tokens.expireAll()` for 401.
 */

import { readFileSync } from 'node:fs';
import { type DiscoveryDocument } from '../support/discovery.ts';
import { badRequest } from '../support/googleRefusal.ts';
import { type GoogleCall, GoogleService, type GoogleStandIn, startGoogleService } from '../support/googleService.ts';
import { type StandInRequest } from '../support/standInServer.ts';

const document = JSON.parse(readFileSync(new URL('androiddeveloperidstatus.v1.json', import.meta.url), 'utf8')) as DiscoveryDocument;

export interface DeveloperIdsOptions {
  /** SHA-256 fingerprints of the certificates by package, as 64 hexadecimal digits. */
  readonly packages?: Readonly<Record<string, readonly string[]>>;
}

export interface DeveloperIds extends GoogleStandIn {
  readonly apiKey: string;
  register(packageName: string, fingerprint: string): void;
}

export async function startDeveloperIds(options: DeveloperIdsOptions = {}): Promise<DeveloperIds> {
  return startGoogleService(new DeveloperIdService(options));
}

class DeveloperIdService extends GoogleService {
  readonly apiKey = 'AIzaStandInOfGoogle';
  readonly #packages = new Map<string, Set<string>>();

  constructor({ packages = {} }: DeveloperIdsOptions) {
    super(document, { api: 'androiddeveloperidstatus', scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
    for (const [name, fingerprints] of Object.entries(packages)) for (const each of fingerprints) this.register(name, each);
  }

  register(packageName: string, fingerprint: string): void {
    const known = this.#packages.get(packageName) ?? new Set();
    this.#packages.set(packageName, known.add(fingerprint));
  }

  /** The description names no scope: a key of a project is enough. */
  protected override accountOf(request: StandInRequest): string | undefined {
    const { query, headers } = request.seen;
    // Google takes the key of a project in a header, too (Google Cloud, "Use API keys to access APIs").
    return (headers['x-goog-api-key'] ?? query.get('key')) === this.apiKey ? 'key' : super.accountOf(request);
  }

  protected override admit(): void {
    // Everybody may ask about every package.
  }

  protected override perform({ parameters: { name = '' }, query }: GoogleCall): unknown {
    const dashed = name.split('/')[1] ?? '';
    const fingerprint = query.get('certificateFingerprint');
    if (dashed.includes('.') || (fingerprint !== null && !/^[\da-f]{64}$/u.test(fingerprint))) {
      this.violations.push(`packages.packageRegistrationStatus.check: ${name} with ${fingerprint ?? 'no fingerprint'}`);
      throw badRequest('Request contains an invalid argument.');
    }
    const known = this.#packages.get(dashed.replaceAll('-', '.'));
    const isOther = known !== undefined && fingerprint !== null && !known.has(fingerprint);
    const state = known === undefined ? 'NOT_REGISTERED' : isOther ? 'REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT' : 'REGISTERED';
    return { name, state, ...(state === 'REGISTERED' && fingerprint !== null && { certificateFingerprint: fingerprint }) };
  }
}
