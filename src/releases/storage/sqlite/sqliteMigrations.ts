/**
 * The tables as SQLite has them. A migration that was released is never changed; a new one is added, and a test holds the result of all of
 * them to `model/tables.ts`. The number of the last one is kept as `user_version`.
 */

export const sqliteMigrations: readonly string[] = [
  `
CREATE TABLE account (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, displayName TEXT NOT NULL, email TEXT,
  createdAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE membership (organizationId TEXT NOT NULL REFERENCES account ON DELETE CASCADE, userId TEXT NOT NULL REFERENCES account
  ON DELETE CASCADE, role TEXT NOT NULL, PRIMARY KEY (organizationId, userId)) STRICT, WITHOUT ROWID;
CREATE TABLE app (id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, ownerId TEXT NOT NULL REFERENCES account, name TEXT NOT NULL,
  displayName TEXT NOT NULL, os TEXT NOT NULL, platform TEXT NOT NULL, releaseType TEXT, description TEXT, lastReleaseNumber INTEGER NOT NULL,
  createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL, UNIQUE (ownerId, name)) STRICT, WITHOUT ROWID;
CREATE TABLE release (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, number INTEGER NOT NULL,
  version TEXT NOT NULL, shortVersion TEXT NOT NULL, fileName TEXT NOT NULL, sha256 TEXT NOT NULL, md5 TEXT NOT NULL,
  sizeBytes INTEGER NOT NULL, notes TEXT NOT NULL, isEnabled INTEGER NOT NULL, link TEXT NOT NULL UNIQUE, facts TEXT NOT NULL,
  build TEXT NOT NULL, uploadedAt TEXT NOT NULL, uploadedBy TEXT NOT NULL, UNIQUE (appId, number)) STRICT;
CREATE INDEX releaseContent ON release (sha256);
CREATE TABLE "group" (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, name TEXT NOT NULL,
  displayName TEXT NOT NULL, isPublic INTEGER NOT NULL, createdAt TEXT NOT NULL, UNIQUE (appId, name)) STRICT, WITHOUT ROWID;
CREATE TABLE tester (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, displayName TEXT NOT NULL, createdAt TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE member (groupId TEXT NOT NULL REFERENCES "group" ON DELETE CASCADE, testerId TEXT NOT NULL REFERENCES tester
  ON DELETE CASCADE, addedAt TEXT NOT NULL, PRIMARY KEY (groupId, testerId)) STRICT, WITHOUT ROWID;
CREATE TABLE device (udid TEXT PRIMARY KEY, testerId TEXT REFERENCES tester ON DELETE SET NULL, name TEXT, model TEXT, osVersion TEXT,
  registeredAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE destination (targetId TEXT NOT NULL, releaseNumber INTEGER NOT NULL, releaseId TEXT NOT NULL REFERENCES release
  ON DELETE CASCADE, kind TEXT NOT NULL, isMandatory INTEGER NOT NULL, notifiesTesters INTEGER NOT NULL, addedAt TEXT NOT NULL,
  PRIMARY KEY (targetId, releaseId)) STRICT, WITHOUT ROWID;
CREATE INDEX destinationNewest ON destination (targetId, releaseNumber DESC);
CREATE INDEX destinationRelease ON destination (releaseId);
CREATE TABLE token (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, userId TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
  scope TEXT NOT NULL, appId TEXT REFERENCES app ON DELETE CASCADE, description TEXT NOT NULL, createdAt TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE upload (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, tokenHash TEXT NOT NULL,
  state TEXT NOT NULL, fileName TEXT, sizeBytes INTEGER, chunkBytes INTEGER NOT NULL, version TEXT, shortVersion TEXT,
  replacesNumber INTEGER, sha256 TEXT, md5 TEXT, facts TEXT, problem TEXT, releaseNumber INTEGER, createdBy TEXT NOT NULL,
  createdAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX uploadContent ON upload (sha256);
CREATE TABLE chunk (uploadId TEXT NOT NULL REFERENCES upload ON DELETE CASCADE, number INTEGER NOT NULL, PRIMARY KEY (uploadId, number))
  STRICT, WITHOUT ROWID;
CREATE TABLE icon (sha256 TEXT PRIMARY KEY, mediaType TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE download (id TEXT PRIMARY KEY, releaseId TEXT NOT NULL REFERENCES release ON DELETE CASCADE, at TEXT NOT NULL,
  client TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX downloadRelease ON download (releaseId, at);
CREATE TABLE audit (id TEXT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  details TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX auditTime ON audit (at);
`,
];
