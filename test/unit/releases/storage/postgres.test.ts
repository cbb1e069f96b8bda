import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { tables, type TableSpec } from '../../../../src/releases/model/tables.ts';
import { parsePostgresAddress } from '../../../../src/releases/storage/postgres/postgresAddress.ts';
import { postgresMigrations } from '../../../../src/releases/storage/postgres/postgresMigrations.ts';

describe('the tables of PostgreSQL', () => {
  it('have the columns and keys of the model after all migrations', () => {
    const found = new Map<string, string[]>();
    const columns = (table: string): string[] => {
      const list = found.get(table) ?? [];
      found.set(table, list);
      return list;
    };
    const columnOf = (text: string): string => {
      const [, name, type, rest = ''] = /^"?(\w+)"? (exact|bigint|boolean|bytea)\b(.*)$/s.exec(text) ?? [];
      return name === undefined ? text.replaceAll('"', '') : `${name} ${type}${/NOT NULL|PRIMARY KEY/.test(rest) ? '' : '?'}`;
    };
    const statements = postgresMigrations.join('\n').replaceAll(/\s+/g, ' ').split(';');
    for (const statement of statements) {
      const [, table, content] = /^ ?CREATE TABLE "?(\w+)"? \((.*)\)$/.exec(statement) ?? [];
      if (table !== undefined) columns(table).push(...(content ?? '').split(/, (?![^(]*\))/).map(columnOf));
      const [, changed, column] = /^ ?ALTER TABLE "?(\w+)"? ADD COLUMN (.*)$/.exec(statement) ?? [];
      if (changed !== undefined) columns(changed).push(columnOf(column ?? ''));
    }
    const types: Readonly<Record<string, string>> = { text: 'exact', json: 'exact', integer: 'bigint', boolean: 'boolean', bytes: 'bytea' };
    for (const [table, { columns: wanted, key, unique = [] }] of Object.entries<TableSpec>(tables)) {
      const names = Object.entries(wanted).map(([name, kind]) => `${name} ${types[kind.replace('?', '')]}${kind.endsWith('?') ? '?' : ''}`);
      const lists = key.length > 1 ? [`PRIMARY KEY (${key.join(', ')})`] : [];
      for (const list of unique) if (list.length > 1) lists.push(`UNIQUE (${list.join(', ')})`);
      deepStrictEqual(found.get(table)?.toSorted(), [...names, ...lists].toSorted(), table);
    }
  });
});

describe('the address of a database', () => {
  it('is taken apart', () => {
    const parse = (text: string): object => {
      const { password, ...rest } = parsePostgresAddress(new Secret(text));
      return { ...rest, password: password?.reveal() };
    };
    deepStrictEqual(parse('postgresql://me:a%40b@db.example.com/releases?sslmode=require'), {
      host: 'db.example.com',
      port: 5432,
      user: 'me',
      database: 'releases',
      password: 'a@b',
      tls: 'checked',
    });
    deepStrictEqual(parse('postgres://me@/releases?host=/run/postgresql&port=5433'.replace('@/', '@localhost/')), {
      host: '/run/postgresql',
      port: 5433,
      user: 'me',
      database: 'releases',
      password: undefined,
      tls: 'off',
    });
    strictEqual(parsePostgresAddress(new Secret('postgres://me@[::1]:7/x?sslmode=no-verify')).tls, 'unchecked');
  });

  it('is refused without being repeated', () => {
    for (const text of [
      '',
      'mysql://u:Geheim@h/d',
      'postgres://h/d',
      'postgres://u:Geheim@h',
      'postgres://u:Geheim%@h/d',
      'postgres://u:Geheim@h/d?sslmode=x',
    ])
      throws(
        () => parsePostgresAddress(new Secret(text)),
        (error) => isFailure(error, 'server-option-refused') && !error.message.includes('Geheim'),
        text,
      );
  });
});
