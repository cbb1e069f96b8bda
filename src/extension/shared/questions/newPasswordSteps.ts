/** The password of a new file: made up here, as is best, or typed twice. */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { Secret } from '../../../core/base/secret.ts';
import { describeIssue } from '../errors/errorText.ts';
import { type NewPasswordAnswers } from './chosenPassword.ts';
import { type Step } from './askInSteps.ts';
import { askChoice, askText, type Remark } from './question.ts';
import { type QuestionPlace, wentBack } from './questionPlace.ts';

export interface NewPasswordWords {
  readonly kindPrompt: string;
  readonly passwordPrompt: string;
  readonly isNoneOffered?: boolean;
  readonly check: (password: Secret) => readonly Issue[];
}

export function newPasswordSteps<Answers extends NewPasswordAnswers>(words: NewPasswordWords): readonly Step<Answers>[] {
  const isOwn = ({ passwordKind }: Answers): boolean => passwordKind === 'own';
  return [
    {
      ask: async (answers, place) => {
        const passwordKind = await askChoice(place, {
          placeholder: words.kindPrompt,
          choices: passwordChoices(words.isNoneOffered ?? false),
          isChosen: (value) => value === answers.passwordKind,
        });
        return passwordKind === wentBack ? wentBack : { ...answers, passwordKind };
      },
    },
    ...typedTwice<Answers, 'password'>('password', words.passwordPrompt, words.check, isOwn),
  ];
}

/** Asks for a secret, and for the same again: a mistake in it would be noticed only when it is too late. */
export function typedTwice<Answers extends { readonly [key in Key]?: Secret }, Key extends string>(
  key: Key,
  prompt: string,
  check: (secret: Secret) => readonly Issue[],
  isAsked: (answers: Answers) => boolean,
): readonly Step<Answers>[] {
  const ask = async (
    place: QuestionPlace,
    text: string,
    remark: (typed: Secret) => Remark | undefined,
  ): Promise<Secret | typeof wentBack> => {
    const typed = await askText(place, { prompt: text, isSecret: true, check: (value) => remark(new Secret(value)) });
    return typed === wentBack ? wentBack : new Secret(typed);
  };
  return [
    {
      isAsked,
      ask: async (answers, place) => {
        const secret = await ask(place, prompt, (typed) => remarkOf(check(typed)));
        return secret === wentBack ? wentBack : { ...answers, [key]: secret };
      },
    },
    {
      isAsked,
      ask: async (answers, place) => {
        const differs = { text: vscode.l10n.t('The passwords do not match') };
        const again = await ask(place, vscode.l10n.t('Enter the password again'), (typed) =>
          answers[key]?.equals(typed) ? undefined : differs,
        );
        return again === wentBack ? wentBack : answers;
      },
    },
  ];
}

/** The worst of what is wrong with a text. */
function remarkOf(issues: readonly Issue[]): Remark | undefined {
  const issue = issues.find(({ severity }) => severity === 'error') ?? issues[0];
  return issue && { text: describeIssue(issue), isWarning: issue.severity !== 'error' };
}

function passwordChoices(isNoneOffered: boolean) {
  return [
    {
      label: vscode.l10n.t('Generate a Strong Password'),
      description: vscode.l10n.t('recommended'),
      detail: vscode.l10n.t('Kept in VS Code’s secret storage. You can copy it afterwards.'),
      iconPath: new vscode.ThemeIcon('sparkle'),
      value: 'generated' as const,
    },
    {
      label: vscode.l10n.t('Enter Your Own Password…'),
      detail: vscode.l10n.t('You enter it twice. Kept in VS Code’s secret storage.'),
      iconPath: new vscode.ThemeIcon('edit'),
      value: 'own' as const,
    },
    ...(isNoneOffered
      ? [
          {
            label: vscode.l10n.t('No Password'),
            detail: vscode.l10n.t('Anyone who can read the file can use the key.'),
            iconPath: new vscode.ThemeIcon('unlock'),
            value: 'none' as const,
          },
        ]
      : []),
  ];
}
