import { type Variable, variables } from './variables.js';

const WIDTH = 96;

/** The text of `.env.example`: every setting, what it means, what holds without it. */
export function envExample(): string {
  const lines = ['# Settings of Analytics Dashboard. Copy to .env and keep what you change.'];
  let group = '';
  for (const variable of variables) {
    if (variable.group !== group) lines.push('', `# --- ${variable.group} ---`);
    group = variable.group;
    lines.push('', ...described(variable));
  }
  return `${lines.join('\n')}\n`;
}

function described({ name, help, fallback }: Variable): string[] {
  return [...wrapped(help).map((line) => `# ${line}`), `# ${name}=${fallback}`];
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
