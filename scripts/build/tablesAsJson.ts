/**
 * Bundles tables of constants as JSON: V8 reads a text of JSON in half the time that it needs for the same objects in a program, and the
 * table of issues is loaded with every command.
 */

import { relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { projectRoot } from '../steps/projectRoot.ts';

/** Modules that export nothing but data. */
const tables = /[\\/]src[\\/]core[\\/]base[\\/](?:issues[\\/]issueTable|failureTable)\.ts$/;

/** `inputs` gets the sources of the tables, from the root of the project: the bundle itself does not name them. */
export function tablesAsJson(inputs: Set<string>): Plugin {
  return {
    name: 'tables as JSON',
    setup: (bundler) => {
      bundler.onLoad({ filter: tables }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          absWorkingDir: projectRoot,
          entryPoints: [path],
          bundle: true,
          format: 'esm',
          write: false,
          metafile: true,
          logLevel: 'silent',
        });
        for (const input of Object.keys(metafile.inputs)) inputs.add(input);
        const [bundled] = outputFiles;
        if (!bundled) throw new Error(`${relative(projectRoot, path)} cannot be bundled`);
        const exported: object = await import(`data:text/javascript;base64,${Buffer.from(bundled.text).toString('base64')}`);
        return { contents: Object.entries(exported).map(asJson).join(''), loader: 'js' };
      });
    },
  };
}

function asJson([name, value]: readonly [string, unknown]): string {
  return `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(asciiOnly(JSON.stringify(value)))});\n`;
}

/** One character beyond Latin-1 would make V8 keep the whole text, and the source around it, with two bytes a character. */
function asciiOnly(json: string): string {
  return json.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
