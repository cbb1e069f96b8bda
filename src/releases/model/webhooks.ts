/** The closed lists of webhooks: what they can be told about, and whose message format they take. */

export const webhookKinds = ['generic', 'app-center', 'slack', 'teams', 'discord', 'google-chat'] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export const webhookEvents = ['release', 'feedback', 'device', 'store'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What happened, as a job of the outbox contains it: identifiers alone, so that a late message says what is true when it is sent. */
export interface Happening {
  readonly event: WebhookEvent;
  readonly appId: string;
  readonly releaseId: string | null;
  /** The group that a release went to. */
  readonly groupId: string | null;
  readonly feedbackId: string | null;
  readonly udid: string | null;
  /** The store that says something else of a release now. */
  readonly storeId?: string | null | undefined;
  readonly at: string;
}
