/**
 * A PKCS #12 file (.p12, .pfx, and what Java calls .jks or .keystore since version 9) from bytes that may be anything:
 * identities, certificates, and what is wrong. Never throws. DER and BER; all of it in memory, so the caller bounds the size.
 */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { openPrivateKey, type PrivateKeyInfo } from '../pkcs8/privateKeyInfo.ts';
import { inspectCertificate } from '../x509/inspectCertificate.ts';
import { isCertificateOfKey } from '../x509/isCertificateOfKey.ts';
import { CertificateChains, type FiledCertificate } from './certificateChains.ts';
import { parseAuthenticatedSafe, parsePfx } from './pfx.ts';
import { type Pkcs12Access, type Pkcs12Certificate, type Pkcs12Identity, type Pkcs12Inspection } from './pkcs12Inspection.ts';
import { type SafeBag } from './safeBags.ts';
import { Pkcs12Unlocker, type OpenedKey } from './unlock.ts';

/** More bags than any keystore has; the rest of a hostile file is not looked at. */
const maxBags = 2000;

type KeyBag = Extract<SafeBag, { kind: 'key' | 'shrouded-key' }>;

interface FiledKey extends OpenedKey {
  readonly alias: string;
  readonly bag: KeyBag;
}

async function collectBags(authenticatedSafe: Bytes, unlocker: Pkcs12Unlocker): Promise<readonly SafeBag[]> {
  const bags: SafeBag[] = [];
  let closedParts = 0;
  for (const part of parseAuthenticatedSafe(authenticatedSafe).slice(0, maxBags)) {
    const opened = await unlocker.openPart(part);
    if (!opened) closedParts++;
    for (const bag of opened ?? []) if (bags.length <= maxBags) bags.push(bag);
  }
  if (closedParts > 0 && unlocker.integrity === 'verified' && unlocker.issues.length === 0)
    unlocker.issues.push(createIssue('pkcs12-part-locked', {}));
  return bags;
}

function readCertificates(bags: readonly SafeBag[], issues: Issue[]): readonly FiledCertificate[] {
  const filed: FiledCertificate[] = [];
  for (const bag of bags) {
    if (bag.kind !== 'certificate') continue;
    const { certificate, issues: found } = inspectCertificate(bag.der);
    for (const issue of found) issues.push(issue);
    if (certificate) filed.push({ certificate, ...bag.attributes });
  }
  return filed;
}

function openPlainKey(info: PrivateKeyInfo): OpenedKey {
  return { state: 'open', info, protection: undefined };
}

/** Names of entries, each given once: unnamed ones are counted as Java counts them, repeated ones get a number. */
class Aliases {
  readonly #counts = new Map<string, number>();
  #unnamed = 0;

  take(friendlyName: string | undefined, issues: Issue[]): string {
    const name = friendlyName ?? String(++this.#unnamed);
    const count = (this.#counts.get(name.toLowerCase()) ?? 0) + 1;
    this.#counts.set(name.toLowerCase(), count);
    if (count === 1) return name;
    const given = `${name} (${count})`;
    issues.push(createIssue('pkcs12-alias-repeated', { alias: name, given }));
    return given;
  }
}

function pairKey(
  key: FiledKey,
  chains: CertificateChains,
  issues: Issue[],
): { readonly identity: Pkcs12Identity; readonly used: readonly FiledCertificate[] } {
  const { alias, bag, state, info, protection } = key;
  const { localKeyId, friendlyName } = bag.attributes;
  const privateKey = info && openPrivateKey(info);
  const matching = privateKey && chains.ofKey(privateKey, localKeyId);
  const leaf = matching ?? chains.byClaim(localKeyId, friendlyName);
  const isOfKey = matching ? true : leaf && privateKey && isCertificateOfKey(leaf.certificate, privateKey);
  if (isOfKey === false) issues.push(createIssue('pkcs12-certificate-mismatch', { alias }));
  const used = leaf ? chains.chainOf(leaf) : [];
  const certificates = used.map((filed) => filed.certificate);
  const hasFriendlyName = friendlyName !== undefined;
  return {
    identity: {
      alias,
      hasFriendlyName,
      keyState: state,
      privateKeyInfo: info,
      privateKey,
      protection,
      certificates,
      isCertificateOfKey: isOfKey,
    },
    used,
  };
}

async function readContents(
  bags: readonly SafeBag[],
  unlocker: Pkcs12Unlocker,
): Promise<Pick<Pkcs12Inspection, 'identities' | 'certificates'>> {
  const { issues } = unlocker;
  if (bags.length > maxBags) issues.push(createIssue('pkcs12-too-many-entries', { limit: maxBags }));
  const aliases = new Aliases();
  const keys: FiledKey[] = [];
  const others = new Set<string>();
  for (const bag of bags) {
    if (bag.kind === 'other') others.add(bag.name);
    if (bag.kind !== 'key' && bag.kind !== 'shrouded-key') continue;
    const alias = aliases.take(bag.attributes.friendlyName, issues);
    keys.push({ alias, bag, ...(bag.kind === 'key' ? openPlainKey(bag.key) : await unlocker.openKey(bag.key, alias)) });
  }
  for (const name of others) issues.push(createIssue('pkcs12-bag-skipped', { name }));

  const filed = readCertificates(bags, issues);
  const chains = new CertificateChains(filed);
  const paired = keys.map((key) => pairKey(key, chains, issues));
  const inChains = new Set(paired.flatMap(({ used }) => used));
  const certificates: Pkcs12Certificate[] = [];
  for (const entry of filed) {
    if (inChains.has(entry) && !entry.isTrusted) continue;
    const alias = aliases.take(entry.friendlyName, issues);
    certificates.push({ alias, hasFriendlyName: entry.friendlyName !== undefined, certificate: entry.certificate });
  }
  return { identities: paired.map(({ identity }) => identity), certificates };
}

export async function inspectPkcs12(bytes: Bytes, access: Pkcs12Access = {}): Promise<Pkcs12Inspection> {
  const unlocker = new Pkcs12Unlocker(access);
  let isPkcs12 = false;
  let contents: Pick<Pkcs12Inspection, 'identities' | 'certificates'> = { identities: [], certificates: [] };
  try {
    const pfx = parsePfx(bytes);
    isPkcs12 = true;
    const extra = bytes.length - pfx.length;
    if (extra > 0) unlocker.issues.push(createIssue('pkcs12-trailing-bytes', { count: extra }, { offset: pfx.length }));
    await unlocker.checkMac(pfx);
    contents = await readContents(await collectBags(pfx.authenticatedSafe, unlocker), unlocker);
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    const place = { offset: error.offset };
    unlocker.issues.push(
      error.isTruncated ? createIssue('pkcs12-truncated', {}, place) : createIssue('pkcs12-unreadable', { reason: error.message }, place),
    );
  }
  return {
    isPkcs12,
    password: unlocker.passwordState,
    integrity: unlocker.integrity,
    mac: unlocker.mac,
    protections: [...unlocker.protections],
    hasNewProtection: unlocker.hasNewProtection,
    hasLegacyProtection: unlocker.hasLegacyProtection,
    ...contents,
    issues: unlocker.issues,
  };
}
