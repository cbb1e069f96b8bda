/**
 * What Azure Pipelines and Bitbucket Pipelines take, as far as our workflows use it, written from their reference pages (YAML schema of Azure
 * Pipelines; configuration reference of Bitbucket). A key that neither page knows is refused. GitHub and GitLab have judges of their own.
 */

import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const identifier = z.string().check(z.regex(/^[A-Za-z_]\w*$/));
const variables = z.record(identifier, text);

const azureScript = { displayName: z.optional(text), env: z.optional(variables) };
const azureStep = z.union([
  z.strictObject({ checkout: z.enum(['self', 'none']) }),
  z.strictObject({ script: text, ...azureScript }),
  z.strictObject({ bash: text, ...azureScript }),
  z.strictObject({ task: z.string().check(z.regex(/^\w+@\d+$/)), displayName: z.optional(text), inputs: z.record(text, text) }),
  z.strictObject({ publish: text, artifact: text }),
]);

export const azurePipeline = z.strictObject({
  trigger: z.strictObject({ tags: z.strictObject({ include: z.array(text) }) }),
  pr: z.literal('none'),
  variables,
  jobs: z.array(
    z.strictObject({
      job: identifier,
      displayName: text,
      pool: z.strictObject({ vmImage: z.enum(['ubuntu-24.04', 'macOS-15', 'windows-2025']) }),
      timeoutInMinutes: z.string().check(z.regex(/^\d+$/)),
      steps: z.array(azureStep),
    }),
  ),
});

const bitbucketStep = z.strictObject({
  step: z.strictObject({
    name: text,
    image: z.optional(text),
    // On machines of one's own, which have no images.
    'runs-on': z.optional(z.array(z.string().check(z.regex(/^(?:self\.hosted|linux|macos|windows|[a-z][\w.-]*)$/)))),
    size: z.optional(z.enum(['1x', '2x', '4x', '8x', '16x', '32x'])),
    caches: z.optional(z.array(text)),
    script: z.array(text).check(z.minLength(1)),
    artifacts: z.optional(z.array(text)),
  }),
});
const bitbucketSteps = z.record(text, z.array(bitbucketStep).check(z.minLength(1)));

export const bitbucketPipelines = z.strictObject({
  definitions: z.optional(z.strictObject({ caches: z.record(text, text) })),
  pipelines: z.strictObject({ tags: bitbucketSteps, custom: bitbucketSteps }),
});
