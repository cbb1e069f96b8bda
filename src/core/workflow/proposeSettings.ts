/** The settings file of an app that has none yet, filled in from the project; every value says where it came from. */

import { editSettings, type SettingsChange } from '../settings/editSettings.ts';
import { type IdentifierProposals } from '../projects/projectFacts.ts';
import { identifierWord } from '../projects/web/webAppName.ts';
import { javaKeywords } from '../settings/checks/javaKeywords.ts';
import { inspectSettings } from '../settings/inspectSettings.ts';
import { type Sourced } from '../settings/origin.ts';
import { type AndroidBuildType, type Platform, platforms } from '../settings/platform.ts';
import { type EffectiveSettings } from '../settings/resolveSettings.ts';
import { appOnPlatform, type OpenedApp, platformFacts } from './openApp.ts';

/** How a settings file begins. */
export const settingsHead = `// How Mobile Distribution packages this app. Do not put passwords in this file.
`;

export interface ProposedValue {
  readonly path: SettingsChange['path'];
  readonly sourced: Sourced<string>;
}

export interface ProposedSettings {
  readonly values: readonly ProposedValue[];
  /** Of the file. */
  readonly text: string;
}

/** What the user named beforehand wins over the project. */
export interface GivenValues {
  readonly name?: string | undefined;
  readonly appIdentifier?: string | undefined;
  readonly webDir?: string | undefined;
  readonly androidBuildType?: AndroidBuildType | undefined;
}

/** The platforms the project builds for; Android where it says nothing about that. */
function platformsOfProject({ project }: Pick<OpenedApp, 'project'>): readonly Platform[] {
  const found = platforms.filter((platform) => platformFacts(project, platform) !== undefined);
  return found.length > 0 ? found : ['android'];
}

/** The version code is left out on purpose: it then counts itself up. */
export function proposeSettings(app: OpenedApp, asked: GivenValues = {}): ProposedSettings {
  const fresh = { ...app, inspected: inspectSettings('{}') };
  const built = platformsOfProject(app);
  const seen = built.map((platform) => ({ platform, effective: appOnPlatform(fresh, platform).effective }));
  const [first] = seen;
  const effective = first?.effective ?? appOnPlatform(fresh, 'android').effective;
  const name = given(asked.name) ?? app.project?.name ?? effective.name;
  const webDir = given(asked.webDir) ?? (app.project?.engine === 'web' ? app.project.webDir : undefined);
  const proposed: (ProposedValue | undefined)[] = [
    name && { path: ['name'], sourced: name },
    { path: ['version'], sourced: effective.version },
    effective.engine && { path: ['engine'], sourced: effective.engine },
    webDir && { path: ['web', 'webDir'], sourced: webDir },
    ...seen.flatMap((each) =>
      platformValues(each, { name: name?.value, version: effective.version.value, proposals: app.project?.proposals }, asked),
    ),
  ];
  const values = proposed.filter((value) => value !== undefined);
  return {
    values,
    text: editSettings(
      settingsHead,
      values.map(({ path, sourced }): SettingsChange => ({ path, value: sourced.value })),
    ),
  };
}

/** What the section of one platform needs: what is shared, only where it differs. */
function platformValues(
  { platform, effective }: { readonly platform: Platform; readonly effective: EffectiveSettings },
  shared: { readonly name: string | undefined; readonly version: string; readonly proposals: IdentifierProposals | undefined },
  asked: GivenValues,
): readonly ProposedValue[] {
  const own = effective.name?.origin.kind === 'project' ? effective.name : undefined;
  const version = effective.version.origin.kind === 'project' ? effective.version : undefined;
  return [
    { path: [platform, 'appIdentifier'], sourced: identifierOf(effective, shared, asked) },
    { path: [platform, 'buildType'], sourced: buildTypeOf(effective, asked) },
    ...(own && asked.name === undefined && own.value !== shared.name ? [{ path: [platform, 'name'] as const, sourced: own }] : []),
    ...(version && version.value !== shared.version ? [{ path: [platform, 'version'] as const, sourced: version }] : []),
  ];
}

function buildTypeOf({ platform, buildType }: EffectiveSettings, { androidBuildType }: GivenValues): Sourced<string> {
  if (platform === 'android' && androidBuildType !== undefined) return { value: androidBuildType, origin: { kind: 'option' } };
  return { value: buildType.value, origin: { kind: 'default' } };
}

function identifierOf(
  { appIdentifier }: EffectiveSettings,
  { name, proposals }: { readonly name: string | undefined; readonly proposals: IdentifierProposals | undefined },
  asked: GivenValues,
): Sourced<string> {
  const named = asked.name === undefined ? proposals?.word : undefined;
  const word = usableWord(named ?? identifierWord(name) ?? proposals?.word ?? 'app');
  return (
    given(asked.appIdentifier) ?? appIdentifier ?? proposals?.identifier ?? { value: `com.example.${word}`, origin: { kind: 'default' } }
  );
}

/** Android makes Java packages of identifiers. */
function usableWord(word: string): string {
  return javaKeywords.has(word) ? `${word}app` : word;
}

function given(value: string | undefined): Sourced<string> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: 'option' } };
}
