/** The questions about a certificate request: name, paths of request and key, and how to protect the key until the certificate arrives. */

import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { checkNewPassword } from '../../../../core/assets/keystore/createKeystore.ts';
import { type NewPasswordAnswers } from '../../../shared/questions/chosenPassword.ts';
import { askInSteps, type Step } from '../../../shared/questions/askInSteps.ts';
import { askNewFile, type FilesAndPaths } from '../../../shared/questions/newFileQuestion.ts';
import { newPasswordSteps } from '../../../shared/questions/newPasswordSteps.ts';
import { askText } from '../../../shared/questions/question.ts';
import { wentBack } from '../../../shared/questions/questionPlace.ts';

export interface RequestAnswers extends NewPasswordAnswers {
  readonly commonName: string;
  /** May be empty. */
  readonly emailAddress: string;
  /** As typed: relative to the app, or absolute. */
  readonly path: string;
}

const ending = 'certSigningRequest';

/** The key waits next to its request. */
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
          prompt: vscode.l10n.t('Your name or company. It only names the request; the certificate will show your Apple account’s name.'),
          value: answers.commonName,
          check: (text) => (text.trim() === '' ? { text: vscode.l10n.t('Enter a name') } : undefined),
        });
        return commonName === wentBack ? wentBack : { ...answers, commonName: commonName.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const emailAddress = await askText(place, {
          prompt: vscode.l10n.t('Email address of your Apple account (optional)'),
          value: answers.emailAddress,
          placeholder: 'ada@example.com',
          check: (text) => (/^\s*([^\s@]+@[^\s@]+)?\s*$/.test(text) ? undefined : { text: vscode.l10n.t('Enter a valid email address') }),
        });
        return emailAddress === wentBack ? wentBack : { ...answers, emailAddress: emailAddress.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const path = await askNewFile(world, place, {
          prompt: vscode.l10n.t('Certificate request path; its private key (RSA 2048) is saved next to it as a .key file'),
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
      kindPrompt: vscode.l10n.t('Private key password, until the certificate arrives'),
      passwordPrompt: vscode.l10n.t('Enter a password for the private key'),
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
