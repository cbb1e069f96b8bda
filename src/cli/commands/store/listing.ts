/** `mdist store listing lint|pull|push`: the store listing of Google Play as files. */

import { readListingFolder } from '../../../core/workflow/stores/listing/readListing.ts';
import { pullListing, type PullPlace, pushListing } from '../../../core/workflow/stores/listing/syncListing.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command, type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { appFolder } from '../sharedOptions.ts';
import { playAccessOptions, readStore, storeAppIdentifier, storeAppOptions } from './storeAccess.ts';

/** Texts are cut for people; all of them are in the document of `--json`. */
const longestShown = 60;

export const storeListing: Command = {
  path: ['store', 'listing'],
  summary: 'Check, pull or push the store listing of Google Play that is kept as files',
  details: [
    'lint checks lengths of texts and sizes of pictures, pull writes what is at the store into the folder, push sends what differs. A dry run of push lists the differences and changes nothing.',
    'A language is a folder in store/google-play: title.txt, short-description.txt, full-description.txt, video.txt, icon.png, feature-graphic.png, and folders such as phone-screenshots.',
  ],
  operands: [{ name: 'ACTION', says: 'lint, pull or push' }],
  options: {
    folder: { type: 'path', placeholder: 'DIR', says: 'The folder of the listing (default: store/google-play in the app)' },
    ...playAccessOptions,
    ...storeAppOptions,
    force: { type: 'flag', says: 'With pull: replace files of other kinds that are at the place of a text or picture' },
    'dry-run': { type: 'flag', says: 'With push: list what would change' },
  },
  examples: ['mdist store listing lint', 'mdist store listing pull --account play', 'mdist store listing push --dry-run --account play'],
  run: async (input, services) => {
    const named = input.path('folder');
    const within = appFolder(input, services);
    const mayReplace = input.flag('force');
    const place: PullPlace =
      named === undefined
        ? { folder: services.paths.join(within, 'store', 'google-play'), within, mayReplace }
        : { folder: named, mayReplace };
    const { folder } = place;
    const [action = ''] = input.operands;
    if (input.flag('dry-run') && action !== 'push') throw usageFailure('--dry-run is for push', 'Remove it, or use push');
    if (mayReplace && action !== 'pull') throw usageFailure('--force is for pull', 'Remove it, or use pull');
    if (action === 'lint') return await lint(folder, services);
    if (action === 'pull') return await pull(place, input, services);
    if (action === 'push') return await push(folder, input, services);
    throw usageFailure(`Unknown action: ${action}`, 'Use lint, pull or push');
  },
};

async function lint(folder: string, services: CommandServices): Promise<CommandOutcome> {
  const { listings, issues } = await readListingFolder(services.ports, folder);
  const languages = listings.map(({ language }) => language);
  return {
    document: { folder, languages },
    issues,
    write: (page) => page.line(languages.length === 0 ? 'There is no language in the folder.' : `Languages: ${languages.join(', ')}`),
  };
}

async function pull(place: PullPlace, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
  const app = playAppOf(await readStore(input, services, 'google-play'), appIdentifier, services.signal);
  const { languages, written } = await pullListing(await services.loadWorkflow(), app, place);
  return {
    document: { folder: place.folder, appIdentifier, languages, written },
    issues: [],
    write: (page) => page.line(`Wrote ${written.length} files: ${languages.join(', ')}`, 'green'),
  };
}

async function push(folder: string, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
  const app = playAppOf(await readStore(input, services, 'google-play'), appIdentifier, services.signal);
  const isDryRun = input.flag('dry-run');
  const pushed = await pushListing(await services.loadWorkflow(), app, { folder, isDryRun });
  const { differences, isChanged, isSentForReview, issues } = pushed;
  return {
    document: { folder, appIdentifier, changed: isChanged, ...(!isDryRun && { sentForReview: isSentForReview }), differences },
    issues,
    write: (page) => {
      if (differences.length === 0) page.line('The store has this listing already.', 'green');
      else page.line(isDryRun ? 'Nothing was changed. These differ:' : 'Changed on Google Play:', 'green');
      for (const { language, field, from, to } of differences) {
        page.line(`${language} ${field}`, 'bold');
        if (from !== null) page.line(`- ${shorten(from)}`, 'red');
        page.line(`+ ${shorten(to)}`, 'green');
      }
    },
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}
