/** The configuration of a NativeScript project, by its literals; what is computed in it stays unknown. */

import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { segmentsInside } from '../../projects/projectFile.ts';
import { type ProjectFolder } from '../../projects/projectFolder.ts';

export const configNames = ['nativescript.config.ts', 'nativescript.config.js', 'nsconfig.json'] as const;

/** What webpack says at its end while it ends with 0: the tool takes such a bundle for a good one. */
export const bundleErrors = /^webpack [\d.]{1,20} compiled with \d{1,6} errors?\b/;

export interface NativeScriptConfig {
  /** Segments of the folder of the scripts, relative to the app. */
  readonly sources: readonly string[];
  /** Of the folder of the native resources. */
  readonly resources: readonly string[];
  /** A text at the outermost level. */
  text(key: string): string | undefined;
  /** What the Xcode project is called that the tool makes: after the folder of the app, without signs and blanks. */
  iosName(folderName: string): string;
}

export async function openNativeScriptConfig(folder: Pick<ProjectFolder, 'text' | 'hasFolder'>): Promise<NativeScriptConfig> {
  const text = await readConfig(folder);
  const place = (key: string, usual: string): readonly string[] => segmentsInside([], text(key) ?? usual) ?? [usual];
  return {
    sources: place('appPath', (await folder.hasFolder('src')) ? 'src' : 'app'),
    resources: place('appResourcesPath', 'App_Resources'),
    text,
    iosName: (folderName) => text('projectName') ?? (folderName.replaceAll(/[^A-Za-z0-9]/g, '') || 'the'),
  };
}

async function readConfig(folder: Pick<ProjectFolder, 'text'>): Promise<(key: string) => string | undefined> {
  for (const name of configNames) {
    const content = await folder.text(name);
    if (content === undefined) continue;
    const config = new LiteralObject(content);
    return (key) => {
      const value = config.at(key)?.value;
      return typeof value === 'string' ? value : undefined;
    };
  }
  return () => undefined;
}
