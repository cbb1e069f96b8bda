/** The part of `mdist store publish` for App Store Connect. */

import { encryptionAnswerOf } from '../../../core/stores/app-store-connect/exportCompliance.ts';
import { publishIpa, type PublishIpaOutcome } from '../../../core/workflow/publish/publishIpa.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { type CommandServices } from '../../commandServices.ts';
import { dryRunChecks } from './dryRunChecks.ts';
import { nothingSent, writeRequests } from './plannedOutcome.ts';
import { keyIssues, readStore } from './storeAccess.ts';

export const testFlightOptions = {
  groups: {
    type: 'text',
    placeholder: 'NAMES',
    says: 'Separated by commas. App Store Connect and Firebase: groups of testers. Intune: ids of groups, all-users or all-devices',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export const complianceOptions = {
  encryption: {
    type: 'text',
    placeholder: 'ANSWER',
    says: 'App Store Connect: exempt (no encryption, or only exempt), or the id of an approved declaration',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export async function publishOnTestFlight(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const source = await readStore(input, services, 'app-store-connect');
  const { key, keyId = '', issuer, endpoint } = source;
  const path = input.operandPath(0);
  const names = (input.text('groups') ?? '').split(',').map((name) => name.trim());
  const groups = [...new Set(names.filter((name) => name !== ''))];
  const isDryRun = input.flag('dry-run');
  const answer = input.text('encryption');
  const ofKey = await keyIssues(input, services, 'app-store-connect');
  const outcome = await publishIpa(await services.loadWorkflow(), {
    path,
    key,
    keyId,
    issuer,
    groups,
    encryption: answer === undefined ? undefined : encryptionAnswerOf(answer),
    notesPath: input.path('notes-file'),
    endpoint,
    isDryRun,
    skipsChecks: input.flag('skip-checks'),
    report: services.report,
    signal: services.signal,
  });
  const checks = await dryRunChecks(input, services, { source, groups });
  const { version, build, state, url, requests, isContinued } = outcome;
  const named = { store: 'app-store-connect', track: 'testflight', versionCode: codeOf(build), version, groups };
  return {
    document: { path, ...named, state, url, ...(!isDryRun && { continued: isContinued }), ...checks.document, requests },
    issues: [...ofKey, ...outcome.issues],
    write: (page) => {
      page.line(headline(outcome), outcome.isRefused ? 'red' : 'green');
      page.facts([
        ['Package', path],
        ['Version', `${version} (${build})`],
        ['Groups', groups.length === 0 ? undefined : groups.join(', ')],
        ['Address', url ?? undefined],
      ]);
      checks.write(page);
      if (state === 'planned') writeRequests(page, requests);
    },
    exitCode: outcome.isRefused || checks.isRefused ? 1 : 0,
  };
}

/** A number where it is one: Apple also has builds such as 1.2.3. */
function codeOf(build: string): number | string {
  return /^\d{1,15}$/.test(build) ? Number(build) : build;
}

function headline({ state, isRefused }: PublishIpaOutcome): string {
  if (isRefused) return 'App Store Connect would refuse the package.';
  const lines = {
    planned: nothingSent,
    processing: 'Apple is still processing the package. Run the same command again later to continue.',
    'missing-compliance':
      'The package is uploaded. Answer the question about encryption before people can test it: mdist testflight encryption.',
    uploaded: 'The package is uploaded to App Store Connect.',
    'in-review': 'The package is uploaded and waits for the beta review of Apple.',
    'in-testing': 'The package is in testing.',
  } as const;
  return lines[state];
}
