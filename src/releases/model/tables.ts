/**
 * What a release server keeps, one row a table: its columns, its key, and what else must be unique. The types of the rows, the statements
 * of every storage and the test suite of the storages are made from it. It holds no SQL: each storage writes its own migrations.
 *
 * Times are ISO 8601 in UTC, sizes are bytes, hashes are lower-case hexadecimal. A column whose kind ends with `?` may be `null`, which
 * means that it is not known or does not apply.
 */

import { type Bytes } from '../../core/base/bytes.ts';

type ColumnKind = 'text' | 'integer' | 'boolean' | 'json' | 'bytes';

export interface TableSpec {
  readonly columns: Readonly<Record<string, ColumnKind | `${ColumnKind}?`>>;
  readonly key: readonly string[];
  /** Each list is unique together, beside the key. */
  readonly unique?: readonly (readonly string[])[];
}

function defineTables<const Specs extends Readonly<Record<string, TableSpec>>>(specs: Specs): Specs {
  return specs;
}

export const tables = defineTables({
  /** Users and organizations own apps under one name space, as the first part of `owner/app`. */
  account: {
    columns: { id: 'text', kind: 'text', name: 'text', displayName: 'text', email: 'text?', createdAt: 'text' },
    key: ['id'],
    unique: [['name']],
  },
  membership: {
    columns: { organizationId: 'text', userId: 'text', role: 'text' },
    key: ['organizationId', 'userId'],
  },
  app: {
    columns: {
      id: 'text',
      /** Public: apps carry it to ask for updates. */
      secret: 'text',
      ownerId: 'text',
      name: 'text',
      displayName: 'text',
      os: 'text',
      platform: 'text',
      releaseType: 'text?',
      description: 'text?',
      /** The number of the newest release there ever was: numbers are not used twice. */
      lastReleaseNumber: 'integer',
      createdAt: 'text',
      updatedAt: 'text',
    },
    key: ['id'],
    unique: [['ownerId', 'name'], ['secret']],
  },
  release: {
    columns: {
      id: 'text',
      appId: 'text',
      number: 'integer',
      /** What stores and phones compare: Android versionCode, iOS CFBundleVersion. */
      version: 'text',
      /** What people see. */
      shortVersion: 'text',
      fileName: 'text',
      sha256: 'text',
      md5: 'text',
      sizeBytes: 'integer',
      /** Markdown. */
      notes: 'text',
      isEnabled: 'boolean',
      /** Unguessable: whoever has it sees the install page and can download. */
      link: 'text',
      /** `PackageFacts` */
      facts: 'json',
      /** `BuildOrigin` */
      build: 'json',
      uploadedAt: 'text',
      uploadedBy: 'text',
    },
    key: ['id'],
    unique: [['appId', 'number'], ['link']],
  },
  group: {
    columns: { id: 'text', appId: 'text', name: 'text', displayName: 'text', isPublic: 'boolean', createdAt: 'text' },
    key: ['id'],
    unique: [['appId', 'name']],
  },
  tester: {
    columns: { id: 'text', email: 'text', displayName: 'text', createdAt: 'text' },
    key: ['id'],
    unique: [['email']],
  },
  member: {
    columns: { groupId: 'text', testerId: 'text', addedAt: 'text' },
    key: ['groupId', 'testerId'],
  },
  device: {
    columns: { udid: 'text', testerId: 'text?', name: 'text?', model: 'text?', osVersion: 'text?', registeredAt: 'text' },
    key: ['udid'],
  },
  /** Where a release goes. The number stands here as well, so that the newest release of a group is found in key order. */
  destination: {
    columns: {
      targetId: 'text',
      releaseNumber: 'integer',
      releaseId: 'text',
      kind: 'text',
      isMandatory: 'boolean',
      notifiesTesters: 'boolean',
      addedAt: 'text',
    },
    key: ['targetId', 'releaseId'],
  },
  /** Of a token only the hash is kept. */
  token: {
    columns: {
      id: 'text',
      hash: 'text',
      userId: 'text',
      scope: 'text',
      /** The one app it is valid for. */
      appId: 'text?',
      description: 'text',
      createdAt: 'text',
    },
    key: ['id'],
    unique: [['hash']],
  },
  upload: {
    columns: {
      id: 'text',
      appId: 'text',
      /** Of the token that lets a client send the bytes of this one upload. */
      tokenHash: 'text',
      state: 'text',
      fileName: 'text?',
      sizeBytes: 'integer?',
      chunkBytes: 'integer',
      /** What the request said; a package that can be read decides by itself. */
      version: 'text?',
      shortVersion: 'text?',
      /** The release whose package is replaced. */
      replacesNumber: 'integer?',
      sha256: 'text?',
      md5: 'text?',
      facts: 'json?',
      problem: 'text?',
      releaseNumber: 'integer?',
      createdBy: 'text',
      createdAt: 'text',
    },
    key: ['id'],
  },
  /** A part of an upload that is on the disk. Numbers begin with 1. */
  chunk: {
    columns: { uploadId: 'text', number: 'integer' },
    key: ['uploadId', 'number'],
  },
  /** Of a package, by its hash: PNG or WebP. */
  icon: {
    columns: { sha256: 'text', mediaType: 'text', bytes: 'bytes' },
    key: ['sha256'],
  },
  download: {
    columns: { id: 'text', releaseId: 'text', at: 'text', client: 'text' },
    key: ['id'],
  },
  audit: {
    columns: { id: 'text', at: 'text', actor: 'text', action: 'text', subject: 'text', details: 'json' },
    key: ['id'],
  },
});

export type TableName = keyof typeof tables;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface ValueOfKind {
  text: string;
  integer: number;
  boolean: boolean;
  json: Json;
  bytes: Bytes;
}

type ValueOf<Kind> = Kind extends `${infer Plain extends ColumnKind}?`
  ? ValueOfKind[Plain] | null
  : Kind extends ColumnKind
    ? ValueOfKind[Kind]
    : never;

export type Row<Name extends TableName> = {
  readonly [Column in keyof (typeof tables)[Name]['columns']]: ValueOf<(typeof tables)[Name]['columns'][Column]>;
};
