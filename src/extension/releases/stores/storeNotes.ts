/**
 * The notes of Publish to Store…: the commits since the version that this window published last, or the latest ones; typed text; or a file with
 * a text for each language. What is longer than the store allows is said while it is typed.
 */

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { type SourceControl } from '../../../core/ports/sourceControl.ts';
import { parseReleaseNotes } from '../../../core/stores/releaseNotes.ts';
import { type StoreName } from '../../../core/stores/storeAccount.ts';
import { type Step } from '../../shared/questions/askInSteps.ts';
import { askChoice, askText, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type PackageToRelease } from '../release/packageToRelease.ts';
import { proposeNotes } from '../release/proposedNotes.ts';

export interface NotesAnswers {
  readonly notesFrom: 'commits' | 'text' | 'file' | 'none';
  /** As a file of notes has them. */
  readonly notes: string;
}

/** Characters for each language; Intune has no notes. */
export const longestStoreNotes: Readonly<Record<StoreName, number>> = {
  'google-play': 500,
  'app-store-connect': 4000,
  firebase: 16_384,
  appgallery: 500,
  intune: 0,
};

/** What this machine published of an app at a store. */
interface PublishedVersion {
  readonly versionCode: string;
  readonly commit: string;
}

export interface ProposedStoreNotes {
  /** Empty where git or the memory of this window does not say it. */
  readonly text: string;
  readonly count: number;
  /** The version code that was published last; empty where none is known. */
  readonly since: string;
}

function keyOf(store: StoreName, appIdentifier: string): string {
  return `published ${store} ${appIdentifier}`;
}

export async function rememberPublished(memory: vscode.Memento, store: StoreName, { candidate, build }: PackageToRelease): Promise<void> {
  const { appIdentifier, version } = candidate;
  if (appIdentifier === undefined || version === undefined || build.commit === undefined) return;
  await memory.update(keyOf(store, appIdentifier), { versionCode: version, commit: build.commit } satisfies PublishedVersion);
}

/** Of the commits since the version that was published last, or of the latest ones where this window has published none. */
export async function proposeStoreNotes(
  memory: vscode.Memento,
  sourceControl: SourceControl,
  store: StoreName,
  { appFolder, candidate }: Pick<PackageToRelease, 'appFolder' | 'candidate'>,
): Promise<ProposedStoreNotes> {
  const last = candidate.appIdentifier === undefined ? undefined : memory.get<PublishedVersion>(keyOf(store, candidate.appIdentifier));
  if (appFolder === undefined || longestStoreNotes[store] === 0) return { text: '', count: 0, since: '' };
  // TestFlight refuses these characters, and the others would read them as tags of a language.
  const plain = (await proposeNotes(sourceControl, appFolder, last?.commit, longestStoreNotes[store])).replace(/[<>]/g, '');
  return { text: plain, count: plain === '' ? 0 : plain.split('\n').length, since: last?.versionCode ?? '' };
}

export function storeNotesSteps<Answers extends NotesAnswers>(store: StoreName, proposed: ProposedStoreNotes): readonly Step<Answers>[] {
  return [
    {
      isAsked: () => proposed.text !== '',
      ask: async (answers, place) => {
        const notesFrom = await askChoice<NotesAnswers['notesFrom']>(place, {
          placeholder: vscode.l10n.t('What is new in this version?'),
          choices: [
            {
              value: 'commits',
              label:
                proposed.since === '' ? vscode.l10n.t('Latest Commits') : vscode.l10n.t('Commits Since Version Code {0}', proposed.since),
              description: proposed.count === 1 ? vscode.l10n.t('1 commit') : vscode.l10n.t('{0} commits', proposed.count),
              detail: proposed.text.replaceAll('\n', ' '),
            },
            { value: 'text', label: vscode.l10n.t('Write Notes…') },
            { value: 'file', label: vscode.l10n.t('From File…'), description: vscode.l10n.t('Plain text, or a text for each language') },
            { value: 'none', label: vscode.l10n.t('No Notes') },
          ],
          isChosen: (value) => value === answers.notesFrom,
        });
        if (notesFrom === wentBack) return wentBack;
        const notes = notesFrom === 'commits' ? proposed.text : notesFrom === 'file' ? await notesOfFile() : '';
        return { ...answers, notesFrom, notes };
      },
    },
    {
      isAsked: ({ notesFrom }) => notesFrom === 'text',
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t(
          'Release notes in the main language of the app, or with tags: {0}',
          '<en-US>…</en-US><de-DE>…</de-DE>',
        );
        const given = await askText(place, { prompt, value: answers.notes, check: (text) => notesRemark(store, text) });
        return given === wentBack ? wentBack : { ...answers, notes: given.trim() };
      },
    },
  ];
}

/** What is wrong with notes as they are typed. */
export function notesRemark(store: StoreName, text: string): Remark | undefined {
  try {
    parseReleaseNotes(text, longestStoreNotes[store]);
    return undefined;
  } catch (error) {
    if (isFailure(error)) return { text: describeError(error) };
    throw error;
  }
}

async function notesOfFile(): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Release Notes'),
      filters: { [vscode.l10n.t('Text')]: ['txt', 'md', 'json'] },
    })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  return (await readFile(file.fsPath, 'utf8')).trim();
}
