/** Releases as a server wrote them before they had a column for the hash of their package, in SQL that each database takes. */

import { type Records } from '../../src/releases/ports/records.ts';

/** Values of JSON that are not a text are of a damaged record; they must not stop a server from starting. */
const storedFacts = [
  { name: 'Zoë \u0000 "packageHash":"cc"', packageHash: 'aa' },
  { packageHash: null },
  {},
  { packageHash: 7 },
  { packageHash: 'bb' },
  'text',
] as const;
export const olderHashes: readonly (string | null)[] = ['aa', null, null, null, 'bb', null];

const columns = [
  'id',
  'appId',
  'number',
  'version',
  'shortVersion',
  'fileName',
  'sha256',
  'md5',
  'sizeBytes',
  'notes',
  'isEnabled',
  'link',
  'facts',
  'build',
  'uploadedAt',
  'uploadedBy',
  'labels',
  'fields',
];

function insert(table: string, row: Readonly<Record<string, string | number>>): string {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const values = Object.values(row).map((value) => (typeof value === 'number' ? String(value) : `'${value}'`));
  return `INSERT INTO "${table}" (${names.join()}) VALUES (${values.join()})`;
}

const at = '2026-11-29T12:00:00.000Z';
export const olderReleases: readonly string[] = [
  insert('account', { id: 'owner', kind: 'user', name: 'owner', displayName: 'owner', createdAt: at }),
  insert('app', {
    id: 'app',
    secret: 's',
    ownerId: 'owner',
    name: 'app',
    displayName: 'app',
    os: 'Android',
    platform: 'Java',
    lastReleaseNumber: 9,
    createdAt: at,
    updatedAt: at,
  }),
  ...storedFacts.map((facts, index) => {
    const texts = Object.fromEntries(columns.map((name) => [name, `${name} ${index}`]));
    const numbers = { number: index + 1, sizeBytes: 1 };
    return insert('release', { ...texts, ...numbers, appId: 'app', facts: JSON.stringify(facts), labels: '[]', fields: '{}', build: '{}' });
  }),
].map((text) => text.replaceAll(/'isEnabled \d'/g, "'1'"));

export async function hashesOf(records: Records): Promise<readonly (string | null)[]> {
  return (await records.find('release', { order: [['number', 'ascending']] })).map(({ packageHash }) => packageHash);
}
