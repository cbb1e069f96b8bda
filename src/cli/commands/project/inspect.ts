/** `mdist project inspect`: the apps of a folder, what their projects say, and whether they can be built here. */

import { type Certainty, describeOrigin, type Sourced } from '../../../core/settings/origin.ts';
import { type PlatformFacts } from '../../../core/projects/projectFacts.ts';
import { type InspectedApp, type InspectedPlatform, inspectProjects } from '../../../core/workflow/inspectProjects.ts';
import { present } from '../../../core/base/present.ts';
import { exitCodes } from '../../../core/base/exitCodes.ts';
import { type Command } from '../../grammar/command.ts';
import { appArgument } from '../sharedOptions.ts';

/** More variants than this are named only in the document. */
const shownVariants = 12;

export const projectInspect: Command = {
  path: ['project', 'inspect'],
  summary: 'List the apps of a folder with their identifiers, versions and variants',
  details: [
    'Reads the files of the projects; nothing of them is run without --evaluate. A value that only a build can compute is null. Every value has its file, line and certainty: literal, resolved (follows from variables or defaults, or a tool said it) or guessed.',
    'With --evaluate, what the files do not state is asked of the tools of the project: expo config, capacitor config, ns config, Gradle (which configures the build), and xcodebuild on a Mac. They run code of the project, each within a time limit, so use it only with projects you trust.',
    'Folders of tools, such as node_modules, build and Pods, are not searched, and links are not followed. "missing" lists what keeps the app from being built on this machine.',
  ],
  operands: [{ name: 'DIR', says: 'Folder to search (default: current folder)', isOptional: true }],
  options: { evaluate: { type: 'flag', says: 'Run the tools of the projects for values that are computed' } },
  examples: ['mdist project inspect', 'mdist project inspect apps --json', 'mdist project inspect apps/shop --evaluate'],
  run: async (input, services) => {
    const workflow = await services.loadWorkflow();
    const folder = input.operands[0] === undefined ? services.workingFolder : input.operandPath(0);
    const { apps, isPartial } = await inspectProjects(workflow, folder, services.signal, { evaluates: input.flag('evaluate') });
    const relative = (path: string): string => services.paths.relative(folder, path) || '.';
    return {
      document: { apps: apps.map((app) => appDocument(app)), isPartial },
      issues: apps.flatMap(({ issues }) => issues),
      exitCode: exitCodes.done,
      write: (page) => {
        if (apps.length === 0) page.line(`No app was found in ${folder}`);
        for (const app of apps) {
          page.heading(`${app.name?.value ?? relative(app.folder)}: ${app.project.framework} in ${relative(app.folder)}`);
          for (const platform of app.platforms) {
            page.facts(platformRows(platform));
            for (const { message, remedy } of platform.missing) page.line(`  ${message}. ${remedy}`);
          }
        }
        if (isPartial) page.line('The folder is too large: not all of it was searched. Name a folder below it.');
      },
      next: [
        ...(isComputed(apps) && !input.flag('evaluate') ? ['mdist project inspect --evaluate'] : []),
        ...apps.slice(0, 1).map((app) => `mdist init${appArgument(app.folder, services)}`),
      ],
    };
  },
};

/** Whether a tool of a project could say more. */
function isComputed(apps: readonly InspectedApp[]): boolean {
  return apps.some(({ platforms }) => platforms.some(({ facts }) => (facts.unknown ?? []).length > 0));
}

function appDocument({ folder, project, name, platforms }: InspectedApp): object {
  return {
    path: folder,
    engine: project.engine,
    framework: project.framework,
    name: name?.value ?? null,
    platforms: platforms.map((each) => platformDocument(each)),
  };
}

function platformDocument({ platform, facts, name, version, missing }: InspectedPlatform): object {
  const { appIdentifier, versionCode, targetSdk, minimumOs, icon, scheme, variants = [], extensions = [], unknown = [] } = facts;
  const values = { appIdentifier, name, version, versionCode, minimumOs, targetSdk, icon, scheme };
  return {
    platform,
    appIdentifier: appIdentifier?.value ?? null,
    version: version?.value ?? null,
    versionCode: versionCode?.value ?? null,
    minimumOs: minimumOs?.value ?? null,
    targetSdk: targetSdk?.value ?? null,
    icon: icon?.value ?? null,
    ...(platform === 'ios' && { scheme: scheme?.value ?? null }),
    variants: variants.map((variant) => ({
      name: variant.name,
      appIdentifier: variant.appIdentifier?.value ?? null,
      ...(variant.appIdentifier && { source: sourceOf(variant.appIdentifier) }),
      ...present('target', variant.target),
      ...present('configuration', variant.configuration),
      ...(variant.buildType !== undefined && { buildType: variant.buildType, flavor: variant.flavor ?? null }),
    })),
    ...(extensions.length > 0 && {
      extensions: extensions.map((each) => ({
        name: each.name,
        appIdentifier: each.appIdentifier?.value ?? null,
        ...(each.appIdentifier && { source: sourceOf(each.appIdentifier) }),
      })),
    }),
    sources: Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, sourceOf(value)]] : []))),
    ...(unknown.length > 0 && {
      computed: unknown.map(({ fact, written, origin }) => ({ value: fact, written, file: origin.file, line: lineOf(origin.range) })),
    }),
    buildable: missing.length === 0,
    missing: missing.map(({ code, message, remedy }) => ({ code, message, remedy })),
  };
}

interface SourceDocument {
  readonly file: string | null;
  /** From 1; null where the whole file says it. */
  readonly line: number | null;
  readonly certainty: Certainty;
}

function sourceOf({ origin }: Sourced<string | number>): SourceDocument {
  const file = 'file' in origin ? origin.file : null;
  if (origin.kind === 'package-json') return { file, line: lineOf(origin.range), certainty: 'literal' };
  if (origin.kind !== 'project') return { file, line: null, certainty: origin.kind === 'folder' ? 'guessed' : 'literal' };
  return { file, line: lineOf(origin.range), certainty: origin.certainty ?? 'literal' };
}

function lineOf(range: { readonly line: number } | undefined): number | null {
  return range ? range.line + 1 : null;
}

function platformRows({ platform, facts, name, version, missing }: InspectedPlatform): [string, string | undefined][] {
  const shown = (value: Sourced<string | number> | undefined): string | undefined =>
    value && `${value.value}  (${describeOrigin(value.origin)}${certaintyText(value)})`;
  return [
    ['Platform', platform],
    ['App identifier', shown(facts.appIdentifier) ?? unknownText(facts, 'appIdentifier')],
    ['Name', shown(name) ?? unknownText(facts, 'name')],
    ['Version', shown(version) ?? unknownText(facts, 'version')],
    ['Version code', shown(facts.versionCode) ?? unknownText(facts, 'versionCode')],
    ['Minimum system', shown(facts.minimumOs)],
    ['Target SDK', shown(facts.targetSdk)],
    ['Icon', shown(facts.icon)],
    ['Scheme', shown(facts.scheme)],
    ['Variants', listed(facts.variants)],
    ['Extensions', listed(facts.extensions)],
    ['Can be built here', missing.length === 0 ? 'yes' : 'no'],
  ];
}

function certaintyText({ origin }: Sourced<unknown>): string {
  return origin.kind === 'project' && origin.certainty === 'guessed' ? ', guessed' : '';
}

function unknownText({ unknown = [] }: PlatformFacts, fact: string): string | undefined {
  const found = unknown.find((each) => each.fact === fact);
  return found && `computed by the build: ${found.written}  (${describeOrigin(found.origin)})`;
}

function listed(all: readonly { readonly name: string; readonly appIdentifier?: Sourced<string> }[] = []): string | undefined {
  if (all.length === 0) return undefined;
  const names = all.slice(0, shownVariants).map(({ name, appIdentifier }) => (appIdentifier ? `${name} (${appIdentifier.value})` : name));
  return all.length > shownVariants ? `${names.join(', ')} and ${all.length - shownVariants} more` : names.join(', ');
}
