import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { Command } from 'commander';
import { Accounts } from '../auth/accounts.service.js';
import { RegisterDto } from '../auth/dto/credentials.dto.js';
import { inHouse } from './house.js';
import { CommandFailed, type Terminal } from './terminal.js';

interface UserOptions {
  email: string;
  password?: string;
  name?: string;
}

/** `user:create`: an account, whether or not sign-up is open. */
export function addUserCommand(program: Command, terminal: Terminal): void {
  program
    .command('user:create')
    .description('make an account; the first one is the owner')
    .requiredOption('--email <address>', 'what they sign in with')
    .option(
      '--password <text>',
      'at least 10 characters; asked for, or read from a pipe, when absent',
    )
    .option('--name <text>', 'how they are called')
    .action(async (options: UserOptions) => {
      const password =
        options.password ?? (await terminal.askSecret('Password (at least 10 characters): '));
      const draft = await checked({ ...options, password });
      await inHouse(terminal.settings(), async (house) => {
        const user = await house.get(Accounts).create({
          email: draft.email,
          password: draft.password,
          fullName: draft.full_name ?? null,
        });
        terminal.print(`Created ${user.email} (${user.role}), id ${user.id}.`);
      });
    });
}

/** Under the rules of the registration form. */
async function checked(options: UserOptions): Promise<RegisterDto> {
  const draft = plainToInstance(RegisterDto, {
    email: options.email,
    password: options.password,
    full_name: options.name,
  });
  const errors = await validate(draft);
  if (errors.length === 0) return draft;
  const reasons = errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
  throw new CommandFailed(reasons.map((reason) => `${reason}.`).join('\n'));
}
