/** The questions about a certificate request: who asks, where request and key lie, how the key is kept until the certificate is there. */

import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { checkNewPassword } from '../../../core/assets/keystore/createKeystore.ts';
import { type NewPasswordAnswers } from '../../questions/chosenPassword.ts';
import { askInSteps, type Step } from '../../questions/askInSteps.ts';
import { askNewFile, type FilesAndPaths } from '../../questions/newFileQuestion.ts';
import { newPasswordSteps } from '../../questions/newPasswordSteps.ts';
import { askText } from '../../questions/question.ts';
import { wentBack } from '../../questions/questionPlace.ts';

export interface RequestAnswers extends NewPasswordAnswers {
  readonly commonName: string;
  /** May be empty. */
  readonly emailAddress: string;
  /** As typed: relative to the app, or absolute. */
  readonly path: string;
}

const ending = 'certSigningRequest';

/** The key waits beside its request. */
export function keyPathOf(requestPath: string): string {
  return `${requestPath.slice(0, -ending.length)}key`;
}

export async function askForRequest(world: FilesAndPaths, folder: string): Promise<RequestAnswers> {
  const known: RequestAnswers = {
    commonName: userName(),
    emailAddress: '',
    path: `signing/apple.${ending}`,
    passwordKind: 'generated',
  };
  return await askInSteps(vscode.l10n.t('Request Apple Certificate'), steps(world, folder), known);
}

function steps(world: FilesAndPaths, folder: string): readonly Step<RequestAnswers>[] {
  return [
    {
      ask: async (answers, place) => {
        const commonName = await askText(place, {
          prompt: vscode.l10n.t(
            'Your name or company. Apple writes the name of your account into the certificate; this only names the request.',
          ),
          value: answers.commonName,
          check: (text) => (text.trim() === '' ? { text: vscode.l10n.t('A name is needed') } : undefined),
        });
        return commonName === wentBack ? wentBack : { ...answers, commonName: commonName.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const emailAddress = await askText(place, {
          prompt: vscode.l10n.t('Your mail address at Apple; it may be left empty'),
          value: answers.emailAddress,
          placeholder: 'ada@example.com',
          check: (text) => (/^\s*([^\s@]+@[^\s@]+)?\s*$/.test(text) ? undefined : { text: vscode.l10n.t('This is no mail address') }),
        });
        return emailAddress === wentBack ? wentBack : { ...answers, emailAddress: emailAddress.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const path = await askNewFile(world, place, {
          prompt: vscode.l10n.t('Place of the request; its private key (RSA 2048) is written beside it, with the ending .key'),
          value: answers.path,
          folder,
          ending,
          kind: vscode.l10n.t('Certificate request'),
          companion: keyPathOf,
        });
        return path === wentBack ? wentBack : { ...answers, path: path.trim() };
      },
    },
    ...newPasswordSteps<RequestAnswers>({
      kindPrompt: vscode.l10n.t('Password under which the private key waits for its certificate'),
      passwordPrompt: vscode.l10n.t('Your password for the private key'),
      isNoneOffered: true,
      check: checkNewPassword,
    }),
  ];
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as in containers.
    return 'mobile-distribution';
  }
}
