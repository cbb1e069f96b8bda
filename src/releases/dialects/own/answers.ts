/** What our own API answers. Unknown is `null`, times are ISO 8601 in UTC, sizes are bytes, and addresses are absolute. */

import * as z from 'zod/mini';

const text = z.string();
const maybeText = z.nullable(text);

export const appAnswer = z.object({
  id: text,
  secret: text,
  owner: text,
  name: text,
  displayName: text,
  os: text,
  platform: text,
  createdAt: text,
});
export const appsAnswer = z.object({ apps: z.array(appAnswer) });

export const uploadAnswer = z.object({
  id: text,
  state: text,
  chunkBytes: z.number(),
  sizeBytes: z.nullable(z.number()),
  /** Numbers of the parts that the server does not have, which begin with 1. */
  missing: z.array(z.number()),
});

const destinationAnswer = z.object({
  kind: text,
  id: text,
  name: text,
  isMandatory: z.boolean(),
  notifiesTesters: z.boolean(),
  /** What a store said of the release last, in its own words; null where it said nothing. */
  storeState: z.nullable(text),
  /** Of a store: `waiting`, `publishing`, `submitted`, `published` or `failed`; null of others, and where the order is forgotten. */
  orderState: z.nullable(text),
  /** Why the order failed, or what someone must still do at the store. */
  orderProblem: maybeText,
});
/** Accounts at stores that this server was started with. */
export const storesAnswer = z.object({
  stores: z.array(
    z.object({
      id: text,
      name: text,
      /** `googleplay`, `apple`, `intune`, `appgallery` or `firebase` */
      type: text,
      /** Track of Google Play, groups of TestFlight or Firebase, assignments of Intune. */
      track: text,
      /** Ends of the files that it takes. */
      formats: z.array(text),
    }),
  ),
});
export const releaseAnswer = z.object({
  /** Its number in the app. */
  id: z.number(),
  version: text,
  shortVersion: text,
  fileName: text,
  sizeBytes: z.number(),
  sha256: text,
  /** Of the app bundle that the APK was made of, which stores get. */
  bundleSha256: maybeText,
  appIdentifier: maybeText,
  minimumOs: maybeText,
  architectures: z.array(text),
  /** Of an Android package. */
  permissions: z.nullable(z.array(text)),
  /** SHA-256 of the signer's certificate. */
  signer: maybeText,
  /** Fingerprint or ID of the OpenPGP key that signed a package for Linux. */
  signingKey: maybeText,
  notes: text,
  isEnabled: z.boolean(),
  build: z.object({
    branch: maybeText,
    commit: maybeText,
    message: maybeText,
    ciUrl: maybeText,
    createdAt: maybeText,
    createdBy: maybeText,
    buildType: maybeText,
    engine: maybeText,
  }),
  labels: z.array(text),
  fields: z.record(text, text),
  externalUrl: maybeText,
  uploadedAt: text,
  deletedAt: maybeText,
  installUrl: text,
  downloadUrl: text,
  destinations: z.array(destinationAnswer),
});
export const releasesAnswer = z.object({ releases: z.array(releaseAnswer) });

export const groupAnswer = z.object({ id: text, name: text, isPublic: z.boolean(), isShared: z.boolean(), createdAt: text });
export const groupsAnswer = z.object({ groups: z.array(groupAnswer) });
export const testersAnswer = z.object({ testers: z.array(z.object({ id: text, email: text })) });
export const changedMembersAnswer = z.object({ done: z.array(text), refused: z.array(text) });

export const tokenAnswer = z.object({ id: text, description: text, scope: text, appId: maybeText, createdAt: text });
export const createdTokenAnswer = z.object({ ...tokenAnswer.shape, token: text });
export const tokensAnswer = z.object({ tokens: z.array(tokenAnswer) });

export const deviceAnswer = z.object({
  udid: text,
  name: maybeText,
  model: maybeText,
  osVersion: maybeText,
  testerEmail: maybeText,
  /** `waiting` until a release lists the device, `done`, or `dismissed`. */
  state: text,
  registeredAt: text,
});
export const devicesAnswer = z.object({ devices: z.array(deviceAnswer) });
const waitingAnswer = z.object({ ...deviceAnswer.shape, app: text });
export const waitingDevicesAnswer = z.object({ devices: z.array(waitingAnswer) });

export const linkAnswer = z.object({
  id: text,
  url: text,
  /** Of a link to a group: what programs follow that install releases by themselves. */
  feedsUrl: maybeText,
  label: text,
  release: z.nullable(z.number()),
  group: maybeText,
  testerEmail: maybeText,
  hasPassword: z.boolean(),
  expiresAt: maybeText,
  installLimit: z.nullable(z.number()),
  installs: z.number(),
  isRevoked: z.boolean(),
  createdAt: text,
});
export const linksAnswer = z.object({
  links: z.array(linkAnswer),
  /** To be sent as `after` for the next page; `null` at the end. */
  next: maybeText,
});

export const feedbackAnswer = z.object({
  id: text,
  release: z.number(),
  at: text,
  testerEmail: maybeText,
  author: maybeText,
  text,
  device: maybeText,
  isResolved: z.boolean(),
  screenshots: z.array(text),
});
export const feedbackListAnswer = z.object({ feedback: z.array(feedbackAnswer) });

export const downloadsAnswer = z.object({
  total: z.number(),
  downloads: z.array(z.object({ release: z.number(), at: text, testerEmail: maybeText, link: maybeText, client: text })),
});

export const auditAnswer = z.object({
  entries: z.array(z.object({ id: text, at: text, actor: text, action: text, subject: text, details: z.unknown() })),
  /** To be sent as `after` for the next page; `null` at the end. */
  next: maybeText,
});

export const ruleAnswer = z.object({ id: text, branch: text, group: text, isMandatory: z.boolean(), notifiesTesters: z.boolean() });
export const rulesAnswer = z.object({ rules: z.array(ruleAnswer) });

export const symbolsAnswer = z.object({ fileName: text, sizeBytes: z.number(), sha256: text, uploadedAt: text });
export const symbolsListAnswer = z.object({ symbols: z.array(symbolsAnswer) });

/** Without its secret and with the host of its address alone, which may contain what lets others write there. */
export const webhookAnswer = z.object({
  id: text,
  name: text,
  kind: text,
  host: text,
  events: z.array(text),
  hasSecret: z.boolean(),
  hasTemplate: z.boolean(),
  isEnabled: z.boolean(),
  createdAt: text,
});
export const webhooksAnswer = z.object({ webhooks: z.array(webhookAnswer) });
export const deliveriesAnswer = z.object({
  deliveries: z.array(
    z.object({
      id: text,
      event: text,
      state: text,
      attempts: z.number(),
      problem: maybeText,
      createdAt: text,
      endedAt: maybeText,
      dueAt: text,
    }),
  ),
});

const rule = z.nullable(z.number());
export const signInAnswer = z.object({ isNeeded: z.boolean() });
export const retentionAnswer = z.object({ keepPerGroup: rule, maxAgeDays: rule, maxBytes: rule });
export const retentionPlanAnswer = z.object({
  releases: z.array(z.object({ id: z.number(), reason: z.enum(['surplus', 'age', 'size']), sizeBytes: z.number() })),
  freedBytes: z.number(),
});
