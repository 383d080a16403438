import type { INestApplicationContext } from '@nestjs/common';
import { hkdfSync } from 'node:crypto';
import { Accounts } from '../auth/accounts.service.js';
import { EventStore } from '../events/event.store.js';
import type { KeyKind } from '../projects/api-key.js';
import { Keys } from '../projects/keys.service.js';
import type { Project } from '../projects/project.js';
import { Projects } from '../projects/projects.service.js';
import { OperatorRepository } from './operator.repository.js';
import { CommandFailed } from './terminal.js';

const EMAIL = 'demo@example.com';
const DAY = 86_400_000;

export interface DemoAccount {
  readonly id: string;
  readonly email: string;
  /** What it was made with; the person may have changed it since. */
  readonly password: string;
  readonly made: boolean;
}

/** The account of the demo, made when it is not there. Its password is this installation's own and needs no keeping. */
export async function demoAccount(
  house: INestApplicationContext,
  secretKey: string,
): Promise<DemoAccount> {
  const password = demoPassword(secretKey);
  const known = await house.get(OperatorRepository).userId(EMAIL);
  if (known !== null) return { id: known, email: EMAIL, password, made: false };
  const user = await house.get(Accounts).create({ email: EMAIL, password, fullName: 'Demo' });
  return { id: user.id, email: EMAIL, password, made: true };
}

/** The account's project of this name, made when it is not there. */
export async function demoProject(
  house: INestApplicationContext,
  ownerId: string,
  name: string,
  timezone: string,
): Promise<Project> {
  const no = await house.get(OperatorRepository).ownedProjectNumber(ownerId, name);
  if (no === null) {
    const made = await house
      .get(Projects)
      .create(ownerId, { name, timezone, domain: 'shop.example.com' });
    return made.project;
  }
  const project = await house.get(Projects).byNo(no);
  if (!project) throw new CommandFailed(`The project «${name}» is being deleted; try again later.`);
  return project;
}

/** A key of this name that works; one made before is replaced, since keys cannot be read again. */
export async function freshKey(
  house: INestApplicationContext,
  project: Project,
  name: string,
  kind: KeyKind,
): Promise<string> {
  const keys = house.get(Keys);
  const former = await house.get(OperatorRepository).keyId(project.id, name);
  if (former === null) return (await keys.create(project, { name, kind, allowedOrigins: [] })).key;
  const { issued } = await keys.rotate(project, former, kind === 'public' ? 24 : 0);
  return issued.key;
}

/** Where generated traffic has to begin so that the last `days` have no gap at their end. */
export async function emptySince(
  house: INestApplicationContext,
  project: Project,
  days: number,
  now: number,
): Promise<number> {
  const from = now - days * DAY;
  const { rows } = await house.get(EventStore).listEvents({
    project,
    range: { from: new Date(from), to: new Date(now) },
    filters: [],
    search: null,
    limit: 1,
    cursor: null,
  });
  const [newest] = rows;
  return newest ? Date.parse(newest.timestamp) + 1 : from;
}

function demoPassword(secretKey: string): string {
  const bytes = Buffer.from(hkdfSync('sha256', secretKey, '', 'demo-password', 10));
  return `demo-${bytes.toString('base64url')}`;
}
