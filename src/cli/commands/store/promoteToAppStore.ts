/** What `store promote`, `store rollout` and `store halt` do on App Store Connect: submit a version, steer its phased release, release it. */

import { withoutEnd } from '../../../core/base/withoutEnd.ts';
import {
  changePhase,
  releaseByHand,
  submitToAppStore,
  type PhaseChange,
  type ReleaseTime,
} from '../../../core/stores/app-store-connect/appStoreVersions.ts';
import { connectEndpoint } from '../../../core/stores/app-store-connect/connectApi.ts';
import { withdrawFromReview } from '../../../core/stores/app-store-connect/reviewSubmissions.ts';
import { parseReleaseNotes } from '../../../core/stores/releaseNotes.ts';
import { longestConnectNotes } from '../../../core/workflow/publish/publishIpa.ts';
import { readNotesFile } from '../../../core/workflow/publish/packageForStore.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { withAppleApp } from '../testflight/appleAccess.ts';
import { plannedOutcome } from './plannedOutcome.ts';

export const appStorePromotion = {
  'app-version': { type: 'text', placeholder: 'VERSION', says: 'App Store Connect: the version people see (default: that of the build)' },
  build: { type: 'text', placeholder: 'BUILD', says: 'App Store Connect: the build of TestFlight' },
  release: {
    type: 'text',
    placeholder: 'WHEN',
    says: 'App Store Connect: after-approval (default), manual, or a date such as 2026-12-24T08:00:00Z',
  },
  phased: { type: 'flag', says: 'App Store Connect: release over seven days' },
  withdraw: { type: 'flag', says: 'App Store Connect: withdraw from review what waits there, instead of promoting' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export async function promoteToAppStore(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  if (input.flag('withdraw')) return await withdraw(input, services);
  const [version, build] = [input.text('app-version'), input.text('build')];
  if (build === undefined)
    throw usageFailure('--build is missing', 'Add --build with a build of TestFlight; mdist store status lists them');
  const releases = releaseTimeOf(input.text('release'));
  const isPhased = input.flag('phased');
  const notes = parseReleaseNotes(await readNotesFile(services.files, input.path('notes-file')), longestConnectNotes);
  const named = { store: 'app-store-connect', version: version ?? '{version}', build };
  if (input.flag('dry-run')) {
    const methods = ['GET /v1/apps', 'GET /v1/builds', 'GET /v1/apps/{appId}/appStoreVersions', 'POST /v1/appStoreVersions'];
    const attach = 'PATCH /v1/appStoreVersions/{versionId}/relationships/build';
    const noted =
      notes.size === 0
        ? []
        : ['GET /v1/appStoreVersions/{versionId}/appStoreVersionLocalizations', 'PATCH /v1/appStoreVersionLocalizations/{id}'];
    const phases = isPhased
      ? ['GET /v1/appStoreVersions/{versionId}/appStoreVersionPhasedRelease', 'POST /v1/appStoreVersionPhasedReleases']
      : [];
    const review = [
      'GET /v1/reviewSubmissions',
      'POST /v1/reviewSubmissions',
      'POST /v1/reviewSubmissionItems',
      'PATCH /v1/reviewSubmissions/{id}',
    ];
    return planned(named, [...methods, attach, ...noted, ...phases, ...review], input);
  }
  const submitted = await withAppleApp(input, services, async (api, app) =>
    submitToAppStore(api, app, { version, build, notes, releases, isPhased }),
  );
  const shown = submitted.version;
  return {
    document: { ...named, version: shown, state: submitted.state, changed: submitted.isChanged },
    issues: [],
    write: (page) =>
      page.line(submitted.isChanged ? `Version ${shown} is submitted for review.` : `Version ${shown} is in review already.`, 'green'),
    next: ['mdist store status --store app-store-connect'],
  };
}

async function withdraw(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const foreign = Object.keys(appStorePromotion).find((name) => name !== 'withdraw' && input.isGiven(name));
  if (foreign !== undefined) throw usageFailure(`--withdraw excludes --${foreign}`, 'Withdraw first, then promote the other build');
  if (input.flag('dry-run'))
    return planned(
      { store: 'app-store-connect' },
      ['GET /v1/apps', 'GET /v1/reviewSubmissions', 'PATCH /v1/reviewSubmissions/{id}'],
      input,
    );
  const { state, isChanged } = await withAppleApp(input, services, async (api, app) => withdrawFromReview(api, app.id));
  return {
    document: { store: 'app-store-connect', state, changed: isChanged },
    issues: [],
    write: (page) => page.line(isChanged ? 'Withdrawn from review.' : 'Apple is withdrawing it from review already.', 'green'),
    next: ['mdist store status --store app-store-connect'],
  };
}

function releaseTimeOf(text: string | undefined): ReleaseTime {
  if (text === undefined || text === 'after-approval') return 'after-approval';
  if (text === 'manual') return 'manual';
  const date = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(date.getTime()))
    throw usageFailure(`--release cannot be ${text}`, 'Use after-approval, manual, or a date such as 2026-12-24T08:00:00Z');
  // Apple takes whole hours with an offset.
  return { notBefore: date.toISOString().replace(/\.\d+Z$/, '+00:00') };
}

export async function changeOnAppStore(input: CommandInput, services: CommandServices, change: PhaseChange): Promise<CommandOutcome> {
  if (input.flag('dry-run'))
    return planned(
      { store: 'app-store-connect' },
      [
        'GET /v1/apps',
        'GET /v1/apps/{appId}/appStoreVersions',
        'GET /v1/appStoreVersions/{versionId}/appStoreVersionPhasedRelease',
        'PATCH /v1/appStoreVersionPhasedReleases/{id}',
      ],
      input,
    );
  const { version, phase, isChanged } = await withAppleApp(input, services, async (api, app) => changePhase(api, app.id, change));
  return {
    document: { store: 'app-store-connect', version, phase, changed: isChanged },
    issues: [],
    write: (page) =>
      page.line(
        isChanged ? `The phased release of ${version} is ${phase}.` : `The phased release of ${version} is ${phase} already.`,
        'green',
      ),
  };
}

export async function releaseOnAppStore(input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  if (input.flag('dry-run'))
    return planned(
      { store: 'app-store-connect' },
      ['GET /v1/apps', 'GET /v1/apps/{appId}/appStoreVersions', 'POST /v1/appStoreVersionReleaseRequests'],
      input,
    );
  const { version, isChanged } = await withAppleApp(input, services, async (api, app) => releaseByHand(api, app.id));
  return {
    document: { store: 'app-store-connect', version, changed: isChanged },
    issues: [],
    write: (page) =>
      page.line(isChanged ? `Version ${version} is being released.` : `Version ${version} is being released already.`, 'green'),
  };
}

function planned(named: Readonly<Record<string, string>>, lines: readonly string[], input: CommandInput): CommandOutcome {
  const endpoint = withoutEnd(input.text('endpoint') ?? connectEndpoint, '/');
  const requests = lines.map((line) => {
    const [method = '', path = ''] = line.split(' ');
    return { method, url: `${endpoint}${path}` };
  });
  return plannedOutcome(named, requests);
}
