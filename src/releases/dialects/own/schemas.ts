/** Bodies that our own API takes. What is not in a schema is refused, so that a misspelled field is not ignored in silence. */

import * as z from 'zod/mini';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { tokenScopes } from '../../use-cases/releaseWorld.ts';

const text = z.string().check(z.maxLength(1000));
const notes = z.string().check(z.maxLength(5000));
const names = z.array(text).check(z.maxLength(200));
const origin = z.strictObject({
  branch: z.optional(z.nullable(text)),
  commit: z.optional(z.nullable(text)),
  message: z.optional(z.nullable(text)),
});

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
  notes: z.optional(notes),
});

export const publishBody = z.strictObject({
  groups: z.optional(names),
  testers: z.optional(names),
  notes: z.optional(notes),
  isMandatory: z.optional(z.boolean()),
  notifiesTesters: z.optional(z.boolean()),
  build: z.optional(origin),
});

export const destinationsBody = z.strictObject({
  groups: z.optional(names),
  testers: z.optional(names),
  isMandatory: z.optional(z.boolean()),
  notifiesTesters: z.optional(z.boolean()),
});

export const releaseBody = z.strictObject({
  notes: z.optional(notes),
  isEnabled: z.optional(z.boolean()),
});

export const groupBody = z.strictObject({ name: text, isPublic: z.optional(z.boolean()) });
export const groupChangeBody = z.strictObject({ name: z.optional(text), isPublic: z.optional(z.boolean()) });
export const membersBody = z.strictObject({ emails: z.array(text).check(z.maxLength(5000)) });
export const tokenBody = z.strictObject({ description: z.optional(text), scope: z.optional(z.enum(tokenScopes)), app: z.optional(text) });

/** Fails with `release-refused`, which names the first field that is wrong. */
export async function readBody<Schema extends z.core.$ZodType>(request: ServerRequest, schema: Schema): Promise<z.output<Schema>> {
  const result = z.safeParse(schema, (await request.json()) ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw Failure.of('release-refused', {
    reason:
      place === '' ? phrase('the body is not a JSON object with known fields only') : `${phrase('a field of the body is wrong')}: ${place}`,
  });
}
