/**
 * What a release says of its package besides what the file says, and which groups the settings name for its branch: from the options, the ledger
 * and the settings of the app, git, and the service that runs the build.
 */

import { toHex } from '../../../core/base/bytes.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { openApp, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { buildOf, type BuildInput } from '../../../releases/client/buildInput.ts';
import { groupsByRules } from '../../../releases/client/releaseRules.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { appFolder, appOption } from '../sharedOptions.ts';

export const buildOptions = {
  ...appOption,
  branch: { type: 'text', placeholder: 'NAME', says: 'Branch it was built from (default: the one of the app folder)' },
  commit: { type: 'text', placeholder: 'HASH', says: 'Commit it was built from (default: the one of the package record)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export interface PackageBuild {
  readonly build: BuildInput;
  /** That the settings name for the branch. */
  readonly groups: readonly string[];
  /** Of these settings. */
  readonly issues: readonly Issue[];
}

export async function packageBuild(input: CommandInput, services: CommandServices, path: string, file: ByteSource): Promise<PackageBuild> {
  const world = await services.loadWorkflow();
  const folder = appFolder(input, services);
  const app = await openApp(world, folder);
  const source = await world.sourceControl.describe(folder);
  const record = await recordOf(services, app, path, file);
  const branch = input.text('branch') ?? source.branch ?? branchOfService(services.environment);
  const { rules = {} } = app.inspected.settings.release ?? {};
  return {
    build: { ...(record && buildOf(record)), branch, commit: input.text('commit') ?? record?.commit },
    groups: groupsByRules(rules, branch),
    issues: app.inspected.issues,
  };
}

/** Of this very file: another one may have its name by now. */
async function recordOf(
  { ports }: CommandServices,
  { folder, ledger }: OpenedApp,
  path: string,
  source: ByteSource,
): Promise<PackageRecord | undefined> {
  const candidates = ledger.records.filter(({ sizeBytes }) => sizeBytes === source.size);
  if (candidates.length === 0) return undefined;
  const { whole } = await ports.digester.digest({ source, ranges: [{ start: 0, end: source.size }], chunked: [], whole: ['sha256'] });
  const sha256 = toHex(whole[0] ?? new Uint8Array());
  const same = candidates.filter((record) => record.sha256 === sha256);
  return same.findLast((record) => ports.paths.resolve(folder, record.path) === path) ?? same.at(-1);
}

/** Such services check out a commit, not a branch. */
function branchOfService(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const github = environment['GITHUB_REF_TYPE'] === 'branch' ? environment['GITHUB_REF_NAME'] : undefined;
  const azure = /^refs\/heads\/(.+)$/.exec(environment['BUILD_SOURCEBRANCH'] ?? '')?.[1];
  const named = [github, environment['CI_COMMIT_BRANCH'], azure, environment['BITBUCKET_BRANCH']];
  return named.find((branch) => branch !== undefined && branch !== '');
}
