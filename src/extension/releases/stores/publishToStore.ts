/**
 * Publish to Store…: which package goes to which account, track or groups, with which notes and for how many people; what the store would refuse
 * is said before the first byte; then the upload, with progress and a way to cancel. Started again, it continues.
 */

import * as vscode from 'vscode';
import { type StoreAccount, type StoreName } from '../../../core/stores/storeAccount.ts';
import { type ProgressUpdate } from '../../../core/base/progress.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askChoice, askText } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { packageToRelease, type PackageToRelease } from '../release/packageToRelease.ts';
import { confirmPublication } from './confirmPublication.ts';
import { percentOf } from './storeChanges.ts';
import { askPlayOptions, optionLines, type PlayOptions } from './playOptions.ts';
import { proposeStoreNotes, rememberPublished, storeNotesSteps, type NotesAnswers } from './storeNotes.ts';
import { askAccount, withStoreProgress, type Published, type StoreParts } from './storeParts.ts';

interface PublishAnswers extends NotesAnswers {
  /** Google Play. */
  readonly track: string;
  /** In percent; Google Play. */
  readonly rollout: number;
  /** By name, separated by commas; App Store Connect. */
  readonly groups: string;
}

export async function publishToStore(parts: StoreParts, argument: unknown): Promise<void> {
  const chosen = await packageToRelease(parts, argument);
  const account = await askAccount(parts, storesFor(chosen.fileName));
  const { store } = account;
  const title = vscode.l10n.t('Publish {0}', chosen.fileName);
  if (store !== 'google-play' && store !== 'app-store-connect') {
    const { publishOnOther } = await import('./publishElsewhere.ts');
    await publishOnOther(parts, chosen, { ...account, store }, (published) => void tellPublished(published));
    return;
  }
  const { sourceControl } = await parts.loadWorld();
  const notesSteps = storeNotesSteps<PublishAnswers>(store, await proposeStoreNotes(parts.memory, sourceControl, store, chosen));
  const trackNotes = notesSteps.map((step) => ({
    ...step,
    isAsked: (answers: PublishAnswers) => answers.track !== internalSharing && step.isAsked?.(answers) !== false,
  }));
  const steps = store === 'google-play' ? [trackStep, rolloutStep, ...trackNotes] : [groupsStep, ...notesSteps];
  const known: PublishAnswers = { track: 'internal', rollout: 100, groups: '', notesFrom: 'text', notes: '' };
  const answers = await askInSteps<PublishAnswers>(title, steps, known);
  if (answers.track === internalSharing) {
    const { shareOnPlay } = await import('./shareOnPlay.ts');
    return await shareOnPlay(parts, chosen, account);
  }
  const options = await confirm(parts, chosen, account, answers);
  await parts.errors.orAgain(async () => {
    const published = await publish(parts, chosen, account, { ...answers, ...options });
    await rememberPublished(parts.memory, store, chosen);
    void tellPublished(published);
  });
}

async function publish(
  parts: StoreParts,
  chosen: PackageToRelease,
  account: StoreAccount,
  answers: PublishAnswers & PlayOptions,
): Promise<Published> {
  return await withStoreProgress(vscode.l10n.t('Publishing {0}', chosen.fileName), async (signal, report) => {
    const onProgress = ({ fraction }: ProgressUpdate): void => report(Math.floor(100 * (fraction ?? 0)));
    return account.store === 'google-play'
      ? await publishOnPlay(parts, chosen, account, answers, { signal, report: onProgress })
      : await publishOnConnect(parts, chosen, account, answers, { signal, report: onProgress });
  });
}

/** Who takes a package of this kind. */
function storesFor(fileName: string): readonly StoreName[] {
  const name = fileName.toLowerCase();
  if (name.endsWith('.ipa')) return ['app-store-connect', 'firebase', 'intune'];
  return name.endsWith('.aab') ? ['google-play', 'firebase', 'appgallery'] : ['google-play', 'firebase', 'appgallery', 'intune'];
}

/** Not a track: the package gets a link. No track has such a name. */
const internalSharing = ' internal-sharing';

const trackStep: Step<PublishAnswers> = {
  ask: async (answers, place) => {
    const own = vscode.l10n.t('Your Own Closed Track…');
    const choices = [
      { label: 'internal', description: vscode.l10n.t('Up to 100 testers, within minutes'), value: 'internal' },
      { label: 'alpha', description: vscode.l10n.t('Closed testing'), value: 'alpha' },
      { label: 'beta', description: vscode.l10n.t('Open testing'), value: 'beta' },
      { label: 'production', description: vscode.l10n.t('Everyone'), value: 'production' },
      { label: own, value: '' },
      {
        label: vscode.l10n.t('Internal App Sharing'),
        description: vscode.l10n.t('A link at once, with any version code and without a review'),
        value: internalSharing,
      },
    ];
    const track = await askChoice(place, {
      placeholder: vscode.l10n.t('Which track?'),
      choices,
      isChosen: (value) => value === answers.track,
    });
    if (track === wentBack) return wentBack;
    if (track !== '') return { ...answers, track };
    const check = (text: string) => (text.trim() === '' ? { text: vscode.l10n.t('Enter the name of the track') } : undefined);
    const name = await askText(place, { prompt: vscode.l10n.t('Name of the track in the Play Console'), check });
    return name === wentBack ? wentBack : { ...answers, track: name.trim() };
  },
};

const rolloutStep: Step<PublishAnswers> = {
  isAsked: ({ track }) => track === 'production' || track === 'beta',
  ask: async (answers, place) => {
    const check = (text: string) =>
      percentOf(text) === undefined ? { text: vscode.l10n.t('Enter a number above 0 and up to 100') } : undefined;
    const prompt = vscode.l10n.t('Percent of people who get it. 100 is everyone.');
    const given = await askText(place, { prompt, value: String(answers.rollout), check });
    return given === wentBack ? wentBack : { ...answers, rollout: percentOf(given) ?? 100 };
  },
};

const groupsStep: Step<PublishAnswers> = {
  ask: async (answers, place) => {
    const prompt = vscode.l10n.t('Groups of TestFlight, separated by commas. Leave it empty to upload only.');
    const given = await askText(place, { prompt, value: answers.groups });
    return given === wentBack ? wentBack : { ...answers, groups: given };
  },
};

function groupsOf({ groups }: PublishAnswers): readonly string[] {
  return [...new Set(groups.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

/** With everything that is known to stop it, before the first byte. */
async function confirm(parts: StoreParts, chosen: PackageToRelease, account: StoreAccount, answers: PublishAnswers): Promise<PlayOptions> {
  const { store } = account;
  const { candidate } = chosen;
  const { track, rollout, notes } = answers;
  const groups = groupsOf(answers);
  const isPlay = store === 'google-play';
  const where = isPlay
    ? vscode.l10n.t('Track: {0}, {1} % of people', track, rollout)
    : groups.length === 0
      ? vscode.l10n.t('No group: the package is only uploaded')
      : vscode.l10n.t('Groups: {0}', groups.join(', '));
  const version = candidate.version === undefined ? '' : vscode.l10n.t('Version code: {0}', candidate.version);
  let chosenOptions: PlayOptions = { isDraft: false };
  const options = {
    lines: () => optionLines(chosenOptions),
    ask: async () => {
      const takesCountries = track === 'production' && rollout < 100;
      chosenOptions = await askPlayOptions(vscode.l10n.t('Publish {0}', chosen.fileName), chosenOptions, takesCountries);
    },
  };
  await confirmPublication(parts, chosen, account, { lines: [version, where], track, groups, notes, ...(isPlay && { options }) });
  return chosenOptions;
}

interface Running {
  readonly signal: AbortSignal;
  readonly report: (update: ProgressUpdate) => void;
}

async function publishOnPlay(
  parts: StoreParts,
  { path }: PackageToRelease,
  account: StoreAccount,
  { track, rollout, notes, isDraft, priority, countries, mappingPath, nativeSymbolsPath }: PublishAnswers & PlayOptions,
  running: Running,
): Promise<Published> {
  const { publishPackage } = await import('../../../core/workflow/publish/publishPackage.ts');
  const { key, endpoint } = await parts.accounts.source(account);
  const { state, url, isSentForReview } = await publishPackage(await parts.loadWorld(), {
    path,
    key,
    track,
    // A draft gets its share when it is finished.
    rollout: rollout === 100 || isDraft ? undefined : rollout / 100,
    isDraft,
    priority,
    countries: isDraft ? undefined : countries,
    mappingPath,
    nativeSymbolsPath,
    notesPath: undefined,
    notes,
    endpoint,
    isDryRun: false,
    skipsChecks: false,
    ...running,
  });
  const texts = {
    planned: '',
    draft: vscode.l10n.t('The package is a draft on Google Play. Finish it in the Play Console.'),
    'in-progress': vscode.l10n.t('The rollout has started on Google Play.'),
    completed: vscode.l10n.t('The package is published on Google Play.'),
  } as const;
  const done = texts[state];
  const byHand = isSentForReview ? '' : ` ${vscode.l10n.t('Send the changes for review in the Play Console.')}`;
  return { text: `${done}${byHand}`, url };
}

async function publishOnConnect(
  parts: StoreParts,
  { path }: PackageToRelease,
  account: StoreAccount,
  answers: PublishAnswers,
  running: Running,
): Promise<Published> {
  const { publishIpa } = await import('../../../core/workflow/publish/publishIpa.ts');
  const { key, keyId = '', issuer, endpoint } = await parts.accounts.source(account);
  const { state, url } = await publishIpa(await parts.loadWorld(), {
    path,
    key,
    keyId,
    issuer,
    groups: groupsOf(answers),
    notesPath: undefined,
    notes: answers.notes,
    endpoint,
    isDryRun: false,
    skipsChecks: false,
    ...running,
  });
  const texts = {
    planned: '',
    processing: vscode.l10n.t('Apple is still processing the package. Publish it again later to continue.'),
    'missing-compliance': vscode.l10n.t('The package is uploaded. Answer the question about encryption in App Store Connect.'),
    uploaded: vscode.l10n.t('The package is uploaded to App Store Connect.'),
    'in-review': vscode.l10n.t('The package is uploaded and waits for the beta review of Apple.'),
    'in-testing': vscode.l10n.t('The package is in testing.'),
  } as const;
  return { text: texts[state], url };
}

async function tellPublished({ text, url }: Published): Promise<void> {
  const open = vscode.l10n.t('Open Store');
  const chosen = await vscode.window.showInformationMessage(text, ...(url === null ? [] : [open]));
  if (chosen === open && url !== null) await openWebPage(url);
}
