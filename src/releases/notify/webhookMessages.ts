/**
 * One message for each kind of receiver. Texts come from people: each format escapes what would be markup, a mention or a link in it. A generic
 * message can have a template, whose values are put in as parts of JSON texts, and a signature that the receiver can check.
 */

import { createHmac } from 'node:crypto';
import { utf8 } from '../../core/base/bytes.ts';
import { type WebhookKind } from '../model/webhooks.ts';
import { bodyOf, headlineOf, type News } from './news.ts';
import { type Message } from './postMessage.ts';

export interface WebhookTarget {
  readonly kind: WebhookKind;
  readonly url: string;
  readonly template: string | null;
  readonly secret: string | null;
}

/** Chat services refuse longer texts. */
const longestBody = 2500;

function shortened(text: string): string {
  return text.length <= longestBody ? text : `${text.slice(0, longestBody).toWellFormed()}…`;
}

export function webhookMessage({ kind, url, template, secret }: WebhookTarget, news: News, now: Date): Message {
  const text = template === null ? JSON.stringify(payloadOf(kind, news, now)) : filledTemplate(template, news);
  const headers: Record<string, string> = { 'content-type': 'application/json', 'user-agent': 'mobile-distribution' };
  if (secret !== null) {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    headers['x-mobile-distribution-timestamp'] = timestamp;
    // With the time in it, so that a message that was listened to cannot be sent again later.
    headers['x-mobile-distribution-signature'] = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
  }
  return { url, headers, body: utf8(text) };
}

/** `{{name}}` stands for a value of the news; what is not a name of one stays as it is. */
function filledTemplate(template: string, news: News): string {
  const values = new Map<string, unknown>([...Object.entries(news), ['headline', headlineOf(news)]]);
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    if (!values.has(name)) return whole;
    const value = values.get(name) ?? '';
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  });
}

function payloadOf(kind: WebhookKind, news: News, now: Date): unknown {
  switch (kind) {
    case 'generic':
      return { ...news, headline: headlineOf(news) };
    case 'app-center':
      return appCenterPayload(news, now);
    case 'slack':
      return slackPayload(news);
    case 'teams':
      return teamsPayload(news);
    case 'discord':
      return discordPayload(news);
    case 'google-chat':
      return googleChatPayload(news);
  }
}

/** As App Center's documentation of webhooks showed it. */
function appCenterPayload(news: News, now: Date): unknown {
  return {
    app_name: news.appName,
    app_display_name: news.appDisplayName,
    release_id: news.releaseId === null ? '' : String(news.releaseId),
    platform: news.os,
    uploaded_at: news.uploadedAt,
    fingerprint: news.fingerprint,
    release_notes: news.notes,
    version: news.version,
    short_version: news.shortVersion,
    min_os: news.minimumOs,
    mandatory_update: news.isMandatory,
    size: news.sizeBytes ?? 0,
    provisioning_profile_name: news.profileName,
    provisioning_profile_type: news.profileKind === 'ad-hoc' ? 'adhoc' : news.profileKind === 'in-house' ? 'enterprise' : news.profileKind,
    bundle_identifier: news.appIdentifier,
    install_link: news.installUrl,
    icon_link: news.iconUrl,
    distribution_group_id: news.groupId,
    installable: news.event === 'release',
    sent_at: now.toISOString(),
    app_id: news.appId,
  };
}

/** Slack: `&`, `<` and `>` alone begin links and mentions. */
function slackPayload(news: News): unknown {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = shortened(bodyOf(news));
  return {
    text: escaped(headlineOf(news)),
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: headlineOf(news) } },
      ...(body === '' ? [] : [{ type: 'section', text: { type: 'plain_text', text: body } }]),
      ...(news.installUrl === ''
        ? []
        : [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url: news.installUrl }] }]),
    ],
  };
}

/** Microsoft Teams, through a workflow that takes Adaptive Cards. */
function teamsPayload(news: News): unknown {
  // Text blocks know a part of Markdown: a backslash takes its meaning from every sign that has one.
  const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#~|]/g, String.raw`\$&`);
  const body = shortened(bodyOf(news));
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', text: escaped(headlineOf(news)), weight: 'Bolder', size: 'Medium', wrap: true },
            ...(body === '' ? [] : [{ type: 'TextBlock', text: escaped(body), wrap: true }]),
          ],
          ...(news.installUrl !== '' && { actions: [{ type: 'Action.OpenUrl', title: 'Open', url: news.installUrl }] }),
        },
      },
    ],
  };
}

function discordPayload(news: News): unknown {
  const longestTitle = 256;
  return {
    embeds: [
      {
        title: headlineOf(news).slice(0, longestTitle).toWellFormed(),
        ...(bodyOf(news) !== '' && { description: shortened(bodyOf(news)) }),
        ...(news.installUrl !== '' && { url: news.installUrl }),
        timestamp: news.at,
      },
    ],
    // No one is called by what a release note says.
    allowed_mentions: { parse: [] },
  };
}

/** Cards of Google Chat read a little HTML. */
function googleChatPayload(news: News): unknown {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = shortened(bodyOf(news));
  return {
    cardsV2: [
      {
        cardId: 'release',
        card: {
          header: { title: headlineOf(news) },
          sections: [
            {
              widgets: [
                ...(body === '' ? [] : [{ textParagraph: { text: escaped(body) } }]),
                ...(news.installUrl === ''
                  ? []
                  : [{ buttonList: { buttons: [{ text: 'Open', onClick: { openLink: { url: news.installUrl } } }] } }]),
              ],
            },
          ],
        },
      },
    ],
  };
}
