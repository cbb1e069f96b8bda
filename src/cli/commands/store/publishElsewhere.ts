/** The part of `mdist store publish` for Microsoft Intune, AppGallery and Firebase App Distribution. */

import { isAssignment } from '../../../core/stores/intune/assignApp.ts';
import { storeTitles } from '../../../core/stores/storeAccount.ts';
import {
  publishElsewhere,
  type ElsewhereOutcome,
  type ElsewhereTarget,
  type OtherStore,
} from '../../../core/workflow/publish/publishElsewhere.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type GalleryPhase } from '../../../core/stores/appgallery/publishToGallery.ts';
import { rolloutOf } from './rolloutOptions.ts';
import { dryRunChecks } from './dryRunChecks.ts';
import { nothingSent, writeRequests } from './plannedOutcome.ts';
import { keyIssues, readStore } from './storeAccess.ts';

export const elsewhereOptions = {
  testers: { type: 'text', placeholder: 'ADDRESSES', says: 'Firebase: mail addresses of testers, separated by commas' },
  'rollout-days': {
    type: 'integer',
    placeholder: 'DAYS',
    minimum: 1,
    maximum: 30,
    says: 'AppGallery: days of the phased release that --rollout asks for (default: 7)',
  },
  publisher: { type: 'text', placeholder: 'NAME', says: 'Intune: publisher of an app that is not there yet' },
  'display-name': { type: 'text', placeholder: 'NAME', says: 'Intune: name of an app that is not there yet (default: from the package)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** What each of them has, beside what all stores have. */
export const ownOptions: Readonly<Record<OtherStore, readonly string[]>> = {
  firebase: ['testers', 'groups', 'notes-file'],
  appgallery: ['draft', 'notes-file', 'rollout', 'rollout-days'],
  intune: ['publisher', 'display-name', 'groups'],
};

export async function publishOnOther(store: OtherStore, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const source = await readStore(input, services, store);
  if (store === 'firebase' && source.appId === undefined)
    throw usageFailure('--app-id is missing', 'Copy the app id from Project settings in the Firebase console');
  const path = input.operandPath(0);
  const isDryRun = input.flag('dry-run');
  const ofKey = await keyIssues(input, services, store);
  const outcome = await publishElsewhere(await services.loadWorkflow(), {
    path,
    source,
    target: targetOf(store, input),
    notesPath: input.path('notes-file'),
    isDryRun,
    skipsChecks: input.flag('skip-checks'),
    report: services.report,
    signal: services.signal,
  });
  const groups = store === 'appgallery' ? [] : listOf(input.text('groups'));
  const checks = await dryRunChecks(input, services, { source, groups });
  const { appIdentifier, version, versionCode, state, url, requests, isContinued } = outcome;
  const code = /^\d{1,15}$/.test(versionCode) ? Number(versionCode) : versionCode;
  return {
    document: {
      path,
      store,
      track: null,
      appIdentifier,
      version,
      versionCode: code,
      state,
      url,
      ...(!isDryRun && { continued: isContinued }),
      ...checks.document,
      requests,
    },
    issues: [...ofKey, ...outcome.issues],
    write: (page) => {
      page.line(headline(store, outcome), outcome.isRefused ? 'red' : 'green');
      page.facts([
        ['Package', path],
        ['Version', `${version} (${versionCode})`],
        ['Address', url ?? undefined],
      ]);
      checks.write(page);
      if (state === 'planned') writeRequests(page, requests);
    },
    exitCode: (outcome.isRefused && isDryRun) || checks.isRefused ? 1 : 0,
  };
}

function targetOf(store: OtherStore, input: CommandInput): ElsewhereTarget {
  const groups = listOf(input.text('groups'));
  switch (store) {
    case 'firebase': {
      const testers = listOf(input.text('testers'));
      const wrong = testers.find((tester) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(tester));
      if (wrong !== undefined)
        throw usageFailure(
          `${wrong} is not a mail address`,
          'Separate the addresses of testers by commas; groups have the option --groups',
        );
      return { store, audience: { testers, groups } };
    }
    case 'appgallery':
      return { store, isDraft: input.flag('draft'), phase: phaseOf(input) };
    case 'intune': {
      const wrong = groups.find((group) => !isAssignment(group));
      if (wrong !== undefined)
        throw usageFailure(`${wrong} is not the id of a group`, 'Use the object id of a group of the directory, all-users or all-devices');
      const [publisher, displayName] = [input.text('publisher'), input.text('display-name')];
      const texts = publisher === undefined ? undefined : { publisher, ...(displayName !== undefined && { displayName }) };
      return { store, assignments: groups, texts };
    }
  }
}

function phaseOf(input: CommandInput): GalleryPhase | undefined {
  const fraction = rolloutOf(input.text('rollout'));
  const days = input.integer('rollout-days');
  if (fraction === undefined) {
    if (days !== undefined) throw usageFailure('--rollout-days is for --rollout', 'Add --rollout with a share below 1, such as 0.2');
    return undefined;
  }
  if (input.flag('draft')) throw usageFailure('--rollout is not for a draft', 'Choose the phases when you submit it, or remove --draft');
  // AppGallery takes hundredths of a percent.
  const hundredths = Math.round(fraction * 10_000);
  if (hundredths < 1 || hundredths > 9999)
    throw usageFailure(`--rollout cannot be ${fraction} on AppGallery`, 'Use a share from 0.0001 to 0.9999');
  return { fraction, days: days ?? 7 };
}

function listOf(text: string | undefined): readonly string[] {
  const names = (text ?? '').split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function headline(store: OtherStore, { state, isRefused }: ElsewhereOutcome): string {
  const title = storeTitles[store];
  if (isRefused) return `${title} would refuse the package.`;
  const lines = {
    planned: nothingSent,
    uploaded: `The package is uploaded to ${title}; no one gets it yet.`,
    processing: `${title} is still processing the package. Run the same command again later to continue.`,
    'in-review': `The package is uploaded to ${title} and waits for its review.`,
    published: `The package is published on ${title}.`,
  } as const;
  return lines[state];
}
