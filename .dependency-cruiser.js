/** Who may import whom, and which technology lives where. A rule's name is what it says when it is broken. */

const rooms = {
  auth: ['platform'],
  projects: ['platform', 'auth'],
  events: ['platform', 'projects/project\\.ts$'],
  ingest: ['platform', 'auth', 'projects', 'events'],
  sharing: ['platform', 'auth', 'projects'],
  library: ['platform'],
  analytics: ['platform', 'auth', 'projects', 'sharing', 'events', 'library'],
  realtime: ['platform', 'auth', 'projects', 'events'],
  system: ['platform', 'auth', 'projects', 'events', 'version\\.ts$'],
};

const roomRules = Object.entries(rooms).map(([room, mayImport]) => ({
  name: `${room}-imports-only-${mayImport.map((name) => name.replace(/\W.*$/, '')).join('-and-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^server/src/${room}/` },
  to: {
    path: '^server/src/',
    pathNot: [`^server/src/${room}/`, ...mayImport.map((name) => `^server/src/${name}`)],
  },
}));

const fence = (name, technology, home) => ({
  name,
  severity: 'error',
  from: { path: '^server/src/', pathNot: home },
  to: { path: technology },
});

const FEATURES = 'api|ui|session|projects|question';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'nothing-imports-in-a-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^(server/src/(?!platform/)|admin-ui/|sdk/)' },
    },
    ...roomRules,
    {
      name: 'server-console-and-tracker-never-import-each-other',
      severity: 'error',
      from: { path: '^(server|admin-ui|sdk)/' },
      to: { path: '^(server|admin-ui|sdk)/', pathNot: '^$1/' },
    },
    {
      name: 'console-features-import-only-api-ui-session-projects-and-question',
      severity: 'error',
      from: {
        path: '^admin-ui/src/app/([^/]+)/',
        pathNot: `^admin-ui/src/app/(${FEATURES}|shell)/`,
      },
      to: {
        path: '^admin-ui/src/app/[^/]+/',
        pathNot: ['^admin-ui/src/app/$1/', `^admin-ui/src/app/(${FEATURES})/`],
      },
    },
    fence('bullmq-stays-in-queues-and-processors', '^node_modules/(bullmq|@nestjs/bullmq)/', [
      '\\.queue\\.ts$',
      '\\.processor\\.ts$',
      '\\.module\\.ts$',
      '^server/src/platform/queue/',
    ]),
    fence(
      'sockets-stay-in-realtime',
      '^node_modules/(socket\\.io|@nestjs/websockets|@nestjs/platform-socket\\.io)/',
      ['^server/src/realtime/'],
    ),
    {
      name: 'charts-stay-in-ui',
      severity: 'error',
      from: { path: '^admin-ui/src/', pathNot: '^admin-ui/src/app/ui/' },
      to: { path: '^node_modules/(chart\\.js|ng2-charts)/' },
    },
    {
      name: 'no-drawer-for-odds-and-ends',
      severity: 'error',
      from: {},
      to: { path: '^(server|admin-ui|sdk)/.*/(utils?|common|helpers?|shared)(/|\\.ts$)' },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      from: { path: '^(server|admin-ui)/' },
      to: { path: '^(server|admin-ui)/src/.*/index\\.ts$' },
    },
    {
      name: 'everything-imported-exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
