/** Questions about the files that sign a package: the certificate, and a provisioning profile for each program. */

import * as vscode from 'vscode';
import { dayOf } from '../../../core/assets/validity.ts';
import { Failure } from '../../../core/base/failure.ts';
import { withoutPrefix } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { profileChoices, type ProfileChoice, type ResignProgram } from '../../../core/workflow/ios/resignSubject.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { findNearbyFiles } from '../../app/fixes/nearbyFiles.ts';
import { askChoice, type Choice } from '../../shared/questions/question.ts';
import { type QuestionPlace, type wentBack } from '../../shared/questions/questionPlace.ts';
import { type PackageSubject } from '../files/packageSubject.ts';

export interface SigningFiles {
  /** Absolute paths, the one of the settings first. */
  readonly certificates: readonly string[];
  readonly profiles: readonly string[];
}

/** Of the app that recorded the package, and of the folder that the package is in. */
export async function findSigningFiles(world: CheckWorld, { path, recorded }: PackageSubject): Promise<SigningFiles> {
  const { files, paths } = world;
  const app = recorded?.app.opened;
  const nearby = app && (await findNearbyFiles(files, paths, app));
  const inApp = (names: readonly (string | undefined)[]): string[] =>
    app ? names.flatMap((name) => (name === undefined ? [] : [paths.resolve(app.folder, name)])) : [];
  const settings = app?.inspected.settings.ios;
  return {
    certificates: unique([
      ...inApp([settings?.certificate, ...(nearby?.certificateFiles ?? [])]),
      ...(await filesBeside(world, path, /\.(p12|pfx)$/i)),
    ]),
    profiles: unique([
      ...inApp([settings?.provisioningProfile, ...(nearby?.profileFiles ?? [])]),
      ...(await filesBeside(world, path, /\.mobileprovision$/i)),
    ]),
  };
}

/** Absolute paths of files in the same folder. Bounded, so that a large folder costs nothing. */
export async function filesBeside(
  { files, paths }: Pick<CheckWorld, 'files' | 'paths'>,
  path: string,
  name: RegExp,
): Promise<readonly string[]> {
  const folder = paths.dirname(path);
  const beside = (await files.readDirectory(folder).catch(() => [])).filter((entry) => entry.kind === 'file' && name.test(entry.name));
  return beside.slice(0, 200).map((entry) => paths.join(folder, entry.name));
}

function unique(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}

/** The answer of someone who chooses a file that is not in the list. */
export const otherFile = Symbol('another file');

export async function askCertificate(
  { paths }: CheckWorld,
  place: QuestionPlace,
  certificates: readonly string[],
  chosen: string | undefined,
): Promise<string | typeof wentBack> {
  const choices = certificates.map((path): Choice<string | typeof otherFile> => ({
    label: paths.basename(path),
    description: vscode.workspace.asRelativePath(paths.dirname(path)),
    iconPath: new vscode.ThemeIcon('key'),
    value: path,
  }));
  const answer = await askChoice<string | typeof otherFile>(place, {
    placeholder: vscode.l10n.t('Certificate to sign with'),
    choices: [...choices, chooseFile()],
    isChosen: (value) => value === chosen,
  });
  return answer === otherFile ? await browse(place.title, vscode.l10n.t('Certificate'), ['p12', 'pfx']) : answer;
}

export async function askProfile(
  world: CheckWorld,
  place: QuestionPlace,
  program: ResignProgram,
  profiles: readonly string[],
  chosen: string | undefined,
): Promise<string | typeof wentBack> {
  const found = await profileChoices(world, program, chosen === undefined ? profiles : [...profiles, chosen]);
  const answer = await askChoice<string | typeof otherFile>(place, {
    placeholder:
      found.length === 0
        ? vscode.l10n.t('No profile for {0} was found; choose its file', program.identifier)
        : vscode.l10n.t('Provisioning profile for {0}', program.identifier),
    choices: [...found.map(profileItem), chooseFile()],
    isChosen: (value) => value === chosen,
  });
  return answer === otherFile ? await browse(place.title, vscode.l10n.t('Provisioning Profile'), ['mobileprovision']) : answer;
}

function profileItem({ path, inspection, problem, newDevices, lostDevices }: ProfileChoice): Choice<string> {
  const { name, kind, applicationIdentifier, expiresAt } = inspection;
  // VS Code cuts off what does not fit, so what is chosen by comes first.
  const facts = [
    newDevices > 0 ? vscode.l10n.t('new devices: {0}', newDevices) : undefined,
    lostDevices > 0 ? vscode.l10n.t('missing devices: {0}', lostDevices) : undefined,
    kind,
    expiresAt && vscode.l10n.t('until {0}', dayOf(expiresAt)),
  ];
  const identifier = applicationIdentifier === undefined ? [] : [withoutPrefix(applicationIdentifier)];
  return {
    label: name ?? path,
    description: facts.filter(Boolean).join(' · '),
    detail: problem ?? [vscode.workspace.asRelativePath(path), ...identifier].join(' · '),
    iconPath: new vscode.ThemeIcon(problem === undefined ? 'pass' : 'warning'),
    value: path,
  };
}

export function chooseFile(): Choice<typeof otherFile> {
  return { label: vscode.l10n.t('Choose File…'), iconPath: new vscode.ThemeIcon('folder-opened'), alwaysShow: true, value: otherFile };
}

export async function browse(title: string, kind: string, extensions: readonly string[]): Promise<string> {
  const filters = { [kind]: [...extensions], [vscode.l10n.t('All files')]: ['*'] };
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Choose'), filters })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  return file.fsPath;
}
