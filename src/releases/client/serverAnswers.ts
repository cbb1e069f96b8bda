/** Answers of the release server that this client reads. A newer server may say more. */

import * as z from 'zod/mini';

const destination = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  isMandatory: z.boolean(),
  notifiesTesters: z.boolean(),
  /** Absent from older servers. */
  storeState: z.optional(z.nullable(z.string())),
  orderState: z.optional(z.nullable(z.string())),
  orderProblem: z.optional(z.nullable(z.string())),
});

export const releaseAnswer = z.object({
  id: z.number(),
  version: z.string(),
  shortVersion: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  appIdentifier: z.nullable(z.string()),
  /** SHA-256 of the signer's certificate. */
  signer: z.nullable(z.string()),
  /** Of the app bundle that the server made an APK of; older servers make none. */
  bundleSha256: z._default(z.nullable(z.string()), null),
  /** Absent in answers of an older server. */
  permissions: z._default(z.nullable(z.array(z.string())), null),
  build: z.object({ branch: z.nullable(z.string()), commit: z.nullable(z.string()), message: z.nullable(z.string()) }),
  notes: z.string(),
  isEnabled: z.boolean(),
  uploadedAt: z.string(),
  installUrl: z.string(),
  downloadUrl: z.string(),
  destinations: z.array(destination),
});
export type ServerRelease = z.infer<typeof releaseAnswer>;

export const storesAnswer = z.object({
  stores: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), track: z.string(), formats: z.array(z.string()) })),
});
export const symbolsAnswer = z.object({ fileName: z.string(), sizeBytes: z.number(), sha256: z.string(), uploadedAt: z.string() });
export const symbolsListAnswer = z.object({ symbols: z.array(symbolsAnswer) });
export const releasesAnswer = z.object({ releases: z.array(releaseAnswer) });
export const uploadAnswer = z.object({
  id: z.string(),
  chunkBytes: z.number(),
  missing: z.array(z.number()),
  state: z.string(),
  sizeBytes: z.nullable(z.number()),
});
export type ServerUpload = z.infer<typeof uploadAnswer>;
export const serverApp = z.object({ owner: z.string(), name: z.string(), displayName: z.string(), os: z.string() });
export type ServerApp = z.infer<typeof serverApp>;
export const appsAnswer = z.object({ apps: z.array(serverApp) });
export const serverGroup = z.object({ id: z.string(), name: z.string(), isPublic: z.boolean() });
export type ServerGroup = z.infer<typeof serverGroup>;
export const groupsAnswer = z.object({ groups: z.array(serverGroup) });
export const testersAnswer = z.object({ testers: z.array(z.object({ id: z.string(), email: z.string() })) });
export const changedTesters = z.object({ done: z.array(z.string()), refused: z.array(z.string()) });
const serverToken = z.object({
  id: z.string(),
  description: z.string(),
  scope: z.string(),
  appId: z.nullable(z.string()),
  createdAt: z.string(),
});
export const tokensAnswer = z.object({ tokens: z.array(serverToken) });
export const createdToken = z.extend(serverToken, { token: z.string() });
export const serverLink = z.object({
  id: z.string(),
  url: z.string(),
  label: z.string(),
  release: z.nullable(z.number()),
  group: z.nullable(z.string()),
  testerEmail: z.nullable(z.string()),
  hasPassword: z.boolean(),
  expiresAt: z.nullable(z.string()),
  installLimit: z.nullable(z.number()),
  installs: z.number(),
  isRevoked: z.boolean(),
});
export type ServerLink = z.infer<typeof serverLink>;
/** Servers of an earlier version give all links at once. */
export const linksAnswer = z.object({ links: z.array(serverLink), next: z.optional(z.nullable(z.string())) });
export const portalTicket = z.object({ url: z.string() });
const device = z.object({
  udid: z.string(),
  name: z.nullable(z.string()),
  model: z.nullable(z.string()),
  osVersion: z.nullable(z.string()),
  testerEmail: z.nullable(z.string()),
  state: z.string(),
  /** `owner/app`, in a list of several apps. */
  app: z.optional(z.string()),
});
export type ServerDevice = z.infer<typeof device>;
export const devicesAnswer = z.object({ devices: z.array(device) });
const feedback = z.object({
  id: z.string(),
  release: z.number(),
  at: z.string(),
  testerEmail: z.nullable(z.string()),
  author: z.nullable(z.string()),
  text: z.string(),
  device: z.nullable(z.string()),
  isResolved: z.boolean(),
  screenshots: z.array(z.string()),
});
export type ServerFeedback = z.infer<typeof feedback>;
export const feedbackAnswer = z.object({ feedback: z.array(feedback) });
export const serverWebhook = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  host: z.string(),
  events: z.array(z.string()),
  isEnabled: z.boolean(),
});
export const webhooksAnswer = z.object({ webhooks: z.array(serverWebhook) });
const rule = z.nullable(z.number());
export const retentionAnswer = z.object({ keepPerGroup: rule, maxAgeDays: rule, maxBytes: rule });
export type ServerRetention = z.infer<typeof retentionAnswer>;
export const retentionPlanAnswer = z.object({
  releases: z.array(z.object({ id: z.number(), reason: z.string(), sizeBytes: z.number() })),
  freedBytes: z.number(),
});
export const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
