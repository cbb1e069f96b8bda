/**
 * Sign Package…: which key signs an APK or app bundle, and where the result goes. Existing signatures are replaced. An iOS package takes the
 * questions of Re-sign Package….
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { signPackageFile } from '../../../core/workflow/signPackageFile.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { fileMeant } from '../../shared/workspace/activeFile.ts';
import { askForAlias } from '../../signing/wizards/keystore/openCertificate.ts';
import { choosePackages } from '../files/choosePackages.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { askKey, findKeys, type SigningKey } from './signingKeys.ts';
import { freeName, signedFileStep } from './signedFile.ts';
import { type SignParts } from './signParts.ts';
import { requireTrust, signWithProgress } from './signWithProgress.ts';

interface SignAnswers {
  readonly key?: SigningKey;
  readonly out: string;
}

export async function runSignPackage(parts: SignParts, argument: unknown): Promise<void> {
  requireTrust();
  const subject = await packageToSign(parts, argument);
  if (/\.ipa$/i.test(subject.path)) {
    const { runResignPackage } = await import('./resignWizard.ts');
    await runResignPackage(parts, vscode.Uri.file(subject.path));
    return;
  }
  const world = await parts.loadWorld();
  const keys = await findKeys(parts, world, subject);
  const known: SignAnswers = { ...(keys[0] && { key: keys[0] }), out: await freeName(world, subject.path, 'signed') };
  const steps = [keyStep(parts, world, keys), signedFileStep<SignAnswers>(world, subject.path)];
  const { key, out: name } = await askInSteps(vscode.l10n.t('Sign Package'), steps, known);
  if (!key) throw Failure.of('cancelled', {});
  const out = world.paths.resolve(world.paths.dirname(subject.path), name);
  const { keystore, alias } = key;
  const { digester } = parts;
  await signWithProgress(parts, {
    world,
    subject,
    out,
    sign: async (run) => await signPackageFile({ ...world, digester }, { ...run, keystore, ...(alias !== undefined && { alias }) }),
  });
}

/** The package that was clicked or is open; otherwise the person chooses one. */
async function packageToSign(parts: SignParts, argument: unknown): Promise<PackageSubject> {
  const file = fileMeant(argument, /\.(apk|aab|ipa)$/i);
  if (file) return await parts.subjects.ofFile(file);
  if (isAppsNode(argument) && argument.kind === 'package') return await parts.subjects.resolve(argument);
  const [chosen] = await choosePackages(parts, {
    question: vscode.l10n.t('Sign which package?'),
    title: vscode.l10n.t('Choose a Package to Sign'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany: false,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return await parts.subjects.ofFile(chosen);
}

function keyStep(parts: SignParts, world: CheckWorld, keys: readonly SigningKey[]): Step<SignAnswers> {
  return {
    ask: async (answers, place) => {
      const key = await askKey(world, place, keys, answers.key);
      if (key === wentBack) return wentBack;
      const alias = await askForAlias(parts, { path: key.keystore, ...(key.alias !== undefined && { alias: key.alias }) });
      return { ...answers, key: { ...key, ...(alias !== undefined && { alias }) } };
    },
  };
}
