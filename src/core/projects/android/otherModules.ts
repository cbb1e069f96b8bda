/**
 * The apps of the other modules of a Gradle build, such as one for watches: their variants are listed behind those of the first module, each
 * with the name of its module. Only an app that is opened is looked at so; the search for apps takes the first module.
 */

import { type PlatformFacts, type ProjectFacts, type ProjectFolderView, type VariantFacts } from '../projectFacts.ts';
import { readAndroidModule } from './androidModule.ts';
import { androidModules } from './findAndroidModule.ts';

const mostApps = 20;

export async function withOtherModules(folder: ProjectFolderView, project: ProjectFacts): Promise<ProjectFacts> {
  const { android } = project;
  const first = android?.gradle;
  if (project.engine !== 'gradle' || !android || !first) return project;
  const others: VariantFacts[] = [];
  let apps = 0;
  for await (const module of androidModules(folder, first.root)) {
    if (module.path === first.path) continue;
    const facts = await readAndroidModule(folder, { root: module.root, module: module.folder, path: module.path });
    if (facts) others.push(...variantsOf(module.path, facts));
    if (++apps === mostApps) break;
  }
  return others.length === 0 ? project : { ...project, android: { ...android, variants: [...(android.variants ?? []), ...others] } };
}

function variantsOf(module: string, facts: PlatformFacts): readonly VariantFacts[] {
  return (facts.variants ?? []).map((variant) => ({
    ...variant,
    name: `${module}:${variant.name}`,
    flavor: variant.flavor === undefined ? module : `${module}:${variant.flavor}`,
    ofModule: facts,
  }));
}
