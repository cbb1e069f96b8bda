/** Publish to Store… for Microsoft Intune, AppGallery and Firebase App Distribution: who gets it, the notes, and the upload. */

import * as vscode from 'vscode';
import { isAssignment } from '../../../core/stores/intune/assignApp.ts';
import { storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type ElsewhereTarget, type OtherStore } from '../../../core/workflow/publish/publishElsewhere.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askText } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { type PackageToRelease } from '../release/packageToRelease.ts';
import { confirmPublication } from './confirmPublication.ts';
import { proposeStoreNotes, rememberPublished, storeNotesSteps, type NotesAnswers } from './storeNotes.ts';
import { withStoreProgress, type Published, type StoreParts } from './storeParts.ts';

interface ElsewhereAnswers extends NotesAnswers {
  /** Separated by commas: groups, and mail addresses for Firebase. */
  readonly audience: string;
  readonly publisher: string;
}

/** `problemOf` names what cannot be taken, before the upload. */
const textStep = (
  field: 'audience' | 'publisher',
  promptOf: () => string,
  problemOf: (given: string) => string | undefined = () => undefined,
): Step<ElsewhereAnswers> => ({
  ask: async (answers, place) => {
    const check = (given: string): { readonly text: string } | undefined => {
      const text = problemOf(given);
      return text === undefined ? undefined : { text };
    };
    const given = await askText(place, { prompt: promptOf(), value: answers[field], check });
    return given === wentBack ? wentBack : { ...answers, [field]: given.trim() };
  },
});

const stepsOf: Readonly<Record<OtherStore, readonly Step<ElsewhereAnswers>[]>> = {
  firebase: [
    textStep('audience', () => vscode.l10n.t('Groups and mail addresses of testers, separated by commas. Leave it empty to upload only.')),
  ],
  appgallery: [],
  intune: [
    textStep(
      'audience',
      () => vscode.l10n.t('all-users, all-devices or ids of groups, separated by commas. Leave it empty to upload only.'),
      (given) => {
        const wrong = namesIn(given).find((name) => !isAssignment(name));
        return wrong === undefined ? undefined : vscode.l10n.t('{0} is not all-users, all-devices or the id of a group', wrong);
      },
    ),
    textStep('publisher', () => vscode.l10n.t('Publisher, for an app that is not in Intune yet')),
  ],
};

type OtherAccount = StoreAccount & { readonly store: OtherStore };

/** Calls `tell` with what came of it. Where the store refuses, it can be tried again with the answers that were given. */
export async function publishOnOther(
  parts: StoreParts,
  chosen: PackageToRelease,
  account: OtherAccount,
  tell: (published: Published) => void,
): Promise<void> {
  const { store } = account;
  const { version } = chosen.candidate;
  const title = vscode.l10n.t('Publish {0}', chosen.fileName);
  const { sourceControl } = await parts.loadWorld();
  const proposed = await proposeStoreNotes(parts.memory, sourceControl, store, chosen);
  // Intune shows no notes to anyone.
  const notesSteps = store === 'intune' ? [] : storeNotesSteps<ElsewhereAnswers>(store, proposed);
  let answers: ElsewhereAnswers = { audience: '', publisher: '', notesFrom: 'text', notes: '' };
  await parts.errors.orAgain(async () => {
    answers = await askInSteps<ElsewhereAnswers>(title, [...stepsOf[store], ...notesSteps], answers);
    const who = store === 'appgallery' ? vscode.l10n.t('Submitted for review') : audienceText(namesIn(answers.audience).join(', '));
    const lines = [version === undefined ? '' : vscode.l10n.t('Version code: {0}', version), who];
    await confirmPublication(parts, chosen, account, { lines, groups: namesIn(answers.audience), notes: answers.notes });
    tell(await publish(parts, chosen, account, answers));
  });
}

function audienceText(names: string): string {
  return names === '' ? vscode.l10n.t('No one gets it yet: the package is only uploaded') : vscode.l10n.t('For: {0}', names);
}

async function publish(parts: StoreParts, chosen: PackageToRelease, account: OtherAccount, answers: ElsewhereAnswers): Promise<Published> {
  const { path, fileName } = chosen;
  const { store } = account;
  const { publishElsewhere, targetNamed } = await import('../../../core/workflow/publish/publishElsewhere.ts');
  const source = await parts.accounts.source(account);
  const { state, url } = await withStoreProgress(vscode.l10n.t('Publishing {0}', fileName), async (signal, report) =>
    publishElsewhere(await parts.loadWorld(), {
      path,
      source,
      target: withPublisher(targetNamed(store, namesIn(answers.audience)), answers),
      notesPath: undefined,
      notes: answers.notes,
      isDryRun: false,
      skipsChecks: false,
      report: ({ fraction }) => report(Math.floor(100 * (fraction ?? 0))),
      signal,
    }),
  );
  await rememberPublished(parts.memory, store, chosen);
  const texts = {
    planned: '',
    uploaded: vscode.l10n.t('The package is uploaded to {0}; no one gets it yet.', storeTitles[store]),
    processing: vscode.l10n.t('{0} is still processing the package. Publish it again later to continue.', storeTitles[store]),
    'in-review': vscode.l10n.t('The package is uploaded to {0} and waits for its review.', storeTitles[store]),
    published: vscode.l10n.t('The package is published on {0}.', storeTitles[store]),
  } as const;
  return { text: texts[state], url };
}

function namesIn(audience: string): readonly string[] {
  return [...new Set(audience.split(',').map((each) => each.trim()))].filter((each) => each !== '');
}

function withPublisher(target: ElsewhereTarget, { publisher }: ElsewhereAnswers): ElsewhereTarget {
  return target.store === 'intune' && publisher !== '' ? { ...target, texts: { publisher } } : target;
}
