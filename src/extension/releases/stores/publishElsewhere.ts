/** Publish to Store… for Microsoft Intune, AppGallery and Firebase App Distribution: who gets it, the notes, and the upload. */

import * as vscode from 'vscode';
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

const textStep = (field: 'audience' | 'publisher', promptOf: () => string): Step<ElsewhereAnswers> => ({
  ask: async (answers, place) => {
    const given = await askText(place, { prompt: promptOf(), value: answers[field] });
    return given === wentBack ? wentBack : { ...answers, [field]: given.trim() };
  },
});

const stepsOf: Readonly<Record<OtherStore, readonly Step<ElsewhereAnswers>[]>> = {
  firebase: [
    textStep('audience', () => vscode.l10n.t('Groups and mail addresses of testers, separated by commas. Leave it empty to upload only.')),
  ],
  appgallery: [],
  intune: [
    textStep('audience', () =>
      vscode.l10n.t('all-users, all-devices or ids of groups, separated by commas. Leave it empty to upload only.'),
    ),
    textStep('publisher', () => vscode.l10n.t('Publisher, for an app that is not in Intune yet')),
  ],
};

export async function publishOnOther(
  parts: StoreParts,
  chosen: PackageToRelease,
  account: StoreAccount & { readonly store: OtherStore },
): Promise<Published> {
  const { path, fileName } = chosen;
  const { store } = account;
  const title = vscode.l10n.t('Publish {0}', fileName);
  const { sourceControl } = await parts.loadWorld();
  const proposed = await proposeStoreNotes(parts.memory, sourceControl, store, chosen);
  // Intune shows no notes to anyone.
  const notesSteps = store === 'intune' ? [] : storeNotesSteps<ElsewhereAnswers>(store, proposed);
  const known: ElsewhereAnswers = { audience: '', publisher: '', notesFrom: 'text', notes: '' };
  const answers = await askInSteps<ElsewhereAnswers>(title, [...stepsOf[store], ...notesSteps], known);
  await confirmPublication(parts, chosen, account, { lines: [answers.audience], notes: answers.notes });
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
