/** Bodies that our own API takes. */

import * as z from 'zod/mini';
import { webhookEvents, webhookKinds } from '../../model/webhooks.ts';
import { tokenScopes } from '../../use-cases/releaseWorld.ts';

const text = z.string().check(z.maxLength(1000));
const notes = z.string().check(z.maxLength(5000));
const names = z.array(text).check(z.maxLength(200));
const numbers = z.array(z.number()).check(z.minLength(1), z.maxLength(1000));
const origin = z.strictObject({
  branch: z.optional(z.nullable(text)),
  commit: z.optional(z.nullable(text)),
  message: z.optional(z.nullable(text)),
  ciUrl: z.optional(z.nullable(text)),
  createdAt: z.optional(z.nullable(z.iso.datetime())),
  createdBy: z.optional(z.nullable(text)),
  buildType: z.optional(z.nullable(text)),
  engine: z.optional(z.nullable(text)),
});
const labels = z.array(text).check(z.maxLength(50));
const fields = z.record(z.string(), text);

export const appBody = z.strictObject({
  owner: z.optional(text),
  name: text,
  displayName: z.optional(text),
  os: text,
  platform: z.optional(text),
});

/** Everything that can be wrong is said before the first byte of the package is sent. */
export const uploadBody = z.strictObject({
  fileName: text,
  sizeBytes: z.number(),
  version: z.optional(text),
  shortVersion: z.optional(text),
  groups: z.optional(names),
  testers: z.optional(names),
  /** Names of stores that this server has an account at. */
  stores: z.optional(names),
  notes: z.optional(notes),
  /** The number of a release that gets this package in place of its own: its links stay. */
  replaces: z.optional(z.number()),
});

export const publishBody = z.strictObject({
  groups: z.optional(names),
  testers: z.optional(names),
  /** Names of stores that this server has an account at. */
  stores: z.optional(names),
  notes: z.optional(notes),
  isMandatory: z.optional(z.boolean()),
  notifiesTesters: z.optional(z.boolean()),
  build: z.optional(origin),
  labels: z.optional(labels),
  fields: z.optional(fields),
});

export const externalBody = z.strictObject({
  url: z.string().check(z.maxLength(2000)),
  shortVersion: text,
  version: z.optional(text),
  notes: z.optional(notes),
});

export const destinationsBody = z.strictObject({
  groups: z.optional(names),
  testers: z.optional(names),
  /** Names of stores that this server has an account at. */
  stores: z.optional(names),
  isMandatory: z.optional(z.boolean()),
  notifiesTesters: z.optional(z.boolean()),
});

export const releaseBody = z.strictObject({
  notes: z.optional(notes),
  isEnabled: z.optional(z.boolean()),
  build: z.optional(origin),
  labels: z.optional(labels),
  fields: z.optional(fields),
});

export const numbersBody = z.strictObject({ releases: numbers });
export const groupBody = z.strictObject({ name: text, isPublic: z.optional(z.boolean()) });
export const groupChangeBody = z.strictObject({ name: z.optional(text), isPublic: z.optional(z.boolean()) });
export const membersBody = z.strictObject({ emails: z.array(text).check(z.maxLength(5000)) });
export const tokenBody = z.strictObject({ description: z.optional(text), scope: z.optional(z.enum(tokenScopes)), app: z.optional(text) });

export const deviceBody = z.strictObject({
  udid: text,
  name: z.optional(text),
  model: z.optional(text),
  osVersion: z.optional(text),
  /** Whose it is; the user's own when absent. */
  email: z.optional(text),
});
export const settleBody = z.strictObject({ state: z.enum(['done', 'dismissed']) });

export const linkBody = z.strictObject({
  /** A number or `latest`; this or a group. */
  release: z.optional(text),
  group: z.optional(text),
  testerEmail: z.optional(text),
  label: z.optional(text),
  password: z.optional(text),
  expiresAt: z.optional(z.iso.datetime()),
  installLimit: z.optional(z.number()),
});

export const feedbackBody = z.strictObject({ isResolved: z.boolean() });

export const ruleBody = z.strictObject({
  /** `release/*`: an asterisk stands for any characters. */
  branch: text,
  group: text,
  isMandatory: z.optional(z.boolean()),
  notifiesTesters: z.optional(z.boolean()),
});

export const webhookBody = z.strictObject({
  name: text,
  kind: z.enum(webhookKinds),
  url: z.string().check(z.maxLength(2000)),
  events: z.optional(z.array(z.enum(webhookEvents))),
  /** Of a generic one: JSON with `{{names}}`. */
  template: z.optional(z.string().check(z.maxLength(20_000))),
  secret: z.optional(text),
  isEnabled: z.optional(z.boolean()),
});
export const webhookChangeBody = z.strictObject({ isEnabled: z.boolean() });

const rule = z.optional(z.nullable(z.number()));
export const signInBody = z.strictObject({ isNeeded: z.boolean() });
export const retentionBody = z.strictObject({ keepPerGroup: rule, maxAgeDays: rule, maxBytes: rule });
