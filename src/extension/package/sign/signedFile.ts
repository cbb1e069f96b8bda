/** Where a signed package goes: next to the one it was made of, under a name that is free. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type Step } from '../../shared/questions/askInSteps.ts';
import { askNewFile } from '../../shared/questions/newFileQuestion.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';

const mostNames = 1000;

/** `Hello-resigned.ipa` for the mark `resigned`, or with a number. A mark that says the opposite is replaced. */
export async function freeName({ files, paths }: CheckWorld, path: string, mark: 'signed' | 'resigned'): Promise<string> {
  const [, stem = '', ending = ''] = /^(.*?)(?:-(?:unsigned|(?:re)?signed(?:-\d+)?))?(\.[^.]*)$/.exec(paths.basename(path)) ?? [];
  for (let number = 1; number < mostNames; number += 1) {
    const name = `${stem}-${mark}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!(await files.stat(paths.join(paths.dirname(path), name)))) return name;
  }
  throw Failure.of('file-exists', { path });
}

/** Asks for the path of the result. */
export function signedFileStep<Answers extends { readonly out: string }>(world: CheckWorld, path: string): Step<Answers> {
  return {
    ask: async (answers, place) => {
      const question = {
        prompt: vscode.l10n.t('Path of the signed package, relative to the folder of this one'),
        value: answers.out,
        folder: world.paths.dirname(path),
        ending: path.split('.').at(-1)?.toLowerCase() ?? '',
        kind: vscode.l10n.t('Package'),
      };
      const out = await askNewFile(world, place, question);
      return out === wentBack ? wentBack : { ...answers, out: out.trim() };
    },
  };
}
