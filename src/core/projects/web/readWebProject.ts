/** Finds the tool that builds a web project. The more special one is asked first: most frameworks bring a bundler along. */

import { readPackageJson } from '../packageJson.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { angularOutput, nxOutput } from './angularOutput.ts';
import { createReactAppOutput, parcelOutput, rsbuildOutput, viteOutput, webpackOutput } from './bundlerOutputs.ts';
import {
  astroOutput,
  eleventyOutput,
  emberOutput,
  nextOutput,
  nuxtOutput,
  quasarOutput,
  reactRouterOutput,
  simpleTool,
  stencilOutput,
  svelteKitOutput,
} from './frameworkOutputs.ts';
import { buildScripts } from './scriptOptions.ts';
import { type WebProject, type WebTool } from './webProject.ts';

export const webTools: readonly WebTool[] = [
  { name: 'Angular', read: angularOutput },
  { name: 'Nx', read: nxOutput },
  { name: 'SvelteKit', read: svelteKitOutput },
  { name: 'Nuxt', read: nuxtOutput, scripts: ['generate'] },
  { name: 'Next.js', read: nextOutput },
  { name: 'Astro', read: astroOutput },
  { name: 'React Router', read: reactRouterOutput },
  simpleTool({ name: 'Gatsby', needs: ['gatsby'], usual: 'public', program: /^gatsby$/ }),
  simpleTool({ name: 'Docusaurus', needs: ['@docusaurus/core'], usual: 'build', program: /^docusaurus$/, options: ['--out-dir'] }),
  { name: 'Eleventy', read: eleventyOutput },
  { name: 'Quasar', read: quasarOutput },
  { name: 'Ember', read: emberOutput },
  { name: 'Stencil', read: stencilOutput },
  { name: 'Create React App', read: createReactAppOutput },
  simpleTool({
    name: 'Vue CLI',
    needs: ['@vue/cli-service'],
    usual: 'dist',
    program: /^vue-cli-service$/,
    options: ['--dest'],
    config: { names: ['vue.config'], path: ['outputDir'] },
  }),
  simpleTool({ name: 'Preact CLI', needs: ['preact-cli'], usual: 'build', program: /^preact$/, options: ['--dest'] }),
  { name: 'Vite', read: viteOutput },
  { name: 'Rsbuild', read: rsbuildOutput },
  { name: 'Parcel', read: parcelOutput },
  { name: 'webpack', read: webpackOutput },
];

export async function readWebProject(folder: ProjectFolderView): Promise<WebProject | undefined> {
  const packageJson = await readPackageJson(folder);
  for (const tool of webTools) {
    const output = await tool.read({ folder, packageJson });
    if (!output) continue;
    const script = [...(tool.scripts ?? []), ...buildScripts].find((name) => packageJson.script(name) !== undefined);
    return { tool: tool.name, output, ...(script !== undefined && { script }) };
  }
  return undefined;
}
