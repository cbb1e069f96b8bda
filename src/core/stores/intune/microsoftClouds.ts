/**
 * The clouds of Microsoft Graph. Each country’s has its own address, its own sign-in service, and pages of its own for administrators
 * (learn.microsoft.com/graph/deployments); a token of one is worth nothing in another.
 */

export interface MicrosoftCloud {
  /** Of Microsoft Graph, without a slash at its end. */
  readonly graph: string;
  readonly signIn: string;
  readonly portal: string;
}

export const intuneEndpoint = 'https://graph.microsoft.com';

const usGovernment = { signIn: 'https://login.microsoftonline.us', portal: 'https://portal.azure.us' };

const clouds: readonly MicrosoftCloud[] = [
  { graph: intuneEndpoint, signIn: 'https://login.microsoftonline.com', portal: 'https://entra.microsoft.com' },
  { graph: 'https://graph.microsoft.us', ...usGovernment },
  { graph: 'https://dod-graph.microsoft.us', ...usGovernment },
  { graph: 'https://microsoftgraph.chinacloudapi.cn', signIn: 'https://login.chinacloudapi.cn', portal: 'https://portal.azure.cn' },
];

/**
 * The cloud at an address. A stand-in or proxy that was named takes the place of Microsoft’s address for signing in, too; the tokens are those
 * of the cloud of all countries.
 */
export function cloudAt(endpoint: string): MicrosoftCloud {
  const origin = URL.parse(endpoint)?.origin;
  const own = clouds.find(({ graph }) => graph === origin);
  return own ?? { graph: intuneEndpoint, signIn: endpoint, portal: 'https://entra.microsoft.com' };
}
