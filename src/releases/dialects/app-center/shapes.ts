/** What App Center's API says of accounts, apps, groups, testers and tokens (`appcenter.swagger.json`); field names are its own. */

import { type App } from '../../use-cases/access.ts';
import { type Account, type MemberOf } from '../../use-cases/accounts.ts';
import { type Group, type MemberOutcome, type Tester } from '../../use-cases/groups.ts';
import { type Token } from '../../use-cases/tokens.ts';

type Shape = Readonly<Record<string, unknown>>;

export function userShape({ id, name, displayName, email, createdAt }: Account): Shape {
  return {
    id,
    name,
    display_name: displayName,
    // Required there, and unknown of a local owner: an address that no mail can reach (RFC 2606).
    email: email ?? `${name}@localhost.invalid`,
    avatar_url: null,
    can_change_password: false,
    permissions: ['manager'],
    origin: 'appcenter',
    created_at: createdAt,
  };
}

export function appShape(app: App): Shape {
  const { owner } = app;
  return {
    id: app.id,
    app_secret: app.secret,
    name: app.name,
    display_name: app.displayName,
    description: app.description,
    os: app.os,
    platform: app.platform,
    release_type: app.releaseType,
    icon_url: null,
    owner: {
      id: owner.id,
      name: owner.name,
      display_name: owner.displayName,
      email: owner.email,
      avatar_url: null,
      type: owner.kind === 'organization' ? 'org' : 'user',
    },
    origin: 'appcenter',
    member_permissions: ['manager'],
    created_at: app.createdAt,
    updated_at: app.updatedAt,
  };
}

export function organizationShape({ organization, role }: MemberOf): Shape {
  return {
    id: organization.id,
    name: organization.name,
    display_name: organization.displayName,
    avatar_url: null,
    origin: 'appcenter',
    collaborator_role: role,
    created_at: organization.createdAt,
    updated_at: organization.createdAt,
  };
}

export function groupShape({ id, name, displayName, isPublic }: Group): Shape {
  return { id, name, display_name: displayName, origin: 'appcenter', is_public: isPublic };
}

export function testerShape({ id, email, displayName }: Tester): Shape {
  const name = email.split('@', 1).join('');
  return {
    id,
    email,
    display_name: displayName,
    name,
    avatar_url: null,
    invite_pending: false,
    can_change_password: false,
    origin: 'appcenter',
  };
}

export function memberOutcomeShape(outcome: MemberOutcome, verb: 'added' | 'removed'): Shape {
  const { kind, email } = outcome;
  if (kind === 'refused')
    return { status: 400, user_email: email, invite_pending: false, code: 'BadRequest', message: `${email} could not be ${verb}` };
  return { status: 200, user_email: email, invite_pending: false, message: `${email} is ${verb}` };
}

export function tokenShape({ id, description, scope, createdAt }: Token): Shape {
  return { id, description, scope: [scope === 'full' ? 'all' : 'viewer'], created_at: createdAt };
}
