import type { INestApplicationContext } from '@nestjs/common';
import type { Project } from '../projects/project.js';
import { Projects } from '../projects/projects.service.js';
import { OperatorRepository } from './operator.repository.js';
import { CommandFailed } from './terminal.js';

/** The one project with this id or name; throws `CommandFailed` when there is none, or more than one. */
export async function findProject(
  house: INestApplicationContext,
  idOrName: string,
): Promise<Project> {
  const numbers = await house.get(OperatorRepository).projectNumbers(idOrName);
  const found = await Promise.all(numbers.map((no) => house.get(Projects).byNo(no)));
  const projects = found.filter((project) => project !== null);
  const [project] = projects;
  if (!project) throw new CommandFailed(`There is no project «${idOrName}».`);
  if (projects.length === 1) return project;
  const ids = projects.map(({ id }) => `  ${id}`).join('\n');
  throw new CommandFailed(
    `Several projects are called «${idOrName}»; say which by its id:\n${ids}`,
  );
}
