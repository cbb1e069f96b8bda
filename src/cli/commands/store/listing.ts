/** `mdist store listing lint|pull|push`: the listing of Google Play or the App Store as files. */

import { type StoreName } from '../../../core/stores/storeAccount.ts';
import { type ListingDifference } from '../../../core/stores/storeListing.ts';
import { appleListingRules } from '../../../core/workflow/stores/listing/appleListingRules.ts';
import { type PullPlace } from '../../../core/workflow/stores/listing/listingFiles.ts';
import { playListingRules } from '../../../core/workflow/stores/listing/playListingRules.ts';
import { readListingFolder } from '../../../core/workflow/stores/listing/readListing.ts';
import { pullAppleListing, pushAppleListing, type AppleListingApp } from '../../../core/workflow/stores/listing/syncAppleListing.ts';
import { pullPlayListing, pushPlayListing } from '../../../core/workflow/stores/listing/syncPlayListing.ts';
import { connectAccountOf, playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { type PlayApp } from '../../../core/stores/google-play/inEdit.ts';
import { type Command, type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type TextPage } from '../../terminal/textPage.ts';
import { type CommandServices } from '../../commandServices.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { appFolder } from '../sharedOptions.ts';
import {
  bothStoreOptions,
  chosenStore,
  connectIdentity,
  readStore,
  refuseForeign,
  storeAppIdentifier,
  storeAppOptions,
} from './storeAccess.ts';

/** Texts are cut for people; all of them are in the document of `--json`. */
const longestShown = 60;

export const storeListing: Command = {
  path: ['store', 'listing'],
  summary: 'Check, pull or push the listing of Google Play or the App Store that is kept as files',
  details: [
    'lint checks lengths of texts and sizes of pictures, pull writes what is at the store into the folder, push sends what differs. A dry run of push lists the differences and changes nothing.',
    'A language is a folder in store/google-play: title.txt, short-description.txt, full-description.txt, video.txt, icon.png, feature-graphic.png, and folders such as phone-screenshots.',
    'In store/app-store-connect a language has name.txt, subtitle.txt, description.txt, keywords.txt, promotional-text.txt, whats-new.txt, support-url.txt, marketing-url.txt, privacy-policy-url.txt, and folders such as iphone-67-screenshots.',
  ],
  operands: [{ name: 'ACTION', says: 'lint, pull or push' }],
  options: {
    folder: {
      type: 'path',
      placeholder: 'DIR',
      says: 'The folder of the listing (default: store/google-play or store/app-store-connect in the app)',
    },
    ...bothStoreOptions,
    ...storeAppOptions,
    'app-version': {
      type: 'text',
      placeholder: 'VERSION',
      says: 'App Store Connect: the version that the listing belongs to; push creates it (default: the one that can be changed)',
    },
    force: { type: 'flag', says: 'With pull: replace files of other kinds that are at the place of a text or picture' },
    'dry-run': { type: 'flag', says: 'With push: list what would change' },
  },
  examples: [
    'mdist store listing lint',
    'mdist store listing pull --account play',
    'mdist store listing push --dry-run --store app-store-connect --app-version 1.3',
  ],
  run: async (input, services) => {
    const store = await chosenStore(input, services);
    if (store !== 'google-play' && store !== 'app-store-connect')
      throw usageFailure('Only Google Play and App Store Connect have a listing', 'Choose another account with --account');
    refuseForeign(input, store === 'google-play' ? [...connectIdentity, 'app-version'] : [], store);
    const named = input.path('folder');
    const within = appFolder(input, services);
    const mayReplace = input.flag('force');
    const place: PullPlace =
      named === undefined ? { folder: services.paths.join(within, 'store', store), within, mayReplace } : { folder: named, mayReplace };
    const [action = ''] = input.operands;
    if (input.flag('dry-run') && action !== 'push') throw usageFailure('--dry-run is for push', 'Remove it, or use push');
    if (mayReplace && action !== 'pull') throw usageFailure('--force is for pull', 'Remove it, or use pull');
    if (action === 'lint') return await lint(store, place.folder, services);
    if (action === 'pull') return await pull(store, place, input, services);
    if (action === 'push') return await push(store, place.folder, input, services);
    throw usageFailure(`Unknown action: ${action}`, 'Use lint, pull or push');
  },
};

type ListedStore = Extract<StoreName, 'google-play' | 'app-store-connect'>;

async function lint(store: ListedStore, folder: string, services: CommandServices): Promise<CommandOutcome> {
  const { listings, issues } =
    store === 'google-play'
      ? await readListingFolder(services.ports, playListingRules, folder)
      : await readListingFolder(services.ports, appleListingRules, folder);
  const languages = listings.map(({ language }) => language);
  return {
    document: { store, folder, languages },
    issues,
    write: (page) => page.line(languages.length === 0 ? 'There is no language in the folder.' : `Languages: ${languages.join(', ')}`),
  };
}

async function pull(store: ListedStore, place: PullPlace, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const world = await services.loadWorkflow();
  const { appIdentifier, ...pulled } =
    store === 'google-play'
      ? await withPlay(input, services, async (app) => await pullPlayListing(world, app, place))
      : await withApple(input, services, async (app) => await pullAppleListing(world, app, place));
  const { languages, written } = pulled;
  return {
    document: { store, folder: place.folder, appIdentifier, ...pulled },
    issues: [],
    write: (page) => page.line(`Wrote ${written.length} files: ${languages.join(', ')}`, 'green'),
  };
}

async function push(store: ListedStore, folder: string, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const isDryRun = input.flag('dry-run');
  const world = await services.loadWorkflow();
  if (store === 'app-store-connect') {
    const { differences, isChanged, issues, version, appIdentifier } = await withApple(
      input,
      services,
      async (app) => await pushAppleListing(world, app, { folder, isDryRun }),
    );
    return {
      document: { store, folder, appIdentifier, version, changed: isChanged, differences },
      issues,
      write: (page) => writeDifferences(page, differences, isDryRun ? undefined : `version ${version} on App Store Connect`),
    };
  }
  const { differences, isChanged, isSentForReview, issues, appIdentifier } = await withPlay(
    input,
    services,
    async (app) => await pushPlayListing(world, app, { folder, isDryRun }),
  );
  return {
    document: { store, folder, appIdentifier, changed: isChanged, ...(!isDryRun && { sentForReview: isSentForReview }), differences },
    issues,
    write: (page) => writeDifferences(page, differences, isDryRun ? undefined : 'Google Play'),
  };
}

type OfApp<Result> = Result & { readonly appIdentifier: string };

async function withPlay<Result>(
  input: CommandInput,
  services: CommandServices,
  use: (app: PlayApp) => Promise<Result>,
): Promise<OfApp<Result>> {
  const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
  const app = playAppOf(await readStore(input, services, 'google-play'), appIdentifier, services.signal);
  return { ...(await use(app)), appIdentifier };
}

async function withApple<Result>(
  input: CommandInput,
  services: CommandServices,
  use: (app: AppleListingApp) => Promise<Result>,
): Promise<OfApp<Result>> {
  const appIdentifier = await storeAppIdentifier(input, services, 'app-store-connect');
  const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
  return { ...(await use({ account, appIdentifier, version: input.text('app-version') })), appIdentifier };
}

/** `changed`: where; `undefined` in a dry run. */
function writeDifferences(page: TextPage, differences: readonly ListingDifference[], changed: string | undefined): void {
  if (differences.length === 0) page.line('The store has this listing already.', 'green');
  else page.line(changed === undefined ? 'Nothing was changed. These differ:' : `Changed for ${changed}:`, 'green');
  for (const { language, field, from, to } of differences) {
    page.line(`${language} ${field}`, 'bold');
    if (from !== null) page.line(`- ${shorten(from)}`, 'red');
    page.line(`+ ${shorten(to)}`, 'green');
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}
