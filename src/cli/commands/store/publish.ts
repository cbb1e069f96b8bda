/** `mdist store publish`: brings a package to a store, or shows what that would send. */

import { publishPackage, type PublishOutcome, type PublishRequest } from '../../../core/workflow/publish/publishPackage.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { type CommandServices } from '../../commandServices.ts';

const stores = ['google-play'] as const;

export const storePublish: Command = {
  path: ['store', 'publish'],
  summary: 'Publish a package to a store',
  details: [
    'The package is checked first; what the store is known to refuse is listed before anything is sent. If the upload is interrupted, run the same command again: it continues, and never publishes twice.',
    'For Google Play, the key is the JSON key of a service account that the Play Console allows to release the app. Release notes are plain text in the default language of the app, a JSON object by language, or the tags of the Play Console: <en-US>…</en-US>.',
  ],
  operands: [{ name: 'FILE', says: 'The package: .aab, or .apk for an app that already has APKs' }],
  options: {
    store: { type: 'choice', choices: stores, says: 'The store' },
    key: { type: 'secret', says: 'Source of the key for the store; a file is read whole' },
    track: { type: 'text', placeholder: 'NAME', says: 'The track: internal (default), alpha, beta, production or your own' },
    rollout: { type: 'text', placeholder: 'FRACTION', says: 'Share of people who get the release, such as 0.2 (default: everybody)' },
    draft: { type: 'flag', says: 'Leave the release as a draft, to be finished in the Play Console' },
    priority: { type: 'integer', placeholder: 'NUMBER', minimum: 0, maximum: 5, says: 'In-app update priority (default: 0)' },
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'File with the release notes' },
    endpoint: { type: 'text', placeholder: 'URL', says: 'Address to use instead of the store’s own, such as a proxy' },
    'skip-checks': { type: 'flag', says: 'Publish even if the store is known to refuse something in the package' },
    'dry-run': { type: 'flag', says: 'Send nothing; list the requests that would be sent' },
  },
  examples: [
    'mdist store publish app.aab --store google-play --key file:play.json --track internal --dry-run',
    'mdist store publish app.aab --store google-play --key file:play.json --track production --rollout 0.2 --notes-file notes.txt --json',
  ],
  run: async (input, services) => {
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
  },
};

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
  if (input.choice('store', stores) === undefined) throw usageFailure('--store is missing', 'Add --store google-play');
  const reference = input.secret('key');
  if (reference === undefined) throw usageFailure('--key is missing', 'Add --key file:KEY.json, the JSON key of a service account');
  const endpoint = input.text('endpoint');
  if (endpoint !== undefined && !/^https?:\/\/[^/]/.test(endpoint))
    throw usageFailure(`${endpoint} is not an http or https address`, 'Enter the complete address, such as https://proxy.example.com');
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
    endpoint,
    isDryRun: input.flag('dry-run'),
    skipsChecks: input.flag('skip-checks'),
    report: services.report,
    signal: services.signal,
  };
}

/** Everybody is no rollout. */
function rolloutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 1))
    throw usageFailure(`--rollout ${text} is not a fraction`, 'Use a number above 0 and up to 1, such as 0.2');
  return value === 1 ? undefined : value;
}
