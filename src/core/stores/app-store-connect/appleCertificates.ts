/** Certificates and app identifiers at Apple. Each looks first at what is there: a certificate of the same key is the one that is wanted. */

import { fromBase64, type Bytes } from '../../base/bytes.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { textField } from '../jsonObject.ts';
import { type ConnectApi } from './connectApi.ts';
import { connectName, ConnectRefusal, unlessThere } from './connectRefusal.ts';

export type CertificateUse = 'development' | 'distribution';

/** For all platforms of Apple. */
const types: Readonly<Record<CertificateUse, string>> = { development: 'DEVELOPMENT', distribution: 'DISTRIBUTION' };

export interface MadeCertificate {
  /** X.509, DER. */
  readonly content: Bytes;
  /** `false` when Apple had one of this key. */
  readonly isNew: boolean;
}

/** `isOfKey` says whether a certificate (DER) belongs to the key of the request. Fails with `store-certificate-refused`. */
export async function makeCertificate(
  api: ConnectApi,
  use: CertificateUse,
  request: string,
  isOfKey: (content: Bytes) => Promise<boolean>,
): Promise<MadeCertificate> {
  const found = await findCertificate(api, use, isOfKey);
  if (found) return { content: found, isNew: false };
  try {
    const attributes = { csrContent: request, certificateType: types[use] };
    const { attributes: made } = await api.create('/v1/certificates', { type: 'certificates', attributes }, false);
    const content = textField(made, 'certificateContent');
    if (content === undefined) throw Failure.of('store-answer-unexpected', { store: connectName, what: 'certificateContent' });
    return { content: fromBase64(content), isNew: true };
  } catch (error) {
    const isRefused = error instanceof ConnectRefusal && error.status === 409;
    if (!isRefused && !isFailure(error, 'address-unreachable')) throw error;
    // The answer may have been lost: a second request would use up another of the few certificates of a team.
    const made = await findCertificate(api, use, isOfKey);
    if (made) return { content: made, isNew: true };
    if (isRefused) throw Failure.of('store-certificate-refused', { store: connectName, reason: error.message }, { cause: error });
    throw error;
  }
}

async function findCertificate(
  api: ConnectApi,
  use: CertificateUse,
  isOfKey: (content: Bytes) => Promise<boolean>,
): Promise<Bytes | undefined> {
  for (const { attributes } of await api.list('/v1/certificates', { 'filter[certificateType]': types[use] })) {
    const text = textField(attributes, 'certificateContent');
    if (text === undefined) continue;
    const content = fromBase64(text);
    if (await isOfKey(content)) return content;
  }
  return undefined;
}

export interface AppleIdentifier {
  readonly identifier: string;
  readonly name: string;
  /** In Apple's words, such as `PUSH_NOTIFICATIONS`. */
  readonly capabilities: readonly string[];
}

export async function listIdentifiers(api: ConnectApi): Promise<readonly Omit<AppleIdentifier, 'capabilities'>[]> {
  return (await api.list('/v1/bundleIds', { 'filter[platform]': 'IOS' })).map(({ attributes }) => ({
    identifier: textField(attributes, 'identifier') ?? '',
    name: textField(attributes, 'name') ?? '',
  }));
}

/** Apple takes letters, digits and blanks in the name of an identifier. */
export function identifierName(identifier: string): string {
  return identifier.replace(/[^A-Za-z0-9]+/g, ' ').trim();
}

/** One that is there is left as it is, but for capabilities that it lacks. */
export async function registerIdentifier(
  api: ConnectApi,
  wanted: AppleIdentifier,
): Promise<AppleIdentifier & { readonly isNew: boolean; readonly added: readonly string[] }> {
  const { identifier, name } = wanted;
  const find = async () =>
    (await api.list('/v1/bundleIds', { 'filter[identifier]': identifier })).find(
      ({ attributes }) => textField(attributes, 'identifier') === identifier,
    );
  const known = await find();
  if (!known) {
    const attributes = { identifier, name, platform: 'IOS' };
    await unlessThere(api.create('/v1/bundleIds', { type: 'bundleIds', attributes }), async () => (await find()) !== undefined);
  }
  const bundleId = known ?? (await find());
  if (!bundleId) throw Failure.of('store-identifier-unknown', { store: connectName, appIdentifier: identifier });
  const path = `/v1/bundleIds/${encodeURIComponent(bundleId.id)}/bundleIdCapabilities`;
  const capabilities = async () => (await api.list(path)).flatMap(({ attributes }) => textField(attributes, 'capabilityType') ?? []);
  const has = await capabilities();
  const added = wanted.capabilities.filter((each) => !has.includes(each));
  for (const capabilityType of added) {
    const relationships = { bundleId: ['bundleIds', bundleId.id] } as const;
    await unlessThere(
      api.create('/v1/bundleIdCapabilities', { type: 'bundleIdCapabilities', attributes: { capabilityType }, relationships }),
      async () => (await capabilities()).includes(capabilityType),
    );
  }
  return {
    identifier,
    name: textField(bundleId.attributes, 'name') ?? name,
    capabilities: [...has, ...added].toSorted(),
    isNew: !known,
    added,
  };
}

/** Names of types, newer and older, that sign apps of iOS. */
const signingTypes: Readonly<Record<CertificateUse, readonly string[]>> = {
  development: ['DEVELOPMENT', 'IOS_DEVELOPMENT'],
  distribution: ['DISTRIBUTION', 'IOS_DISTRIBUTION'],
};

/**
 * Serial number of the only valid certificate, as Apple writes it. Fails with `store-certificates-missing` or `store-certificates-several`: a
 * profile for distribution has one, and only its owner knows of which one the key is there.
 */
export async function onlyCertificate(api: ConnectApi, use: CertificateUse, now: Date): Promise<string> {
  const valid = (await api.list('/v1/certificates', { 'filter[certificateType]': signingTypes[use].join(',') })).flatMap(
    ({ attributes }) => {
      const [serial, ends] = [textField(attributes, 'serialNumber'), textField(attributes, 'expirationDate')];
      const isOver = ends !== undefined && Date.parse(ends) <= now.getTime();
      return serial === undefined || isOver ? [] : [{ serial, name: textField(attributes, 'displayName') ?? serial }];
    },
  );
  const [only, other] = valid;
  if (!only) throw Failure.of('store-certificates-missing', { store: connectName, use });
  if (!other) return only.serial;
  const known = valid.map(({ serial, name }) => `${name} (${serial})`).join(', ');
  throw Failure.of('store-certificates-several', { store: connectName, known });
}
