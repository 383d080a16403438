/** Where a variable is at home in the printed list of settings. */
export type VariableGroup = 'Where it runs' | 'Stores' | 'Accounts' | 'Limits' | 'Watching it';

/** One environment variable, documented here and nowhere else; `.env.example` is written from this list. */
export interface Variable {
  readonly name: string;
  readonly group: VariableGroup;
  /** One or two sentences for the person who sets it. */
  readonly help: string;
  /** What holds when it is absent; empty = absent means «off» or «made for you», as `help` says. */
  readonly fallback: string;
}

/** Every variable the server reads, in the order `.env.example` shows them. */
export const variables = [
  {
    name: 'PORT',
    group: 'Where it runs',
    help: 'Port of the one HTTP server: console, API, tracker and demo. When absent and 8000 is busy, embedded mode takes the next free one.',
    fallback: '8000',
  },
  {
    name: 'HOST',
    group: 'Where it runs',
    help: 'Address to listen on. 127.0.0.1 keeps it on this machine.',
    fallback: '0.0.0.0',
  },
  {
    name: 'PUBLIC_URL',
    group: 'Where it runs',
    help: 'Address people and trackers reach it by, without a trailing slash. Shown in snippets; https makes cookies secure.',
    fallback: '',
  },
  {
    name: 'ROLE',
    group: 'Where it runs',
    help: 'What this process does: all, api (answers requests) or worker (processes jobs).',
    fallback: 'all',
  },
  {
    name: 'TRUST_PROXY',
    group: 'Where it runs',
    help: 'Whose X-Forwarded-For counts: false, true, the number of proxies in front, or their addresses separated by commas.',
    fallback: 'false',
  },
  {
    name: 'DEBUG',
    group: 'Where it runs',
    help: 'true logs in more detail. Answers never carry stack traces.',
    fallback: 'false',
  },
  {
    name: 'DATABASE_URL',
    group: 'Stores',
    help: 'PostgreSQL, as postgresql://user:password@host:5432/name. Absent: an embedded PostgreSQL starts with the server.',
    fallback: '',
  },
  {
    name: 'REDIS_URL',
    group: 'Stores',
    help: 'Redis or Valkey, as redis://host:6379. Absent: queue, feed and limits live in PostgreSQL and in the process.',
    fallback: '',
  },
  {
    name: 'DATA_DIR',
    group: 'Stores',
    help: 'Folder of the embedded database and its secret.',
    fallback: 'data',
  },
  {
    name: 'DATABASE_POOL_SIZE',
    group: 'Stores',
    help: 'Most connections one process opens to PostgreSQL for requests and jobs (2–200).',
    fallback: '20',
  },
  {
    name: 'SECRET_KEY',
    group: 'Accounts',
    help: 'At least 32 random characters that sign access tokens. Needed with DATABASE_URL; embedded mode makes and keeps its own.',
    fallback: '',
  },
  {
    name: 'SIGN_UP',
    group: 'Accounts',
    help: 'true lets anybody register. The first account, the owner, can always be created.',
    fallback: 'false',
  },
  {
    name: 'CORS_ORIGINS',
    group: 'Accounts',
    help: 'Other origins whose pages may call the API, separated by commas. Ingest is open to every origin whatever this says.',
    fallback: '',
  },
  {
    name: 'ACCESS_TOKEN_EXPIRE_MINUTES',
    group: 'Accounts',
    help: 'Life of an access token in minutes (1–1440).',
    fallback: '15',
  },
  {
    name: 'REFRESH_TOKEN_EXPIRE_DAYS',
    group: 'Accounts',
    help: 'Life of a refresh token in days (1–365).',
    fallback: '30',
  },
  {
    name: 'RATE_LIMIT_PER_MINUTE',
    group: 'Limits',
    help: 'API requests a signed-in user may make in a minute; 0 switches the limit off.',
    fallback: '600',
  },
  {
    name: 'METRICS_TOKEN',
    group: 'Watching it',
    help: 'Bearer token (16 characters or more) for /metrics. Absent: /metrics answers this machine only.',
    fallback: '',
  },
  {
    name: 'LOG_LEVEL',
    group: 'Watching it',
    help: 'fatal, error, warn, info, debug, trace or silent.',
    fallback: 'info',
  },
] as const satisfies readonly Variable[];

/** The closed list of names the server reads from its environment. */
export type VariableName = (typeof variables)[number]['name'];
