import type { CommandId, IssueHead, IssueId, IssueTarget } from '#contracts';
import type { Scene } from './scene.js';
import type { Destination, Head, Sending } from './session.js';

const MAX_KNOWN = 20;
const MAX_TITLE = 255;

export function headOf({ id, label, title, url, status }: IssueHead): Head {
  return { id, label, title: title.slice(0, MAX_TITLE), url, status: status?.name };
}

export const destinationOf = ({ id, label, title }: Head): Destination => ({ target: { issue: id }, label, title });

/** What is written to an issue goes in the order of the command that created it. */
export const madeBy = ({ target, ...named }: Destination, createdBy: CommandId | undefined): Destination =>
  createdBy ? { ...named, target: { ...target, createdBy } } : { ...named, target };

/** An issue under the name it was last seen with, if it was. */
export function destinationNamed({ session }: Scene, issue: IssueId): Destination {
  const head = session.known.find(({ id }) => id === issue);
  return { target: { issue }, label: head?.label, title: head?.title };
}

/** Remembers how issues are called, so that they can be named when only their id is at hand. */
export function remember(scene: Scene, issues: readonly IssueHead[]): void {
  const fresh = issues.map(headOf);
  const older = scene.session.known.filter(({ id }) => !fresh.some((head) => head.id === id));
  scene.session = { ...scene.session, known: [...older, ...fresh].slice(-MAX_KNOWN) };
}

/** An issue was written to: what was known of it as a wish, or by its id alone, is known by name now. */
export function nameDestinations(scene: Scene, { command }: Sending, issue: IssueHead): void {
  const { session } = scene;
  const named = destinationOf(headOf(issue));
  const isIt = (to: Destination | undefined) => to !== undefined && means(to.target, issue.id, command);
  const renew = (to: Destination | undefined) => (to && isIt(to) ? madeBy(named, to.target.createdBy) : to);
  const ongoing = renew(session.ongoing);
  scene.session = {
    ...session,
    lastIssue: renew(session.lastIssue) ?? named,
    ongoing: issue.closed && isIt(ongoing) ? undefined : ongoing,
  };
}

/** Nothing can go there any more: it is not proposed again. */
export function forgetDestination(scene: Scene, { command, what }: Sending): void {
  const { session } = scene;
  const gone = what.kind === 'comment' ? what.to.target : { createdBy: command };
  const left = (to: Destination | undefined) => (to && sameTarget(to.target, gone) ? undefined : to);
  scene.session = { ...session, lastIssue: left(session.lastIssue), ongoing: left(session.ongoing) };
}

/** A wish that is not carried out after all: whatever was meant for the issue it would have made goes elsewhere. */
export function redirect(scene: Scene, command: CommandId, to: Destination): void {
  const { session } = scene;
  const wish = { createdBy: command };
  const redirected = (other: Destination | undefined) => (other && sameTarget(other.target, wish) ? to : other);
  scene.session = {
    ...session,
    lastIssue: redirected(session.lastIssue),
    ongoing: redirected(session.ongoing),
  };
}

export function sameTarget(one: IssueTarget, other: IssueTarget): boolean {
  if ('issue' in one) return 'issue' in other && one.issue === other.issue;
  return 'createdBy' in other && one.createdBy === other.createdBy;
}

const means = (target: IssueTarget, issue: IssueId, command: CommandId) =>
  'issue' in target ? target.issue === issue : target.createdBy === command;
