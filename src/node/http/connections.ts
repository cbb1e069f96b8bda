/**
 * The connections of a client: kept open between requests, through the proxies that the environment names (HTTP_PROXY, HTTPS_PROXY,
 * NO_PROXY), and trusting the certificate authorities of Node, of the system and of the caller. This computer itself is never reached
 * through a proxy. In VS Code's extension host, the editor puts its own proxy settings in the place of these.
 */

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

export interface ConnectionOptions {
  /** PEM, in addition to those that this system trusts. */
  readonly certificateAuthorities?: readonly string[];
  /** Variables that name proxies, as in `process.env`. */
  readonly proxies?: NodeJS.ProcessEnv;
}

/** A whole set of parts of one file, without opening connections that only wait for each other. */
const mostConnectionsPerHost = 16;

export class Connections {
  readonly #options: ConnectionOptions;
  readonly #agents = new Map<string, HttpAgent>();
  #context: SecureContext | undefined;

  constructor(options: ConnectionOptions = {}) {
    this.#options = options;
  }

  agentFor(url: URL): HttpAgent {
    const isSecure = url.protocol === 'https:';
    const isDirect = this.#options.proxies === undefined || isThisComputer(url);
    const key = `${url.protocol} ${isDirect}`;
    const known = this.#agents.get(key);
    if (known) return known;
    const options = {
      keepAlive: true,
      maxSockets: mostConnectionsPerHost,
      ...(!isDirect && { proxyEnv: this.#options.proxies }),
    };
    const agent = isSecure ? new HttpsAgent({ ...options, secureContext: this.#secureContext() }) : new HttpAgent(options);
    this.#agents.set(key, agent);
    return agent;
  }

  /** Ends the connections that are kept open. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  /** Made once: reading some hundred certificates for each connection would take longer than the connection. */
  #secureContext(): SecureContext {
    const authorities = new Set([...getCACertificates('default'), ...systemAuthorities(), ...(this.#options.certificateAuthorities ?? [])]);
    return (this.#context ??= createSecureContext({ ca: [...authorities] }));
  }
}

function systemAuthorities(): readonly string[] {
  try {
    return getCACertificates('system');
  } catch {
    // A system whose store cannot be read still has the authorities that Node brings.
    return [];
  }
}

function isThisComputer({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
