/** Groups and their testers, and the rules that bring packages to groups. */

import {
  addMembers,
  createGroup,
  deleteGroup,
  findGroup,
  listGroups,
  listMembers,
  listTesters,
  removeMembers,
  updateGroup,
} from '../../use-cases/groups.ts';
import { asksToSignIn, askToSignIn } from '../../use-cases/releaseAccess.ts';
import { createRule, deleteRule, listRules } from '../../use-cases/releaseRules.ts';
import { changedMembersAnswer, groupAnswer, groupsAnswer, ruleAnswer, rulesAnswer, signInAnswer, testersAnswer } from './answers.ts';
import { inApp, type Operation } from './operation.ts';
import { groupShape, ruleShape, testerShape } from './ownShapes.ts';
import { groupBody, groupChangeBody, membersBody, ruleBody, signInBody } from './schemas.ts';

const members = [
  { method: 'POST', summary: 'Add testers to a group', change: addMembers },
  { method: 'DELETE', summary: 'Remove testers from a group', change: removeMembers },
] as const;

export const groupOperations: readonly Operation[] = [
  inApp(
    { method: 'GET', path: '/sign-in', summary: 'Whether testers sign in to open releases of private groups', answer: signInAnswer },
    async ({ world, app }) => ({ isNeeded: await asksToSignIn(world, app.id) }),
  ),
  inApp(
    {
      method: 'PUT',
      path: '/sign-in',
      summary: 'Let links alone open releases of private groups, or ask testers to sign in',
      body: signInBody,
      answer: signInAnswer,
    },
    async ({ world, actor, app, body: { isNeeded } }) => {
      await askToSignIn(world, actor, app, isNeeded);
      return { isNeeded };
    },
  ),
  inApp({ method: 'GET', path: '/groups', summary: 'List the groups of an app', answer: groupsAnswer }, async ({ world, app }) => ({
    groups: (await listGroups(world, app)).map(groupShape),
  })),
  inApp(
    { method: 'POST', path: '/groups', summary: 'Create a group', body: groupBody, answer: groupAnswer, status: 201 },
    async ({ world, actor, app, body }) => groupShape(await createGroup(world, actor, app, body)),
  ),
  inApp(
    { method: 'PATCH', path: '/groups/:group', summary: 'Edit a group', body: groupChangeBody, answer: groupAnswer },
    async ({ world, actor, app, parameter, body }) =>
      groupShape(await updateGroup(world, actor, await findGroup(world.records, app, parameter('group')), body)),
  ),
  inApp(
    { method: 'DELETE', path: '/groups/:group', summary: 'Delete a group; its releases stay' },
    async ({ world, actor, app, parameter }) => {
      await deleteGroup(world, actor, await findGroup(world.records, app, parameter('group')), app);
      return undefined;
    },
  ),
  inApp(
    { method: 'GET', path: '/groups/:group/testers', summary: 'List the testers of a group', answer: testersAnswer },
    async ({ world, app, parameter }) => ({
      testers: (await listMembers(world, await findGroup(world.records, app, parameter('group')))).map(testerShape),
    }),
  ),
  ...members.map(({ method, summary, change }) =>
    inApp(
      { method, path: '/groups/:group/testers', summary, body: membersBody, answer: changedMembersAnswer },
      async ({ world, actor, app, parameter, body: { emails } }) => {
        const outcomes = await change(world, actor, await findGroup(world.records, app, parameter('group')), emails);
        const of = (isRefused: boolean): string[] =>
          outcomes.filter(({ kind }) => (kind === 'refused') === isRefused).map(({ email }) => email);
        return { done: of(false), refused: of(true) };
      },
    ),
  ),
  inApp({ method: 'GET', path: '/testers', summary: 'List all testers of an app', answer: testersAnswer }, async ({ world, app }) => ({
    testers: (await listTesters(world, app)).map(testerShape),
  })),
  inApp(
    { method: 'GET', path: '/rules', summary: 'List the rules that release the packages of branches', answer: rulesAnswer },
    async ({ world, app }) => ({
      rules: (await listRules(world, app)).map(ruleShape),
    }),
  ),
  inApp(
    {
      method: 'POST',
      path: '/rules',
      summary: 'Release packages of a branch to a group from now on',
      body: ruleBody,
      answer: ruleAnswer,
      status: 201,
    },
    async ({ world, actor, app, body }) => ruleShape(await createRule(world, actor, app, body)),
  ),
  inApp({ method: 'DELETE', path: '/rules/:id', summary: 'Delete a rule' }, async ({ world, actor, app, parameter }) => {
    await deleteRule(world, actor, app, parameter('id'));
    return undefined;
  }),
];
