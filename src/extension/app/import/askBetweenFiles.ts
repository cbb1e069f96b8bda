/** Asks which value counts where the files of other tools contradict each other, one question a setting. */

import * as vscode from 'vscode';
import { type Contradiction, contradictionsIn, withChosen } from '../../../core/settings/import/contradictions.ts';
import { type ImportedValue } from '../../../core/settings/import/importedFile.ts';
import { type ImportedSettings } from '../../../core/workflow/proposeImportedSettings.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askChoice } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';

type Answers = ReadonlyMap<Contradiction, ImportedValue>;

/** Throws `cancelled` when someone leaves. */
export async function askBetweenFiles(proposal: ImportedSettings): Promise<ImportedSettings> {
  const steps = contradictionsIn(proposal).map((contradiction): Step<Answers> => ({
    ask: async (answers, place) => {
      const chosen = await askChoice(place, {
        placeholder: vscode.l10n.t('The files have different values for {0}. Which one counts?', contradiction[0].path.join('.')),
        choices: contradiction.map((value) => ({ label: String(value.value), description: value.origin.file, value })),
        isChosen: (value) => answers.get(contradiction) === value,
      });
      return chosen === wentBack ? wentBack : new Map([...answers, [contradiction, chosen]]);
    },
  }));
  const answers = await askInSteps<Answers>(vscode.l10n.t('Import Settings'), steps, new Map());
  return withChosen(proposal, [...answers.values()]);
}
