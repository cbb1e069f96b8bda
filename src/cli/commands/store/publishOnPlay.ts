/** The part of `mdist store publish` for Google Play. */

import { publishPackage, type PublishOutcome, type PublishRequest } from '../../../core/workflow/publish/publishPackage.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type CommandServices } from '../../commandServices.ts';
import { dryRunChecks } from './dryRunChecks.ts';
import { countriesOf, rolloutOf } from './rolloutOptions.ts';
import { nothingSent, writeRequests } from './plannedOutcome.ts';
import { keyIssues, readStore } from './storeAccess.ts';

export const playOptions = {
  track: { type: 'text', placeholder: 'NAME', says: 'Google Play: track: internal (default), alpha, beta, production or your own' },
  rollout: {
    type: 'text',
    placeholder: 'FRACTION',
    says: 'Google Play and AppGallery: share of people who get it, such as 0.2 (default: everybody)',
  },
  draft: { type: 'flag', says: 'Google Play and AppGallery: leave a draft, to be finished in the console of the store' },
  countries: { type: 'text', placeholder: 'CODES', says: 'Google Play: countries of a rollout in production, such as DE,FR' },
  'rest-of-world': { type: 'flag', says: 'Google Play: with --countries, include all other countries' },
  mapping: { type: 'path', placeholder: 'FILE', says: 'Google Play: mapping file of R8, which makes stack traces readable' },
  'native-symbols': { type: 'path', placeholder: 'FILE', says: 'Google Play: ZIP with the symbols of native libraries' },
  priority: { type: 'integer', placeholder: 'NUMBER', minimum: 0, maximum: 5, says: 'Google Play: in-app update priority (default: 0)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export async function publishOnPlay(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const request = await readRequest(input, services);
  const ofKey = await keyIssues(input, services, 'google-play');
  const outcome = await publishPackage(await services.loadWorkflow(), request);
  const source = { store: 'google-play', key: request.key, ...(request.endpoint !== undefined && { endpoint: request.endpoint }) } as const;
  const checks = await dryRunChecks(input, services, { source, track: request.track });
  const { store, track, versionCode, state, url, requests, isSentForReview, isContinued } = outcome;
  const published = { sentForReview: isSentForReview, continued: isContinued };
  return {
    document: {
      path: request.path,
      store,
      track,
      versionCode,
      state,
      url,
      ...(!request.isDryRun && published),
      ...checks.document,
      requests,
    },
    issues: [...ofKey, ...outcome.issues],
    write: (page) => {
      page.line(headline(outcome), outcome.isRefused ? 'red' : 'green');
      page.facts([
        ['Package', request.path],
        ['Track', track],
        ['Version code', String(versionCode)],
        ['Address', url],
      ]);
      checks.write(page);
      if (state === 'planned') writeRequests(page, requests);
      else if (!isSentForReview) page.line('Send the changes for review in the Play Console: this app does not do it by itself.');
    },
    exitCode: outcome.isRefused || checks.isRefused ? 1 : 0,
  };
}

function headline({ state, isRefused }: PublishOutcome): string {
  if (isRefused) return 'Google Play would refuse the package.';
  const lines = {
    planned: nothingSent,
    draft: 'The release is a draft on Google Play.',
    'in-progress': 'The rollout has started on Google Play.',
    completed: 'The package is published on Google Play.',
  } as const;
  return lines[state];
}

async function readRequest(input: CommandInput, services: CommandServices): Promise<PublishRequest> {
  const { key, endpoint } = await readStore(input, services, 'google-play');
  const rollout = rolloutOf(input.text('rollout'));
  const track = input.text('track') ?? 'internal';
  const isDraft = input.flag('draft');
  if (isDraft && rollout !== undefined)
    throw usageFailure('--draft and --rollout exclude each other', 'Set the rollout when you finish the draft');
  return {
    path: input.operandPath(0),
    key,
    track,
    rollout,
    isDraft,
    priority: input.integer('priority'),
    countries: countriesOf(input, track, rollout !== undefined),
    mappingPath: input.path('mapping'),
    nativeSymbolsPath: input.path('native-symbols'),
    notesPath: input.path('notes-file'),
    endpoint,
    isDryRun: input.flag('dry-run'),
    skipsChecks: input.flag('skip-checks'),
    report: services.report,
    signal: services.signal,
  };
}
