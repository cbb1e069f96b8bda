/** Fuzz target: configurations of the tools that build web projects, each text given to every tool, as its configuration and as its script. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { readPackageJson } from '../../src/core/projects/packageJson.ts';
import { ProjectFolder } from '../../src/core/projects/projectFolder.ts';
import { webTools } from '../../src/core/projects/web/readWebProject.ts';
import { MemoryFiles, posixPaths } from '../support/memoryFiles.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const configurations = `
  .eleventy.js .ember-cli .env angular.json astro.config.mjs eleventy.config.js next.config.mjs nuxt.config.ts
  project.json quasar.config.js react-router.config.ts rsbuild.config.ts stencil.config.ts svelte.config.js
  vite.config.ts vue.config.js webpack.config.js
`
  .trim()
  .split(/\s+/);
/** What tools know their projects by. */
const packages = `
  @11ty/eleventy @angular/cli @angular/core @docusaurus/core @nx/web @quasar/app-vite @react-router/dev ember-cli
  @rsbuild/core @stencil/core @sveltejs/kit @sveltejs/adapter-static @vue/cli-service astro gatsby
  html-webpack-plugin next nuxt nx parcel preact-cli react-scripts vite webpack
`
  .trim()
  .split(/\s+/);
const programs = ['eleventy', 'gatsby', 'docusaurus', 'vue-cli-service', 'preact', 'vite', 'parcel index.html', 'webpack', 'ng', 'ember'];
const dependencies = Object.fromEntries(packages.map((name) => [name, '1']));

export const webBuildSeeds = [
  "import { defineConfig } from 'vite';\nconst out = 'a';\nexport default defineConfig(({ mode }) => ({ root: './b', build: { outDir: path.resolve(__dirname, 'c', out) } }));",
  "module.exports = { output: { path: __dirname + '/dist', distPath: { root: 'd' } }, distDir: `e`, outputDir: process.env.OUT ?? 'f', buildDirectory: 'g' };",
  "const config = { output: 'export', distDir: '../build' };\nif (process.env.CI) config.distDir = 'x';\nmodule.exports = withPlugins([], config);",
  "export default { kit: { adapter: adapter({ pages: 'h', fallback: '200.html' }) }, nitro: { preset: 'static', output: { publicDir: 'i' } }, ssr: false };",
  '{ "version": 1, "defaultProject": "a", "projects": { "a": { "root": "", "architect": { "build": { "builder": "@angular/build:application", "options": { "outputPath": { "base": "j", "browser": "" } }, "defaultConfiguration": "p", "configurations": { "p": { "outputPath": "k" } } } } } } }',
  '{ "root": "", "sourceRoot": "src", "targets": { "build": { "executor": "@nx/vite:build", "options": { "outputPath": "{workspaceRoot}/l/{projectName}" } } } }',
  "export const config: Config = { outputTargets: [{ type: 'www', dir: 'm', baseUrl: 'https://acme.com/' }, { type: 'dist' }] };",
  "module.exports = function (c) { return { dir: { input: 'n', output: 'o' } }; };",
  '--outDir p --output-path=q --dest "r s" -d t --config webpack.prod.js --dist-dir=u && echo v',
  'BUILD_PATH = "w" # x\n{ "outputPath": "y" }',
];

/** Names of the tools that took the folder for one of theirs. */
export async function readWebBuilds(text: string): Promise<readonly string[]> {
  const reached: string[] = [];
  const build = programs.map((program) => `${program} build ${text.slice(0, 300)}`).join(' && ');
  for (const packageJson of [{ dependencies }, { dependencies, scripts: { build } }]) {
    const files = new MemoryFiles({ '/app/package.json': JSON.stringify(packageJson), '/app/index.html': '', '/app/n/index.html': '' });
    for (const name of configurations) await files.writeFile(`/app/${name}`, utf8(text));
    const folder = new ProjectFolder(files, posixPaths, '/app');
    const view = { folder, packageJson: await readPackageJson(folder) };
    for (const { name, read } of webTools) if (await read(view)) reached.push(name);
  }
  return reached;
}

export const target: FuzzTarget = {
  name: 'webBuilds',
  seeds: async () => webBuildSeeds.map(utf8),
  run: async (bytes) => {
    await readWebBuilds(fromUtf8(bytes));
    // The file that names the tools may be anything, too.
    const folder = new ProjectFolder(new MemoryFiles({ '/app/package.json': bytes, '/app/index.html': '' }), posixPaths, '/app');
    const view = { folder, packageJson: await readPackageJson(folder) };
    for (const { read } of webTools) await read(view);
  },
};
