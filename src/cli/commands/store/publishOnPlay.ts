/** The part of `mdist store publish` for Google Play. */

import { publishPackage, type PublishOutcome, type PublishRequest } from '../../../core/workflow/publish/publishPackage.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { type CommandServices } from '../../commandServices.ts';

export const playOptions = {
  track: { type: 'text', placeholder: 'NAME', says: 'Google Play: track: internal (default), alpha, beta, production or your own' },
  rollout: { type: 'text', placeholder: 'FRACTION', says: 'Google Play: share of people who get it, such as 0.2 (default: everybody)' },
  draft: { type: 'flag', says: 'Google Play: leave the release as a draft, to be finished in the Play Console' },
  priority: { type: 'integer', placeholder: 'NUMBER', minimum: 0, maximum: 5, says: 'Google Play: in-app update priority (default: 0)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export async function publishOnPlay(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const request = await readRequest(input, services);
  const outcome = await publishPackage(await services.loadWorkflow(), request);
  const { store, track, versionCode, state, url, requests, isSentForReview, isContinued } = outcome;
  const published = { sentForReview: isSentForReview, continued: isContinued };
  return {
    document: { path: request.path, store, track, versionCode, state, url, ...(!request.isDryRun && published), requests },
    issues: outcome.issues,
    write: (page) => {
      page.line(headline(outcome), outcome.isRefused ? 'red' : 'green');
      page.facts([
        ['Package', request.path],
        ['Track', track],
        ['Version code', String(versionCode)],
        ['Address', url],
      ]);
      if (state === 'planned')
        page.table(
          ['Method', 'Address'],
          requests.map((each) => [each.method, each.url]),
        );
      else if (!isSentForReview) page.line('Send the changes for review in the Play Console: this app does not do it by itself.');
    },
    exitCode: outcome.isRefused ? 1 : 0,
  };
}

function headline({ state, isRefused }: PublishOutcome): string {
  if (isRefused) return 'Google Play would refuse the package.';
  const lines = {
    planned: 'Nothing was sent. These requests would be sent.',
    draft: 'The release is a draft on Google Play.',
    'in-progress': 'The rollout has started on Google Play.',
    completed: 'The package is published on Google Play.',
  } as const;
  return lines[state];
}

async function readRequest(input: CommandInput, services: CommandServices): Promise<PublishRequest> {
  const reference = input.secret('key');
  if (reference === undefined) throw usageFailure('--key is missing', 'Add --key file:KEY.json, the JSON key of a service account');
  const rollout = rolloutOf(input.text('rollout'));
  const isDraft = input.flag('draft');
  if (isDraft && rollout !== undefined)
    throw usageFailure('--draft and --rollout exclude each other', 'Set the rollout when you finish the draft');
  return {
    path: input.operandPath(0),
    key: await readKey(services, '--key', reference),
    track: input.text('track') ?? 'internal',
    rollout,
    isDraft,
    priority: input.integer('priority'),
    notesPath: input.path('notes-file'),
    endpoint: input.text('endpoint'),
    isDryRun: input.flag('dry-run'),
    skipsChecks: input.flag('skip-checks'),
    report: services.report,
    signal: services.signal,
  };
}

/** A release to everybody is not a rollout. */
function rolloutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 1))
    throw usageFailure(`--rollout ${text} is not a fraction`, 'Use a number above 0 and up to 1, such as 0.2');
  return value === 1 ? undefined : value;
}
