/** How commands that only App Store Connect has reach it, and the app they are about. */

import { findConnectApp, withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { type ConnectApi, type Resource } from '../../../core/stores/app-store-connect/connectApi.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';
import { appleOnlyOptions, readStore, storeAppIdentifier } from '../store/storeAccess.ts';

export const appleAccessOptions = appleOnlyOptions;

/** Runs with the app of --app-identifier or of the folder. */
export async function withAppleApp<Result>(
  input: CommandInput,
  services: CommandServices,
  use: (api: ConnectApi, app: Resource, appIdentifier: string) => Promise<Result>,
): Promise<Result> {
  const appIdentifier = await storeAppIdentifier(input, services, 'app-store-connect');
  const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
  return await withConnect(await services.loadWorkflow(), account, appIdentifier, async (api) =>
    use(api, await findConnectApp(api, appIdentifier), appIdentifier),
  );
}
