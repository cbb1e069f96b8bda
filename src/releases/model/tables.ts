/**
 * What a release server keeps, one row a table: its columns, its key, and what else must be unique. The types of the rows, the statements
 * of every storage and the test suite of the storages are made from it. It contains no SQL: each storage writes its own migrations.
 *
 * Times are ISO 8601 in UTC, sizes are bytes, hashes are lower-case hexadecimal. A column whose kind ends with `?` may be `null`, which
 * means that it is not known or does not apply.
 */

import { type Bytes } from '../../core/base/bytes.ts';

type ColumnKind = 'text' | 'integer' | 'boolean' | 'json' | 'bytes';

export interface TableSpec {
  readonly columns: Readonly<Record<string, ColumnKind | `${ColumnKind}?`>>;
  readonly key: readonly string[];
  /** Each list is unique together, besides the key. */
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
      /** Unguessable: anyone who has it sees the install page and can download. */
      link: 'text',
      /** `PackageFacts` */
      facts: 'json',
      /** `BuildOrigin` */
      build: 'json',
      uploadedAt: 'text',
      uploadedBy: 'text',
      /** Words that people find releases by, and that retention keeps. A list of texts. */
      labels: 'json',
      /** Custom fields: texts by their names. */
      fields: 'json',
      /** Of a package that lies elsewhere: then there are no bytes, and the hashes are empty. */
      externalUrl: 'text?',
      /** Deleted, but not yet for good: it can be restored until retention removes it. */
      deletedAt: 'text?',
      /** What an installed app knows of itself: the one of the facts, to be found by. */
      packageHash: 'text?',
      /** Of the app bundle that its APK was made of, for stores. */
      bundleSha256: 'text?',
    },
    key: ['id'],
    unique: [['appId', 'number'], ['link']],
  },
  /** Of one app, or shared by apps of an organization: it has one of the two. */
  group: {
    columns: {
      id: 'text',
      appId: 'text?',
      organizationId: 'text?',
      name: 'text',
      displayName: 'text',
      isPublic: 'boolean',
      createdAt: 'text',
    },
    key: ['id'],
    unique: [
      ['appId', 'name'],
      ['organizationId', 'name'],
    ],
  },
  /** The apps that a shared group gets releases of. */
  groupApp: {
    columns: { groupId: 'text', appId: 'text' },
    key: ['groupId', 'appId'],
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
  /** A device of Apple, as it said itself. */
  device: {
    columns: {
      udid: 'text',
      testerId: 'text?',
      name: 'text?',
      /** Its product: `iPhone17,1`. */
      model: 'text?',
      osVersion: 'text?',
      registeredAt: 'text',
      osBuild: 'text?',
      serial: 'text?',
      imei: 'text?',
      /** The user who registered it, where it was not a tester. */
      ownerId: 'text?',
    },
    key: ['udid'],
  },
  /** A device that wants the packages of an app. It waits until a release was signed for it. */
  registration: {
    columns: {
      appId: 'text',
      udid: 'text',
      /** `waiting`, `done` or `dismissed` */
      state: 'text',
      /** The release whose page it came from. */
      releaseId: 'text?',
      createdAt: 'text',
      settledAt: 'text?',
    },
    key: ['appId', 'udid'],
  },
  /** A configuration profile that was created, and whose answer is awaited. Of its challenge only the hash is kept. */
  enrollment: {
    columns: { hash: 'text', releaseId: 'text', testerId: 'text?', udid: 'text?', createdAt: 'text', expiresAt: 'text' },
    key: ['hash'],
  },
  /** An address for people besides the one that each release has: with an end, a password or a limit, of a release or the newest of a group. */
  link: {
    columns: {
      id: 'text',
      appId: 'text',
      /** Unguessable. */
      address: 'text',
      releaseId: 'text?',
      groupId: 'text?',
      /** Whose it is: downloads through it are theirs. */
      testerId: 'text?',
      label: 'text',
      /** scrypt, with its salt. */
      passwordHash: 'text?',
      expiresAt: 'text?',
      installLimit: 'integer?',
      installs: 'integer',
      isRevoked: 'boolean',
      createdAt: 'text',
      createdBy: 'text',
    },
    key: ['id'],
    unique: [['address']],
  },
  feedback: {
    columns: {
      id: 'text',
      releaseId: 'text',
      at: 'text',
      testerId: 'text?',
      /** As the author says it: a name or an address. */
      author: 'text?',
      text: 'text',
      /** Of the device, as the page or the author says it. */
      device: 'text?',
      isResolved: 'boolean',
      /** A list of identifiers. */
      screenshots: 'json',
    },
    key: ['id'],
  },
  screenshot: {
    columns: { id: 'text', feedbackId: 'text', mediaType: 'text', bytes: 'bytes' },
    key: ['id'],
  },
  /** What a release needs to read its crashes: dSYM, mapping.txt, source maps. */
  symbols: {
    columns: { id: 'text', releaseId: 'text', fileName: 'text', sha256: 'text', sizeBytes: 'integer', uploadedAt: 'text' },
    key: ['id'],
    unique: [['releaseId', 'fileName']],
  },
  /**
   * Symbols that came for an app and not for one release of it: they belong to the releases with these versions, or whose executable has one of
   * these identifiers.
   */
  symbolUpload: {
    columns: {
      id: 'text',
      appId: 'text',
      /** Of the token that lets a client send the bytes of this one file. */
      tokenHash: 'text',
      /** `created`, `committed` or `aborted` */
      state: 'text',
      /** `Apple`, `AndroidProguard`, … */
      kind: 'text',
      fileName: 'text',
      shortVersion: 'text?',
      version: 'text?',
      sha256: 'text?',
      sizeBytes: 'integer?',
      /** `SymbolId`s: of the files for Apple's systems. */
      symbolIds: 'json',
      createdBy: 'text',
      createdAt: 'text',
      committedAt: 'text?',
    },
    key: ['id'],
  },
  /** A part of symbols that come in blocks, until the client says in which order. */
  symbolBlock: {
    columns: { uploadId: 'text', blockId: 'text', sha256: 'text', sizeBytes: 'integer' },
    key: ['uploadId', 'blockId'],
  },
  /** Packages built from a branch go to a group by themselves. */
  rule: {
    columns: {
      id: 'text',
      appId: 'text',
      /** `release/*`: an asterisk stands for any characters. */
      branch: 'text',
      groupId: 'text',
      isMandatory: 'boolean',
      notifiesTesters: 'boolean',
      createdAt: 'text',
    },
    key: ['id'],
    unique: [['appId', 'branch', 'groupId']],
  },
  /** Of the server or of one app, by name. */
  setting: {
    columns: { name: 'text', value: 'json' },
    key: ['name'],
  },
  webhook: {
    columns: {
      id: 'text',
      appId: 'text',
      name: 'text',
      /** How its message is written: `generic`, `slack`, … */
      kind: 'text',
      url: 'text',
      /** A list of texts. */
      events: 'json',
      template: 'text?',
      /** The receiver checks signatures with it. */
      secret: 'text?',
      isEnabled: 'boolean',
      createdAt: 'text',
    },
    key: ['id'],
  },
  /** Work that is done after the answer, and again when it fails. */
  job: {
    columns: {
      id: 'text',
      kind: 'text',
      payload: 'json',
      /** `waiting`, `running`, `done` or `failed` */
      state: 'text',
      /** Not before; while it runs, when another process may take it for lost. */
      dueAt: 'text',
      attempts: 'integer',
      problem: 'text?',
      createdAt: 'text',
      endedAt: 'text?',
    },
    key: ['id'],
  },
  /** What a browser has that signs in, or has signed in. Of what it shows only the hash is kept. */
  session: {
    columns: {
      hash: 'text',
      /** `portal`, `ticket` (an address that works once), `oidc` (on the way to the provider and back), `tester`, `pass` (to one release). */
      kind: 'text',
      userId: 'text?',
      testerId: 'text?',
      /** Of the token that it was opened with, and ends with. */
      tokenHash: 'text?',
      /** Of a pass. */
      releaseId: 'text?',
      data: 'json?',
      createdAt: 'text',
      expiresAt: 'text',
    },
    key: ['hash'],
  },
  /** How a user signs in: with a password (scrypt, with its salt), or as the subject of an OIDC provider. */
  credential: {
    columns: { userId: 'text', provider: 'text', subject: 'text', passwordHash: 'text?' },
    key: ['provider', 'subject'],
  },
  /** Where a release goes. The number is here as well, so that the newest release of a group is found in key order. */
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
    columns: { id: 'text', releaseId: 'text', at: 'text', client: 'text', linkId: 'text?', testerId: 'text?' },
    key: ['id'],
  },
  audit: {
    columns: {
      id: 'text',
      at: 'text',
      actor: 'text',
      action: 'text',
      subject: 'text',
      details: 'json',
      appId: 'text?',
    },
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

/** Of whatever table. */
export type AnyRow = { readonly [Name in TableName]: Row<Name> }[TableName];
