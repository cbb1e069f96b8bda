/**
 * Whether a package name is registered for Android developer verification, and whether with the certificate that signs the app: the Android
 * Developer ID Status API (v1) of Google. It is asked with an API key, or with a service account.
 *
 *   GET /v1/packages/com-example-app/packageRegistrationStatus:check?certificateFingerprint=0a1b…
 *   {"name":"…","state":"REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT"}
 */

import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type Clock } from '../../ports/clock.ts';
import { type HttpClient, type HttpResponse } from '../../ports/httpClient.ts';
import { googleTokens } from '../google/googleTokens.ts';
import { type OpenedGoogleAccount } from '../google/googleAccount.ts';
import { numberField, objectField, parseJsonObject, textField } from '../jsonObject.ts';
import { StoreRefusal } from '../storeRefusal.ts';

export const statusEndpoint = 'https://androiddeveloperidstatus.googleapis.com';
const verificationName = 'Android developer verification';
const scope = 'https://www.googleapis.com/auth/cloud-platform';

export type VerificationKey =
  | { readonly kind: 'api-key'; readonly key: Secret }
  | ({ readonly kind: 'service-account' } & OpenedGoogleAccount);

export interface RegistrationQuestion {
  readonly key: VerificationKey;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly packageName: string;
  /** SHA-256, lower-case hexadecimal. Absent: whether anyone has registered the name. */
  readonly certificateSha256: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Registration = 'registered' | 'not-registered' | 'other-certificate' | 'unknown';

const registrations: Readonly<Record<string, Registration>> = {
  REGISTERED: 'registered',
  NOT_REGISTERED: 'not-registered',
  REGISTERED_WITH_ANOTHER_CERTIFICATE_FINGERPRINT: 'other-certificate',
};

const largestAnswer = 64 * 1024;

export async function readRegistration(
  { http, clock }: { readonly http: HttpClient; readonly clock: Clock },
  question: RegistrationQuestion,
): Promise<Registration> {
  const { key, endpoint, packageName, certificateSha256, signal } = question;
  const query = certificateSha256 === undefined ? '' : `?${new URLSearchParams({ certificateFingerprint: certificateSha256 }).toString()}`;
  const path = `/v1/packages/${encodeURIComponent(packageName.replaceAll('.', '-'))}/packageRegistrationStatus:check${query}`;
  const answer = await http.request({
    url: `${endpoint}${path}`,
    headers: { accept: 'application/json' },
    credentials: await credentialsOf({ http, clock }, key, signal),
    maxBytes: largestAnswer,
    redirect: 'manual',
    retry: { attempts: 5 },
    ...(signal && { signal }),
  });
  if (answer.status !== 200) throw refused(answer, key);
  const state = textField(parseJsonObject(answer.body), 'state') ?? '';
  return Object.hasOwn(registrations, state) ? (registrations[state] ?? 'unknown') : 'unknown';
}

async function credentialsOf(
  network: { readonly http: HttpClient; readonly clock: Clock },
  key: VerificationKey,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, Secret>>> {
  if (key.kind === 'api-key') return { 'x-goog-api-key': key.key };
  const { account, tokenUrl } = key;
  const token = await googleTokens({ ...network, account, scope, store: verificationName, tokenUrl, signal }).get();
  return { authorization: new Secret(`Bearer ${token.reveal()}`) };
}

function refused({ status, body }: HttpResponse, key: VerificationKey): Failure {
  const error = objectField(parseJsonObject(body), 'error');
  const code = numberField(error, 'code') ?? status;
  const refusal = new StoreRefusal(code, textField(error, 'status') ?? '', textField(error, 'message') ?? '');
  const options = { cause: refusal };
  const reason = refusal.message;
  if (code === 401 || code === 403 || /API key/i.test(reason)) {
    const account = key.kind === 'api-key' ? 'API key' : key.account.clientEmail;
    return Failure.of('verification-key-refused', { account, reason }, options);
  }
  if (refusal.isPassing) return Failure.of('store-busy', { store: verificationName, reason }, options);
  return Failure.of('store-refused', { store: verificationName, reason }, options);
}
