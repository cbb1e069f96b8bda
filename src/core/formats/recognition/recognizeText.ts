/** Says what a text file is: PEM by its labels, pages and answers of servers, pointers, links, keys of other programs. */

import { parsePem, type PemBlock } from '../pem/pem.ts';
import { type KindAndDetail } from './recognizeBinary.ts';
import { type FileKind } from './fileKind.ts';

/** No signing file says what it is later than here. */
const headLength = 4000;

export function recognizeText(text: string): KindAndDetail {
  if (text.includes('-----BEGIN ')) return kindOfPem(parsePem(text), text);
  const head = text.slice(0, headLength).trimStart();
  const found = beginnings.find(([pattern]) => pattern.test(head));
  if (found) return { kind: found[1], detail: '' };
  const path = linkTarget(text);
  return path === undefined ? { kind: 'text', detail: '' } : { kind: 'link-text', detail: path };
}

const beginnings: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/^(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body|script|meta)\b/i, 'web-page'],
  [/^<\?xml[^>]{0,200}\?>\s*(?:<!doctype plist|<plist)/i, 'property-list'],
  [/^(?:<!doctype plist|<plist)/i, 'property-list'],
  [/^<\?xml[^>]{0,200}\?>\s*<(?:Error|AccessDenied|ListBucketResult)\b/i, 'server-answer'],
  [/^version https:\/\/(?:git-lfs|hawser)\./, 'lfs-pointer'],
  [/^\/annex\/objects\//, 'annex-pointer'],
  [/^\$ANSIBLE_VAULT;/, 'ansible-encrypted'],
  [/^age-encryption\.org\/v1/, 'age-encrypted'],
  [/^PuTTY-User-Key-File-\d/, 'ssh-key'],
  [/^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+) AAAA/, 'ssh-key'],
  [/^\[InternetShortcut\]/i, 'shortcut'],
  [/^%PDF-/, 'document'],
  // What web servers say instead of a file, with the words of GitHub, GitLab and CDNs.
  [/^\{\s*"(?:message|error|errors|code|status|detail|documentation_url)"\s*:/, 'server-answer'],
  [/^(?:404: Not Found|403 Forbidden|Not Found|Forbidden|Unauthorized|Access Denied|Bad credentials)\s*$/i, 'server-answer'],
  [/^[{[]/, 'json'],
  [/^<\?xml|^<[a-z!]/i, 'xml'],
];

const isKey = (label: string): boolean => label.endsWith('PRIVATE KEY') && !label.startsWith('OPENSSH') && !label.startsWith('SSH2');
const isCertificate = (label: string): boolean => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label);

const kindOfLabel: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/^PGP /, 'gpg-encrypted'],
  [/^AGE ENCRYPTED FILE$/, 'age-encrypted'],
  [/^(?:OPENSSH PRIVATE KEY|SSH2 .*)$/, 'ssh-key'],
  [/^(?:PKCS7|CMS|PKCS #7 SIGNED DATA)$/, 'certificate-bundle'],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, 'certificate-request'],
  [/^X509 CRL$/, 'revocation-list'],
  [/PUBLIC KEY$/, 'public-key'],
];

function kindOfPem(blocks: readonly PemBlock[], text: string): KindAndDetail {
  const labels = [...new Set(blocks.map(({ label }) => label))];
  const detail = labels.slice(0, 5).join(', ');
  if (labels.length === 0) return { kind: /-----BEGIN PGP /.test(text) ? 'gpg-encrypted' : 'pem-incomplete', detail };
  const hasKey = labels.some(isKey);
  if (labels.some(isCertificate)) return { kind: hasKey ? 'pem-identity' : 'certificate', detail };
  if (hasKey) return { kind: 'private-key', detail };
  for (const [pattern, kind] of kindOfLabel) if (labels.some((label) => pattern.test(label))) return { kind, detail };
  return { kind: 'pem-other', detail };
}

/** Git writes the target of a symbolic link into a small file where links are not allowed, as on Windows. */
function linkTarget(text: string): string | undefined {
  const line = text.trim();
  const isPath = /^[\w.~@ /\\:-]{1,400}\.(?:p12|pfx|jks|keystore|bks|cer|crt|pem|mobileprovision|provisionprofile|apk|aab|ipa)$/i.test(
    line,
  );
  return isPath ? line : undefined;
}

/** Text has no control characters besides white space and the escape of terminals. */
export function hasControlCharacters(text: string): boolean {
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
