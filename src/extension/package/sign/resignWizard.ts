/**
 * Re-sign Package…: identifier and version, certificate, a profile for each program, and where the result goes. Re-sign for New Devices…: only
 * newer profiles are asked for, and not that of the app where it was renewed just before; all else stays as it is, and the result is next to the
 * package.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { signIpa, type SignIpaRequest } from '../../../core/workflow/ios/signIpa.ts';
import { openResignSubject, type ResignProgram, type ResignSubject } from '../../../core/workflow/ios/resignSubject.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askText, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { askCertificate, askProfile, findSigningFiles, type SigningFiles } from './signingFiles.ts';
import { freeName, signedFileStep } from './signedFile.ts';
import { type SignParts } from './signParts.ts';
import { requireTrust, signWithProgress } from './signWithProgress.ts';

interface ResignAnswers {
  readonly identifier: string;
  readonly version: string;
  readonly versionCode: string;
  readonly certificate?: string;
  /** By the path of the program. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly out: string;
}

interface Opened {
  readonly world: CheckWorld;
  readonly subject: PackageSubject;
  readonly package: ResignSubject;
  readonly found: SigningFiles;
}

export async function runResignPackage(parts: SignParts, argument: unknown): Promise<void> {
  const opened = await open(parts, argument);
  const { world, subject, package: old } = opened;
  const steps = [
    ...changeSteps(),
    certificateStep(opened),
    ...old.programs.map((program) => profileStep(opened, program)),
    signedFileStep<ResignAnswers>(world, subject.path),
  ];
  const answers = await askInSteps(vscode.l10n.t('Re-sign Package'), steps, await answersFor(opened));
  const { identifier, version, versionCode } = answers;
  await signAgain(parts, opened, answers, {
    ...(identifier !== old.identifier && { appIdentifier: identifier }),
    ...(version !== (old.version ?? '') && { version }),
    ...(versionCode !== (old.versionCode ?? '') && { versionCode }),
  });
}

/** `renewed` is the absolute path of the app's profile where it is known. */
export async function runResignForNewDevices(parts: SignParts, argument: unknown, renewed?: string): Promise<void> {
  const opened = await open(parts, argument);
  const { package: old, found } = opened;
  const [known] = found.certificates;
  const profiles = new Map(renewed === undefined ? [] : [['', renewed]]);
  const asked = old.programs.filter(({ path }) => !profiles.has(path));
  const steps = [...(known === undefined ? [certificateStep(opened)] : []), ...asked.map((program) => profileStep(opened, program))];
  const answers = await askInSteps(vscode.l10n.t('Re-sign for New Devices'), steps, { ...(await answersFor(opened)), profiles });
  await signAgain(parts, opened, answers, {});
}

type Changes = Pick<SignIpaRequest, 'appIdentifier' | 'version' | 'versionCode'>;

async function signAgain(parts: SignParts, { world, subject }: Opened, answers: ResignAnswers, changes: Changes): Promise<void> {
  const out = world.paths.resolve(world.paths.dirname(subject.path), answers.out);
  const files = filesOf(answers);
  await signWithProgress(parts, { world, subject, out, sign: async (run) => await signIpa(world, { ...run, ...files, ...changes }) });
}

async function open(parts: SignParts, argument: unknown): Promise<Opened> {
  requireTrust();
  const subject = await parts.subjects.resolve(argument);
  const world = await parts.loadWorld();
  const resigned = await openResignSubject(world, subject.path);
  return { world, subject, package: resigned, found: await findSigningFiles(world, subject) };
}

async function answersFor({ world, subject, package: old, found }: Opened): Promise<ResignAnswers> {
  const [certificate] = found.certificates;
  return {
    identifier: old.identifier,
    version: old.version ?? '',
    versionCode: old.versionCode ?? '',
    ...(certificate !== undefined && { certificate }),
    profiles: new Map(),
    out: await freeName(world, subject.path, 'resigned'),
  };
}

function filesOf({ certificate, profiles }: ResignAnswers): { readonly certificate: string; readonly profiles: readonly string[] } {
  if (certificate === undefined) throw Failure.of('cancelled', {});
  return { certificate, profiles: [...new Set(profiles.values())] };
}

function textStep(key: 'identifier' | 'version' | 'versionCode', prompt: string, pattern: RegExp, remark: string): Step<ResignAnswers> {
  const check = (text: string): Remark | undefined => (pattern.test(text.trim()) ? undefined : { text: remark });
  return {
    ask: async (answers, place) => {
      const text = await askText(place, { prompt, value: answers[key], check });
      return text === wentBack ? wentBack : { ...answers, [key]: text.trim() };
    },
  };
}

function changeSteps(): readonly Step<ResignAnswers>[] {
  const number = /^\d{1,10}(\.\d{1,10}){0,2}$/;
  const form = vscode.l10n.t('Use up to three numbers with dots between them');
  return [
    textStep(
      'identifier',
      vscode.l10n.t('App identifier. Extensions, app groups and associated domains follow it.'),
      /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
      vscode.l10n.t('Use letters, digits and hyphens, with dots between the parts'),
    ),
    textStep('version', vscode.l10n.t('Version shown to users'), number, form),
    textStep('versionCode', vscode.l10n.t('Version code (build number)'), number, form),
  ];
}

function certificateStep({ world, found }: Opened): Step<ResignAnswers> {
  return {
    ask: async (answers, place) => {
      const certificate = await askCertificate(world, place, found.certificates, answers.certificate);
      return certificate === wentBack ? wentBack : { ...answers, certificate };
    },
  };
}

function profileStep({ world, package: old, found }: Opened, program: ResignProgram): Step<ResignAnswers> {
  return {
    ask: async (answers, place) => {
      const identifier = renamed(program.identifier, old.identifier, answers.identifier);
      const chosen = answers.profiles.get(program.path);
      const profile = await askProfile(world, place, { ...program, identifier }, found.profiles, chosen);
      return profile === wentBack ? wentBack : { ...answers, profiles: new Map(answers.profiles).set(program.path, profile) };
    },
  };
}

/** Programs below the app's identifier follow it. */
function renamed(identifier: string, old: string, wanted: string): string {
  return identifier === old || identifier.startsWith(`${old}.`) ? `${wanted}${identifier.slice(old.length)}` : identifier;
}
