/** Web projects as the starter templates of their tools make them: before the build nothing but configuration says where the files go. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { detectApp } from '../../../../src/core/projects/detectApp.ts';
import { ProjectFolder } from '../../../../src/core/projects/projectFolder.ts';
import { readWebProject, webTools } from '../../../../src/core/projects/web/readWebProject.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

type Files = Readonly<Record<string, string>>;

function folderWith(files: Files): MemoryFiles {
  return new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [posixPaths.join('/app', name), text])));
}

/** `tool: folder (file)`, `tool: server, setting (file)` or `tool: computed`, and the script that builds. */
async function read(files: Files): Promise<string | undefined> {
  const project = await readWebProject(new ProjectFolder(folderWith(files), posixPaths, '/app'));
  if (!project) return undefined;
  const { tool, output, script } = project;
  const by = script === undefined ? '' : `, script ${script}`;
  if (output.kind === 'computed') return `${tool}: computed${by}`;
  if (output.kind === 'server') return `${tool}: server, ${output.setting} (${output.file})${by}`;
  const { value, origin } = output.folder;
  return `${tool}: ${value} (${'file' in origin ? origin.file : origin.kind})${by}`;
}

function packageJson(dependencies: readonly string[], scripts: Files = {}, more: object = {}): string {
  return JSON.stringify({ name: 'x', scripts, devDependencies: Object.fromEntries(dependencies.map((name) => [name, '^1.0.0'])), ...more });
}

const vitePackage = packageJson(['vite'], { dev: 'vite', build: 'tsc -b && vite build' });
const page = '<div id="root"></div><script type="module" src="/src/main.tsx"></script>';
const vite = (config: string, more: Files = {}): Files => ({
  'package.json': vitePackage,
  'index.html': page,
  'vite.config.ts': config,
  ...more,
});
const next = (config: string, scripts: Files = { build: 'next build' }): Files => ({
  'package.json': packageJson(['next', 'react'], scripts),
  'next.config.mjs': config,
});
const angular = (build: object, more: object = {}): Files => ({
  'package.json': packageJson(['@angular/core', '@angular/build'], { build: 'ng build' }),
  'angular.json': JSON.stringify(
    { version: 1, projects: { shop: { projectType: 'application', root: '', architect: { build } } }, ...more },
    undefined,
    2,
  ),
});
const application = '@angular/build:application';
const webpackPackage = packageJson(['webpack', 'webpack-cli', 'html-webpack-plugin'], { build: 'webpack --mode production' });
const svelteKit = (config: string, adapter = '@sveltejs/adapter-static'): Files => ({
  'package.json': packageJson(['@sveltejs/kit', adapter, 'vite'], { build: 'vite build' }),
  'svelte.config.js': config,
  'vite.config.ts': "import { sveltekit } from '@sveltejs/kit/vite';\nexport default defineConfig({ plugins: [sveltekit()] });",
});

const rows: readonly (readonly [title: string, files: Files, expected: string | undefined])[] = [
  [
    'Vite, React',
    vite("import react from '@vitejs/plugin-react'\nexport default defineConfig({\n  plugins: [react()],\n})\n"),
    'Vite: dist (vite.config.ts), script build',
  ],
  [
    'Vite, Vue: the build is called by another script',
    {
      'package.json': packageJson(['vite', 'vue'], {
        build: 'run-p type-check "build-only {@}" --',
        'build-only': 'vite build --outDir web',
      }),
      'index.html': page,
      'vite.config.js':
        'export default defineConfig({ plugins: [vue(), vueDevTools()], resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } } })',
    },
    'Vite: web (package.json), script build',
  ],
  ['Vite, Svelte, without a configuration', { 'package.json': vitePackage, 'index.html': page }, 'Vite: dist (package.json), script build'],
  [
    'Vite with outDir',
    vite("export default defineConfig({ build: { outDir: 'build/web' } })"),
    'Vite: build/web (vite.config.ts), script build',
  ],
  [
    'Vite with a function',
    vite("export default defineConfig(({ mode }) => ({ build: { outDir: './www/' } }))"),
    'Vite: www (vite.config.ts), script build',
  ],
  [
    'Vite with a block',
    vite("export default defineConfig(({ mode }) => {\n  return { build: { outDir: 'www' } };\n})"),
    'Vite: www (vite.config.ts), script build',
  ],
  [
    'Vite with a constant',
    vite("const out = 'www';\nexport default { build: { outDir: out } }"),
    'Vite: www (vite.config.ts), script build',
  ],
  [
    'Vite with resolve',
    vite("export default { build: { outDir: path.resolve(__dirname, '..', 'dist', 'shop') } }"),
    'Vite: ../dist/shop (vite.config.ts), script build',
  ],
  [
    'Vite with a URL',
    vite("export default { build: { outDir: fileURLToPath(new URL('./out', import.meta.url)) } }"),
    'Vite: out (vite.config.ts), script build',
  ],
  ['Vite with code', vite('export default { build: { outDir: process.env.OUT } }'), 'Vite: computed, script build'],
  ['Vite with a choice', vite("export default { build: { outDir: isTest ? 'a' : 'b' } }"), 'Vite: computed, script build'],
  ['Vite with an absolute folder', vite("export default { build: { outDir: '/srv/www' } }"), 'Vite: computed, script build'],
  [
    'Vite with a root',
    {
      'package.json': vitePackage,
      'client/index.html': page,
      'vite.config.ts': "export default { root: 'client', build: { outDir: '../dist' } }",
    },
    'Vite: dist (vite.config.ts), script build',
  ],
  [
    'Vite with a root and no folder',
    { 'package.json': vitePackage, 'client/index.html': page, 'vite.config.ts': "export default { root: 'client' }" },
    'Vite: client/dist (vite.config.ts), script build',
  ],
  [
    'Vite in a monorepo',
    vite("export default { build: { outDir: '../../dist/apps/shop' } }"),
    'Vite: ../../dist/apps/shop (vite.config.ts), script build',
  ],
  ['Vite for a library', vite("export default { build: { lib: { entry: 'src/main.ts' } } }"), undefined],
  ['Vite for tests alone', { 'package.json': packageJson(['vite', 'vitest']), 'vite.config.ts': 'export default {}' }, undefined],
  [
    'Angular with the application builder',
    angular({ builder: application, options: { outputPath: 'dist/shop' } }),
    'Angular: dist/shop/browser (angular.json), script build',
  ],
  [
    'Angular without an output path',
    angular({ builder: application, options: { browser: 'src/main.ts' } }),
    'Angular: dist/shop/browser (angular.json), script build',
  ],
  [
    'Angular with an output path as an object',
    angular({ builder: application, options: { outputPath: { base: 'www', browser: '' } } }),
    'Angular: www (angular.json), script build',
  ],
  [
    'Angular with a named browser folder',
    angular({ builder: application, options: { outputPath: { base: 'out', browser: 'web' } } }),
    'Angular: out/web (angular.json), script build',
  ],
  [
    'Angular with the webpack builder',
    angular({ builder: '@angular-devkit/build-angular:browser', options: { outputPath: 'www' } }),
    'Angular: www (angular.json), script build',
  ],
  [
    'Angular with another folder for production',
    angular({
      builder: application,
      options: { outputPath: 'dist/dev' },
      configurations: { production: { outputPath: 'dist/prod' } },
      defaultConfiguration: 'production',
    }),
    'Angular: dist/prod/browser (angular.json), script build',
  ],
  [
    'Angular for a server',
    angular({ builder: application, options: { outputPath: 'dist/shop', outputMode: 'server' } }),
    'Angular: server, "outputMode": "static" (angular.json), script build',
  ],
  [
    'Angular with several projects: the built one',
    {
      ...angular(
        { builder: application },
        {
          projects: {
            core: { projectType: 'library', architect: { build: { builder: '@angular/build:ng-packagr' } } },
            admin: { projectType: 'application', root: 'projects/admin', architect: { build: { builder: application } } },
            shop: { projectType: 'application', root: 'projects/shop', architect: { build: { builder: application } } },
          },
        },
      ),
      'dist/shop/browser/index.html': '',
    },
    'Angular: dist/shop/browser (angular.json), script build',
  ],
  [
    'Nx, from the root of its workspace',
    {
      'project.json': JSON.stringify({
        name: 'shop',
        sourceRoot: 'apps/shop/src',
        targets: { build: { executor: '@nx/vite:build', options: { outputPath: 'dist/apps/shop' } } },
      }),
    },
    'Nx: ../../dist/apps/shop (project.json)',
  ],
  [
    'Create React App',
    { 'package.json': packageJson(['react-scripts'], { build: 'react-scripts build' }), 'public/index.html': '%PUBLIC_URL%' },
    'Create React App: build (package.json), script build',
  ],
  [
    'Create React App with BUILD_PATH',
    { 'package.json': packageJson(['react-scripts'], { build: 'BUILD_PATH=./www react-scripts build' }) },
    'Create React App: www (package.json), script build',
  ],
  [
    'Create React App with BUILD_PATH in .env',
    { 'package.json': packageJson(['react-scripts'], { build: 'react-scripts build' }), '.env': 'A=1\nBUILD_PATH=www\n' },
    'Create React App: www (.env), script build',
  ],
  [
    'Next.js with export',
    next("const nextConfig = { output: 'export', images: { unoptimized: true } };\nexport default nextConfig;"),
    'Next.js: out (next.config.mjs), script build',
  ],
  [
    'Next.js with export and distDir',
    next("/** @type {import('next').NextConfig} */\nexport default { output: 'export', distDir: 'dist' };"),
    'Next.js: dist (next.config.mjs), script build',
  ],
  [
    'Next.js with the old command',
    next('export default {};', { build: 'next build && next export -o web' }),
    'Next.js: web (package.json), script build',
  ],
  [
    'Next.js for a server',
    next('const nextConfig = {\n  /* config options here */\n};\nexport default nextConfig;'),
    "Next.js: server, output: 'export' (next.config.mjs), script build",
  ],
  [
    'Next.js, standalone',
    next("export default { output: 'standalone' };"),
    "Next.js: server, output: 'export' (next.config.mjs), script build",
  ],
  [
    'Next.js with a choice',
    next("export default { output: process.env.APP ? 'export' : undefined };"),
    'Next.js: out (next.config.mjs), script build',
  ],
  [
    'Next.js in TypeScript',
    {
      'package.json': packageJson(['next'], { build: 'next build' }),
      'next.config.ts':
        "import type { NextConfig } from 'next';\nconst nextConfig: NextConfig = { output: 'export' };\nexport default nextConfig;",
    },
    'Next.js: out (next.config.ts), script build',
  ],
  [
    'Astro',
    { 'package.json': packageJson(['astro'], { build: 'astro build' }), 'astro.config.mjs': 'export default defineConfig({});' },
    'Astro: dist (astro.config.mjs), script build',
  ],
  [
    'Astro with outDir',
    {
      'package.json': packageJson(['astro'], { build: 'astro build' }),
      'astro.config.mjs': "export default defineConfig({ outDir: './www' });",
    },
    'Astro: www (astro.config.mjs), script build',
  ],
  [
    'Astro for a server',
    {
      'package.json': packageJson(['astro'], { build: 'astro build' }),
      'astro.config.mjs': "export default defineConfig({ output: 'server', adapter: node({ mode: 'standalone' }) });",
    },
    "Astro: server, output: 'static' (astro.config.mjs), script build",
  ],
  [
    'SvelteKit',
    svelteKit("import adapter from '@sveltejs/adapter-static';\nconst config = { kit: { adapter: adapter() } };\nexport default config;"),
    'SvelteKit: build (svelte.config.js), script build',
  ],
  [
    'SvelteKit with pages',
    svelteKit(
      "import adapter from '@sveltejs/adapter-static';\nexport default { kit: { adapter: adapter({ pages: 'www', assets: 'www', fallback: 'index.html' }) } };",
    ),
    'SvelteKit: www (svelte.config.js), script build',
  ],
  [
    'SvelteKit for a server',
    svelteKit("import adapter from '@sveltejs/adapter-auto';\nexport default { kit: { adapter: adapter() } };", '@sveltejs/adapter-auto'),
    'SvelteKit: server, adapter: @sveltejs/adapter-static (svelte.config.js), script build',
  ],
  [
    'Nuxt',
    {
      'package.json': packageJson(['nuxt'], { build: 'nuxt build', generate: 'nuxt generate' }),
      'nuxt.config.ts': "export default defineNuxtConfig({ compatibilityDate: '2025-07-15', devtools: { enabled: true } })",
    },
    'Nuxt: .output/public (nuxt.config.ts), script generate',
  ],
  [
    'Nuxt without a server',
    { 'package.json': packageJson(['nuxt'], { build: 'nuxt build' }), 'nuxt.config.ts': 'export default defineNuxtConfig({ ssr: false })' },
    'Nuxt: .output/public (nuxt.config.ts), script build',
  ],
  [
    'Nuxt for a server',
    { 'package.json': packageJson(['nuxt'], { build: 'nuxt build' }), 'nuxt.config.ts': 'export default defineNuxtConfig({})' },
    'Nuxt: server, ssr: false (nuxt.config.ts), script build',
  ],
  [
    'Nuxt with publicDir',
    {
      'package.json': packageJson(['nuxt'], { generate: 'nuxt generate' }),
      'nuxt.config.ts': "export default defineNuxtConfig({ nitro: { output: { publicDir: 'www' } } })",
    },
    'Nuxt: www (nuxt.config.ts), script generate',
  ],
  [
    'Nuxt 2',
    { 'package.json': JSON.stringify({ dependencies: { nuxt: '^2.15.0' }, scripts: { generate: 'nuxt generate' } }) },
    'Nuxt: dist (package.json), script generate',
  ],
  [
    'webpack with resolve',
    {
      'package.json': webpackPackage,
      'webpack.config.js':
        "module.exports = { entry: './src/index.js', output: { filename: 'main.js', path: path.resolve(__dirname, 'www') } };",
    },
    'webpack: www (webpack.config.js), script build',
  ],
  [
    'webpack with a sum',
    { 'package.json': webpackPackage, 'webpack.config.js': "module.exports = { output: { path: __dirname + '/www' } };" },
    'webpack: www (webpack.config.js), script build',
  ],
  [
    'webpack with a template',
    { 'package.json': webpackPackage, 'webpack.config.js': 'module.exports = (env) => ({ output: { path: `${__dirname}/www` } });' },
    'webpack: www (webpack.config.js), script build',
  ],
  ['webpack by default', { 'package.json': webpackPackage }, 'webpack: dist (package.json), script build'],
  [
    'webpack with a configuration in a folder',
    {
      'package.json': packageJson(['webpack', 'html-webpack-plugin'], { build: 'webpack --config config/webpack.prod.js' }),
      'config/webpack.prod.js': "module.exports = { output: { path: path.join(__dirname, '../public_html') } };",
    },
    'webpack: public_html (config/webpack.prod.js), script build',
  ],
  [
    'webpack for a server',
    { 'package.json': packageJson(['webpack'], { build: 'webpack' }), 'webpack.config.js': "module.exports = { target: 'node' };" },
    undefined,
  ],
  [
    'Rsbuild',
    {
      'package.json': packageJson(['@rsbuild/core'], { build: 'rsbuild build' }),
      'rsbuild.config.ts': "export default defineConfig({ output: { distPath: { root: 'www' } } });",
    },
    'Rsbuild: www (rsbuild.config.ts), script build',
  ],
  [
    'Parcel',
    { 'package.json': packageJson(['parcel'], { build: 'parcel build' }, { source: 'src/index.html' }) },
    'Parcel: dist (package.json), script build',
  ],
  [
    'Parcel with a target',
    {
      'package.json': packageJson(
        ['parcel'],
        { build: 'parcel build' },
        { source: 'src/index.html', targets: { default: { distDir: './www' } } },
      ),
    },
    'Parcel: www (package.json), script build',
  ],
  [
    'Parcel with an option',
    { 'package.json': packageJson(['parcel'], { build: 'parcel build index.html --dist-dir=www' }) },
    'Parcel: www (package.json), script build',
  ],
  ['Parcel for a library', { 'package.json': packageJson(['parcel'], { build: 'parcel build' }, { source: 'src/index.ts' }) }, undefined],
  [
    'Ionic with Angular',
    {
      ...angular({ builder: '@angular-devkit/build-angular:browser', options: { outputPath: 'www' } }),
      'ionic.config.json': '{ "name": "shop", "type": "angular" }',
    },
    'Angular: www (angular.json), script build',
  ],
  [
    'Ionic with Stencil',
    {
      'package.json': packageJson(['@stencil/core'], { build: 'stencil build' }),
      'stencil.config.ts': "export const config: Config = { outputTargets: [{ type: 'www', serviceWorker: null }] };",
    },
    'Stencil: www (stencil.config.ts), script build',
  ],
  [
    'Quasar',
    {
      'package.json': packageJson(['quasar', '@quasar/app-vite'], { build: 'quasar build' }),
      'quasar.config.js': 'export default defineConfig((ctx) => { return { build: { target: { browser: [] } } } })',
      'index.html': '',
    },
    'Quasar: dist/spa (quasar.config.js), script build',
  ],
  [
    'Quasar as a PWA',
    { 'package.json': packageJson(['quasar', '@quasar/app-vite'], { build: 'quasar build -m pwa' }) },
    'Quasar: dist/pwa (package.json), script build',
  ],
  [
    'Ember',
    {
      'package.json': packageJson(['ember-cli', 'ember-source'], { build: 'ember build --environment=production' }),
      '.ember-cli': '{ /* options */ "isTypeScriptProject": false }',
    },
    'Ember: dist (.ember-cli), script build',
  ],
  ['Gatsby', { 'package.json': packageJson(['gatsby'], { build: 'gatsby build' }) }, 'Gatsby: public (package.json), script build'],
  ['Eleventy', { 'package.json': packageJson(['@11ty/eleventy'], { build: 'eleventy' }) }, 'Eleventy: _site (package.json), script build'],
  [
    'Eleventy with dir',
    {
      'package.json': packageJson(['@11ty/eleventy'], { build: 'npx @11ty/eleventy' }),
      '.eleventy.js': "module.exports = function (eleventyConfig) {\n  return { dir: { input: 'src', output: 'web' } };\n};",
    },
    'Eleventy: web (.eleventy.js), script build',
  ],
  [
    'Eleventy with a call',
    {
      'package.json': packageJson(['@11ty/eleventy'], { build: 'eleventy' }),
      'eleventy.config.js': "export default function (eleventyConfig) { eleventyConfig.setOutputDirectory('web'); }",
    },
    'Eleventy: web (eleventy.config.js), script build',
  ],
  [
    'Docusaurus',
    { 'package.json': packageJson(['@docusaurus/core'], { build: 'docusaurus build' }) },
    'Docusaurus: build (package.json), script build',
  ],
  [
    'Vue CLI',
    {
      'package.json': packageJson(['@vue/cli-service'], { build: 'vue-cli-service build' }),
      'vue.config.js': "module.exports = defineConfig({ transpileDependencies: true, outputDir: 'www' })",
    },
    'Vue CLI: www (vue.config.js), script build',
  ],
  [
    'React Router without a server',
    {
      'package.json': packageJson(['@react-router/dev', 'vite'], { build: 'react-router build' }),
      'react-router.config.ts': 'export default { ssr: false } satisfies Config;',
    },
    'React Router: build/client (react-router.config.ts), script build',
  ],
  [
    'React Router for a server',
    {
      'package.json': packageJson(['@react-router/dev', 'vite'], { build: 'react-router build' }),
      'react-router.config.ts': 'export default { ssr: true } satisfies Config;',
    },
    'React Router: server, ssr: false (react-router.config.ts), script build',
  ],
  [
    'Vue CLI with code alone',
    {
      'package.json': packageJson(['@vue/cli-service'], { build: 'vue-cli-service build' }),
      'vue.config.js': 'module.exports = { outputDir: process.env.OUT }',
    },
    'Vue CLI: computed, script build',
  ],
  [
    'Preact CLI',
    { 'package.json': packageJson(['preact-cli'], { build: 'preact build --dest=www' }) },
    'Preact CLI: www (package.json), script build',
  ],
  ['a script alone', { 'package.json': packageJson([], { build: 'make' }), 'index.html': '' }, undefined],
  ['nothing', {}, undefined],
];

describe('web projects by their configuration', () => {
  for (const [title, files, expected] of rows) it(title, async () => strictEqual(await read(files), expected));

  it('has a row for every tool', () => {
    const shown = new Set(rows.flatMap(([, , expected]) => expected?.split(':')[0] ?? []));
    deepStrictEqual(
      webTools.map(({ name }) => name).filter((name) => !shown.has(name)),
      [],
    );
  });
});

describe('the app of a web project', () => {
  const app = async (files: Files) => (await detectApp(folderWith(files), posixPaths, '/app'))?.project;
  const react = { build: 'react-scripts build' };

  it('is found before its build, and not in the sources that the build starts from', async () => {
    const project = await app({ 'package.json': packageJson(['react-scripts'], react), 'public/index.html': '<title>React App</title>' });
    strictEqual(project?.webDir?.value, 'build');
  });

  it('is the built folder of several possible ones', async () => {
    const files = { 'package.json': packageJson(['next'], { build: 'next build' }), 'next.config.js': 'module.exports = {}' };
    strictEqual((await app(files))?.webDir, undefined);
    strictEqual((await app({ ...files, 'out/index.html': '' }))?.webDir?.value, 'out');
  });

  it('is none at the root of a monorepo that only shares a tool', async () => {
    const config = { 'next.config.js': 'module.exports = {}' };
    strictEqual(await app({ ...config, 'package.json': packageJson(['next'], {}, { workspaces: ['apps/*'] }) }), undefined);
    strictEqual(await app({ ...config, 'package.json': packageJson(['next']), 'pnpm-workspace.yaml': '' }), undefined);
  });

  const names: readonly (readonly [title: string, files: Files, name: string | undefined])[] = [
    [
      'the web manifest',
      { 'dist/index.html': '<link rel=manifest href=m.json><title>T</title>', 'dist/m.json': '{"name":"Acme"}' },
      'Acme',
    ],
    ['productName', { 'package.json': '{"name":"a-b","productName":"Acme Notes"}', 'dist/index.html': '' }, 'Acme Notes'],
    ['displayName', { 'package.json': '{"name":"a-b","displayName":"Acme Notes"}', 'dist/index.html': '' }, 'Acme Notes'],
    ['the title', { 'package.json': '{"name":"a-b"}', 'dist/index.html': '<title>\n Acme  Notes </title>' }, 'Acme Notes'],
    ['the title of the page that is built', { 'package.json': vitePackage, 'index.html': '<title>Acme Notes</title>' }, 'Acme Notes'],
    ['the package without its scope', { 'package.json': '{"name":"@acme/field-notes"}', 'dist/index.html': '' }, 'Field Notes'],
    ['no title of a template', { 'package.json': '{"name":"notes"}', 'dist/index.html': '<title>Vite + React + TS</title>' }, 'Notes'],
    ['no title with a placeholder', { 'package.json': '{"name":"notes"}', 'dist/index.html': '<title>%VITE_TITLE%</title>' }, 'Notes'],
    ['nothing', { 'dist/index.html': '' }, undefined],
  ];
  for (const [title, files, expected] of names)
    it(`takes its name from ${title}`, async () => strictEqual((await app(files))?.name?.value, expected));

  const identifiers: readonly (readonly [homepage: string, expected: string | undefined])[] = [
    ['https://acme.com/notes', 'com.acme.fieldnotes'],
    ['https://www.notes.acme.io', 'io.acme.notes.fieldnotes'],
    ['https://fieldnotes.app', 'app.fieldnotes'],
    ['https://jane.github.io/field-notes', 'io.github.jane.fieldnotes'],
    ['https://github.com/acme/field-notes#readme', undefined],
    ['https://notes.vercel.app', undefined],
    ['https://my-acme.com', undefined],
    ['https://example.com', undefined],
    ['http://localhost:3000', undefined],
    ['http://192.168.1.2', undefined],
    ['.', undefined],
    ['/notes', undefined],
  ];
  for (const [homepage, expected] of identifiers)
    it(`has the identifier ${expected ?? 'of a placeholder'} at ${homepage}`, async () => {
      const proposals = (await app({ 'package.json': JSON.stringify({ name: '@acme/field-notes', homepage }), 'dist/index.html': '' }))
        ?.proposals;
      deepStrictEqual([proposals?.identifier?.value, proposals?.word], [expected, 'fieldnotes']);
    });
});
