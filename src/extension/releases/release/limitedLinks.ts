/** Links with an end, a limit of installations or a password: to one release, or to the newest of a group. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type ServerLink } from '../../../releases/client/serverAnswers.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askChoice, askText, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { askServerApp, type ServerAppChoice } from './releaseAsker.ts';

const dayMs = 24 * 60 * 60 * 1000;
const releasesOffered = 50;

type Target = { readonly group: string } | { readonly release: string };

interface Answers {
  readonly target?: Target;
  readonly days: number | null;
  readonly installs: string;
  readonly password: string;
}

export async function createLimitedLink(servers: ReleaseServers, argument: unknown): Promise<void> {
  const choice = await askServerApp(servers, argument);
  const target = targetOf(argument);
  const known: Answers = { ...(target && { target }), days: 7, installs: '', password: '' };
  const answers = await askInSteps(vscode.l10n.t('Create Limited Link'), stepsFor(choice, target !== undefined), known);
  if (!answers.target) throw Failure.of('cancelled', {});
  const { url } = await choice.client.createLink(choice.name, {
    ...answers.target,
    ...(answers.days !== null && { expiresAt: new Date(Date.now() + answers.days * dayMs) }),
    ...(answers.installs !== '' && { installLimit: Number(answers.installs) }),
    ...(answers.password !== '' && { password: new Secret(answers.password) }),
  });
  await vscode.env.clipboard.writeText(url);
  void offerPage(url);
}

async function offerPage(url: string): Promise<void> {
  const open = vscode.l10n.t('Open Install Page');
  const text = vscode.l10n.t('The link is created and copied to the clipboard.');
  if ((await vscode.window.showInformationMessage(text, open)) === open) await openWebPage(url);
}

function targetOf(argument: unknown): Target | undefined {
  if (!isReleasesNode(argument)) return undefined;
  if ('release' in argument) return { release: String(argument.release.id) };
  return 'group' in argument ? { group: argument.group.name } : undefined;
}

function stepsFor({ client, name }: ServerAppChoice, hasTarget: boolean): readonly Step<Answers>[] {
  return [
    {
      isAsked: () => !hasTarget,
      ask: async (answers, place) => {
        const groups = await client.listGroups(name);
        const releases = await client.listReleases(name, releasesOffered);
        const target = await askChoice<Target>(place, {
          placeholder: vscode.l10n.t('Where does the link lead?'),
          choices: [
            ...groups.map((group) => ({ label: vscode.l10n.t('Newest release of {0}', group.name), value: { group: group.name } })),
            ...releases.map(({ id, shortVersion, version }) => ({
              label: `${shortVersion} (${version})`,
              description: `#${id}`,
              value: { release: String(id) },
            })),
          ],
        });
        return target === wentBack ? wentBack : { ...answers, target };
      },
    },
    {
      ask: async (answers, place) => {
        const days = await askChoice<number | null>(place, {
          placeholder: vscode.l10n.t('When does the link end?'),
          choices: [
            { label: vscode.l10n.t('In 1 day'), value: 1 },
            { label: vscode.l10n.t('In 7 days'), value: 7 },
            { label: vscode.l10n.t('In 30 days'), value: 30 },
            { label: vscode.l10n.t('Only when you withdraw it'), value: null },
          ],
          isChosen: (value) => value === answers.days,
        });
        return days === wentBack ? wentBack : { ...answers, days };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('How many installations the link allows. Leave it empty for no limit.');
        const installs = await askText(place, { prompt, value: answers.installs, check: remarkOnNumber });
        return installs === wentBack ? wentBack : { ...answers, installs: installs.trim() };
      },
    },
    {
      ask: async (answers, place) => {
        const prompt = vscode.l10n.t('Password that the install page asks for. Leave it empty for none.');
        const password = await askText(place, { prompt, isSecret: true });
        return password === wentBack ? wentBack : { ...answers, password };
      },
    },
  ];
}

function remarkOnNumber(text: string): Remark | undefined {
  const isNumber = /^[1-9]\d{0,5}$/.test(text.trim());
  return text.trim() === '' || isNumber ? undefined : { text: vscode.l10n.t('Enter a whole number above 0, or nothing') };
}

export async function withdrawLink(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name } = await askServerApp(servers, argument);
  const now = new Date().toISOString();
  const open = (await client.listLinks(name)).filter((link) => isOpen(link, now) && isOf(link, targetOf(argument)));
  if (open.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no link to withdraw.'));
    return;
  }
  const items = open.map((link) => ({
    label: targetText(link),
    description: link.testerEmail ?? link.label,
    detail: limitsOf(link),
    link,
  }));
  const title = vscode.l10n.t('Which link stops working?');
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  await client.withdrawLink(name, chosen.link.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Link withdrawn'), 5000);
}

function isOpen({ isRevoked, expiresAt, installLimit, installs }: ServerLink, now: string): boolean {
  return !isRevoked && (expiresAt === null || expiresAt > now) && (installLimit === null || installs < installLimit);
}

function isOf(link: ServerLink, target: Target | undefined): boolean {
  if (!target) return true;
  return 'group' in target ? link.group === target.group : String(link.release) === target.release;
}

function targetText({ release, group }: ServerLink): string {
  return release === null ? vscode.l10n.t('Newest release of {0}', group ?? '') : vscode.l10n.t('Release {0}', release);
}

function limitsOf({ expiresAt, installLimit, installs, hasPassword }: ServerLink): string {
  const count =
    installLimit === null
      ? vscode.l10n.t('{0} installations', installs)
      : vscode.l10n.t('{0} of {1} installations', installs, installLimit);
  const end = expiresAt === null ? vscode.l10n.t('no end') : vscode.l10n.t('ends on {0}', expiresAt.slice(0, 10));
  return [count, end, ...(hasPassword ? [vscode.l10n.t('with a password')] : [])].join(' · ');
}
