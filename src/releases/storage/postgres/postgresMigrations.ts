/**
 * The tables as PostgreSQL has them: an exact text is compared by its bytes, and JSON is such a text. A migration that was released is never
 * changed; a new one is added, and a test holds the result of all of them to `model/tables.ts`. How many were applied is kept in a table of its own.
 */

export const postgresMigrations: readonly string[] = [
  `
CREATE DOMAIN exact AS text COLLATE "C";
CREATE TABLE account (id exact PRIMARY KEY, kind exact NOT NULL, name exact NOT NULL UNIQUE, "displayName" exact NOT NULL,
  email exact, "createdAt" exact NOT NULL);
CREATE TABLE membership ("organizationId" exact NOT NULL REFERENCES account ON DELETE CASCADE,
  "userId" exact NOT NULL REFERENCES account ON DELETE CASCADE, "role" exact NOT NULL, PRIMARY KEY ("organizationId", "userId"));
CREATE TABLE app (id exact PRIMARY KEY, secret exact NOT NULL UNIQUE, "ownerId" exact NOT NULL REFERENCES account,
  name exact NOT NULL, "displayName" exact NOT NULL, os exact NOT NULL, platform exact NOT NULL, "releaseType" exact,
  description exact, "lastReleaseNumber" bigint NOT NULL, "createdAt" exact NOT NULL, "updatedAt" exact NOT NULL,
  UNIQUE ("ownerId", name));
CREATE TABLE "release" (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, "number" bigint NOT NULL,
  version exact NOT NULL, "shortVersion" exact NOT NULL, "fileName" exact NOT NULL, "sha256" exact NOT NULL, "md5" exact NOT NULL,
  "sizeBytes" bigint NOT NULL, notes exact NOT NULL, "isEnabled" boolean NOT NULL, "link" exact NOT NULL UNIQUE,
  facts exact NOT NULL, build exact NOT NULL, "uploadedAt" exact NOT NULL, "uploadedBy" exact NOT NULL, labels exact NOT NULL,
  fields exact NOT NULL, "externalUrl" exact, "deletedAt" exact, UNIQUE ("appId", "number"));
CREATE TABLE "group" (id exact PRIMARY KEY, "appId" exact REFERENCES app ON DELETE CASCADE,
  "organizationId" exact REFERENCES account ON DELETE CASCADE, name exact NOT NULL, "displayName" exact NOT NULL,
  "isPublic" boolean NOT NULL, "createdAt" exact NOT NULL, UNIQUE ("appId", name), UNIQUE ("organizationId", name));
CREATE TABLE "groupApp" ("groupId" exact NOT NULL REFERENCES "group" ON DELETE CASCADE,
  "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, PRIMARY KEY ("groupId", "appId"));
CREATE TABLE tester (id exact PRIMARY KEY, email exact NOT NULL UNIQUE, "displayName" exact NOT NULL, "createdAt" exact NOT NULL);
CREATE TABLE "member" ("groupId" exact NOT NULL REFERENCES "group" ON DELETE CASCADE,
  "testerId" exact NOT NULL REFERENCES tester ON DELETE CASCADE, "addedAt" exact NOT NULL, PRIMARY KEY ("groupId", "testerId"));
CREATE TABLE device (udid exact PRIMARY KEY, "testerId" exact REFERENCES tester ON DELETE SET NULL, name exact, model exact,
  "osVersion" exact, "registeredAt" exact NOT NULL, "osBuild" exact, serial exact, imei exact,
  "ownerId" exact REFERENCES account ON DELETE SET NULL);
CREATE TABLE registration ("appId" exact NOT NULL REFERENCES app ON DELETE CASCADE,
  udid exact NOT NULL REFERENCES device ON DELETE CASCADE, state exact NOT NULL,
  "releaseId" exact REFERENCES "release" ON DELETE SET NULL, "createdAt" exact NOT NULL, "settledAt" exact,
  PRIMARY KEY ("appId", udid));
CREATE TABLE enrollment (hash exact PRIMARY KEY, "releaseId" exact NOT NULL REFERENCES "release" ON DELETE CASCADE,
  "testerId" exact REFERENCES tester ON DELETE SET NULL, udid exact, "createdAt" exact NOT NULL, "expiresAt" exact NOT NULL);
CREATE TABLE "link" (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, address exact NOT NULL UNIQUE,
  "releaseId" exact REFERENCES "release" ON DELETE CASCADE, "groupId" exact REFERENCES "group" ON DELETE CASCADE,
  "testerId" exact REFERENCES tester ON DELETE CASCADE, label exact NOT NULL, "passwordHash" exact, "expiresAt" exact,
  "installLimit" bigint, installs bigint NOT NULL, "isRevoked" boolean NOT NULL, "createdAt" exact NOT NULL,
  "createdBy" exact NOT NULL);
CREATE TABLE feedback (id exact PRIMARY KEY, "releaseId" exact NOT NULL REFERENCES "release" ON DELETE CASCADE, "at" exact NOT NULL,
  "testerId" exact REFERENCES tester ON DELETE SET NULL, author exact, "text" exact NOT NULL, device exact,
  "isResolved" boolean NOT NULL, screenshots exact NOT NULL);
CREATE TABLE screenshot (id exact PRIMARY KEY, "feedbackId" exact NOT NULL REFERENCES feedback ON DELETE CASCADE,
  "mediaType" exact NOT NULL, bytes bytea NOT NULL);
CREATE TABLE symbols (id exact PRIMARY KEY, "releaseId" exact NOT NULL REFERENCES "release" ON DELETE CASCADE,
  "fileName" exact NOT NULL, "sha256" exact NOT NULL, "sizeBytes" bigint NOT NULL, "uploadedAt" exact NOT NULL,
  UNIQUE ("releaseId", "fileName"));
CREATE TABLE rule (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, branch exact NOT NULL,
  "groupId" exact NOT NULL REFERENCES "group" ON DELETE CASCADE, "isMandatory" boolean NOT NULL, "notifiesTesters" boolean NOT NULL,
  "createdAt" exact NOT NULL, UNIQUE ("appId", branch, "groupId"));
CREATE TABLE setting (name exact PRIMARY KEY, "value" exact NOT NULL);
CREATE TABLE webhook (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, name exact NOT NULL,
  kind exact NOT NULL, url exact NOT NULL, events exact NOT NULL, template exact, secret exact, "isEnabled" boolean NOT NULL,
  "createdAt" exact NOT NULL);
CREATE TABLE job (id exact PRIMARY KEY, kind exact NOT NULL, payload exact NOT NULL, state exact NOT NULL, "dueAt" exact NOT NULL,
  attempts bigint NOT NULL, problem exact, "createdAt" exact NOT NULL, "endedAt" exact);
CREATE TABLE "session" (hash exact PRIMARY KEY, kind exact NOT NULL, "userId" exact REFERENCES account ON DELETE CASCADE,
  "testerId" exact REFERENCES tester ON DELETE CASCADE, "tokenHash" exact, "releaseId" exact REFERENCES "release" ON DELETE CASCADE,
  data exact, "createdAt" exact NOT NULL, "expiresAt" exact NOT NULL);
CREATE TABLE credential ("userId" exact NOT NULL REFERENCES account ON DELETE CASCADE, provider exact NOT NULL,
  subject exact NOT NULL, "passwordHash" exact, PRIMARY KEY (provider, subject));
CREATE TABLE destination ("targetId" exact NOT NULL, "releaseNumber" bigint NOT NULL,
  "releaseId" exact NOT NULL REFERENCES "release" ON DELETE CASCADE, kind exact NOT NULL, "isMandatory" boolean NOT NULL,
  "notifiesTesters" boolean NOT NULL, "addedAt" exact NOT NULL, PRIMARY KEY ("targetId", "releaseId"));
CREATE TABLE token (id exact PRIMARY KEY, hash exact NOT NULL UNIQUE, "userId" exact NOT NULL REFERENCES account ON DELETE CASCADE,
  scope exact NOT NULL, "appId" exact REFERENCES app ON DELETE CASCADE, description exact NOT NULL, "createdAt" exact NOT NULL);
CREATE TABLE upload (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, "tokenHash" exact NOT NULL,
  state exact NOT NULL, "fileName" exact, "sizeBytes" bigint, "chunkBytes" bigint NOT NULL, version exact, "shortVersion" exact,
  "replacesNumber" bigint, "sha256" exact, "md5" exact, facts exact, problem exact, "releaseNumber" bigint,
  "createdBy" exact NOT NULL, "createdAt" exact NOT NULL);
CREATE TABLE chunk ("uploadId" exact NOT NULL REFERENCES upload ON DELETE CASCADE, "number" bigint NOT NULL,
  PRIMARY KEY ("uploadId", "number"));
CREATE TABLE icon ("sha256" exact PRIMARY KEY, "mediaType" exact NOT NULL, bytes bytea NOT NULL);
CREATE TABLE download (id exact PRIMARY KEY, "releaseId" exact NOT NULL REFERENCES "release" ON DELETE CASCADE, "at" exact NOT NULL,
  client exact NOT NULL, "linkId" exact REFERENCES "link" ON DELETE SET NULL,
  "testerId" exact REFERENCES tester ON DELETE SET NULL);
CREATE TABLE audit (id exact PRIMARY KEY, "at" exact NOT NULL, actor exact NOT NULL, action exact NOT NULL, subject exact NOT NULL,
  details exact NOT NULL, "appId" exact);
CREATE INDEX "releaseContent" ON "release" ("sha256");
CREATE INDEX "destinationNewest" ON destination ("targetId", "releaseNumber" DESC);
CREATE INDEX "destinationRelease" ON destination ("releaseId");
CREATE INDEX "uploadContent" ON upload ("sha256");
CREATE INDEX "downloadRelease" ON download ("releaseId", "at");
CREATE INDEX "auditTime" ON audit ("at");
CREATE INDEX "releaseDeleted" ON "release" ("deletedAt") WHERE "deletedAt" IS NOT NULL;
CREATE INDEX "groupAppApp" ON "groupApp" ("appId");
CREATE INDEX "memberTester" ON "member" ("testerId");
CREATE INDEX "deviceTester" ON device ("testerId");
CREATE INDEX "linkApp" ON "link" ("appId");
CREATE INDEX "feedbackRelease" ON feedback ("releaseId", "at");
CREATE INDEX "screenshotFeedback" ON screenshot ("feedbackId");
CREATE INDEX "symbolsContent" ON symbols ("sha256");
CREATE INDEX "webhookApp" ON webhook ("appId");
CREATE INDEX "jobDue" ON job (state, "dueAt");
CREATE INDEX "auditApp" ON audit ("appId", "at");
CREATE INDEX "sessionEnd" ON "session" ("expiresAt");
CREATE INDEX "credentialUser" ON credential ("userId");
`,
  // Apps ask for their release by the hash of the package, which was in the facts alone; and by the hash of the file, in one app. PostgreSQL
  // refuses to look into JSON that has an escaped NUL anywhere. In the text, a quote that is not escaped belongs to no name of an app.
  `
ALTER TABLE "release" ADD COLUMN "packageHash" exact;
UPDATE "release" SET "packageHash" = substring(facts FROM '"packageHash":"([0-9a-z]+)"');
CREATE INDEX "releasePackage" ON "release" ("appId", "packageHash", "number");
DROP INDEX "releaseContent";
CREATE INDEX "releaseContent" ON "release" ("sha256", "appId", "number");
`,
  `
ALTER TABLE "release" ADD COLUMN "bundleSha256" exact;
CREATE INDEX "releaseBundle" ON "release" ("bundleSha256") WHERE "bundleSha256" IS NOT NULL;
`,
  `
CREATE TABLE "symbolUpload" (id exact PRIMARY KEY, "appId" exact NOT NULL REFERENCES app ON DELETE CASCADE, "tokenHash" exact NOT NULL,
  state exact NOT NULL, kind exact NOT NULL, "fileName" exact NOT NULL, "shortVersion" exact, version exact, "sha256" exact,
  "sizeBytes" bigint, "symbolIds" exact NOT NULL, "createdBy" exact NOT NULL, "createdAt" exact NOT NULL, "committedAt" exact);
CREATE INDEX "symbolUploadApp" ON "symbolUpload" ("appId", "createdAt");
CREATE INDEX "symbolUploadContent" ON "symbolUpload" ("sha256");
`,
  `
CREATE TABLE "symbolBlock" ("uploadId" exact NOT NULL REFERENCES "symbolUpload" ON DELETE CASCADE, "blockId" exact NOT NULL,
  "sha256" exact NOT NULL, "sizeBytes" bigint NOT NULL, PRIMARY KEY ("uploadId", "blockId"));
CREATE INDEX "symbolBlockContent" ON "symbolBlock" ("sha256");
`,
];
