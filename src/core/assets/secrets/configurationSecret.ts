/**
 * Passwords and tokens in the configuration files of tools. Such files are recognized by what their lines are; for forms that prose could have
 * as well, every line must have it, or the name must say so. Placeholders and references to variables are not secrets.
 */

import { phrase } from '../../base/phrase.ts';
import { isPlaceholder } from '../../settings/import/placeholder.ts';

/** Pages, scripts and prose speak of settings without being settings. */
const prose = /\.(?:html?|xhtml|m?js|cjs|jsx|tsx?|css|md|mdx|svg|vue|map|rst|adoc)$/i;

export function configurationSecret(path: string, text: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/(?:^|\/)\.git\/(?:config|head)$/i.test(path)) return phrase('a Git repository');
  if (prose.test(name)) return undefined;
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') return secretInJson(text);
  return secretInLines(name, text);
}

function secretInJson(text: string): string | undefined {
  if (/"type"\s{0,20}:\s{0,20}"service_account"/.test(text) && /"private_key"\s{0,20}:\s{0,20}"[^"]{20}/.test(text))
    return phrase('a service account key');
  if (/"kty"\s{0,20}:\s{0,20}"(?:RSA|EC|OKP)"/.test(text) && /"d"\s{0,20}:\s{0,20}"[A-Za-z0-9_-]{20}/.test(text))
    return phrase('a private key (JWK)');
  if (hasValue(text, /"(?:storePassword|keystorePassword|keyPassword|keystore_password|key_password)"\s{0,20}:\s{0,20}"([^"\n]{1,200})"/g))
    return phrase('a keystore password');
  if (hasValue(text, /"(?:client_secret|refresh_token|_authToken|private_key)"\s{0,20}:\s{0,20}"([^"\n]{8,4000})"/g))
    return phrase('a secret of a service');
  const isDocker = /"auths"\s{0,20}:/.test(text) && hasValue(text, /"auth"\s{0,20}:\s{0,20}"([A-Za-z0-9+/=]{8,4000})"/g);
  return isDocker ? phrase('a registry password') : undefined;
}

function secretInLines(name: string, text: string): string | undefined {
  const lines = text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:[#;!]|\/\/ )/.test(line));
  if (lines.length === 0) return undefined;
  const every = (form: RegExp): boolean => lines.every((line) => form.test(line));
  const some = (form: RegExp): boolean =>
    lines.some((line) => {
      const value = form.exec(line)?.[1];
      return value !== undefined && !isNoSecret(value);
    });
  if (some(/^(?:\/\/[^\s=]{1,300}:)?_(?:authToken|auth|password)\s{0,8}=\s{0,8}(\S{1,4000})$/)) return phrase('an npm token');
  if (some(/^npmAuth(?:Token|Ident):\s{0,8}["']?([^\s"']{1,4000})/)) return phrase('an npm token');
  const isProperties = every(/^(?:\[[^\]]{1,200}\]|export\s{1,8}[^\s=]{1,200}=|[^\s=:]{1,200}\s{0,8}[=:]).{0,4000}/);
  if (isProperties && some(/^[^=:]{0,100}(?:store_?password|key_?password|storepass|keypass)\s{0,8}[=:]\s{0,8}(.{1,200})$/i))
    return phrase('a keystore password');
  const isCredentials = name === '.git-credentials' || every(/^https?:\/\/[^\s:/@]{1,300}:[^\s@]{1,300}@[^\s/]{1,300}\/?$/);
  if (isCredentials && some(/^https?:\/\/[^\s:/@]{1,300}:([^\s@]{1,300})@/)) return phrase('a Git password');
  const isNetrc = name === '.netrc' || name === '_netrc' || every(/^(?:machine|default|login|password|account|macdef)\s/);
  if (isNetrc && /login\s{1,80}\S{1,300}\s{1,80}(?:account\s{1,80}\S{1,300}\s{1,80})?password\s{1,80}\S/.test(text))
    return phrase('a server password');
  if (every(/^[^:\s]{1,200}:\$(?:apr1|2[abxy]|5|6|y)\$\S{1,300}$/)) return phrase('server passwords');
  if (some(/^\s{0,40}client-key-data:\s{0,8}(LS0tLS1CRUdJTi\S{20})/)) return phrase('a private key');
  const isEnvironment = isEnvironmentName(name) || every(/^(?:export\s{1,8})?[A-Z][A-Z0-9_]{0,100}\s?=.{0,4000}$/);
  return isEnvironment && lines.some(isSecretVariable) ? phrase('passwords or tokens') : undefined;
}

function isEnvironmentName(name: string): boolean {
  return /^\.env(?:\.|$)/.test(name) || name.endsWith('.env');
}

/** Build tools write variables with these beginnings into pages on purpose. */
const publicPrefix = /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|EXPO_PUBLIC|VUE_APP|GATSBY|PUBLIC|STORYBOOK|NX_PUBLIC)_/;
const secretWord =
  /(?:^|_)(?:SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|AUTH|CREDENTIALS?|DSN)(?:_|$)/;

function isSecretVariable(line: string): boolean {
  const [, variable = '', value = ''] = /^(?:export\s{1,8})?([A-Za-z][A-Za-z0-9_]{0,100})\s?=\s{0,8}(.{0,4000})$/.exec(line) ?? [];
  const name = variable.toUpperCase();
  if (publicPrefix.test(name)) return false;
  const plain = value.replace(/^(["'])(.{0,4000})\1$/, '$2').trim();
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,200}:[^\s:/@]{1,200}@/i.test(plain)) return !/:\$\{?[A-Z]/.test(plain);
  return secretWord.test(name) && plain.length >= 4 && !isNoSecret(plain);
}

function hasValue(text: string, form: RegExp): boolean {
  for (const [, value = ''] of text.matchAll(form)) if (!isNoSecret(value)) return true;
  return false;
}

/** References to variables, switches, and what guides show where a secret belongs. */
function isNoSecret(value: string): boolean {
  const plain = value.replace(/^["']|["']$/g, '').trim();
  return (
    plain === '' ||
    /^(?:\$\{?[A-Za-z_(]|%[A-Za-z_]+%|\{\{|@[A-Za-z_]+@|env:|process\.env|System\.getenv|secret:)/.test(plain) ||
    /^(?:true|false|example|dummy|placeholder|redacted)(?:[\s_-]|$)/i.test(plain) ||
    isPlaceholder(plain)
  );
}
