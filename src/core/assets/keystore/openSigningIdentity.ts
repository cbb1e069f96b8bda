/** The private key and certificates to sign packages with, from a keystore, or the reason why there is none. Never throws. */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type SigningIdentity } from '../../signing/signingIdentity.ts';
import { describeKeystoreEntry, hasKeyPassword, keyIssues } from './inspectKeystore.ts';
import { type KeystoreAccess, type KeystoreContent, type KeystoreEntry } from './keystore.ts';
import { checkKeyFitness } from './keyFitness.ts';
import { readKeystore } from './readKeystore.ts';

export interface SigningIdentityRequest extends KeystoreAccess {
  /** Upper and lower case are the same, as Java has it. May be absent when the keystore has one key. */
  readonly alias?: string;
}

interface ChosenEntry {
  readonly issues: readonly Issue[];
  /** Of the chosen entry, as far as it can be seen: also while its key is closed. */
  readonly certificate?: Certificate;
}

export type OpenedSigningIdentity =
  | (ChosenEntry & { readonly identity: SigningIdentity; readonly entry: KeystoreEntry })
  | (ChosenEntry & { readonly identity: undefined; readonly entry: KeystoreEntry | undefined });

function listAliases(contents: readonly KeystoreContent[]): string {
  const shown = contents.slice(0, 20).map((content) => content.alias);
  return `${shown.join(', ')}${contents.length > shown.length ? ' …' : ''}`;
}

function chooseEntry(contents: readonly KeystoreContent[], alias: string | undefined): KeystoreContent | Issue {
  const keys = contents.filter((content) => content.kind === 'private-key');
  if (contents.length === 0) return createIssue('keystore-no-entries', {});
  if (keys.length === 0) return createIssue('keystore-no-private-key', {});
  if (alias === undefined) {
    const [only, another] = keys;
    return only && !another ? only : createIssue('keystore-alias-needed', { aliases: listAliases(keys) });
  }
  const same = contents.filter((content) => content.alias.toLowerCase() === alias.toLowerCase());
  const chosen =
    same.find((content) => content.alias === alias && content.kind === 'private-key') ??
    same.find((content) => content.kind === 'private-key') ??
    same[0];
  if (!chosen) return createIssue('keystore-alias-missing', { alias, aliases: listAliases(keys) });
  return chosen.kind === 'private-key' ? chosen : createIssue('keystore-alias-without-key', { alias, aliases: listAliases(keys) });
}

function fitnessIssues(content: KeystoreContent): readonly Issue[] {
  const key = content.key ?? content.certificates[0]?.publicKey;
  const issues = key ? checkKeyFitness(content.alias, key) : [];
  if (hasErrors(issues) || content.privateKey || content.keyState !== 'open') return issues;
  return [...issues, createIssue('keystore-key-unreadable', { alias: content.alias })];
}

export async function openSigningIdentity(bytes: Bytes, request: SigningIdentityRequest): Promise<OpenedSigningIdentity> {
  const reading = await readKeystore(bytes, request);
  const refuse = (issues: readonly Issue[], content?: KeystoreContent): OpenedSigningIdentity => {
    const [certificate] = content?.certificates ?? [];
    return { identity: undefined, entry: content && describeKeystoreEntry(content), issues, ...(certificate && { certificate }) };
  };
  if (!reading.format || !reading.isSound || reading.password === 'wrong') return refuse(reading.issues);
  if (reading.password === 'missing') {
    const [missing, ...others] = reading.issues;
    const issues = missing ? [{ ...missing, severity: 'error' as const }, ...others] : others;
    // The entries of a JKS are visible without its password, those of a PKCS #12 only by accident.
    if (reading.format !== 'jks' || reading.contents.length === 0) return refuse(issues);
    const visible = chooseEntry(reading.contents, request.alias);
    return 'certificates' in visible ? refuse([...issues, ...fitnessIssues(visible)], visible) : refuse([...issues, visible]);
  }
  const hasClosedPart = hasErrors(reading.issues);
  const content = chooseEntry(reading.contents, request.alias);
  if (!('certificates' in content)) return refuse(hasClosedPart ? reading.issues : [content]);

  // Of the other entries nothing needs to be reported here.
  const ofEntry = reading.issues.filter(({ params }) => params['alias'] === undefined || params['alias'] === content.alias);
  const own = [...keyIssues(content, hasKeyPassword(request)), ...fitnessIssues(content)];
  const [leaf, ...issuers] = content.certificates;
  if (hasErrors(own) || !content.privateKey || !leaf || content.isCertificateOfKey === false) return refuse([...ofEntry, ...own], content);
  const identity: SigningIdentity = { privateKey: content.privateKey, certificates: [leaf.der, ...issuers.map((issuer) => issuer.der)] };
  // The key and its certificate are whole, so what else is wrong with the file does not keep anyone from signing.
  const warnings = ofEntry.map((issue): Issue => (issue.severity === 'error' ? { ...issue, severity: 'warning' } : issue));
  return { identity, entry: describeKeystoreEntry(content), certificate: leaf, issues: [...warnings, ...own] };
}
