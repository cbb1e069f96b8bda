/** Where web frameworks write: each row knows a framework by what it needs, and reads its configuration. */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { openProjectFile, type ProjectFile } from '../projectFile.ts';
import { codeEndings, configuredFolder, openConfig, outputOr, relativeFolder, scriptFolder, segmentsOf } from './configuredFolder.ts';
import { optionIn, scriptWords } from './scriptOptions.ts';
import { type WebOutput, type WebTool, type WebToolView } from './webProject.ts';

interface OpenedConfig {
  readonly file: ProjectFile;
  readonly config: LiteralObject;
}

async function openLiterals({ folder }: WebToolView, names: readonly string[]): Promise<OpenedConfig | undefined> {
  for (const name of names) {
    const file = await openConfig(folder, name, codeEndings);
    if (file) return { file, config: new LiteralObject(file.text) };
  }
  return undefined;
}

function serverOutput(setting: string, opened: OpenedConfig | undefined, usualFile: string): WebOutput {
  return { kind: 'server', setting, file: opened?.file.path ?? usualFile };
}

export async function svelteKitOutput(view: WebToolView): Promise<WebOutput | undefined> {
  if (!view.packageJson.dependsOn('@sveltejs/kit')) return undefined;
  const opened = await openLiterals(view, ['svelte.config', 'vite.config']);
  const isStatic = view.packageJson.dependsOn('@sveltejs/adapter-static') && (opened?.file.text.includes('adapter-static') ?? true);
  if (!isStatic) return serverOutput('adapter: @sveltejs/adapter-static', opened, 'svelte.config.js');
  // The options of the adapter are those of a call, so they are in their own object.
  const pages = opened?.config.all.find(({ path }) => path.length === 1 && path[0] === 'pages');
  const folder = typeof pages?.value === 'string' ? relativeFolder([], pages.value) : undefined;
  if (opened && pages && folder !== undefined)
    return { kind: 'folder', folder: { value: folder, origin: opened.file.origin(pages, pages.isNamed ? 'resolved' : 'literal') } };
  return /\bpages\s*[:,]/.test(opened?.file.text ?? '')
    ? { kind: 'computed' }
    : outputOr(undefined, 'build', opened?.file.path ?? 'package.json');
}

export async function nuxtOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  const version = packageJson.textAt('dependencies', 'nuxt')?.value ?? packageJson.textAt('devDependencies', 'nuxt')?.value;
  if (version === undefined) return undefined;
  const opened = await openLiterals(view, ['nuxt.config']);
  const file = opened?.file.path ?? 'package.json';
  if (/^[\^~]?2\./.test(version))
    return outputOr(opened && configuredFolder(opened.file, opened.config, [], 'generate', 'dir'), 'dist', file);
  const publicDir = opened && configuredFolder(opened.file, opened.config, [], 'nitro', 'output', 'publicDir');
  if (publicDir !== undefined) return outputOr(publicDir, '', file);
  const output = opened && configuredFolder(opened.file, opened.config, [], 'nitro', 'output', 'dir');
  if (output === 'computed') return { kind: 'computed' };
  const preset = opened?.config.at('nitro', 'preset')?.value;
  const isStatic =
    opened?.config.at('ssr')?.value === false ||
    ['generate', 'build:static'].some((name) => packageJson.script(name) !== undefined) ||
    /generate|--prerender/.test(packageJson.script('build') ?? '') ||
    (typeof preset === 'string' && /static|github[-_]pages/.test(preset));
  if (!isStatic) return serverOutput('ssr: false', opened, 'nuxt.config.ts');
  return outputOr(output && { ...output, value: `${output.value}/public` }, '.output/public', file);
}

export async function nextOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  if (!packageJson.dependsOn('next')) return undefined;
  const opened = await openLiterals(view, ['next.config']);
  const file = opened?.file.path ?? 'package.json';
  const oldExport = [packageJson.script('build'), packageJson.script('export')]
    .map((script) => /\bnext export\b(?:\s+(?:-o|--outdir)[\s=]+(?<out>[^\s&;|]+))?/.exec(script ?? ''))
    .find((found) => found !== null);
  const output = opened?.config.at('output');
  const mayExport = opened?.config.computedAt('output') !== undefined || (opened?.config.severalAt('output').length ?? 0) > 0;
  if (output?.value !== 'export' && !mayExport && !oldExport) return serverOutput("output: 'export'", opened, 'next.config.js');
  if (oldExport) return outputOr(scriptFolder(oldExport.groups?.['out']), 'out', file);
  const configured = opened && configuredFolder(opened.file, opened.config, [], 'distDir');
  return outputOr(configured, 'out', file);
}

export async function astroOutput(view: WebToolView): Promise<WebOutput | undefined> {
  if (!view.packageJson.dependsOn('astro')) return undefined;
  const opened = await openLiterals(view, ['astro.config']);
  const output = opened?.config.at('output')?.value;
  if (output === 'server' || output === 'hybrid') return serverOutput("output: 'static'", opened, 'astro.config.mjs');
  const given = scriptFolder(optionIn(scriptWords(view.packageJson, /^astro$/), '--outDir', '--out-dir'));
  const root = opened?.config.at('root')?.value;
  const from = segmentsOf((typeof root === 'string' ? relativeFolder([], root) : undefined) ?? '.');
  return outputOr(
    given ?? (opened && configuredFolder(opened.file, opened.config, from, 'outDir')),
    'dist',
    opened?.file.path ?? 'package.json',
  );
}

export async function reactRouterOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  const isRemix = packageJson.dependsOn('@remix-run/dev');
  if (!isRemix && !packageJson.dependsOn('@react-router/dev')) return undefined;
  const opened = await openLiterals(view, isRemix ? ['vite.config'] : ['react-router.config']);
  const ssr = opened?.config.at('ssr') ?? opened?.config.all.find(({ path }) => path.length === 1 && path[0] === 'ssr');
  if (ssr?.value !== false) return serverOutput('ssr: false', opened, isRemix ? 'vite.config.ts' : 'react-router.config.ts');
  const base = opened && configuredFolder(opened.file, opened.config, [], 'buildDirectory');
  if (base === 'computed') return { kind: 'computed' };
  return outputOr(base && { ...base, value: `${base.value}/client` }, 'build/client', opened?.file.path ?? 'package.json');
}

export async function quasarOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  const names = ['quasar', '@quasar/app-vite', '@quasar/app-webpack', '@quasar/app'];
  const opened = await openLiterals(view, ['quasar.config', 'quasar.conf']);
  if (!names.slice(1).some((name) => packageJson.dependsOn(name)) && !(opened && packageJson.dependsOn('quasar'))) return undefined;
  const mode = optionIn(scriptWords(packageJson, /^quasar$/), '-m', '--mode') ?? 'spa';
  if (mode === 'ssr') return { kind: 'server', setting: 'quasar build --mode spa', file: 'package.json' };
  const configured = opened && configuredFolder(opened.file, opened.config, [], 'build', 'distDir');
  return outputOr(configured, `dist/${mode}`, opened?.file.path ?? 'package.json');
}

export async function eleventyOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  if (!packageJson.dependsOn('@11ty/eleventy')) return undefined;
  const given = scriptFolder(optionIn(scriptWords(packageJson, /^(?:@11ty\/)?eleventy$/), '--output'));
  const opened = await openLiterals(view, ['.eleventy', 'eleventy.config']);
  const file = opened?.file.path ?? 'package.json';
  if (given !== undefined) return outputOr(given, '', file);
  const called = /\.setOutputDirectory\(\s*(['"])([^'"\n]{1,200})\1\s*\)/.exec(opened?.file.text ?? '');
  if (called)
    return outputOr(
      opened && {
        value: relativeFolder([], called[2]) ?? '.',
        origin: opened.file.origin({ offset: called.index, length: called[0].length }, 'literal'),
      },
      '_site',
      file,
    );
  const literal = opened?.config.all.find(({ path }) => path.at(-1) === 'output' && path.at(-2) === 'dir');
  const folder = typeof literal?.value === 'string' ? relativeFolder([], literal.value) : undefined;
  if (opened && literal && folder !== undefined)
    return { kind: 'folder', folder: { value: folder, origin: opened.file.origin(literal, 'literal') } };
  return outputOr(opened && configuredFolder(opened.file, opened.config, [], 'dir', 'output'), '_site', file);
}

export async function emberOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson, folder } = view;
  if (!packageJson.dependsOn('ember-cli') && !packageJson.dependsOn('ember-source')) return undefined;
  const given = scriptFolder(optionIn(scriptWords(packageJson, /^ember$/), '--output-path', '-o'));
  const file = await openProjectFile(folder, '.ember-cli');
  const configured = file && configuredFolder(file, new LiteralObject(file.text), [], 'output-path');
  return outputOr(given ?? configured, 'dist', file?.path ?? 'package.json');
}

export async function stencilOutput(view: WebToolView): Promise<WebOutput | undefined> {
  if (!view.packageJson.dependsOn('@stencil/core')) return undefined;
  const opened = await openLiterals(view, ['stencil.config']);
  if (!opened) return undefined;
  // A library of components has other output targets alone.
  if (!/['"]www['"]/.test(opened.file.text)) return undefined;
  return outputOr(undefined, 'www', opened.file.path);
}

/** Frameworks that write to one folder which their configuration or script can name. */
export function simpleTool(tool: {
  readonly name: string;
  readonly needs: readonly string[];
  readonly usual: string;
  readonly program: RegExp;
  readonly options?: readonly string[];
  readonly config?: { readonly names: readonly string[]; readonly path: readonly string[] };
}): WebTool {
  return {
    name: tool.name,
    read: async (view) => {
      if (!tool.needs.some((name) => view.packageJson.dependsOn(name))) return undefined;
      const given = scriptFolder(optionIn(scriptWords(view.packageJson, tool.program), ...(tool.options ?? [])));
      const opened = tool.config && (await openLiterals(view, tool.config.names));
      const configured = opened && tool.config && configuredFolder(opened.file, opened.config, [], ...tool.config.path);
      return outputOr(given ?? configured, tool.usual, opened?.file.path ?? 'package.json');
    },
  };
}
