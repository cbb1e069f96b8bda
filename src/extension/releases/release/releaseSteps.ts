/** The questions of Release Package…: groups, versions that the file does not say, notes, marks. */

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type SourceControl } from '../../../core/ports/sourceControl.ts';
import { type AppName, type ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { type ServerGroup, type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { packageKindOf } from '../../../releases/model/releaseKinds.ts';
import { type Step } from '../../shared/questions/askInSteps.ts';
import { askChoice, askSeveral, askText, type Choice, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { type PackageToRelease } from './packageToRelease.ts';
import { proposeNotes } from './proposedNotes.ts';
import { markItems, marksOf } from './releaseMarks.ts';

export interface ReleaseAnswers {
  readonly groups: readonly string[];
  /** What people see, of a package that does not say it. */
  readonly shortVersion: string | undefined;
  readonly buildNumber: string | undefined;
  readonly notesFrom: 'commits' | 'text' | 'file' | 'none';
  readonly notes: string;
  readonly isMandatory: boolean;
  readonly notifiesTesters: boolean;
}

export interface ReleaseQuestions {
  readonly chosen: PackageToRelease;
  readonly groups: readonly ServerGroup[];
  /** Names of the groups that the settings name for the branch. */
  readonly ruled: readonly string[];
  /** Newest first. */
  readonly releases: readonly ServerRelease[];
  readonly sourceControl: SourceControl;
  readonly name: AppName;
  readonly client: ReleaseClient;
}

export function releaseSteps(questions: ReleaseQuestions): readonly Step<ReleaseAnswers>[] {
  const { chosen } = questions;
  const kind = packageKindOf(chosen.fileName);
  // What the file says needs no answer.
  const asksFor = chosen.shortVersion === undefined && kind?.isRead !== true ? (kind?.asksFor ?? 'nothing') : 'nothing';
  return [
    groupsStep(questions),
    versionStep(vscode.l10n.t('Version that testers see, such as 1.4.0'), 'shortVersion', asksFor !== 'nothing'),
    versionStep(vscode.l10n.t('Build number, such as 12'), 'buildNumber', asksFor === 'version and build number'),
    notesStep(questions),
    writtenNotesStep(),
    marksStep(),
  ];
}

function groupsStep({ groups, ruled, releases, name, client }: ReleaseQuestions): Step<ReleaseAnswers> {
  const last = new Set(releases[0]?.destinations.map(({ id }) => id));
  const missing = ruled.filter((label) => !groups.some((group) => group.name === label));
  return {
    ask: async (answers, place) => {
      const byRules = vscode.l10n.t('By the release rules of this branch');
      const given = await askSeveral(place, {
        placeholder: vscode.l10n.t('Groups that get the release; none for a link only'),
        choices: [
          ...groups.map(({ id, name: label, isPublic }) => ({
            label,
            value: label,
            // The last release may be of another branch, whose testers do not get this one.
            picked: ruled.length > 0 ? ruled.includes(label) : last.has(id),
            ...(isPublic && { description: vscode.l10n.t('public') }),
            ...(ruled.includes(label) && { detail: byRules }),
          })),
          // What is checked next says that it does not exist.
          ...missing.map((label) => ({ label, value: label, picked: true, detail: byRules })),
        ],
        button: { icon: 'add', tooltip: vscode.l10n.t('New Group…'), choose: async () => await makeGroup(client, name) },
      });
      return given === wentBack ? wentBack : { ...answers, groups: given };
    },
  };
}

async function makeGroup(client: ReleaseClient, name: AppName): Promise<Choice<string> | undefined> {
  const prompt = vscode.l10n.t('Name of the group');
  const text = await vscode.window.showInputBox({ title: vscode.l10n.t('New Group'), prompt, ignoreFocusOut: true });
  if (text === undefined || text.trim() === '') return undefined;
  const group = await client.createGroup(name, text.trim(), false);
  return { label: group.name, value: group.name };
}

function versionStep(prompt: string, field: 'shortVersion' | 'buildNumber', isNeeded: boolean): Step<ReleaseAnswers> {
  const check = (text: string): Remark | undefined => (text.trim() === '' ? { text: vscode.l10n.t('Enter a version') } : undefined);
  return {
    isAsked: () => isNeeded,
    ask: async (answers, place) => {
      const given = await askText(place, { prompt, check, value: answers[field] ?? '' });
      return given === wentBack ? wentBack : { ...answers, [field]: given.trim() };
    },
  };
}

function notesStep({ chosen, releases, sourceControl }: ReleaseQuestions): Step<ReleaseAnswers> {
  return {
    ask: async (answers, place) => {
      const last = releases.find(({ build }) => build.commit !== null);
      const commits =
        chosen.appFolder === undefined ? '' : await proposeNotes(sourceControl, chosen.appFolder, last?.build.commit ?? undefined);
      const count = commits.split('\n').length;
      const choices: Choice<ReleaseAnswers['notesFrom']>[] = [
        ...(commits === ''
          ? []
          : [
              {
                value: 'commits' as const,
                label: last ? vscode.l10n.t('Commits Since Release {0}', last.id) : vscode.l10n.t('Latest Commits'),
                description: count === 1 ? vscode.l10n.t('1 commit') : vscode.l10n.t('{0} commits', count),
                detail: commits.replaceAll('\n', ' '),
              },
            ]),
        { value: 'text', label: vscode.l10n.t('Write Notes…') },
        { value: 'file', label: vscode.l10n.t('From Markdown File…') },
        { value: 'none', label: vscode.l10n.t('No Notes'), description: vscode.l10n.t('They can be edited later') },
      ];
      const given = await askChoice(place, { placeholder: vscode.l10n.t('What is new in this release?'), choices });
      if (given === wentBack) return wentBack;
      const notes = given === 'commits' ? commits : given === 'file' ? await readNotes() : given === 'text' ? answers.notes : '';
      return { ...answers, notesFrom: given, notes };
    },
  };
}

async function readNotes(): Promise<string> {
  const [file] =
    (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Release Notes'), filters: { Markdown: ['md', 'txt'] } })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  return (await readFile(file.fsPath, 'utf8')).trim();
}

function writtenNotesStep(): Step<ReleaseAnswers> {
  return {
    isAsked: ({ notesFrom }) => notesFrom === 'text',
    ask: async (answers, place) => {
      const given = await askText(place, {
        prompt: vscode.l10n.t('What is new? Markdown; more lines can be added later'),
        value: answers.notes,
      });
      return given === wentBack ? wentBack : { ...answers, notes: given.trim() };
    },
  };
}

function marksStep(): Step<ReleaseAnswers> {
  return {
    isAsked: ({ groups }) => groups.length > 0,
    ask: async (answers, place) => {
      const choices = markItems().map((item) => ({ ...item, value: item }));
      const given = await askSeveral(place, { placeholder: vscode.l10n.t('How is it released?'), choices });
      return given === wentBack ? wentBack : { ...answers, ...marksOf(given) };
    },
  };
}
