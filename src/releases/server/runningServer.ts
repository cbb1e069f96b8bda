/** What starting a release server needs and gives, in plain values: they go from one process to another and into a file. */

import { type PlainFailure } from '../../core/base/failure.ts';

export interface MailOptions {
  /** `smtps://mail.example.com:465`, or `smtp://` for STARTTLS. */
  readonly server: string;
  readonly from: string;
  readonly user?: string | undefined;
  /** In plain text: it goes to another process, and into no file. */
  readonly password?: string | undefined;
}

/** A provider of OpenID Connect, where the server is registered with the address `…/portal/oidc/callback`. */
export interface OpenIdOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** In plain text, as the password for mail. Absent for a public client. */
  readonly clientSecret?: string | undefined;
}

/** An account at a store to which releases can be published from here. */
export interface StoreOptions {
  readonly name: string;
  /** As `store connect` names it. */
  readonly store: string;
  /** Track of Google Play, groups of TestFlight and Firebase, assignments of Intune; empty for the usual one. */
  readonly track: string;
  /** In plain text, as the password for mail. */
  readonly key: string;
  /** Absolute path of the token of a workload, which the operator named; for keys that are external accounts. */
  readonly tokenFile?: string;
  /** What identifies the account beside its key. */
  readonly identity: Readonly<Record<string, string>>;
}

/** PostgreSQL and S3-compatible storage, for several servers. Passwords and keys are in plain text: they go to another process, and into no file. */
export interface TeamStorageOptions {
  readonly databaseUrl: string;
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    /** Of the names of all objects: empty, or with a slash at the end. */
    readonly prefix: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
    readonly publicEndpoint?: string | undefined;
  };
}

export interface ServerOptions {
  /** Absolute. */
  readonly dataFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly isTls: boolean;
  /** Name of the user who owns what the server keeps, the first time. */
  readonly ownerName: string;
  /** Under which people reach it, when that is not the address it listens on: `https://releases.example.com/mobile`. */
  readonly publicUrl?: string | undefined;
  /** An editor forwards the port, so requests for the public address arrive under another host name: all addresses begin with the public one. */
  readonly isForwarded?: boolean;
  /** Addresses and networks of proxies whose word about clients and addresses counts. */
  readonly trustedProxies?: readonly string[];
  /** Absolute paths of PEM files: for clients that ask for a name of this certificate. */
  readonly certificate?: { readonly certificatePath: string; readonly keyPath: string } | undefined;
  /** Where mails to testers go out. */
  readonly mail?: MailOptions | undefined;
  /** Where people of the team sign in to the portal. */
  readonly openId?: OpenIdOptions | undefined;
  /** Of the owner: a provider vouches for it. */
  readonly ownerEmail?: string | undefined;
  readonly stores?: readonly StoreOptions[] | undefined;
  /** Absent: everything is in the folder. */
  readonly team?: TeamStorageOptions | undefined;
  /**
   * It only hands out packages that a person shares: install pages for others, and the API on this machine alone. What it keeps is below the
   * data folder while it runs.
   */
  readonly isForSharing?: boolean;
  /** Webhooks may lead to addresses of this machine and its networks. */
  readonly allowsPrivateWebhooks?: boolean;
}

/** Holds the owner token in plain text: it is written for its owner alone, and the token ends with the server. */
export interface RunningServerFile {
  readonly url: string;
  readonly ownerToken: string;
  /** Path of the authority's certificate, with TLS. */
  readonly caCertificate: string | null;
  readonly pid: number;
}

/** Someone opened something. Without what opens it. */
export interface ServerVisit {
  readonly client: string;
  /** `/i/:link`; absent for what leads nowhere. */
  readonly route?: string | undefined;
  readonly status: number;
}

export type FromServer =
  | {
      readonly kind: 'ready';
      readonly running: RunningServerFile;
      /** Where its API is. */
      readonly apiUrl: string;
    }
  | { readonly kind: 'visit'; readonly visit: ServerVisit }
  | { readonly kind: 'failed'; readonly failure: PlainFailure };

export type ToServer = { readonly kind: 'start'; readonly options: ServerOptions } | { readonly kind: 'stop' };
