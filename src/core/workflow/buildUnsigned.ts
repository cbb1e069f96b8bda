/** Lets the engine write the unsigned package, and takes only what it wrote in this run. */

import { Failure } from '../base/failure.ts';
import { type Issue } from '../base/issue.ts';
import { type BuildContext, type BuildPlan, type Engine } from '../engines/engine.ts';
import { type FileSystem, type NewFile, type OpenFile } from '../ports/fileSystem.ts';

export interface UnsignedPackage {
  readonly source: OpenFile;
  readonly issues: readonly Issue[];
}

export async function buildUnsigned(
  files: FileSystem,
  engine: Engine,
  plan: BuildPlan,
  output: NewFile,
  context: BuildContext,
): Promise<UnsignedPackage> {
  context.report({ step: 'building', fraction: 0 });
  const { issues } = await engine.build(plan, output, context);
  for (const issue of issues) context.log(`${issue.severity} ${issue.code}: ${issue.message}`);
  // The file did not exist before this run, so whatever is in it is of this run; an empty one is none.
  const source = await files.openFile(output.temporaryPath);
  if (source.size > 0) return { source, issues };
  await source.close();
  throw Failure.of('package-not-built', { engine: engine.id });
}
