/**
 * The address of a database, as `DATABASE_URL` has it (libpq, 34.1.1.2): `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require`. It is
 * taken apart here, so that no message of a parser repeats it with its password.
 */

import { Failure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';

export interface PostgresAddress {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: Secret | undefined;
  /** `unchecked`: encrypted, without looking who answers. */
  readonly tls: 'off' | 'unchecked' | 'checked';
}

const usualPort = 5432;
/** `require` and above check the certificate: an encrypted connection to anyone protects nothing. */
const tlsModes: Readonly<Record<string, PostgresAddress['tls']>> = {
  disable: 'off',
  'no-verify': 'unchecked',
  require: 'checked',
  'verify-ca': 'checked',
  'verify-full': 'checked',
};

/** Fails with `server-option-refused`, which never repeats the address. */
export function parsePostgresAddress(text: Secret): PostgresAddress {
  const url = URL.parse(text.reveal().replace(/^postgres(?:ql)?:\/\//, 'http://'));
  const mode = url?.searchParams.get('sslmode') ?? 'disable';
  const tls = tlsModes[mode];
  const isAddress = /^postgres(?:ql)?:\/\//.test(text.reveal());
  const fields = url && isAddress && tls && decoded(url);
  if (!fields || !tls || fields.user === '' || fields.database === '')
    throw Failure.of('server-option-refused', {
      value: 'DATABASE_URL',
      expected: 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require',
    });
  return { ...fields, tls };
}

function decoded(url: URL): Omit<PostgresAddress, 'tls'> | undefined {
  try {
    const password = decodeURIComponent(url.password);
    return {
      // Over a socket the host is the folder of it, which an address has as a parameter.
      host: url.searchParams.get('host') ?? url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? Number(url.searchParams.get('port') ?? usualPort) : Number(url.port),
      user: decodeURIComponent(url.username),
      database: decodeURIComponent(url.pathname.slice(1)),
      password: password === '' ? undefined : new Secret(password),
    };
  } catch {
    return undefined;
  }
}
