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
  `
ALTER TABLE release ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE release ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
ALTER TABLE release ADD COLUMN externalUrl TEXT;
ALTER TABLE release ADD COLUMN deletedAt TEXT;
CREATE INDEX releaseDeleted ON release (deletedAt) WHERE deletedAt IS NOT NULL;
CREATE TABLE newGroup (id TEXT PRIMARY KEY, appId TEXT REFERENCES app ON DELETE CASCADE, organizationId TEXT REFERENCES account
  ON DELETE CASCADE, name TEXT NOT NULL, displayName TEXT NOT NULL, isPublic INTEGER NOT NULL, createdAt TEXT NOT NULL,
  UNIQUE (appId, name), UNIQUE (organizationId, name)) STRICT, WITHOUT ROWID;
INSERT INTO newGroup SELECT id, appId, NULL, name, displayName, isPublic, createdAt FROM "group";
DROP TABLE "group";
ALTER TABLE newGroup RENAME TO "group";
CREATE TABLE groupApp (groupId TEXT NOT NULL REFERENCES "group" ON DELETE CASCADE, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE,
  PRIMARY KEY (groupId, appId)) STRICT, WITHOUT ROWID;
CREATE INDEX groupAppApp ON groupApp (appId);
CREATE INDEX memberTester ON member (testerId);
ALTER TABLE device ADD COLUMN osBuild TEXT;
ALTER TABLE device ADD COLUMN serial TEXT;
ALTER TABLE device ADD COLUMN imei TEXT;
ALTER TABLE device ADD COLUMN ownerId TEXT REFERENCES account ON DELETE SET NULL;
CREATE INDEX deviceTester ON device (testerId);
CREATE TABLE registration (appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, udid TEXT NOT NULL REFERENCES device ON DELETE CASCADE,
  state TEXT NOT NULL, releaseId TEXT REFERENCES release ON DELETE SET NULL, createdAt TEXT NOT NULL, settledAt TEXT,
  PRIMARY KEY (appId, udid)) STRICT, WITHOUT ROWID;
CREATE TABLE enrollment (hash TEXT PRIMARY KEY, releaseId TEXT NOT NULL REFERENCES release ON DELETE CASCADE, testerId TEXT
  REFERENCES tester ON DELETE SET NULL, udid TEXT, createdAt TEXT NOT NULL, expiresAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE link (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, address TEXT NOT NULL UNIQUE,
  releaseId TEXT REFERENCES release ON DELETE CASCADE, groupId TEXT REFERENCES "group" ON DELETE CASCADE, testerId TEXT REFERENCES tester
  ON DELETE CASCADE, label TEXT NOT NULL, passwordHash TEXT, expiresAt TEXT, installLimit INTEGER, installs INTEGER NOT NULL,
  isRevoked INTEGER NOT NULL, createdAt TEXT NOT NULL, createdBy TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX linkApp ON link (appId);
CREATE TABLE feedback (id TEXT PRIMARY KEY, releaseId TEXT NOT NULL REFERENCES release ON DELETE CASCADE, at TEXT NOT NULL, testerId TEXT
  REFERENCES tester ON DELETE SET NULL, author TEXT, text TEXT NOT NULL, device TEXT, isResolved INTEGER NOT NULL,
  screenshots TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX feedbackRelease ON feedback (releaseId, at);
CREATE TABLE screenshot (id TEXT PRIMARY KEY, feedbackId TEXT NOT NULL REFERENCES feedback ON DELETE CASCADE, mediaType TEXT NOT NULL,
  bytes BLOB NOT NULL) STRICT;
CREATE INDEX screenshotFeedback ON screenshot (feedbackId);
CREATE TABLE symbols (id TEXT PRIMARY KEY, releaseId TEXT NOT NULL REFERENCES release ON DELETE CASCADE, fileName TEXT NOT NULL,
  sha256 TEXT NOT NULL, sizeBytes INTEGER NOT NULL, uploadedAt TEXT NOT NULL, UNIQUE (releaseId, fileName)) STRICT, WITHOUT ROWID;
CREATE INDEX symbolsContent ON symbols (sha256);
CREATE TABLE rule (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, branch TEXT NOT NULL, groupId TEXT NOT NULL
  REFERENCES "group" ON DELETE CASCADE, isMandatory INTEGER NOT NULL, notifiesTesters INTEGER NOT NULL, createdAt TEXT NOT NULL,
  UNIQUE (appId, branch, groupId)) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE webhook (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, name TEXT NOT NULL, kind TEXT NOT NULL,
  url TEXT NOT NULL, events TEXT NOT NULL, template TEXT, secret TEXT, isEnabled INTEGER NOT NULL, createdAt TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX webhookApp ON webhook (appId);
CREATE TABLE job (id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, dueAt TEXT NOT NULL,
  attempts INTEGER NOT NULL, problem TEXT, createdAt TEXT NOT NULL, endedAt TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX jobDue ON job (state, dueAt);
CREATE TABLE session (hash TEXT PRIMARY KEY, userId TEXT REFERENCES account ON DELETE CASCADE, testerId TEXT REFERENCES tester
  ON DELETE CASCADE, createdAt TEXT NOT NULL, expiresAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE credential (userId TEXT NOT NULL REFERENCES account ON DELETE CASCADE, provider TEXT NOT NULL, subject TEXT NOT NULL,
  passwordHash TEXT, PRIMARY KEY (provider, subject)) STRICT, WITHOUT ROWID;
ALTER TABLE download ADD COLUMN linkId TEXT REFERENCES link ON DELETE SET NULL;
ALTER TABLE download ADD COLUMN testerId TEXT REFERENCES tester ON DELETE SET NULL;
ALTER TABLE audit ADD COLUMN appId TEXT;
CREATE INDEX auditApp ON audit (appId, at);
`,
  // Nothing was in this table before.
  `
DROP TABLE session;
CREATE TABLE session (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, userId TEXT REFERENCES account ON DELETE CASCADE, testerId TEXT
  REFERENCES tester ON DELETE CASCADE, tokenHash TEXT, releaseId TEXT REFERENCES release ON DELETE CASCADE, data TEXT,
  createdAt TEXT NOT NULL, expiresAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessionEnd ON session (expiresAt);
CREATE INDEX credentialUser ON credential (userId);
`,
  // Apps ask for their release by the hash of the package, which was in the facts alone; and by the hash of the file, in one app.
  `
ALTER TABLE release ADD COLUMN packageHash TEXT;
UPDATE release SET packageHash = facts ->> '$.packageHash' WHERE json_type(facts, '$.packageHash') = 'text';
CREATE INDEX releasePackage ON release (appId, packageHash, number);
DROP INDEX releaseContent;
CREATE INDEX releaseContent ON release (sha256, appId, number);
`,
  `
ALTER TABLE release ADD COLUMN bundleSha256 TEXT;
CREATE INDEX releaseBundle ON release (bundleSha256) WHERE bundleSha256 IS NOT NULL;
`,
  `
CREATE TABLE symbolUpload (id TEXT PRIMARY KEY, appId TEXT NOT NULL REFERENCES app ON DELETE CASCADE, tokenHash TEXT NOT NULL,
  state TEXT NOT NULL, kind TEXT NOT NULL, fileName TEXT NOT NULL, shortVersion TEXT, version TEXT, sha256 TEXT, sizeBytes INTEGER,
  symbolIds TEXT NOT NULL, createdBy TEXT NOT NULL, createdAt TEXT NOT NULL, committedAt TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX symbolUploadApp ON symbolUpload (appId, createdAt);
CREATE INDEX symbolUploadContent ON symbolUpload (sha256);
`,
  `
CREATE TABLE symbolBlock (uploadId TEXT NOT NULL REFERENCES symbolUpload ON DELETE CASCADE, blockId TEXT NOT NULL, sha256 TEXT NOT NULL,
  sizeBytes INTEGER NOT NULL, PRIMARY KEY (uploadId, blockId)) STRICT, WITHOUT ROWID;
CREATE INDEX symbolBlockContent ON symbolBlock (sha256);
`,
];
