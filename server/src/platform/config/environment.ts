import { existsSync } from 'node:fs';
import path from 'node:path';
import { type VariableName, variables } from './variables.js';

export type Role = 'all' | 'api' | 'worker';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export type Variables = Readonly<Record<string, string | undefined>>;

const ROLES: readonly Role[] = ['all', 'api', 'worker'];
const LOG_LEVELS: readonly LogLevel[] = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
];

/** Thrown when variables are wrong; the message names every one of them, never a value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    const heading =
      problems.length === 1 ? 'One setting is wrong:' : `${problems.length} settings are wrong:`;
    super([heading, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}

/** The settings of this process: read once, checked once, injected wherever they matter. */
export class Environment {
  /** Where PostgreSQL is; set by the embedded database when the variable is absent. */
  databaseUrl?: string;
  redisUrl?: string;
  /** No DATABASE_URL: the database is ours to start and stop. */
  embedded!: boolean;
  role!: Role;
  host!: string;
  port!: number;
  /** PORT was set by somebody, so another port would surprise them. */
  portChosen!: boolean;
  /** Address people reach the server by, without a trailing slash. */
  publicUrl!: string;
  /** Signs access tokens; 32 characters or more. */
  secretKey!: string;
  debug!: boolean;
  corsOrigins!: string[];
  accessTokenMinutes!: number;
  refreshTokenDays!: number;
  rateLimitPerMinute!: number;
  trustProxy!: boolean | number | string;
  /** Absolute path. */
  dataDir!: string;
  databasePoolSize!: number;
  allowSignUp!: boolean;
  metricsToken?: string;
  logLevel!: LogLevel;
  /** Lines for people instead of JSON, when a person is looking at a terminal. */
  logForPeople!: boolean;

  constructor(settings: Environment.Settings) {
    Object.assign(this, settings);
  }

  /** This process answers requests. */
  get servesApi(): boolean {
    return this.role !== 'worker';
  }

  /** This process takes jobs from the queue. */
  get runsJobs(): boolean {
    return this.role !== 'api';
  }
}

export namespace Environment {
  export type Settings = Omit<Environment, 'servesApi' | 'runsJobs'>;
}

/**
 * The settings found in `given` (the process's own variables, and `.env` beside them, by default).
 * Throws EnvironmentError naming every wrong variable.
 */
export function readEnvironment(given: Variables = processVariables()): Environment {
  const problems: string[] = [];
  const wrong = (name: VariableName, expectation: string): void => {
    problems.push(`${name} ${expectation}`);
  };
  const text = (name: VariableName): string => given[name]?.trim() || fallbackOf(name);

  const whole = (name: VariableName, least: number, most: number): number => {
    const value = Number(text(name));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    wrong(name, `must be a whole number from ${least} to ${most}`);
    return least;
  };
  const yesOrNo = (name: VariableName): boolean => {
    const value = text(name).toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(value)) return true;
    if (!['false', '0', 'no', 'off'].includes(value)) wrong(name, 'must be true or false');
    return false;
  };
  const oneOf = <T extends string>(name: VariableName, allowed: readonly T[]): T => {
    const found = allowed.find((value) => value === text(name).toLowerCase());
    if (!found) wrong(name, `must be one of ${allowed.join(', ')}`);
    return found ?? (fallbackOf(name) as T);
  };
  const url = (name: VariableName, schemes: readonly string[]): string | undefined => {
    const value = text(name);
    if (!value) return undefined;
    if (URL.canParse(value) && schemes.includes(new URL(value).protocol)) return value;
    wrong(name, `must be a URL that begins with ${schemes.map((s) => `${s}//`).join(' or ')}`);
    return undefined;
  };

  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const embedded = !given['DATABASE_URL']?.trim();
  const role = oneOf('ROLE', ROLES);
  if (embedded && role !== 'all') {
    wrong('ROLE', `can be ${role} only with DATABASE_URL: the embedded database is one process's`);
  }
  const port = whole('PORT', 1, 65_535);
  const secretKey = text('SECRET_KEY');
  if (secretKey ? secretKey.length < 32 : !embedded) {
    wrong('SECRET_KEY', 'must have at least 32 characters (make one: openssl rand -hex 32)');
  }
  const metricsToken = text('METRICS_TOKEN') || undefined;
  if (metricsToken && metricsToken.length < 16) {
    wrong('METRICS_TOKEN', 'must have at least 16 characters');
  }
  const corsOrigins = list(text('CORS_ORIGINS'));
  if (!corsOrigins.every(isOrigin)) {
    wrong('CORS_ORIGINS', 'must be origins such as https://app.example.com, separated by commas');
  }
  const debug = yesOrNo('DEBUG');
  const logLevel = oneOf('LOG_LEVEL', LOG_LEVELS);
  const settings: Environment.Settings = {
    databaseUrl,
    redisUrl: url('REDIS_URL', ['redis:', 'rediss:']),
    embedded,
    role,
    host: text('HOST'),
    port,
    portChosen: Boolean(given['PORT']?.trim()),
    publicUrl: (url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`).replace(
      /\/+$/,
      '',
    ),
    secretKey,
    debug,
    corsOrigins,
    accessTokenMinutes: whole('ACCESS_TOKEN_EXPIRE_MINUTES', 1, 1440),
    refreshTokenDays: whole('REFRESH_TOKEN_EXPIRE_DAYS', 1, 365),
    rateLimitPerMinute: whole('RATE_LIMIT_PER_MINUTE', 0, 1_000_000),
    trustProxy: readTrustProxy(text('TRUST_PROXY')),
    dataDir: path.resolve(text('DATA_DIR')),
    databasePoolSize: whole('DATABASE_POOL_SIZE', 2, 200),
    allowSignUp: yesOrNo('SIGN_UP'),
    metricsToken,
    logLevel: debug && logLevel === 'info' ? 'debug' : logLevel,
    logForPeople: Boolean(process.stdout.isTTY) && given['NODE_ENV'] !== 'production',
  };
  if (problems.length > 0) throw new EnvironmentError(problems);
  return new Environment(settings);
}

/** What a child process inherits: everything but the settings of this product. */
export function inheritedVariables(): NodeJS.ProcessEnv {
  const names: readonly string[] = variables.map(({ name }) => name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}

function processVariables(): Variables {
  // A variable that is set wins over the file: that is what loadEnvFile does.
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

function fallbackOf(name: VariableName): string {
  return variables.find((variable) => variable.name === name)?.fallback ?? '';
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim().replace(/\/$/, ''))
    .filter((part) => part !== '');
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function readTrustProxy(text: string): boolean | number | string {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
