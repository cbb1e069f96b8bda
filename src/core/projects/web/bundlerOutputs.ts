/** Where bundlers write. They build libraries and servers as well, so each wants a page that it starts from. */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type ProjectFile, openProjectFile } from '../projectFile.ts';
import { codeEndings, configuredFolder, openConfig, outputOr, relativeFolder, scriptFolder, segmentsOf } from './configuredFolder.ts';
import { optionIn, scriptWords } from './scriptOptions.ts';
import { type WebOutput, type WebToolView } from './webProject.ts';

export async function viteOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson, folder } = view;
  const words = scriptWords(packageJson, /^(?:vite|rolldown-vite)$/);
  const file = await openConfig(folder, 'vite.config', codeEndings);
  if (!file && !words && !packageJson.dependsOn('vite')) return undefined;
  const config = new LiteralObject(file?.text ?? '');
  if (config.objectAt('build', 'lib')) return undefined;
  const configuredRoot = file && configuredFolder(file, config, [], 'root');
  if (configuredRoot === 'computed') return { kind: 'computed' };
  // `vite build client` builds another folder than the one of the configuration.
  const given = words?.[words.indexOf('build') + 1];
  const positional =
    words?.includes('build') === true && given !== undefined && /^[\w./-]+$/.test(given) && !given.startsWith('-') ? given : '.';
  const root = segmentsOf(relativeFolder(segmentsOf(relativeFolder([], positional) ?? '.'), configuredRoot?.value ?? '.') ?? '.');
  if (root.includes('..') || !(await folder.hasFile(...root, 'index.html'))) return undefined;
  const option = scriptFolder(optionIn(words, '--outDir'), root);
  const configured = file && configuredFolder(file, config, root, 'build', 'outDir');
  return outputOr(option ?? configured, [...root, 'dist'].join('/'), file?.path ?? 'package.json');
}

export async function createReactAppOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson, folder } = view;
  if (!packageJson.dependsOn('react-scripts')) return undefined;
  const inScript = /(?:^|\s)BUILD_PATH=(['"]?)([^\s'"]+)\1/.exec(packageJson.script('build') ?? '')?.[2];
  if (inScript !== undefined) return outputOr(scriptFolder(inScript), 'build', 'package.json');
  for (const name of ['.env.production.local', '.env.production', '.env.local', '.env']) {
    const text = (await folder.hasFile(name)) ? ((await folder.text(name)) ?? '') : '';
    const found = /^[ \t]*BUILD_PATH[ \t]*=[ \t]*(['"]?)([^\s'"#]+)\1[ \t]*$/m.exec(text)?.[2];
    const value = relativeFolder([], found);
    if (found !== undefined)
      return value === undefined ? { kind: 'computed' } : outputOr({ value, origin: { kind: 'project', file: name } }, '', name);
  }
  return outputOr(undefined, 'build', 'package.json');
}

const htmlPlugins = [
  'html-webpack-plugin',
  'html-bundler-webpack-plugin',
  'webpack-dev-server',
  '@rspack/dev-server',
  '@rspack/plugin-html',
];

export async function webpackOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson, folder } = view;
  const hasTool = ['webpack', 'webpack-cli', '@rspack/core', '@rspack/cli'].some((name) => packageJson.dependsOn(name));
  const makesPages = htmlPlugins.some((name) => packageJson.dependsOn(name));
  if (!hasTool) return undefined;
  const words = scriptWords(packageJson, /^(?:webpack|webpack-cli|rspack)$/);
  const files = await webpackConfigs(view, optionIn(words, '--config', '-c'));
  const isRspackPage = files.some(({ text }) => text.includes('HtmlRspackPlugin'));
  if (!makesPages && !isRspackPage && !(await folder.hasFile('index.html'))) return undefined;
  const given = scriptFolder(optionIn(words, '--output-path', '-o'));
  if (given !== undefined) return outputOr(given, 'dist', 'package.json');
  for (const file of files) {
    const configured = configuredFolder(file, new LiteralObject(file.text), [], 'output', 'path');
    if (configured !== undefined) return outputOr(configured, 'dist', file.path);
  }
  return outputOr(undefined, 'dist', files[0]?.path ?? 'package.json');
}

/** The one that the script names, and those that it usually takes its parts from. */
async function webpackConfigs({ folder }: WebToolView, named: string | undefined): Promise<readonly ProjectFile[]> {
  const found: ProjectFile[] = [];
  const path = relativeFolder([], named);
  const given = path === undefined || path.startsWith('..') ? undefined : await openProjectFile(folder, ...segmentsOf(path));
  if (given) found.push(given);
  for (const name of [
    'webpack.config',
    'rspack.config',
    'webpack.prod',
    'webpack.config.prod',
    'webpack.production',
    'webpack.common',
    'webpack.config.common',
  ]) {
    const file = await openConfig(folder, name, codeEndings);
    if (file && file.path !== given?.path) found.push(file);
  }
  return found;
}

export async function rsbuildOutput(view: WebToolView): Promise<WebOutput | undefined> {
  if (!view.packageJson.dependsOn('@rsbuild/core')) return undefined;
  const file = await openConfig(view.folder, 'rsbuild.config', codeEndings);
  const config = new LiteralObject(file?.text ?? '');
  const configured =
    file && (configuredFolder(file, config, [], 'output', 'distPath', 'root') ?? configuredFolder(file, config, [], 'output', 'distPath'));
  return outputOr(configured, 'dist', file?.path ?? 'package.json');
}

export async function parcelOutput(view: WebToolView): Promise<WebOutput | undefined> {
  const { packageJson } = view;
  const words = scriptWords(packageJson, /^parcel$/);
  if (!packageJson.dependsOn('parcel') && !packageJson.dependsOn('parcel-bundler') && !words) return undefined;
  const source = packageJson.textAt('source')?.value;
  const startsFromPage = (source !== undefined && /\.html?$/.test(source)) || words?.some((word) => /\.html?$|\.pug$/.test(word)) === true;
  if (!startsFromPage) return undefined;
  const given = scriptFolder(optionIn(words, '--dist-dir', '--out-dir', '-d'));
  const target = packageJson.textAt('targets', 'default', 'distDir') ?? packageJson.textAt('targets', 'app', 'distDir');
  const value = relativeFolder([], target?.value);
  return outputOr(given ?? (target && value !== undefined ? { value, origin: target.origin } : undefined), 'dist', 'package.json');
}
