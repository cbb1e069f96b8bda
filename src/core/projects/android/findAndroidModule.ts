/** Which module of a Gradle build makes the app: the one that applies the application plugin. */

import { type GradleStatement } from '../../formats/gradle-script/gradleScript.ts';
import { parseVersionCatalog, type VersionCatalog } from '../../formats/gradle-script/versionCatalog.ts';
import { type GradleModule, type ProjectFolderView } from '../projectFacts.ts';
import { segmentsInside } from '../projectFile.ts';
import { openBuildScript, openScript, type OpenScript } from './gradleBuild.ts';

/** The usual names of the application module, before any other folder is looked into. */
const usualModules = ['app', 'androidApp', 'composeApp', 'mobile'] as const;
const mostModules = 100;

interface Module {
  readonly folder: readonly string[];
  /** As Gradle names it. */
  readonly path: string;
}

/** `undefined` when the build makes no app. */
export async function findAndroidModule(folder: ProjectFolderView, root: readonly string[]): Promise<GradleModule | undefined> {
  for await (const module of androidModules(folder, root)) return module;
  return undefined;
}

/** Every module that makes an app, the one with the usual name first. Each step reads the scripts of modules until it finds one. */
export async function* androidModules(folder: ProjectFolderView, root: readonly string[]): AsyncGenerator<GradleModule, void> {
  const settings = (await openScript(folder, ...root, 'settings.gradle')) ?? (await openScript(folder, ...root, 'settings.gradle.kts'));
  const hasSettings = settings !== undefined || (await hasSettingsFile(folder, root));
  if (!hasSettings) return;
  const catalog = parseVersionCatalog((await folder.text(...root, 'gradle', 'libs.versions.toml')) ?? '');
  const included = settings ? includedModules(settings, root) : [];
  const others = (await folder.entries(...root)).filter(({ kind, name }) => kind === 'directory' && !name.startsWith('.'));
  const below = (name: string): Module => ({ folder: [...root, name], path: `:${name}` });
  const whole: Module = { folder: root, path: '' };
  const candidates = [...included, ...usualModules.map(below), whole, ...others.map(({ name }) => below(name))];
  const ordered = included.length > 0 ? preferUsual(candidates) : candidates;
  const seen = new Set<string>();
  for (const module of ordered.slice(0, mostModules)) {
    const key = module.folder.join('/');
    if (seen.has(key)) continue;
    seen.add(key);
    const script = await openBuildScript(folder, ...module.folder);
    if (script && isApplication(script, catalog)) yield { root, ...module };
  }
}

async function hasSettingsFile(folder: ProjectFolderView, root: readonly string[]): Promise<boolean> {
  return (await folder.hasFile(...root, 'settings.gradle')) || (await folder.hasFile(...root, 'settings.gradle.kts'));
}

/** Of several applications, such as one for phones and one for watches, the one with the usual name. */
function preferUsual(modules: readonly Module[]): readonly Module[] {
  const rank = ({ folder }: Module): number => {
    const index = usualModules.findIndex((name) => name === folder.at(-1));
    return index < 0 ? usualModules.length : index;
  };
  return modules.toSorted((a, b) => rank(a) - rank(b));
}

/** `include ':app', ':feature:login'` and `project(':app').projectDir = file('apps/main')`. */
function includedModules({ script }: OpenScript, root: readonly string[]): readonly Module[] {
  const folders = new Map<string, string>();
  for (const { value, argument, path } of script.statements) {
    const texts = argument.filter(({ kind, parts = [] }) => kind === 'text' && parts.every((part) => typeof part === 'string'));
    if (value === 'include' && path.length === 0)
      for (const text of texts)
        folders.set(
          text.value,
          text.value
            .split(':')
            .filter((name) => name !== '')
            .join('/'),
        );
    // The dot behind the parentheses makes it part of the argument.
    const [name, place] = texts;
    const isMoved = value === 'project' && argument.some((token) => token.value === 'projectDir');
    if (isMoved && name && place && folders.has(name.value)) folders.set(name.value, place.value);
  }
  return [...folders].slice(0, mostModules).flatMap(([name, place]) => {
    const segments = segmentsInside(root, place);
    return segments ? [{ folder: segments, path: name.startsWith(':') ? name : `:${name}` }] : [];
  });
}

function isApplication({ script }: OpenScript, catalog: VersionCatalog): boolean {
  return script.statements.some((statement) => appliesApplication(statement, catalog));
}

const application = 'com.android.application';

function appliesApplication({ value, argument, path }: GradleStatement, catalog: VersionCatalog): boolean {
  const isOff = argument.some(
    ({ kind, value: word }, index) => kind === 'word' && word === 'apply' && argument[index + 1]?.value === 'false',
  );
  if (isOff || path.some((name) => name === 'subprojects' || name === 'allprojects' || name === 'buildscript')) return false;
  // Plugins of one's own are usually called after what they apply.
  const ids = argument.filter(({ kind }) => kind === 'text').map((text) => text.value);
  const isNamed = ids.some((id) => id === application || /(?:^|[.-])android[.-]application(?:$|[.-])/.test(id.slice(0, 200)));
  if (isNamed) return /^(?:id|plugin|apply|alias)$/.test(value);
  if (value !== 'alias') return false;
  const names = argument.filter(({ kind }) => kind === 'word').map((token) => token.value);
  const plugins = names.indexOf('plugins');
  const alias =
    plugins < 0
      ? ''
      : names
          .slice(plugins + 1)
          .filter((name) => name !== 'apply')
          .join('.');
  const id = catalog.plugins.get(alias);
  return id === application || /(?:^|[.])android[.-]?application(?:$|\.)/i.test(id ?? alias);
}
